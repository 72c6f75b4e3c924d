/** Operands, prices and results that operations on stacks of matrices have in common. */
import { native } from '../../addon/native.js';
import { Dtype, isComplex, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { resultType } from '../../array/promote.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { IndexError, UFuncInputCastingError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { isForeign, productOperand, refuseText, refuseWhereBilled } from '../contraction/operand.js';
import {
  byRelease,
  type Charge,
  defineOp,
  type OpContext,
  type OpDefinition,
  type OpResult,
  ResultTuple,
} from '../define.js';
import { truth } from '../reduction/call.js';
import type { Bound } from '../signature.js';
import { scalarOf } from '../structure/indexing.js';

/** An operation on matrices; all of them are priced from shapes before NumPy looks at the operands. */
export interface LinalgSpec<Call> {
  readonly name: string;
  readonly params: string;
  /** Takes the arguments apart: what this refuses is free. */
  readonly read: (args: Bound, ctx: OpContext) => Call;
  /** The arrays whose dtypes are billed. */
  readonly operands: (call: Call) => readonly NdArray[];
  /** FLOPs by release; null where the call is not billed. What it refuses is free. */
  readonly flops: Readonly<Record<string, (call: Call) => Flops | number | null>>;
  /** What is charged in place of the price by a call that ends before it. */
  readonly instead?: (call: Call, ctx: OpContext) => Charge | undefined;
  /** The dtype billed, where it is not that of the LAPACK driver. What it refuses is free. */
  readonly billed?: (call: Call) => Dtype;
  readonly run: (call: Call, ctx: OpContext) => OpResult;
  /** The operands whose class the results have; all of them unless given. */
  readonly classOf?: (call: Call) => readonly NdArray[];
}

/** The dtype of the driver that works on these: double precision if any operand is no float. */
export function billingDtype(arrays: readonly NdArray[]): Dtype {
  const dtypes = arrays.map(({ dtype }) => dtype);
  if (dtypes.every(isInexact)) return resultType(dtypes);
  return dtypes.some(isComplex) ? Dtype.Complex128 : Dtype.Float64;
}

/** Declares an operation on matrices. */
export function linalgOp<Call>({
  name,
  params,
  read,
  operands,
  flops,
  instead,
  billed,
  run,
  classOf,
}: LinalgSpec<Call>): OpDefinition {
  const prices = byRelease(flops);
  return defineOp<Call>({
    name,
    params,
    check: (args, ctx) => {
      if (ctx.release.traits.dtypeBilling) refuseText(name, Object.values(args));
      return read(args, ctx);
    },
    price: (call, ctx) => {
      const other = instead?.(call, ctx);
      if (other !== undefined) return other;
      const price = ctx.release.pick(prices)(call);
      if (price === null) return null;
      const arrays = operands(call);
      const dtype = ctx.release.traits.dtypeBilling ? (billed?.(call) ?? billingDtype(arrays)) : undefined;
      // Next to an integer, what is no number is billed as the float64 that an integer is computed in.
      if (!arrays.some((array) => !isForeign(array) && !isInexact(array.dtype)))
        refuseWhereBilled(name, ctx, ...arrays);
      return { op: name, flops: price, dtypes: dtype === undefined ? [] : [dtype] };
    },
    run: (call, ctx) => {
      const result = run(call, ctx);
      if (ctx.release.traits.plainUploads && (classOf ?? operands)(call).every(({ isPlain }) => isPlain)) {
        for (const item of result instanceof ResultTuple ? result.items : [result]) {
          if (item instanceof NdArray) item.isPlain = true;
        }
      }
      return result;
    },
  });
}

/** The operand of an operation on one stack of matrices. */
export const readMatrix = (args: Bound, name = 'a'): NdArray => productOperand(args[name]);

/** UFuncTypeError for operands that are no numbers: no driver takes them. */
export function requireNumeric(op: string, ...arrays: readonly NdArray[]): void {
  if (arrays.some(isForeign)) throw new UFuncInputCastingError(`${op}: an operand cannot be cast to float64`);
}

/** `shape[index]` as Python has it. IndexError. */
export function extentAt(shape: Shape, index: number): number {
  const extent = shape.at(index);
  if (extent === undefined) throw new IndexError('tuple index out of range');
  return extent;
}

/** Rows and columns of the matrices. IndexError below two dimensions. */
export const extentsOf = (a: NdArray): [rows: number, columns: number] => [
  extentAt(a.shape, -2),
  extentAt(a.shape, -1),
];

/** Number of matrices in a stack. */
export const batchSize = (shape: Shape): bigint => countElements(shape.slice(0, Math.max(shape.length - 2, 0)));

/** Whether the matrices of a stack have no elements. */
export const isEmptyStack = (a: NdArray): boolean => a.ndim >= 2 && a.shape.slice(-2).includes(0);

/** The price of one matrix for all of a stack; matrices without elements are free. */
export function forStack(a: NdArray, each: Flops): Flops {
  return isEmptyStack(a) ? 0n : each * batchSize(a.shape);
}

/** Python's truth of a flag that has a default. ValueError for arrays that hold more or less than one element. */
export function flag(value: PyValue | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (!(value instanceof NdArray)) return truth(value);
  if (value.size !== 1) throw ambiguous();
  return Number(native.readItem(asType(value, Dtype.Bool).slot)) !== 0;
}

/** The refusal of an array where a truth is needed. */
export const ambiguous = (): ValueError =>
  new ValueError('The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()');

/** NumPy's scalar for a result without axes, otherwise the array. */
export const deliver = (result: NdArray): NdArray | ReturnType<typeof scalarOf> =>
  result.ndim === 0 ? scalarOf(result) : result;

/** A named tuple of NumPy's. */
export const named = (name: string, fields: Readonly<Record<string, OpResult>>): ResultTuple =>
  new ResultTuple(Object.values(fields), name, Object.keys(fields));
