/** Operands, plans and results that products of two arrays have in common. */
import { native } from '../../addon/native.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { promoteTypes, resultType } from '../../array/promote.js';
import { type EinsumOperand, type EinsumPlan, planEinsum } from '../../einsum/plan.js';
import { EARLY_EINSUM_RULES, PRESENT_EINSUM_RULES } from '../../einsum/rules.js';
import { PyError, PyTypeError, UFuncNoLoopError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { byRelease, type Charge, type OpContext, type OpResult } from '../define.js';
import type { Bound } from '../signature.js';
import { scalarOf } from '../structure/indexing.js';

export const EINSUM_RULES = byRelease({ '0.4.1': EARLY_EINSUM_RULES, '0.12.4': PRESENT_EINSUM_RULES });

/** Stand-ins for arrays of strings or objects, which are priced before they are refused, and their dtypes' names. */
const foreign = new WeakMap<NdArray, string>();

/** numpy.asarray; what is made here was never an array of the reference's own class. */
export function productOperand(value: PyValue | undefined): NdArray {
  if (value instanceof NdArray) return value;
  const description = describe(value ?? null);
  const array =
    description.foreign === undefined
      ? asArray(value ?? null)
      : new NdArray(native.zeros(Dtype.Float64, description.shape), Dtype.Float64, description.shape);
  if (description.foreign !== undefined) foreign.set(array, description.foreign);
  array.isPlain = true;
  return array;
}

/** UnsupportedDtypeError for operands that are no numbers: present releases refuse them where they would be billed. */
export function refuseForeign(op: string, ...arrays: readonly NdArray[]): void {
  for (const array of arrays) {
    const dtype = foreign.get(array);
    if (dtype !== undefined) throw new UnsupportedDtypeError(`${op}: dtype '${dtype}' is not numeric`);
  }
}

/** Whether elements are strings. */
export const isText = (array: NdArray): boolean => (foreign.get(array) ?? 'object') !== 'object';

/** UFuncTypeError for operands of strings, which NumPy's generalised ufuncs have no loops for. */
export function requireLoop(op: string, a: NdArray, b: NdArray): void {
  if (isText(a) || isText(b)) throw new UFuncNoLoopError(`ufunc '${op}' has no loop for operands that are strings`);
}

/** How numpy.dot refuses strings: ValueError for arrays of them, UFuncTypeError where a scalar is to be multiplied. */
export function requireDottable(op: string, a: NdArray, b: NdArray): void {
  if (a.ndim === 0 || b.ndim === 0) requireLoop(op, a, b);
  else if (isText(a) || isText(b)) throw new ValueError(`${op}: strings cannot be multiplied`);
  requireNumbers(op, a, b);
}

/** How elements are refused that cannot be multiplied: UFuncTypeError for a string and a number, otherwise TypeError. */
export function requireFactors(op: string, a: NdArray, b: NdArray): void {
  if (isText(a) !== isText(b) && isForeign(a) !== isForeign(b)) requireLoop(op, a, b);
  requireNumbers(op, a, b);
}

/** TypeError for operands that are no numbers, as when objects are multiplied one by one. */
export function requireNumbers(op: string, ...arrays: readonly NdArray[]): void {
  if (arrays.some((array) => foreign.has(array))) throw new PyTypeError(`${op}: operands that cannot be multiplied`);
}

export const isForeign = (array: NdArray): boolean => foreign.has(array);

/** An array as contractions are planned with it: the same array is the same operand. */
export const asEinsumOperand = (array: NdArray): EinsumOperand => ({
  shape: array.shape,
  symmetry: array.symmetry,
  identity: array,
});

export const planProduct = (subscripts: string, a: EinsumOperand, b: EinsumOperand, ctx: OpContext): EinsumPlan =>
  planEinsum({ subscripts, operands: [a, b], rules: ctx.release.pick(EINSUM_RULES) });

/** The charge for a planned contraction of arrays, billed with the dtype of `out` where there is one. */
export function chargeFor(op: string, plan: EinsumPlan, arrays: readonly NdArray[], out: NdArray | null): Charge {
  const dtypes = arrays.map((array) => array.dtype);
  if (out !== null) dtypes.push(out.dtype);
  const charge = { op, flops: plan.flops, dtypes };
  return isComplex(resultType(dtypes)) ? { ...charge, complexFactor: plan.complexFactor } : charge;
}

export const productDtype = (a: NdArray, b: NdArray) => promoteTypes(a.dtype, b.dtype);

/** A result without axes is a NumPy scalar where both operands are plain, otherwise an array. */
export const deliverProduct = (result: NdArray, a: NdArray, b: NdArray): OpResult =>
  result.ndim === 0 && a.isPlain && b.isPlain ? scalarOf(result) : result;

/** As though both operands were plain: the result without axes is a NumPy scalar. */
export const byValue = (result: NdArray): OpResult => (result.ndim === 0 ? scalarOf(result) : result);

/** ValueError when the extents of two axes to be summed together differ. */
export function requireEqualExtents(op: string, a: NdArray, aAxis: number, b: NdArray, bAxis: number): void {
  const [x, y] = [a.shape[aAxis]!, b.shape[bAxis]!];
  if (x === y) return;
  throw new ValueError(
    `${op}: axis ${aAxis} of the first operand has extent ${x}, axis ${bAxis} of the second ${y}; what is summed must be equally long`,
  );
}

/** Releases that bill by dtype refuse there what is no number. */
export function refuseWhereBilled(op: string, ctx: OpContext, ...arrays: readonly NdArray[]): void {
  if (ctx.release.traits.dtypeBilling) refuseForeign(op, ...arrays);
}

/** Two operands, the same array where the call names one twice. */
export interface Pair {
  readonly a: NdArray;
  readonly b: NdArray;
}

/**
 * The operands of a call. UnsupportedDtypeError for strings within lists and for dtypes that are no numbers, where
 * those are refused before anything else.
 */
export function pairOf(op: string, args: Bound, ctx: OpContext, first = 'a', second = 'b'): Pair {
  if (ctx.release.traits.dtypeBilling) refuseText(op, Object.values(args));
  const a = productOperand(args[first]);
  return { a, b: args[second] === args[first] ? a : productOperand(args[second]) };
}

const holdsText = (value: unknown): boolean => Array.isArray(value) && value.some(isTextOrHoldsIt);
const isTextOrHoldsIt = (value: unknown): boolean => typeof value === 'string' || holdsText(value);

/** Strings within lists, whatever argument they are in, and the `dtype` keyword. UnsupportedDtypeError. */
export function refuseText(op: string, values: readonly unknown[]): void {
  for (const value of values) {
    if (value instanceof Map) {
      const { dtype, ...others } = Object.fromEntries(value as Map<string, PyValue>) as Record<string, PyValue>;
      refuseText(op, Object.values(others));
      if (isForeignDtype(dtype)) throw new UnsupportedDtypeError(`${op}: dtype '${String(dtype)}' is not numeric`);
    } else if (holdsText(value)) {
      throw new UnsupportedDtypeError(`${op}: dtype 'str' is not numeric`);
    }
  }
}

function isForeignDtype(dtype: PyValue | undefined): boolean {
  if (typeof dtype !== 'string') return false;
  try {
    return parseAnyDtype(dtype) instanceof ForeignDtype;
  } catch (error) {
    if (error instanceof PyError) return false; // no dtype at all: NumPy's own refusal comes later
    throw error;
  }
}
