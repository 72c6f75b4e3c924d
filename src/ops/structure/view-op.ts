/** Declares operations that answer with a view of one array. */
import type { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { AttributeError } from '../../errors.js';
import { typeName } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import type { ByRelease, OpDefinition } from '../define.js';
import type { Bound } from '../signature.js';
import { operand, shapeOperand, undeliverable } from './common.js';
import { type MovePrice, moveOp, NEVER } from './move-op.js';

/** One array, and what else the call gives. */
export interface ArrayCall {
  readonly a: NdArray;
  readonly args: Bound;
  /** The operand is not numeric: a result cannot be delivered. */
  readonly foreign?: string | undefined;
}

/** Charged nothing, but recorded, before NumPy's checks. */
const RECORDED: MovePrice<ArrayCall, unknown> = { charged: 'first' };
/** One FLOP per element of the operand, at least one, at its dtype. */
export const PER_ELEMENT: MovePrice<ArrayCall, unknown> = {
  charged: 'first',
  flops: ({ a }) => Math.max(a.size, 1),
  dtypes: ({ a }): readonly Dtype[] => [a.dtype],
};

/** A view: what is to be seen (`infer`), the view itself (`run`), its tag, and what it costs in each release. */
export interface ViewSpec<Plan> {
  readonly name: string;
  readonly params: string | ByRelease<string>;
  /** Name of the array parameter. */
  readonly array?: string;
  /** Anything but an array lacks the attributes it is asked for. */
  readonly needsArray?: boolean;
  /** Present releases refuse what is not numeric before anything else. */
  readonly refusesForeign?: boolean;
  readonly infer: (call: ArrayCall) => Plan;
  readonly run: (a: NdArray, plan: Plan) => NdArray;
  readonly tag: (a: NdArray, plan: Plan, result: NdArray) => SymmetryGroup | null;
  readonly early?: MovePrice<ArrayCall, Plan>;
  readonly present?: MovePrice<ArrayCall, Plan>;
}

/** Defines an operation whose result is a view of its operand, with the tag the view has. */
export function viewOp<Plan>(spec: ViewSpec<Plan>): OpDefinition {
  const isBilled = spec.present?.dtypes !== undefined;
  return moveOp<ArrayCall, Plan>({
    name: spec.name,
    params: spec.params,
    prepare: (args, ctx) => {
      const value = args[spec.array ?? 'a'];
      if (spec.needsArray === true && !(value instanceof NdArray)) {
        throw new AttributeError(`'${typeName(value)}' object has no attribute 'ndim'`);
      }
      const refuses = isBilled || (spec.refusesForeign === true && ctx.release.traits.dtypeBilling);
      return refuses ? { a: operand(spec.name, value), args } : { ...shapeOperand(value), args };
    },
    infer: spec.infer,
    price: { '0.4.1': spec.early ?? NEVER, '0.12.4': spec.present ?? RECORDED },
    run: ({ a, foreign }, plan) => {
      if (foreign !== undefined) throw undeliverable(spec.name, foreign);
      const result = spec.run(a, plan);
      result.symmetry = spec.tag(a, plan, result);
      return result;
    },
  });
}
