/** Where a quantile lies among sorted elements (Hyndman & Fan, "Sample quantiles in statistical packages", 1996). */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { ValueError } from '../../errors.js';
import { PyFloat } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import { arrayOf, filled } from '../structure/common.js';

/** Quantiles are positioned in their own dtype, whose roundings results show. */
export interface Method {
  /** Positions among n elements, counted from 0. */
  readonly positions: (n: number, q: NdArray) => NdArray;
  /** Weights, from the fractions of the positions and the positions; absent where elements are taken as they are. */
  readonly weight?: (fraction: NdArray, positions: NdArray) => NdArray;
}

/** A Python number: int or float decides what whole numbers become. */
type Constant = number | PyFloat;

const interpolated = (positions: Method['positions']): Method => ({ positions, weight: (fraction) => fraction });

/** n·q + (alpha + q·slope) - 1 */
const between = (alpha: Constant, slope: Constant): Method =>
  interpolated((n, q) =>
    call('subtract', call('add', call('multiply', n, q), call('add', alpha, call('multiply', q, slope))), 1),
  );

const choose = (condition: NdArray, x: NdArray, y: NdArray): NdArray =>
  arrayOf(native.select(condition.slot, x.slot, y.slot, x.dtype, x.shape), x.dtype, x.shape);

/** Elements at or after positions: those before them where `stays` says so. */
function stepped(index: NdArray, stays: (fraction: NdArray, floor: NdArray) => NdArray): NdArray {
  const floor = applyUfunc('floor', index);
  const chosen = choose(stays(applyUfunc('subtract', index, floor), floor), floor, call('add', floor, 1));
  const ranks = asType(chosen, Dtype.Int64);
  return call('maximum', ranks, 0);
}

const isZero = (a: NdArray): NdArray => call('equal', a, 0);
const inner = (n: number, q: NdArray): NdArray => call('multiply', n - 1, q);
const ranks = (a: NdArray): NdArray => asType(a, Dtype.Int64);

/** One value, and another where a condition holds, as floats. */
const masked = (condition: NdArray, value: number, otherwise: number): NdArray => {
  const constant = (x: number): NdArray =>
    filled(condition.shape, Dtype.Float64, scalarArray(new PyFloat(x), Dtype.Float64));
  return choose(condition, constant(value), constant(otherwise));
};

const third = 1 / 3;

const METHODS: Readonly<Record<string, Method>> = {
  inverted_cdf: { positions: (n, q) => stepped(call('subtract', call('multiply', n, q), 1), isZero) },
  averaged_inverted_cdf: {
    positions: (n, q) => call('subtract', call('multiply', n, q), 1),
    weight: (fraction) => masked(isZero(fraction), 0.5, 1),
  },
  closest_observation: {
    positions: (n, q) =>
      stepped(call('subtract', call('subtract', call('multiply', n, q), 1), new PyFloat(0.5)), (fraction, floor) =>
        applyUfunc('logical_and', isZero(fraction), call('equal', call('remainder', floor, 2), 1)),
      ),
  },
  interpolated_inverted_cdf: between(0, 0),
  hazen: between(new PyFloat(0.5), new PyFloat(0)),
  weibull: between(0, 1),
  linear: interpolated(inner),
  median_unbiased: between(new PyFloat(third), new PyFloat(1 - third - third)),
  normal_unbiased: between(new PyFloat(3 / 8), new PyFloat(1 / 4)),
  lower: { positions: (n, q) => ranks(applyUfunc('floor', inner(n, q))) },
  higher: { positions: (n, q) => ranks(applyUfunc('ceil', inner(n, q))) },
  midpoint: {
    positions: (n, q) => {
      const position = inner(n, q);
      const sum = applyUfunc('add', applyUfunc('floor', position), applyUfunc('ceil', position));
      return call('multiply', new PyFloat(0.5), sum);
    },
    weight: (_, positions) => masked(isZero(call('remainder', positions, 1)), 0, 0.5),
  },
  nearest: { positions: (n, q) => ranks(rounded(inner(n, q))) },
};

/** numpy.around without decimals: whole numbers stay as they are. */
const rounded = (a: NdArray): NdArray => (a.dtype < Dtype.Float16 ? a : applyUfunc('rint', a));

/** ValueError for a name that is no method. */
export function methodNamed(name: string): Method {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) {
    throw new ValueError(`'${name}' is not a valid method. Use one of: ${Object.keys(METHODS).join(', ')}`);
  }
  return method;
}
