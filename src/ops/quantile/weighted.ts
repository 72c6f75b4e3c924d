/** Quantiles of weighted samples by the inverted distribution function, as numpy.quantile finds them. */
import { native } from '../../addon/native.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype, kindOf } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { IndexError, PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import { alignedWeights } from '../reduction/average.js';
import { lanesOf, slice } from '../reduction/order.js';
import { positionsIn } from '../sorting/search.js';
import { arrayOf, reshaped, sliced } from '../structure/common.js';
import { isFloat, laneByLane } from './compute.js';

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
  const rows = reshaped(lanes, [count, n]);
  const order = arrayOf(native.argsort(rows.slot, false), Dtype.Int64, [count, n]);
  const positions = flatPositions(order);
  const sorted = gathered(reshaped(rows, [count * n]), positions);
  const heavy = weights.isShared
    ? gathered(weights.rows, order)
    : gathered(reshaped(weights.rows, [count * n]), positions);
  const cdf = distribution(heavy, q);
  return laneByLane(sorted, rest, q, (lane, i) => {
    const last = lane.shape[0]! - 1;
    const found = call('minimum', positionsIn(slice(cdf, i), q, false), last);
    const values = gathered(lane, found);
    if (!isFloat(lane.dtype)) return values;
    const end = sliced(lane, 0, last, 1);
    if (native.countTrue(applyUfunc('isnan', end).slot) > 0) native.assign(values.slot, reshaped(end, []).slot, -1);
    return values;
  });
}

/** As weightedQuantilesOf, NaNs left out with their weights. IndexError for weights that are not given lane by lane. */
export function weightedNanQuantilesOf(lanes: NdArray, weights: WeightLanes, rest: Shape, q: NdArray): NdArray {
  const n = lanes.shape.at(-1)!;
  return laneByLane(lanes, rest, q, (lane, i) => {
    if (i > 0 && weights.isShared) throw new IndexError('index 1 is out of bounds for axis 0 with size 1');
    const heavy = weights.isShared ? weights.rows : slice(weights.rows, i);
    if (!isFloat(lane.dtype)) return weightedQuantilesOf(lane, { rows: heavy, isShared: true }, [], q);
    const keep = applyUfunc('logical_not', applyUfunc('isnan', lane));
    const count = native.countTrue(keep.slot);
    if (count === 0) return null;
    const chosen = (a: NdArray): NdArray =>
      count === n ? a : arrayOf(native.maskSelect(a.slot, keep.slot), a.dtype, [count]);
    return weightedQuantilesOf(chosen(lane), { rows: chosen(heavy), isShared: true }, [], q);
  });
}
