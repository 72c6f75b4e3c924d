/** histogramdd and histogram2d: counting points in a grid of bins. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype as D, type Dtype, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { meanComputeDtype } from '../../cost/dtype-billing.js';
import { ceilLog2 } from '../../cost/sort.js';
import {
  IndexError,
  OverflowError,
  PyTypeError,
  UnsupportedDtypeError,
  UnsupportedReturnType,
  ValueError,
} from '../../errors.js';
import { isInt, isWhole, PyComplex, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { differences } from '../calculus/diff.js';
import { at } from '../calculus/numbers.js';
import {
  byRelease,
  type Charge,
  defineOp,
  type OpContext,
  type OpDefinition,
  type OpResult,
  ResultTuple,
} from '../define.js';
import { call } from '../predicate/apply.js';
import { checkKeywords } from '../predicate/unary.js';
import { truth } from '../reduction/call.js';
import { fold } from '../reduction/fold.js';
import { type Bound, extraKeywords } from '../signature.js';
import { numbersOf } from '../sorting/read.js';
import { positionsIn } from '../sorting/search.js';
import { arrayOf, operand, requireItems, reshaped, shapeOperand, transposed } from '../structure/common.js';
import { evenlySpaced } from '../structure/ramps.js';
import { weightVector } from './bincount.js';
import { anyStep, dimensionsOf, outerEdges } from './edges.js';
import { requireMemoryFor } from './room.js';

interface GridCall {
  readonly bins: PyValue;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/** What numpy.isscalar accepts, and arrays without axes. */
const isScalar = (bins: PyValue): boolean =>
  isInt(bins) ||
  typeof bins === 'boolean' ||
  typeof bins === 'string' ||
  bins instanceof PyFloat ||
  bins instanceof PyComplex ||
  (bins instanceof NdArray && bins.ndim === 0);

/** The items of a sequence. TypeError for what is none. */
function itemsOf(value: PyValue): readonly PyValue[] {
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (value instanceof PyTuple) return value.items;
  if (typeof value === 'string') return [...value];
  if (value instanceof NdArray && value.ndim > 0) {
    requireItems(value.shape[0]!);
    return Array.from({ length: value.shape[0]! }, (_, i) => at(value, 0, i));
  }
  throw new PyTypeError(`object of type '${typeName(value)}' has no len()`);
}

const numberOf = (value: PyValue): number => {
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof PyFloat) return value.value;
  if (value instanceof NdArray && value.ndim === 0) return Number(native.readItem(value.slot));
  throw new PyTypeError(`'<=' not supported between instances of '${typeName(value)}' and 'int'`);
};

/** Comparisons that finding the bin on one axis takes. */
function axisSearch(bins: PyValue): bigint {
  if (isScalar(bins)) {
    const count = numberOf(bins);
    if (Number.isNaN(count)) throw new ValueError('cannot convert float NaN to integer');
    if (count === Number.POSITIVE_INFINITY) throw new OverflowError('cannot convert float infinity to integer');
    return ceilLog2(Math.ceil(count));
  }
  if (bins === null) throw new PyTypeError("object of type 'NoneType' has no len()");
  return ceilLog2(itemsOf(bins).length);
}

/** Numbers of bins in arrays are of the release's own class there: comparing them is charged as such. */
const trackedComparisons = (given: PyValue, axisBins: readonly PyValue[]): Charge[] =>
  (given instanceof NdArray && given.ndim > 0 ? [] : axisBins)
    .filter((bins) => bins instanceof NdArray && bins.ndim === 0)
    .map((bins) => ({ op: 'less_equal', flops: 1, dtypes: [(bins as NdArray).dtype] }));

/** Text among numbers of bins. UnsupportedDtypeError. */
function refuseText(op: string, bins: PyValue): void {
  if (isScalar(bins) || bins === null || bins instanceof NdArray) return;
  const items = itemsOf(bins);
  if (items.length > 0 && items.every((item) => typeof item === 'string')) {
    throw new UnsupportedDtypeError(`${op}: dtype 'str' is not numeric`);
  }
}

const atLeast1 = (flops: bigint): bigint => (flops > 1n ? flops : 1n);

const searches = (n: number, axisBins: readonly PyValue[]): bigint =>
  atLeast1(BigInt(n) * axisBins.map(axisSearch).reduce((sum, each) => sum + each, 0n));

/** Dtypes of bins given by their edges; UnsupportedDtypeError for those that are not numeric. */
const edgeDtypes = (op: string, axisBins: readonly PyValue[]): Dtype[] =>
  axisBins.filter((bins) => !isScalar(bins)).map((bins) => operand(op, bins).dtype);

/** The edges along one axis. */
function axisEdges(i: number, column: NdArray, bins: PyValue, range: PyValue, ctx: OpContext): NdArray {
  const dimensions = dimensionsOf(bins);
  if (dimensions > 1) throw new ValueError(`\`bins[${i}]\` must be a scalar or 1d array`);
  if (dimensions === 1) {
    const edges = asArray(bins);
    if (anyStep(edges, 'greater')) {
      throw new ValueError(`\`bins[${i}]\` must be monotonically increasing, when an array`);
    }
    return edges;
  }
  if (numberOf(bins) < 1) throw new ValueError(`\`bins[${i}]\` must be positive, when an integer`);
  const { first, last } = outerEdges(column, range);
  const isInteger = isWhole(bins) || (bins instanceof NdArray && 'iu'.includes(kindOf(bins.dtype)));
  if (!isInteger) throw new PyTypeError(`\`bins[${i}]\` must be an integer, when a scalar`);
  const count = numberOf(bins);
  requireMemoryFor(count + 1, D.Float64, ctx);
  return evenlySpaced(first as PyValue, last as PyValue, count + 1);
}

/** The bin of each point along one axis, counted from 0; -1 and the number of bins stand for outside. */
function axisPositions(column: NdArray, edges: NdArray): NdArray {
  const positions = positionsIn(edges, column, true);
  if (edges.size === 0) throw new IndexError('index -1 is out of bounds for axis 0 with size 0');
  const isLast = call('equal', column, at(edges, 0, -1));
  return call('subtract', call('subtract', positions, isLast), 1);
}

/** Points in rows, as float columns or whatever they are. */
interface Points {
  readonly sample: NdArray;
}

const columnsOf = ({ sample }: Points): NdArray[] =>
  Array.from({ length: sample.shape[1]! }, (_, i) => at(sample, 1, i));

/** One specification per axis. ValueError where there are more or fewer. */
function perAxis(bins: PyValue, count: number): readonly PyValue[] {
  if (isScalar(bins) && typeof bins !== 'string') return Array.from({ length: count }, () => bins);
  if (bins === null) return Array.from({ length: count }, () => null);
  const items = itemsOf(bins);
  if (items.length !== count) {
    throw new ValueError('The dimension of bins must be equal to the dimension of the sample x.');
  }
  return items;
}

function rangesOf(range: PyValue, count: number): readonly PyValue[] {
  if (range === null) return Array.from({ length: count }, () => null);
  const ranges = itemsOf(range);
  if (ranges.length !== count) throw new ValueError('range argument must have one entry per dimension');
  return ranges;
}

interface Grid {
  readonly counts: NdArray;
  readonly edges: readonly NdArray[];
}

function countGrid(points: Points, { bins, keywords }: GridCall, ctx: OpContext): Grid {
  const columns = columnsOf(points);
  if (columns.length === 0) throw new ValueError('object of too small depth for desired array');
  const n = points.sample.shape[0]!;
  const axisBins = perAxis(bins, columns.length);
  const ranges = rangesOf(keywords.get('range') ?? null, columns.length);
  const given = keywords.get('weights') ?? null;
  const edges = columns.map((column, i) => axisEdges(i, column, axisBins[i]!, ranges[i]!, ctx));
  const positions = columns.map((column, i) => axisPositions(column, edges[i]!));
  const shape = edges.map((axis) => axis.size - 1);
  // The library also counts what lies outside, on either side of each axis.
  const withOutside = sizeOf(shape.map((extent) => extent + 2));
  if (withOutside >= 2 ** 63) throw new ValueError('invalid dims: array size defined by dims is larger than possible');
  if (withOutside * 8 > 2 ** 34) requireMemoryFor(withOutside, D.Float64, ctx);
  requireMemoryFor(sizeOf(shape), D.Float64, ctx);
  const weights = given === null || n === 0 ? null : weightVector(given, n);
  const counts = countAt(positions, shape, weights, n);
  return { counts: truth(keywords.get('density')) ? density(counts, edges) : counts, edges };
}

function countAt(positions: readonly NdArray[], shape: Shape, weights: NdArray | null, n: number): NdArray {
  let flat = arrayOf(native.zeros(D.Int64, [n]), D.Int64, [n]);
  let keep = call('equal', flat, 0);
  positions.forEach((position, axis) => {
    const extent = shape[axis]!;
    const isInside = applyUfunc('logical_and', call('greater_equal', position, 0), call('less', position, extent));
    keep = applyUfunc('logical_and', keep, isInside);
    flat = call('add', call('multiply', flat, extent), position);
  });
  const count = native.countTrue(keep.slot);
  const chosen = arrayOf(native.maskSelect(flat.slot, keep.slot), D.Int64, [count]);
  const heavy = weights === null ? -1 : arrayOf(native.maskSelect(weights.slot, keep.slot), D.Float64, [count]).slot;
  const size = sizeOf(shape);
  const dtype = weights === null ? D.Int64 : D.Float64;
  const counts = arrayOf(native.bincount(chosen.slot, heavy, size), dtype, [size]);
  return reshaped(asType(counts, D.Float64), shape);
}

/** Shares of the whole per unit of volume. */
function density(counts: NdArray, edges: readonly NdArray[]): NdArray {
  const axes = counts.shape.map((_, axis) => axis);
  const total = fold(ReduceOp.Sum, counts, { axes, dtype: D.Float64, keepdims: false });
  let result = counts;
  edges.forEach((axisEdge, axis) => {
    const widths = reshaped(
      differences(axisEdge, 0),
      counts.shape.map((extent, k) => (k === axis ? extent : 1)),
    );
    result = applyUfunc('divide', result, widths);
  });
  return applyInPlace('divide', result, total);
}

/** Points in rows: a plane as it is, a vector as one column. ValueError for more axes. */
function pointsOf(sample: NdArray): Points {
  if (sample.ndim > 2) throw new ValueError('too many values to unpack (expected 2)');
  if (sample.ndim === 2) return { sample };
  return { sample: reshaped(sample, [sample.size, 1]) };
}

/** The edges as nested Python lists; UnsupportedReturnType for complex ones, which do not travel. */
function asLists(edges: readonly NdArray[]): PyValue[] {
  return edges.map((axis) => {
    if (axis.dtype >= D.Complex64) throw new UnsupportedReturnType('complex edges cannot be delivered in a list');
    if (kindOf(axis.dtype) === 'f') return numbersOf(axis).map((edge) => new PyFloat(edge));
    return Array.from({ length: axis.size }, (_, i) => {
      const item = native.readItem(at(axis, 0, i).slot);
      return typeof item === 'bigint' && Number.isSafeInteger(Number(item)) ? Number(item) : (item as PyValue);
    });
  });
}

const KEYWORDS = ['range', 'density', 'weights'];

interface SampleCall extends GridCall {
  readonly sample: NdArray;
}

function earlySampleFlops({ sample, bins }: SampleCall): bigint {
  const [n, d] = extents(sample);
  if (isWhole(bins)) return atLeast1(BigInt(n * d) * ceilLog2(bins as number));
  if (!Array.isArray(bins) && !(bins instanceof PyTuple)) return atLeast1(BigInt(n));
  let comparisons = 0n;
  for (const axis of itemsOf(bins)) {
    if (isWhole(axis)) comparisons += ceilLog2(axis as number);
    else {
      const { shape } = describe(axis);
      comparisons += shape.length >= 1 && sizeOf(shape) > 0 ? ceilLog2(shape[0]!) : 1n;
    }
  }
  return atLeast1(BigInt(n) * comparisons);
}

function extents({ shape }: NdArray): [number, number] {
  if (shape.length === 0) throw new IndexError('tuple index out of range');
  return [shape[0]!, shape.length === 1 ? 1 : shape[1]!];
}

const histogramdd = defineOp<SampleCall>({
  name: 'histogramdd',
  params: 'sample, bins=, **kwargs',
  check: (args, ctx) => {
    const { a: sample, foreign } = shapeOperand(args['sample']);
    extents(sample);
    if (foreign !== undefined) throw new UnsupportedDtypeError(`histogramdd: dtype '${foreign}' is not numeric`);
    const bins = args['bins'] === undefined ? 10 : args['bins'];
    if (ctx.release.traits.dtypeBilling) refuseText('histogramdd', bins);
    return { sample, bins, keywords: extraKeywords(args) };
  },
  price: byRelease<(sampleCall: SampleCall) => readonly Charge[]>({
    '0.4.1': (sampleCall) => [{ op: 'histogramdd', flops: earlySampleFlops(sampleCall) }],
    '0.12.4': ({ sample, bins }) => {
      const [n, d] = extents(sample);
      if (bins === null) throw new PyTypeError("'NoneType' object is not iterable");
      const axisBins = isScalar(bins) ? Array.from({ length: d }, () => bins) : itemsOf(bins);
      const flops = searches(n, axisBins);
      const dtypes = [meanComputeDtype(sample.dtype), ...edgeDtypes('histogramdd', axisBins), D.Float64];
      return [...trackedComparisons(bins, axisBins), { op: 'histogramdd', flops, dtypes }];
    },
  }),
  run: ({ sample, ...gridCall }, ctx): OpResult => {
    checkKeywords('histogramdd', gridCall.keywords, KEYWORDS);
    const { counts, edges } = countGrid(pointsOf(sample), gridCall, ctx);
    return new ResultTuple([counts, asLists(edges)]);
  },
});

interface PairCall extends GridCall {
  readonly x: NdArray;
  readonly y: NdArray;
}

function earlyPairFlops({ x, bins }: PairCall): bigint {
  const n = BigInt(x.size);
  if (isWhole(bins)) return atLeast1(n * 2n * ceilLog2(bins as number));
  const items = Array.isArray(bins) || bins instanceof PyTuple ? itemsOf(bins) : [];
  if (items.length !== 2) return atLeast1(n);
  if (items.every(isWhole)) return atLeast1(n * (ceilLog2(items[0] as number) + ceilLog2(items[1] as number)));
  const shapes = items.map((item) => describe(item).shape);
  if (shapes.some((shape) => shape.length === 0)) return atLeast1(n);
  return atLeast1(n * (ceilLog2(shapes[0]![0]!) + ceilLog2(shapes[1]![0]!)));
}

/** Bins per axis as present releases read them: one specification, or two. */
function pairBins(bins: PyValue): readonly PyValue[] {
  if (isScalar(bins)) return [bins, bins];
  const items = itemsOf(bins);
  return items.length === 2 ? items : [bins, bins];
}

function runPair({ x, y, bins: given, keywords }: PairCall, ctx: OpContext): OpResult {
  checkKeywords('histogram2d', keywords, KEYWORDS);
  for (const { ndim } of [x, y]) if (ndim === 0) throw new PyTypeError('len() of unsized object');
  if (x.shape[0] !== y.shape[0]) throw new ValueError('histogram2d: x and y must have the same length.');
  const hasLength = !(isScalar(given) && typeof given !== 'string') && given !== null;
  const count = hasLength ? itemsOf(given).length : 1;
  let bins = given;
  if (count !== 1 && count !== 2) {
    const { foreign } = describe(given);
    if (foreign !== undefined) throw new UnsupportedDtypeError(`histogram2d: dtype '${foreign}' is not numeric`);
    const edges = asArray(given);
    bins = [edges, edges];
  }
  const both = asArray([x, y]);
  const points = pointsOf(both.ndim === 2 ? transposed(both, [1, 0]) : both);
  const { counts, edges } = countGrid(points, { bins, keywords }, ctx);
  return new ResultTuple([counts, ...edges]);
}

const histogram2d = defineOp<PairCall>({
  name: 'histogram2d',
  params: 'x, y, bins=, **kwargs',
  check: (args: Bound, ctx) => {
    const [x, y] = [operand('histogram2d', args['x']), operand('histogram2d', args['y'])];
    const bins = args['bins'] === undefined ? 10 : args['bins'];
    if (ctx.release.traits.dtypeBilling) refuseText('histogram2d', bins);
    return { x, y, bins, keywords: extraKeywords(args) };
  },
  price: byRelease<(pairCall: PairCall) => readonly Charge[]>({
    '0.4.1': (pairCall) => [{ op: 'histogram2d', flops: earlyPairFlops(pairCall) }],
    '0.12.4': ({ x, y, bins }) => {
      const axisBins = pairBins(bins);
      const flops = searches(x.size, axisBins);
      const data = [x, y].map(({ dtype }) => meanComputeDtype(dtype));
      const dtypes = [...data, ...edgeDtypes('histogram2d', axisBins), D.Float64];
      return [...trackedComparisons(bins, axisBins), { op: 'histogram2d', flops, dtypes }];
    },
  }),
  run: runPair,
});

export const GRID: readonly OpDefinition[] = [histogram2d, histogramdd];
