/** Python numbers as lengths and prices of transforms: ints of any size, and floats, which NumPy refuses only late. */
import { native } from '../../addon/native.js';
import { isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { IndexError, OverflowError, PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';

/** A Python int (bool included) is a bigint, a float a number. */
export type PyNum = bigint | number;

/** The number a Python value is; TypeError for what cannot be compared with one. */
export function numberOf(value: PyValue | undefined): PyNum {
  if (value instanceof PyFloat) return value.value;
  if (isInt(value) || typeof value === 'boolean') return BigInt(value);
  throw new PyTypeError(`'<' not supported between instances of '${typeName(value)}' and 'int'`);
}

export function times(a: PyNum, b: PyNum): PyNum {
  return typeof a === 'bigint' && typeof b === 'bigint' ? a * b : Number(a) * Number(b);
}

/** n // 2 */
export const half = (n: PyNum): PyNum => (typeof n === 'bigint' ? n >> 1n : Math.floor(n / 2));

/** int(n): ValueError for NaN, OverflowError for infinities. */
export function truncated(n: PyNum): bigint {
  if (typeof n === 'bigint') return n;
  if (Number.isNaN(n)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(n)) throw new OverflowError('cannot convert float infinity to integer');
  return BigInt(Math.trunc(n));
}

/** Up to here the logarithm of an int rounds to a power's exponent for that power only. */
const EXACT_LOGARITHMS = 2n ** 47n;

/** math.ceil(math.log2(n)) of a positive number. */
export function ceilLog2(n: PyNum): bigint {
  if (typeof n === 'bigint' && n <= EXACT_LOGARITHMS) return BigInt((n - 1n).toString(2).length) - (n === 1n ? 1n : 0n);
  const logarithm = Math.log2(Number(n));
  return truncated(Math.ceil(logarithm));
}

/** The items of a Python iterable; TypeError for what is none. */
export function itemsOf(value: PyValue): readonly PyValue[] {
  if (value instanceof PyTuple) return value.items;
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (typeof value === 'string') return [...value];
  if (value instanceof NdArray && value.ndim === 1 && isInteger(value.dtype)) {
    const step = native.strides(value.slot)[0]!;
    return Array.from({ length: value.size }, (_, i) => {
      const item = new NdArray(native.stridedView(value.slot, [], [], i * step), value.dtype, []);
      return native.readItem(item.slot) as number | bigint;
    });
  }
  throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
}

/** `items[index]` of a Python tuple: negative indices count from the end. IndexError, TypeError. */
export function at<T>(items: readonly T[], index: PyValue | undefined): T {
  if (!isInt(index) && typeof index !== 'boolean')
    throw new PyTypeError(`tuple indices must be integers or slices, not ${typeName(index)}`);
  const position = Number(index);
  const item = items[position < 0 ? position + items.length : position];
  if (item === undefined) throw new IndexError(`tuple index ${position} is out of range for ${items.length} axes`);
  return item;
}
