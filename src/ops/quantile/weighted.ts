/** Quantiles of weighted samples by the inverted distribution function, as numpy.quantile finds them. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype, kindOf } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { IndexError, PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import { alignedWeights } from '../reduction/average.js';
import { fold } from '../reduction/fold.js';
import { type Group, hasNan, inGroups, rowsAt } from '../reduction/nan-lanes.js';
import { lanesOf } from '../reduction/order.js';
import { positionsIn } from '../sorting/search.js';
import { arrayOf, reshaped, sliced } from '../structure/common.js';
import { blank, isFloat } from './compute.js';

/** Weights that fit the data along the axes given, null standing for all. ValueError where they do not or are negative. */
export function checkedWeights(a: NdArray, value: PyValue, axes: readonly number[] | null, method: string): NdArray {
  if (method !== 'inverted_cdf') {
    throw new ValueError(`Only method 'inverted_cdf' supports weights. Got: ${method}.`);
  }
  const { shape, foreign } = describe(value);
  const placeholder =
    foreign === undefined ? asArray(value) : arrayOf(native.zeros(Dtype.Bool, shape), Dtype.Bool, shape);
  const weights = alignedWeights(a, placeholder, axes);
  if (foreign !== undefined) throw new PyTypeError(`weights of dtype '${foreign}' cannot be compared with numbers`);
  if (native.countTrue(call('less', weights, 0).slot) > 0) throw new ValueError('Weights must be non-negative.');
  return weights;
}

/** The weights of each lane: a matrix like the lanes, or one row for all of them. */
export interface WeightLanes {
  readonly rows: NdArray;
  readonly isShared: boolean;
}

/** Weights in lanes, as the data are put in lanes. */
export function weightLanes(a: NdArray, weights: NdArray, axes: readonly number[]): WeightLanes {
  const { lanes } = lanesOf(weights, axes);
  const n = lanes.shape.at(-1)!;
  const isShared = weights.shape.join() !== a.shape.join();
  return { rows: reshaped(lanes, isShared ? [n] : [lanes.size / Math.max(n, 1), n]), isShared };
}

const gathered = (a: NdArray, positions: NdArray): NdArray =>
  arrayOf(native.gather(a.slot, [0], [positions.slot], 0), a.dtype, positions.shape);

/** Positions in a matrix laid out flat, from positions in its rows. */
function flatPositions(order: NdArray): NdArray {
  const [count, n] = order.shape as [number, number];
  const rows = arrayOf(native.ramp(Dtype.Int64, 0n, BigInt(n), count), Dtype.Int64, [count]);
  return applyUfunc('add', order, reshaped(rows, [count, 1]));
}

/** The distribution function at each sorted element, every row ending at 1. ValueError where it does not. */
function distribution(weights: NdArray, q: NdArray): NdArray {
  const [count, n] = weights.shape as [number, number];
  const sums = arrayOf(
    native.scan(false, asType(weights, Dtype.Float64).slot, 1, Dtype.Float64),
    Dtype.Float64,
    weights.shape,
  );
  let cdf = applyUfunc('divide', sums, sliced(sums, 1, n - 1, 1));
  if (native.countTrue(applyUfunc('isnan', sliced(cdf, 1, n - 1, 1)).slot) > 0) {
    throw new ValueError('Weights included NaN, inf or were all zero.');
  }
  if (kindOf(q.dtype) === 'f') cdf = asType(cdf, q.dtype);
  // Elements without weight at the start are passed over even by the quantile 0.
  if (count > 0 && native.countTrue(call('equal', sliced(cdf, 1, 0, 1), 0).slot) > 0) {
    native.assign(cdf.slot, scalarArray(-1, cdf.dtype).slot, call('equal', cdf, 0).slot);
  }
  return cdf;
}

/** Quantiles of lanes with weights; NaN in lanes that have one. */
export function weightedQuantilesOf(lanes: NdArray, weights: WeightLanes, rest: Shape, q: NdArray): NdArray {
  const [count, n] = [sizeOf(rest), lanes.shape.at(-1)!];
  const { values, heavy } = inOrder(reshaped(lanes, [count, n]), weights);
  return reshaped(quantilesOfSorted(values, heavy, q), [...q.shape, ...rest]);
}

/** Lanes sorted, NaN last, and their weights with them. */
function inOrder(rows: NdArray, weights: WeightLanes): { values: NdArray; heavy: NdArray } {
  const order = arrayOf(native.argsort(rows.slot, false), Dtype.Int64, rows.shape);
  const positions = flatPositions(order);
  const flat = (a: NdArray): NdArray => gathered(reshaped(a, [a.size]), positions);
  return { values: flat(rows), heavy: weights.isShared ? gathered(weights.rows, order) : flat(weights.rows) };
}

/** Quantiles of sorted lanes, the rows of a matrix; axes of the quantiles come first. */
function quantilesOfSorted(rows: NdArray, weights: NdArray, q: NdArray): NdArray {
  const [count, n] = rows.shape as [number, number];
  const cdf = distribution(weights, q);
  const ranks = call('minimum', ranksIn(cdf, reshaped(q, [q.size])), n - 1);
  const starts = arrayOf(native.ramp(Dtype.Int64, 0n, BigInt(n), count), Dtype.Int64, [count]);
  const values = gathered(reshaped(rows, [count * n]), applyUfunc('add', ranks, starts));
  if (isFloat(rows.dtype)) {
    const ends = reshaped(sliced(rows, 1, n - 1, 1), [count]);
    native.assign(values.slot, ends.slot, applyUfunc('isnan', ends).slot);
  }
  return reshaped(values, [...q.shape, count]);
}

/** How many elements of each row lie below each quantile; one search a row or one comparison a quantile. */
function ranksIn(cdf: NdArray, q: NdArray): NdArray {
  const [count, n] = cdf.shape as [number, number];
  const ranks = arrayOf(native.empty(Dtype.Int64, [q.size, count]), Dtype.Int64, [q.size, count]);
  if (count < q.size) {
    for (let i = 0; i < count; i++) {
      const row = reshaped(sliced(cdf, 0, i, 1), [n]);
      native.assign(reshaped(sliced(ranks, 1, i, 1), [q.size]).slot, positionsIn(row, q, false).slot, -1);
    }
    return ranks;
  }
  for (let j = 0; j < q.size; j++) {
    const isBelow = applyUfunc('less', cdf, reshaped(sliced(q, 0, j, 1), []));
    const below = fold(ReduceOp.Sum, isBelow, { axes: [1], dtype: Dtype.Int64, keepdims: false });
    native.assign(sliced(ranks, 0, j, 1).slot, below.slot, -1);
  }
  return ranks;
}

/** As weightedQuantilesOf, NaNs left out with their weights. IndexError for weights that are not given lane by lane. */
export function weightedNanQuantilesOf(lanes: NdArray, weights: WeightLanes, rest: Shape, q: NdArray): NdArray {
  const [count, n] = [sizeOf(rest), lanes.shape.at(-1)!];
  const rows = reshaped(lanes, [count, n]);
  if (weights.isShared && count > 1) {
    weightedNanQuantilesOf(sliced(rows, 0, 0, 1), weights, [1], q);
    throw new IndexError('index 1 is out of bounds for axis 0 with size 1');
  }
  const { values, heavy } = inOrder(rows, weights);
  if (!hasNan(rows)) return reshaped(quantilesOfSorted(values, heavy, q), [...q.shape, ...rest]);
  const numbersOf = (a: NdArray, { lanes: members, numbers }: Group): NdArray =>
    sliced(rowsAt(a, members), 1, 0, numbers);
  const compute = (group: Group): NdArray | null =>
    group.numbers === 0 ? null : quantilesOfSorted(numbersOf(values, group), numbersOf(heavy, group), q);
  const results = inGroups(rows, compute, q.shape, (shape, dtype) => blank(dtype ?? lanes.dtype, shape));
  return reshaped(results, [...q.shape, ...rest]);
}
