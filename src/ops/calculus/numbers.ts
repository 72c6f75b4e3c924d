/** Arithmetic on arrays and Python numbers together, as functions written in Python on top of NumPy do it. */
import { native } from '../../addon/native.js';
import { asArray, NonNumericError, scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { weakKindOf } from '../../array/promote.js';
import { PyTypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import { isInt, PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import type { OperandType } from '../../ufunc/resolve.js';
import type { OpResult } from '../define.js';
import { call } from '../predicate/apply.js';
import { arrayOf } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';

/** An array, or a Python number that takes part in promotion by its kind only. */
export type Num = NdArray | number | bigint | PyFloat | PyComplex;

/** A value as an operand of array arithmetic: TypeError for what is no number. */
export function asNum(value: PyValue | undefined): Num {
  const given = value ?? null;
  if (weakKindOf(given) !== undefined) return given as Num;
  if (typeof given === 'boolean') return scalarArray(given, Dtype.Bool);
  try {
    return asArray(given);
  } catch (error) {
    if (error instanceof NonNumericError) throw new PyTypeError(`unsupported operand type(s): '${typeName(given)}'`);
    throw error;
  }
}

/** How a value enters the dtype billed: Python numbers by their kind. */
export const billedAs = (value: PyValue, array: NdArray): OperandType =>
  typeof value === 'boolean' ? Dtype.Bool : (weakKindOf(value) ?? array.dtype);

const isNumber = (value: PyValue): value is number | bigint | boolean | PyFloat =>
  value instanceof PyFloat || isInt(value) || typeof value === 'boolean';

const real = (value: number | bigint | boolean | PyFloat): number =>
  value instanceof PyFloat ? value.value : Number(value);

/** factor · value in Python where value is a Python number, in NumPy otherwise; the factor is a float. */
export function scaledBy(factor: number, value: PyValue | NdArray): Num {
  if (isNumber(value)) return new PyFloat(factor * real(value));
  if (value instanceof PyComplex) return new PyComplex(factor * value.re, factor * value.im);
  return call('multiply', new PyFloat(factor), operandOf(value));
}

/** numerator / value, likewise. ZeroDivisionError for a Python zero. */
export function over(numerator: number, value: PyValue | NdArray): Num {
  if (isNumber(value)) {
    if (real(value) === 0) throw new ZeroDivisionError('float division by zero');
    return new PyFloat(numerator / real(value));
  }
  if (value instanceof PyComplex) return quotient(numerator, value);
  return call('divide', new PyFloat(numerator), operandOf(value));
}

/** Smith's algorithm, as Python divides. */
function quotient(numerator: number, { re, im }: PyComplex): PyComplex {
  if (re === 0 && im === 0) throw new ZeroDivisionError('complex division by zero');
  if (Math.abs(re) >= Math.abs(im)) {
    const ratio = im / re;
    const denominator = re + im * ratio;
    return new PyComplex(numerator / denominator, (-numerator * ratio) / denominator);
  }
  const ratio = re / im;
  const denominator = re * ratio + im;
  return new PyComplex((numerator * ratio) / denominator, -numerator / denominator);
}

/** A value that meets an array; lists become arrays. */
const operandOf = (value: PyValue | NdArray): Num => asNum(value as PyValue);

/** float(): TypeError for what is no real number. */
export function toFloat(value: PyValue): number {
  if (isNumber(value)) return real(value);
  const array = typeof value === 'object' && value !== null && 'slot' in value ? (value as NdArray) : undefined;
  if (array === undefined) throw new PyTypeError(`must be real number, not ${typeName(value)}`);
  if (array.ndim > 0) throw new PyTypeError('only 0-dimensional arrays can be converted to Python scalars');
  if (array.dtype >= Dtype.Complex64) throw new PyTypeError("float() argument must be a real number, not 'complex'");
  return Number(native.readItem(array.slot));
}

/** Python's truth of a comparison with zero. ValueError for arrays of several elements. */
export function isZero(value: PyValue): boolean {
  if (isNumber(value)) return real(value) === 0;
  if (value instanceof PyComplex) return value.re === 0 && value.im === 0;
  if (typeof value !== 'object' || value === null || !('slot' in value)) return false;
  const array = value as NdArray;
  if (array.size !== 1) {
    throw new ValueError('The truth value of an array with more than one element is ambiguous.');
  }
  return native.countTrue(call('equal', array, 0).slot) === 1;
}

/** A result without axes travels by value, unless it is complex. */
export const delivered = (result: NdArray): OpResult => (result.ndim === 0 ? scalarOf(result) : result);

/** A view on one position of an axis, without that axis. */
export function at(a: NdArray, axis: number, index: number): NdArray {
  const strides = native.strides(a.slot);
  const offset = a.size === 0 ? 0 : (index < 0 ? index + a.shape[axis]! : index) * strides[axis]!;
  const keep = <T>(values: readonly T[]): T[] => values.filter((_, k) => k !== axis);
  return arrayOf(native.stridedView(a.slot, keep(a.shape), keep(strides), offset), a.dtype, keep(a.shape));
}
