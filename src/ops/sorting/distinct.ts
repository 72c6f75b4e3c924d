/** The distinct elements of an array: what numpy.unique and the set functions are made of. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, isInexact, kindOf } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { arrayOf, int64Array, reshaped, sliced } from '../structure/common.js';
import { argsortAlong, sortedAlong } from './sort.js';

/** What is asked of the distinct elements. */
export interface Wanted {
  readonly indices?: boolean;
  readonly inverse?: boolean;
  readonly counts?: boolean;
  /** All NaN count as one element. */
  readonly equalNan: boolean;
}

export interface Distinct {
  readonly values: NdArray;
  readonly indices: NdArray | null;
  readonly inverse: NdArray | null;
  readonly counts: NdArray | null;
}

export const flattened = (a: NdArray): NdArray => reshaped(a, [a.size]);

/** Elements of a vector at int64 positions. */
export const takeFlat = (a: NdArray, positions: NdArray): NdArray =>
  arrayOf(native.gather(a.slot, [0], [positions.slot], 0), a.dtype, positions.shape);

/** Elements of a vector where a mask is true. */
export const masked = (a: NdArray, mask: NdArray): NdArray =>
  arrayOf(native.maskSelect(a.slot, mask.slot), a.dtype, [native.countTrue(mask.slot)]);

/** Positions at which a mask is true. */
export const positionsOf = (mask: NdArray): NdArray =>
  arrayOf(native.nonzero(mask.slot)[0]!, Dtype.Int64, [native.countTrue(mask.slot)]);

/** For each element of a sorted vector, whether it differs from the one before; the first always does. */
export function startsRun(sorted: NdArray, equalNan: boolean): NdArray {
  const n = sorted.size;
  const mask = arrayOf(native.empty(Dtype.Bool, [n]), Dtype.Bool, [n]);
  if (n === 0) return mask;
  const set = (from: number, count: number, value: NdArray): void =>
    native.assign(sliced(mask, 0, from, count).slot, value.slot, -1);
  set(0, 1, scalarArray(1, Dtype.Bool));
  set(1, n - 1, applyUfunc('not_equal', sliced(sorted, 0, 1, n - 1), sliced(sorted, 0, 0, n - 1)));
  if (equalNan && isInexact(sorted.dtype)) {
    // NaN sort last: the first one starts the only run of them.
    const nan = native.countTrue(applyUfunc('isnan', sorted).slot);
    if (nan > 1) set(n - nan + 1, nan - 1, scalarArray(0, Dtype.Bool));
  }
  return mask;
}

/** Lengths of runs, from the mask of their starts. */
function runLengths(mask: NdArray): NdArray {
  const starts = positionsOf(mask);
  const ends = arrayOf(native.empty(Dtype.Int64, starts.shape), Dtype.Int64, starts.shape);
  if (starts.size === 0) return ends;
  native.assign(sliced(ends, 0, 0, starts.size - 1).slot, sliced(starts, 0, 1, starts.size - 1).slot, -1);
  native.assign(sliced(ends, 0, starts.size - 1, 1).slot, int64Array([mask.size]).slot, -1);
  return applyUfunc('subtract', ends, starts);
}

/** Which run each element of the original order belongs to. */
function inverseOf(mask: NdArray, order: NdArray): NdArray {
  const running = arrayOf(native.scan(false, mask.slot, 0, Dtype.Int64), Dtype.Int64, mask.shape);
  const runs = applyUfunc('subtract', running, scalarArray(1, Dtype.Int64));
  const inverse = arrayOf(native.empty(Dtype.Int64, order.shape), Dtype.Int64, order.shape);
  native.scatter(inverse.slot, order.slot, runs.slot);
  return inverse;
}

/** Results for a sorted vector's runs; `order` says where its elements came from. */
export function runsOf(mask: NdArray, order: NdArray | null, wanted: Wanted): Omit<Distinct, 'values'> {
  return {
    indices: wanted.indices === true ? masked(order!, mask) : null,
    inverse: wanted.inverse === true ? inverseOf(mask, order!) : null,
    counts: wanted.counts === true ? runLengths(mask) : null,
  };
}

/** The sorted distinct elements of a vector, and where they are found as far as `wanted`. */
export function distinctOf(a: NdArray, wanted: Wanted): Distinct {
  const needsOrder = wanted.indices === true || wanted.inverse === true;
  if (isComplex(a.dtype) && !needsOrder && wanted.counts !== true) {
    // Of equal elements that differ (signs of zero, NaN) the first one met represents the others.
    const slot = native.hashedUnique(a.slot, wanted.equalNan);
    const values = arrayOf(slot, a.dtype, native.shape(slot));
    return { values: sortedAlong(values, 0), indices: null, inverse: null, counts: null };
  }
  const order = needsOrder ? argsortAlong(a, 0, wanted.indices === true) : null;
  const sorted = order === null ? sortedAlong(a, 0) : takeFlat(a, order);
  const mask = startsRun(sorted, wanted.equalNan);
  return { values: masked(sorted, mask), ...runsOf(mask, order, wanted) };
}

/** The sorted distinct elements of an array. */
export const uniqueValues = (a: NdArray): NdArray => distinctOf(flattened(a), { equalNan: true }).values;

/** The distinct elements in the order of NumPy's hash table, which floats and truth values do not go through. */
export function unorderedValues(a: NdArray, equalNan: boolean): NdArray {
  const flat = flattened(a);
  if ('bf'.includes(kindOf(a.dtype))) return distinctOf(flat, { equalNan }).values;
  const slot = native.hashedUnique(flat.slot, equalNan);
  return arrayOf(slot, a.dtype, native.shape(slot));
}
