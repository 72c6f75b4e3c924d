/** Positions and values as functions that take and put elements read them. */

import { Bounds } from '../../addon/move.js';
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { asArray, NonNumericError } from '../../array/convert.js';
import { Dtype, dtypeName } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { type Casting, canCast, weakKindOf } from '../../array/promote.js';
import { PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { arrayOf } from '../structure/common.js';

/** The mode argument. ValueError or TypeError for anything but NumPy's three. */
export function boundsOf(value: PyValue | undefined): Bounds {
  if (value === undefined || value === null || value === 'raise' || value === 2) return Bounds.Raise;
  if (value === 'wrap' || value === 1) return Bounds.Wrap;
  if (value === 'clip' || value === 0) return Bounds.Clip;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new PyTypeError(`clipmode must be a string, not ${typeName(value)}`);
  throw new ValueError("clipmode must be one of 'clip', 'raise', or 'wrap'");
}

/** What arrives as a list (not as an array) is converted element by element, without a casting rule. */
export function loosely(op: string, value: PyValue, dtype: Dtype, casting: Casting): NdArray {
  return converted(op, value, dtype, value instanceof NdArray ? casting : 'unsafe');
}

/** An argument converted to a dtype by a casting rule. TypeError where the rule forbids it. */
export function converted(op: string, value: PyValue, dtype: Dtype, casting: Casting): NdArray {
  if (weakKindOf(value) !== undefined) return asArray(value, dtype);
  if (value === null) throw new PyTypeError(`${op}: a number is wanted, not 'NoneType'`);
  let array: NdArray;
  try {
    array = asArray(value);
  } catch (error) {
    if (!(error instanceof NonNumericError)) throw error;
    if (typeof value === 'string') throw new ValueError(`${op}: cannot convert text to ${dtypeName(dtype)}`);
    throw new UnsupportedDtypeError(`${op}: dtype '${error.dtype}' is not numeric`);
  }
  if (!canCast(array.dtype, dtype, casting)) {
    throw new PyTypeError(
      `Cannot cast array data from ${dtypeName(array.dtype)} to ${dtypeName(dtype)} according to the rule '${casting}'`,
    );
  }
  return asType(array, dtype);
}

/** The truth of each element, also of what is no number: text counts unless it is empty, None never does. */
export const truthsOf = (value: PyValue): NdArray => asType(asArray(withTruths(value)), Dtype.Bool);

function withTruths(value: PyValue): PyValue {
  if (Array.isArray(value)) return (value as readonly PyValue[]).map(withTruths);
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length > 0;
  return typeof value === 'bigint' ? true : (value ?? false);
}

/** Refuses to write to a broadcast, a diagonal and whatever else NumPy hands out read-only. */
export function requireWriteable(op: string, target: NdArray): void {
  if (!target.isWriteable) throw new ValueError(`${op}: output array is read-only`);
}

/** An axis argument that may be no truth value. */
export function strictIndex(value: PyValue | undefined): number {
  if (typeof value === 'boolean') throw new PyTypeError('an integer is required for the axis');
  return toIndex(value);
}

/** int64 positions within an axis of `extent` elements. */
export function resolved(positions: NdArray, extent: number, bounds: Bounds): NdArray {
  return arrayOf(native.boundedPositions(positions.slot, extent, bounds), Dtype.Int64, positions.shape);
}

/** Refuses an output that cannot hold a result exactly of this shape. */
export function checkTarget(op: string, out: NdArray, shape: readonly number[], dtype: Dtype): void {
  if (out.shape.join() !== shape.join()) throw new ValueError(`output array does not match result of ${op}`);
  if (!canCast(out.dtype, dtype, 'safe')) {
    throw new PyTypeError(
      `Cannot cast array data from ${dtypeName(out.dtype)} to ${dtypeName(dtype)} according to the rule 'safe'`,
    );
  }
}
