/** Coefficients as operations on polynomials read them: highest power first. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { describe } from '../../array/convert.js';
import type { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { PyError, PyTypeError, UnsupportedDtypeError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { OpContext } from '../define.js';
import { arrayOf, shapeOperand, sliced } from '../structure/common.js';

/** An operand of which the shape counts before its dtype is looked at. */
export interface Coefficients {
  readonly a: NdArray;
  /** Set for what is not numeric. */
  readonly foreign: string | undefined;
}

export const coefficients = (value: PyValue | undefined): Coefficients => shapeOperand(value);

/** len(): TypeError for an array without axes. */
export function lengthOf({ a }: Coefficients): number {
  if (a.ndim === 0) throw new PyTypeError('len() of unsized object');
  return a.shape[0]!;
}

/** Refuses what is not numeric, as releases do that bill by dtype. */
export function refuseForeign(op: string, ctx: OpContext, ...operands: readonly Coefficients[]): void {
  if (ctx.release.traits.dtypeBilling) requireNumeric(op, ...operands);
}

/** UnsupportedDtypeError for what is not numeric. */
export function requireNumeric(op: string, ...operands: readonly Coefficients[]): void {
  for (const { foreign } of operands) {
    if (foreign !== undefined) throw new UnsupportedDtypeError(`${op}: dtype '${foreign}' is not numeric`);
  }
}

/** Python's refusal of a call too deeply nested. */
export class RecursionError extends PyError {
  constructor() {
    super('RecursionError', 'other', 'maximum recursion depth exceeded');
  }
}

/** numpy.atleast_1d. */
export const atLeastOneAxis = (a: NdArray): NdArray =>
  a.ndim > 0 ? a : arrayOf(native.reshapeView(a.slot, [1], Order.C), a.dtype, [1]);

/** Element i of the first axis, as a view. */
export function itemAt(a: NdArray, i: number): NdArray {
  const strides = native.strides(a.slot);
  const rest = a.shape.slice(1);
  return arrayOf(native.stridedView(a.slot, rest, strides.slice(1), i * strides[0]!), a.dtype, rest);
}

/** Elements from `start` on along the first axis, `count` of them. */
export const part = (a: NdArray, start: number, count: number): NdArray => sliced(a, 0, start, Math.max(count, 0));

/** Arrays one after the other, without further checks. */
export function joined(dtype: Dtype, ...parts: readonly NdArray[]): NdArray {
  const length = parts.reduce((total, { size }) => total + size, 0);
  const result = arrayOf(native.empty(dtype, [length]), dtype, [length]);
  let at = 0;
  for (const piece of parts) {
    native.assign(part(result, at, piece.size).slot, piece.slot, -1);
    at += piece.size;
  }
  return result;
}

export const zerosOf = (dtype: Dtype, ...shape: readonly number[]): NdArray =>
  arrayOf(native.zeros(dtype, shape), dtype, shape);

/** The int64 array n, n - 1, ..., 1. */
export const descending = (n: number): NdArray => {
  const length = Math.max(n, 0);
  return arrayOf(native.ramp(INT64, BigInt(n), -1n, length), INT64, [length]);
};
const INT64 = describe(0).dtype;
