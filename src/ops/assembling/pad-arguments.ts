/** The arguments of pad: widths, values and lengths in pairs, and what a mode costs. */
import { asArray, describe, itemOf } from '../../array/convert.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { copyOf, reshaped, sliced } from '../structure/common.js';

/** What goes before and after an array along one axis. */
export type Pair<T> = readonly [before: T, after: T];

const EVEN_MODES = new Set(['constant', 'edge', 'empty', 'wrap']);
const STATISTICS = new Set(['maximum', 'minimum', 'mean', 'median']);

/** Keywords each mode takes besides the widths. */
export const MODE_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  empty: [],
  edge: [],
  wrap: [],
  constant: ['constant_values'],
  linear_ramp: ['end_values'],
  maximum: ['stat_length'],
  mean: ['stat_length'],
  median: ['stat_length'],
  minimum: ['stat_length'],
  reflect: ['reflect_type'],
  symmetric: ['reflect_type'],
};

/** Entries of an array of one pair per axis, spread over the axes. ValueError where it does not broadcast. */
function spread(a: NdArray, ndim: number): NdArray[][] {
  const one = (flat: NdArray, i: number): NdArray => reshaped(sliced(flat, 0, i, 1), []);
  if (a.ndim < 3 && (a.size === 1 || (a.size === 2 && a.shape.join() !== '2,1'))) {
    const flat = reshaped(a, [a.size]);
    return Array.from({ length: ndim }, () => [one(flat, 0), one(flat, a.size - 1)]);
  }
  const rows = a.ndim > 1 ? a.shape[a.ndim - 2]! : 1;
  const columns = a.ndim > 0 ? a.shape[a.ndim - 1]! : 1;
  const fits = a.size === rows * columns && (rows === 1 || rows === ndim) && (columns === 1 || columns === 2);
  if (!fits || a.ndim > 2)
    throw new ValueError(`could not broadcast from shape (${a.shape.join(', ')}) into (${ndim}, 2)`);
  const flat = reshaped(a, [a.size]);
  const at = (row: number, column: number): NdArray =>
    one(flat, (rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column));
  return Array.from({ length: ndim }, (_, row) => [at(row, 0), at(row, 1)]);
}

/** Elements in pairs per axis, as 0-d arrays. */
export const valuePairs = (a: NdArray, ndim: number): Pair<NdArray>[] =>
  spread(a, ndim).map(([before, after]) => [before!, after!]);

/** Whether values for each axis were given, which NumPy takes for Python numbers. */
export const isPerAxis = (a: NdArray): boolean => a.size > 2 || a.shape.join() === '2,1';

/** Integers in pairs per axis, rounded. ValueError for negative ones. */
export function indexPairs(value: PyValue, ndim: number, allowNegative = false): Pair<number>[] {
  const { foreign } = describe(value);
  if (foreign !== undefined) throw new PyTypeError(`a ${foreign} has no method rint`);
  const given = asArray(value);
  if (isComplex(given.dtype)) throw new PyTypeError("'complex' cannot be an index");
  const whole = copyOf(kindOf(given.dtype) === 'f' ? applyUfunc('rint', given) : given, Dtype.Int64);
  if (whole.size === 0 && !allowNegative)
    throw new ValueError('zero-size array to reduction operation minimum which has no identity');
  const pairs = spread(whole, ndim).map(
    ([before, after]): Pair<number> => [Number(itemOf(before!)), Number(itemOf(after!))],
  );
  if (!allowNegative && pairs.flat().some((width) => width < 0))
    throw new ValueError("index can't contain negative values");
  return pairs;
}

/** The widths NumPy pads by: they must be signed integers. */
export function widthPairs(value: PyValue, ndim: number): Pair<number>[] {
  const { dtype, foreign } = describe(value);
  if (foreign !== undefined || kindOf(dtype) !== 'i') throw new PyTypeError('`pad_width` must be of integral type.');
  return indexPairs(value, ndim);
}

const lengthOf = (length: number, extent: number): number => Math.min(length, extent);

/** Elements of the padded array, and what its mode computes besides. */
export function padCost(a: NdArray, width: PyValue, mode: PyValue, keywords: ReadonlyMap<string, PyValue>): Flops {
  const pairs = indexPairs(width, a.ndim, true);
  const total = product(a.shape.map((extent, axis) => extent + pairs[axis]![0] + pairs[axis]![1]));
  const atLeastOne = (flops: bigint): bigint => (flops < 1n ? 1n : flops);
  const own = BigInt(a.size);
  const isOdd = (keywords.get('reflect_type') ?? 'even') === 'odd';
  if (mode === 'linear_ramp' || ((mode === 'reflect' || mode === 'symmetric') && isOdd))
    return atLeastOne(total + (total - own));
  if (typeof mode !== 'string' || EVEN_MODES.has(mode) || !STATISTICS.has(mode) || a.size === 0)
    return atLeastOne(total);
  const given = keywords.get('stat_length') ?? null;
  const lengths = given === null ? a.shape.map((extent) => [extent, extent] as const) : indexPairs(given, a.ndim, true);
  let cost = 0n;
  const grown = [...a.shape];
  for (const [axis, extent] of a.shape.entries()) {
    const across = product(grown.slice(0, axis)) * product(a.shape.slice(axis + 1));
    const [before, after] = lengths[axis]!.map((length) => lengthOf(length, extent)) as [number, number];
    const statistics = before === after && after === extent ? [extent] : [before, after];
    cost += across * BigInt(statistics.reduce((sum, length) => sum + length, 0));
    if (mode === 'mean') cost += across * BigInt(statistics.length);
    grown[axis] = extent + pairs[axis]![0] + pairs[axis]![1];
  }
  return atLeastOne(total + cost);
}

const product = (extents: readonly number[]): bigint =>
  extents.every((extent) => extent >= 0)
    ? countElements(extents)
    : extents.reduce((total, extent) => total * BigInt(extent), 1n);
