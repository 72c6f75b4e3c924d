/** Statistics of lanes without their NaNs: lanes with as many numbers are computed together. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { integersOf } from '../sorting/read.js';
import { arrayOf, reshaped, sliced } from '../structure/common.js';
import { fold } from './fold.js';

/** Lanes of `numbers` numbers each and no NaN. */
export interface Group {
  /** Which lanes: int64 positions. */
  readonly lanes: NdArray;
  readonly count: number;
  readonly numbers: number;
}

/** Whether any element is a NaN. */
export const hasNan = (a: NdArray): boolean =>
  (kindOf(a.dtype) === 'f' || isComplex(a.dtype)) && native.countTrue(applyUfunc('isnan', a).slot) > 0;

/** Rows of a matrix that have as many numbers, in groups, and how to put results of the groups back in order. */
export function groupsByNumbers(rows: NdArray): { groups: readonly Group[]; inverse: NdArray } {
  const count = rows.shape[0]!;
  const isNumber = applyUfunc('logical_not', applyUfunc('isnan', rows));
  const numbers = fold(ReduceOp.Sum, isNumber, { axes: [1], dtype: Dtype.Int64, keepdims: false });
  const order = arrayOf(native.argsort(numbers.slot, true), Dtype.Int64, [count]);
  const sorted = integersOf(arrayOf(native.gather(numbers.slot, [0], [order.slot], 0), Dtype.Int64, [count]));
  const groups: Group[] = [];
  for (let start = 0, stop = 0; start < count; start = stop) {
    while (stop < count && sorted[stop] === sorted[start]) stop++;
    groups.push({ lanes: sliced(order, 0, start, stop - start), count: stop - start, numbers: sorted[start]! });
  }
  return { groups, inverse: arrayOf(native.argsort(order.slot, true), Dtype.Int64, [count]) };
}

/** Rows of a matrix, at int64 positions. */
export const rowsAt = (rows: NdArray, positions: NdArray): NdArray =>
  arrayOf(native.gather(rows.slot, [0], [positions.slot], 0), rows.dtype, [positions.size, rows.shape[1]!]);

/**
 * A statistic of each lane (last axis) without its NaNs.
 *
 * @param lead axes of a lane's statistic, which come first in the result.
 * @param statistic of a matrix of lanes without NaN; its result ends with an axis of the lanes.
 * @param nothing the result for lanes without numbers, of a shape, in the dtype of the other results if there are any.
 */
export function overNumbers(
  lanes: NdArray,
  rest: Shape,
  lead: Shape,
  statistic: (group: NdArray) => NdArray,
  nothing: (shape: Shape, dtype: Dtype | undefined) => NdArray,
): NdArray {
  const [count, n] = [sizeOf(rest), lanes.shape.at(-1)!];
  const rows = reshaped(lanes, [count, n]);
  // NaNs come last.
  const sorted = arrayOf(native.sort(rows.slot, false), rows.dtype, rows.shape);
  const results = inGroups(
    rows,
    (group) => {
      if (group.numbers === 0) return null;
      const members = sliced(rowsAt(sorted, group.lanes), 1, 0, group.numbers);
      return statistic(arrayOf(native.contiguous(members.slot), members.dtype, members.shape));
    },
    lead,
    nothing,
  );
  return reshaped(results, [...lead, ...rest]);
}

/** Results of groups of rows, put together in the order of the rows; null stands for `nothing`. */
export function inGroups(
  rows: NdArray,
  compute: (group: Group) => NdArray | null,
  lead: Shape,
  nothing: (shape: Shape, dtype: Dtype | undefined) => NdArray,
): NdArray {
  const shape = [...lead, rows.shape[0]!];
  const { groups, inverse } = groupsByNumbers(rows);
  const computed = groups.map(compute);
  // The first lane decides on the dtype, and one without numbers on that of the data.
  const isBlankFirst = computed[0] === null && Number(integersOf(sliced(inverse, 0, 0, 1))[0]) < groups[0]!.count;
  const dtype = isBlankFirst ? undefined : computed.find((result) => result !== null)?.dtype;
  const together = nothing(shape, dtype);
  let start = 0;
  for (const [i, { count }] of groups.entries()) {
    const result = computed[i]!;
    if (result !== null) native.assign(sliced(together, lead.length, start, count).slot, result.slot, -1);
    start += count;
  }
  return arrayOf(native.gather(together.slot, [lead.length], [inverse.slot], lead.length), together.dtype, shape);
}
