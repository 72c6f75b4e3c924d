/** Quantiles of lanes: order statistics and interpolation, in the arithmetic numpy.quantile uses. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { PyFloat } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import { ranked, slice, withoutNan } from '../reduction/order.js';
import { methodNamed, placeOf, takesElements } from './methods.js';

/** Quantiles asked for: their values in C order, and how they take part in promotion. */
export interface Wanted {
  readonly values: readonly number[];
  readonly shape: Shape;
  readonly dtype: Dtype;
  /** A Python number: results keep the dtype of the data. */
  readonly isWeak: boolean;
  /** Integers: positions are exact, nothing is interpolated by the linear method. */
  readonly isWhole: boolean;
}

const indices = (values: readonly number[], shape: Shape): NdArray => {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return new NdArray(native.fromBytes(bytes, Dtype.Int64, shape), Dtype.Int64, shape);
};

/** Quantiles of the last axis of `lanes`; axes of `wanted` come first in the result. */
export function quantilesOf(lanes: NdArray, rest: Shape, wanted: Wanted, methodName: string): NdArray {
  const method = methodNamed(methodName);
  const n = lanes.shape.at(-1)!;
  const shape = [...wanted.shape, ...rest];
  if (n === 0) return filledWithNan(isFloat(lanes.dtype) ? lanes.dtype : Dtype.Float64, shape);
  const places = wanted.values.map((q) => placeOf(method, n, q));
  const ranks = [...new Set(places.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b);
  const found = asType(ranked(lanes, ranks.length === 0 ? [0] : ranks, rest), lanes.dtype);
  const take = (pick: (place: (typeof places)[number]) => number): NdArray => {
    const positions = indices(
      places.map((place) => ranks.indexOf(pick(place))),
      wanted.shape,
    );
    return new NdArray(native.gather(found.slot, [0], [positions.slot], 0), found.dtype, shape);
  };
  const low = take(({ low }) => low);
  if (takesElements(method) || (methodName === 'linear' && wanted.isWhole)) return low;
  return interpolated(
    low,
    take(({ high }) => high),
    places.map(({ weight }) => weight),
    wanted,
    rest,
  );
}

const isFloat = (dtype: Dtype): boolean => kindOf(dtype) === 'f' || isComplex(dtype);

function filledWithNan(dtype: Dtype, shape: Shape): NdArray {
  const result = new NdArray(native.empty(dtype, shape), dtype, shape);
  native.assign(result.slot, scalarArray(new PyFloat(Number.NaN), dtype).slot, -1);
  return result;
}

/** low + (high - low)·t from the nearer end, so that the ends are met exactly. */
function interpolated(low: NdArray, high: NdArray, weights: readonly number[], wanted: Wanted, rest: Shape): NdArray {
  const column = [...wanted.shape, ...rest.map(() => 1)];
  const bytes = new Uint8Array(Float64Array.from(weights).buffer);
  const exact = new NdArray(native.fromBytes(bytes, Dtype.Float64, column), Dtype.Float64, column);
  const t = wanted.isWeak ? new PyFloat(weights[0]!) : asType(exact, wanted.dtype);
  const remaining = t instanceof PyFloat ? new PyFloat(1 - t.value) : call('subtract', 1, t);
  const distance = call('subtract', high, low);
  const fromLow = call('add', low, call('multiply', distance, t));
  const fromHigh = asType(call('subtract', high, call('multiply', distance, remaining)), fromLow.dtype);
  const isFar = call('greater_equal', exact, new PyFloat(0.5));
  const slot = native.select(isFar.slot, fromHigh.slot, fromLow.slot, fromLow.dtype, fromLow.shape);
  return new NdArray(slot, fromLow.dtype, fromLow.shape);
}

/** As quantilesOf, NaNs left out lane by lane; a lane of nothing else gives NaN. */
export function nanQuantilesOf(lanes: NdArray, rest: Shape, wanted: Wanted, methodName: string): NdArray {
  methodNamed(methodName);
  const hasNan = isFloat(lanes.dtype) && native.countTrue(call('isnan', lanes).slot) > 0;
  if (!hasNan || lanes.size === 0) return quantilesOf(lanes, rest, wanted, methodName);
  const [count, n] = [sizeOf(rest), lanes.shape.at(-1)!];
  const rows = new NdArray(native.reshapeView(lanes.slot, [count, n], 0), lanes.dtype, [count, n]);
  const results = Array.from({ length: count }, (_, i) => {
    const lane = withoutNan(slice(rows, i));
    return lane.size === 0 ? null : quantilesOf(lane, [], wanted, methodName);
  });
  const dtype = results.find((result) => result !== null)?.dtype ?? lanes.dtype;
  const shape = [...wanted.shape, ...rest];
  const result = filledWithNan(dtype, shape);
  const columns = new NdArray(native.reshapeView(result.slot, [...wanted.shape, count], 0), dtype, [
    ...wanted.shape,
    count,
  ]);
  const strides = native.strides(columns.slot);
  results.forEach((value, i) => {
    if (value === null) return;
    const target = native.stridedView(columns.slot, wanted.shape, strides.slice(0, -1), i * strides.at(-1)!);
    native.assign(new NdArray(target, dtype, wanted.shape).slot, value.slot, -1);
  });
  return result;
}
