/**
 * Declares operations that make or move arrays. They differ in when the reference finds NumPy's own objections: before
 * it charges (then they are free), or after.
 */
import type { Dtype } from '../../array/dtype.js';
import type { Flops } from '../../cost/flops.js';
import type { PyValue } from '../../python/values.js';
import { type ByRelease, byRelease, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import type { Bound } from '../signature.js';

/** The price of a call, and at which moment it is charged. */
export interface MovePrice<Call, Plan> {
  /** 'first': before NumPy's checks. 'last': after them, from the result. 'never': free, nothing is recorded. */
  readonly charged: 'first' | 'last' | 'never';
  readonly flops?: (call: Call, plan: Plan) => Flops | number;
  readonly dtypes?: (call: Call, plan: Plan) => readonly Dtype[];
  /** The name billed under, when it is not the operation's own. */
  readonly as?: string | ((call: Call) => string);
}

export interface MoveSpec<Call, Plan> {
  readonly name: string;
  readonly params: string | ByRelease<string>;
  /** Takes the arguments apart: what this refuses is free. */
  readonly prepare: (args: Bound, ctx: OpContext) => Call;
  /** NumPy's checks, and the metadata of the result. */
  readonly infer: (call: Call, ctx: OpContext) => Plan;
  readonly price: Readonly<Record<string, MovePrice<Call, Plan>>>;
  readonly run: (call: Call, plan: Plan, ctx: OpContext) => OpResult;
  /** The argument written to in place; see OpSpec. */
  readonly writes?: (call: Call) => PyValue | undefined;
}

/** Free in every release, and not recorded. */
export const NEVER: MovePrice<unknown, unknown> = { charged: 'never' };

export function moveOp<Call, Plan>(spec: MoveSpec<Call, Plan>): OpDefinition {
  const prices = byRelease(spec.price);
  const { writes } = spec;
  return defineOp<{ call: Call; plan: Plan | undefined }>({
    name: spec.name,
    params: spec.params,
    check: (args, ctx) => {
      const call = spec.prepare(args, ctx);
      const price = ctx.release.pick(prices);
      return { call, plan: price.charged === 'first' ? undefined : spec.infer(call, ctx) };
    },
    price: ({ call, plan }, ctx) => {
      const price = ctx.release.pick(prices);
      if (price.charged === 'never') return null;
      const op = typeof price.as === 'function' ? price.as(call) : (price.as ?? spec.name);
      return {
        op,
        flops: price.flops?.(call, plan as Plan) ?? 0,
        dtypes: price.dtypes?.(call, plan as Plan) ?? [],
      };
    },
    run: ({ call, plan }, ctx) => spec.run(call, plan ?? spec.infer(call, ctx), ctx),
    writes: writes && (({ call }) => writes(call)),
  });
}
