/**
 * How an operation is declared, and the steps it goes through.
 *
 * `check` does everything the reference does before it charges: what it refuses is refused for free. `price` looks at
 * metadata only. `run` does the rest: what it refuses has been charged. The pipeline calls them in that order with
 * the budget in between, so no kernel runs that was not paid for.
 */

import type { Dtype } from '../array/dtype.js';
import { NdArray } from '../array/ndarray.js';
import type { Flops } from '../cost/flops.js';
import { ValueError } from '../errors.js';
import { type PyFloat, PyTuple, type PyValue } from '../python/values.js';
import type { Release } from '../release/release.js';
import type { Session } from '../session/session.js';
import { type Bound, bindArguments, parseSignature, type Signature } from './signature.js';

/** What an operation costs before the release applies its weights, dtype rates and complex factors. */
export interface Charge {
  /** Name the operation is billed under; it selects the weight and appears in budget summaries. */
  readonly op: string;
  /** FLOPs before weighting. */
  readonly flops: Flops | number;
  /** Dtypes whose promotion decides the rate in releases that have dtype rates; empty for dtype-neutral operations. */
  readonly dtypes?: readonly Dtype[];
  /** Replaces the operation's complex factor where the caller computed it exactly. */
  readonly complexFactor?: number;
}

/** A NumPy scalar (np.generic): travels by value with its dtype. */
export class NumpyScalar {
  constructor(
    /** int dtypes: number or bigint; float dtypes: number; complex dtypes: [re, im]. */
    readonly value: boolean | number | bigint | readonly [number, number],
    readonly dtype: Dtype,
  ) {}
}

/** Several results; a named tuple where `name` and `fields` are given. */
export class ResultTuple {
  constructor(
    readonly items: readonly OpResult[],
    readonly name?: string,
    readonly fields?: readonly string[],
  ) {}
}

/** What an operation returns. A plain `number` is a Python int, a float is a PyFloat; an NdArray becomes a handle. */
export type OpResult =
  | NdArray
  | NumpyScalar
  | ResultTuple
  | PyFloat
  | number
  | bigint
  | boolean
  | string
  | null
  | PyValue;

/** What `check`, `price` and `run` may consult besides the call. */
export interface OpContext {
  readonly release: Release;
  readonly session: Session;
}

/**
 * A value that changed in the course of releases: keyed by the first release that has it. A release takes the entry
 * with the greatest key not above itself.
 */
export class ByRelease<T> {
  /** What releases take, by version, once one has asked. */
  readonly taken = new Map<string, T>();

  constructor(readonly since: Readonly<Record<string, T>>) {}
}

export const byRelease = <T>(since: Readonly<Record<string, T>>): ByRelease<T> => new ByRelease(since);
export type Releasable<T> = T | ByRelease<T>;

export interface OpSpec<Call> {
  /** Dotted name as in requests, e.g. `linalg.svd`. */
  readonly name: string;
  /** Python-style parameter list, e.g. `a, axis=None, /, *, dtype=None`; see parseSignature. */
  readonly params: Releasable<string>;
  readonly check: Releasable<(args: Bound, ctx: OpContext) => Call>;
  /**
   * Several charges are spent in order. They may be produced one by one: what is asked for next, a generator computes
   * only once the charges before it have been paid.
   */
  readonly price: Releasable<(call: Call, ctx: OpContext) => Charge | Iterable<Charge> | null>;
  readonly run: Releasable<(call: Call, ctx: OpContext) => OpResult>;
  /**
   * The argument that `run` writes to in place, if that is an array. Where writing ends tags, it ends this one's with
   * those of whatever shares its memory; an `out=` that is not named here keeps what the operation tagged it with.
   */
  readonly writes?: ((call: Call) => PyValue | undefined) | undefined;
}

/** An operation ready to be called under one release. */
export interface Operation {
  readonly name: string;
  /** Binds and checks arguments; what it throws is free of charge. */
  plan(args: readonly PyValue[], kwargs: ReadonlyMap<string, PyValue>, ctx: OpContext): Plan;
}

/** A checked and priced call. */
export interface Plan {
  readonly charges: Iterable<Charge>;
  run(): OpResult;
}

/** A declared operation; `forRelease` settles everything that depends on the release once. */
export interface OpDefinition {
  readonly name: string;
  forRelease(release: Release): Operation;
}

const NONE: readonly NdArray[] = [];

/** The arrays given as `out=`. */
function outputsOf(bound: Bound): readonly NdArray[] {
  const extra = bound['kwargs'] as unknown;
  const out = bound['out'] ?? (extra instanceof Map ? (extra.get('out') as PyValue | undefined) : undefined);
  if (out === undefined || out === null) return NONE;
  const items = out instanceof PyTuple ? out.items : Array.isArray(out) ? (out as readonly PyValue[]) : [out];
  return items.filter((item) => item instanceof NdArray);
}

/**
 * Runs an operation that writes to `outputs`. ValueError for an output that clients may not write to.
 *
 * @param endsTags whether a write ends the tags of the memory; where it does not, those of the outputs stay.
 */
export function written<Result>(outputs: readonly NdArray[], endsTags: boolean, run: () => Result): Result {
  if (outputs.some((out) => !out.isWriteable)) throw new ValueError('output array is read-only');
  const tags = outputs.map((out) => out.symmetry);
  const result = run();
  if (!endsTags) {
    for (const [i, tag] of tags.entries()) if (tag !== null) outputs[i]!.symmetry = tag;
    return result;
  }
  // Tags of whatever shares the memory end; what the operation tagged its outputs with stays.
  for (const out of outputs) {
    const tag = out.symmetry;
    out.noteWrite();
    out.symmetry = tag;
  }
  return result;
}

/** The plan of a call that writes to none of its operands; a class, for it is made at every request. */
class PlannedCall<Call> implements Plan {
  constructor(
    readonly charges: Iterable<Charge>,
    readonly body: (call: Call, ctx: OpContext) => OpResult,
    readonly call: Call,
    readonly ctx: OpContext,
  ) {}

  run(): OpResult {
    return this.body(this.call, this.ctx);
  }
}

/** Declares an operation. */
export function defineOp<Call>(spec: OpSpec<Call>): OpDefinition {
  return {
    name: spec.name,
    forRelease(release) {
      const signature: Signature = parseSignature(spec.name, release.pick(spec.params));
      const check = release.pick(spec.check);
      const price = release.pick(spec.price);
      const run = release.pick(spec.run);
      const endsTags = release.traits.writesEndTags;
      return {
        name: spec.name,
        plan(args, kwargs, ctx) {
          const bound = bindArguments(signature, args, kwargs);
          const call = check(bound, ctx);
          const charge = price(call, ctx);
          const outputs = outputsOf(bound);
          const charges = charge === null ? [] : Symbol.iterator in charge ? charge : [charge];
          const target = spec.writes?.(call);
          if (outputs.length === 0 && target === undefined) return new PlannedCall(charges, run, call, ctx);
          const runWritten = () => {
            const result = written(outputs, endsTags, () => run(call, ctx));
            if (endsTags && target instanceof NdArray) target.noteWrite();
            return result;
          };
          return { charges, run: runWritten };
        },
      };
    },
  };
}
