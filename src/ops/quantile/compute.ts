/** Quantiles of lanes: order statistics and interpolation, in the arithmetic numpy.quantile uses. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, dtypeName, isComplex, isInteger, kindOf } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { canCast } from '../../array/promote.js';
import { IndexError, OverflowError, UFuncOutputCastingError } from '../../errors.js';
import { PyFloat } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import { hasNan, overNumbers } from '../reduction/nan-lanes.js';
import { ranked } from '../reduction/order.js';
import { integersOf } from '../sorting/read.js';
import { arrayOf, int64Array, reshaped } from '../structure/common.js';
import { methodNamed } from './methods.js';

/** Quantiles asked for, as fractions of 1. */
export interface Wanted {
  readonly q: NdArray;
  /** A Python number: results keep the dtype of the data. */
  readonly isWeak: boolean;
  /** Dtype of the array results go to, if there is one: the last step is computed in it. */
  readonly out?: Dtype | undefined;
}

/** More ranks than this are found by sorting rather than one after another. */
const FEW_RANKS = 64;

export const isFloat = (dtype: Dtype): boolean => kindOf(dtype) === 'f' || isComplex(dtype);

export function filledWithNan(dtype: Dtype, shape: Shape): NdArray {
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  native.assign(result.slot, scalarArray(new PyFloat(Number.NaN), dtype).slot, -1);
  return result;
}

interface Elements {
  /** Elements of each lane by rank; axes of `shape` come first. */
  readonly pick: (ranks: readonly number[], shape: Shape) => NdArray;
  /** The last of each sorted lane, where a NaN in it has not been spread to all its elements yet. */
  readonly last: NdArray | null;
}

/** Sorts what is needed once; ranks are asked for in the shape of the quantiles. */
function elementsOf(lanes: NdArray, rest: Shape, needed: readonly number[]): Elements {
  const distinct = [...new Set(needed)].sort((a, b) => a - b);
  if (distinct.length > FEW_RANKS) {
    const sorted = arrayOf(native.sort(lanes.slot, false), lanes.dtype, lanes.shape);
    const pick = (ranks: readonly number[], shape: Shape): NdArray => {
      const positions = reshaped(int64Array(ranks), shape);
      const slot = native.gather(sorted.slot, [rest.length], [positions.slot], 0);
      return arrayOf(slot, lanes.dtype, [...shape, ...rest]);
    };
    return { pick, last: pick([lanes.shape.at(-1)! - 1], []) };
  }
  const found = asType(ranked(lanes, distinct.length === 0 ? [0] : distinct, rest), lanes.dtype);
  const places = new Map(distinct.map((rank, i) => [rank, i]));
  const pick = (ranks: readonly number[], shape: Shape): NdArray => {
    const positions = reshaped(int64Array(ranks.map((rank) => places.get(rank)!)), shape);
    return arrayOf(native.gather(found.slot, [0], [positions.slot], 0), lanes.dtype, [...shape, ...rest]);
  };
  return { pick, last: null };
}

function requireRanks(ranks: readonly number[], n: number): void {
  const outside = ranks.find((rank) => rank < 0 || rank >= n);
  if (outside !== undefined) throw new IndexError(`index ${outside} is out of bounds for axis 0 with size ${n}`);
}

/** The ranks on either side of positions; outside the sample the nearest element is on both sides, counted as -1. */
function neighbours(positions: NdArray, n: number, dtype: Dtype): [number[], number[]] {
  const floor = applyUfunc('floor', positions);
  const [low, high] = [integersOf(floor), integersOf(call('add', floor, 1))];
  const flags = (test: NdArray): number[] => integersOf(test);
  const above = flags(call('greater_equal', positions, n - 1));
  const below = flags(call('less', positions, 0));
  const lost = isFloat(dtype) && isFloat(positions.dtype) ? flags(applyUfunc('isnan', positions)) : [];
  if (kindOf(positions.dtype) === 'u' && above.includes(1)) {
    throw new OverflowError(`Python integer -1 out of bounds for ${dtypeName(positions.dtype)}`);
  }
  low.forEach((_, i) => {
    if (above[i] === 1 || lost[i] === 1) low[i] = high[i] = -1;
    else if (below[i] === 1) low[i] = high[i] = 0;
  });
  return [low, high];
}

/** Lanes with a NaN have no quantile but NaN. */
function spreadNan(result: NdArray, last: NdArray | null): NdArray {
  if (last === null || !isFloat(last.dtype)) return result;
  const isNan = applyUfunc('isnan', last);
  if (native.countTrue(isNan.slot) > 0) native.assign(result.slot, last.slot, isNan.slot);
  return result;
}

/** Whether the method takes elements as they are, so that an output must be of their dtype. */
export const takesElements = (methodName: string, q: NdArray): boolean =>
  methodNamed(methodName).weight === undefined || (methodName === 'linear' && isInteger(positionType(q)));

/** The dtype of n·q. */
const positionType = (q: NdArray): Dtype => (q.dtype === Dtype.Bool ? Dtype.Int64 : q.dtype);

/** Quantiles of the last axis of `lanes`, which has elements; axes of the quantiles come first in the result. */
export function quantilesOf(lanes: NdArray, rest: Shape, wanted: Wanted, methodName: string): NdArray {
  const method = methodNamed(methodName);
  const n = lanes.shape.at(-1)!;
  const { q } = wanted;
  const positions = method.positions(n, q);
  if (takesElements(methodName, q)) {
    const ranks = integersOf(positions);
    requireRanks(ranks, n);
    const { pick, last } = elementsOf(lanes, rest, ranks);
    return spreadNan(pick(ranks, q.shape), last);
  }
  const [low, high] = neighbours(positions, n, lanes.dtype);
  const before = reshaped(int64Array(low), q.shape);
  const fraction = call('subtract', positions, before);
  const weight = asType(method.weight!(fraction, positions), positions.dtype);
  const fromEnd = (ranks: readonly number[]): number[] => ranks.map((rank) => (rank < 0 ? n - 1 : rank));
  const [first, second] = [fromEnd(low), fromEnd(high)];
  requireRanks([...first, ...second], n);
  const { pick, last } = elementsOf(lanes, rest, [...first, ...second]);
  return spreadNan(between(pick(first, q.shape), pick(second, q.shape), weight, wanted, rest), last);
}

/** low + (high - low)·t from the nearer end, so that the ends are met exactly. */
function between(low: NdArray, high: NdArray, weight: NdArray, { q, isWeak, out }: Wanted, rest: Shape): NdArray {
  const column = reshaped(weight, [...q.shape, ...rest.map(() => 1)]);
  const t = isWeak ? new PyFloat(Number(native.readItem(weight.slot))) : column;
  const remaining = t instanceof PyFloat ? new PyFloat(1 - t.value) : call('subtract', 1, t);
  const distance = call('subtract', high, low);
  const sum = call('add', low, call('multiply', distance, t));
  const dtype = out ?? sum.dtype;
  if (!canCast(sum.dtype, dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(`Cannot cast 'add' output from ${dtypeName(sum.dtype)} to ${dtypeName(dtype)}`);
  }
  const back = call('multiply', distance, remaining);
  const fromHigh = applyUfunc('subtract', asType(high, dtype), asType(back, dtype));
  const fromLow = asType(sum, dtype);
  const isFar = call('greater_equal', column, new PyFloat(0.5));
  return arrayOf(native.select(isFar.slot, fromHigh.slot, fromLow.slot, dtype, sum.shape), dtype, sum.shape);
}

/** As quantilesOf, NaNs left out lane by lane; a lane of nothing else gives NaN. */
export function nanQuantilesOf(lanes: NdArray, rest: Shape, wanted: Wanted, methodName: string): NdArray {
  if (!hasNan(lanes)) return quantilesOf(lanes, rest, wanted, methodName);
  const statistic = (group: NdArray): NdArray => quantilesOf(group, [group.shape[0]!], wanted, methodName);
  return overNumbers(lanes, rest, wanted.q.shape, statistic, (shape, dtype) => blank(dtype ?? lanes.dtype, shape));
}

/** NaN where the dtype has it; other results are written in full. */
export const blank = (dtype: Dtype, shape: Shape): NdArray =>
  isFloat(dtype) ? filledWithNan(dtype, shape) : arrayOf(native.zeros(dtype, shape), dtype, shape);
