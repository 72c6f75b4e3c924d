/** histogram and histogram_bin_edges. */
import { ReduceOp } from '../../addon/reduce.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype as D, type Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { shapeText } from '../../array/shape.js';
import { meanComputeDtype, sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { ceilLog2 } from '../../cost/sort.js';
import { PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, PyTuple, type PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { differences } from '../calculus/diff.js';
import {
  byRelease,
  type Charge,
  defineOp,
  type OpContext,
  type OpDefinition,
  type OpResult,
  ResultTuple,
} from '../define.js';
import { Outcome } from '../outcome.js';
import { checkKeywords } from '../predicate/unary.js';
import { truth } from '../reduction/call.js';
import { fold } from '../reduction/fold.js';
import { type Bound, extraKeywords } from '../signature.js';
import { operand, reshaped } from '../structure/common.js';
import { countsOf } from './counts.js';
import { type Bins, binsFor, dimensionsOf } from './edges.js';

interface Asked {
  readonly a: NdArray;
  readonly bins: PyValue;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

interface HistogramCall extends Asked {
  readonly outcome: Outcome<Histogram>;
}

interface Histogram {
  readonly counts: NdArray | null;
  readonly edges: NdArray;
  readonly weights: NdArray | null;
}

const isCount = (bins: PyValue): boolean => isInt(bins) || typeof bins === 'boolean';

/** len() of numpy.asarray(value). TypeError for what has none. */
export function lengthOf(value: PyValue): number {
  const { shape } = describe(value);
  if (shape.length === 0) throw new PyTypeError('len() of unsized object');
  return shape[0]!;
}

/** The data as a vector; truth values count as small integers. */
function dataVector(a: NdArray): NdArray {
  return reshaped(a.dtype === D.Bool ? asType(a, D.Uint8) : a, [a.size]);
}

function weightsFor(op: string, a: NdArray, value: PyValue): NdArray | null {
  if (value === null) return null;
  const { shape, foreign } = describe(value);
  if (shape.join() !== a.shape.join()) {
    throw new ValueError(`${op}: weights of shape ${shapeText(shape)} for data of shape ${shapeText(a.shape)}`);
  }
  if (foreign !== undefined) throw new PyTypeError(`${op}: weights of dtype '${foreign}' cannot be added`);
  const weights = asArray(value);
  return reshaped(weights, [weights.size]);
}

function compute(op: string, { a, bins, keywords }: Asked, counted: boolean, ctx: OpContext): Histogram {
  checkKeywords(op, keywords, counted ? ['range', 'density', 'weights'] : ['range', 'weights']);
  const weights = weightsFor(op, a, keywords.get('weights') ?? null);
  const data = dataVector(a);
  const found: Bins = binsFor(op, data, bins, keywords.get('range') ?? null, weights !== null, ctx);
  const counts = counted ? countsOf(data, found, weights) : null;
  if (counts === null || !truth(keywords.get('density'))) return { counts, edges: found.edges, weights };
  const widths = asType(differences(found.edges, 0), D.Float64);
  const sumDtype = sumAccumulatorDtype(counts.dtype);
  const total = fold(ReduceOp.Sum, counts, { axes: [0], dtype: sumDtype, keepdims: false });
  const density = applyUfunc('divide', applyUfunc('divide', counts, widths), total);
  return { counts: density, edges: found.edges, weights };
}

/** FLOPs per element that choosing the bins costs. */
const ESTIMATION: Readonly<Record<string, number>> = {
  sturges: 0,
  sqrt: 0,
  rice: 0,
  fd: 1,
  auto: 1,
  scott: 4,
  doane: 6,
};

const estimation = (name: string, n: number): number =>
  name === 'stone' ? Math.max(100, Math.floor(Math.sqrt(n))) : Object.hasOwn(ESTIMATION, name) ? ESTIMATION[name]! : 1;

const atLeast1 = (flops: bigint): bigint => (flops > 1n ? flops : 1n);

/** Edges that are made, not given, cost what linspace costs. */
function* chargeEdges(bins: PyValue, { edges }: Histogram): Generator<Charge> {
  if (dimensionsOf(bins) === 0) yield { op: 'linspace', flops: 2 * edges.size, dtypes: [edges.dtype] };
}

/** A density costs what the arithmetic that makes it of counts would cost on its own. */
function* chargeDensity({ counts, edges, weights }: Histogram): Generator<Charge> {
  const bins = counts!.size;
  const counted: Dtype = weights?.dtype ?? D.Int64;
  yield { op: 'diff', flops: bins, dtypes: [edges.dtype] };
  yield { op: 'divide', flops: bins, dtypes: [counted, D.Float64] };
  yield { op: 'sum', flops: Math.max(bins - 1, 0), dtypes: [sumAccumulatorDtype(counted)] };
  yield { op: 'divide', flops: bins, dtypes: [counts!.dtype] };
}

function searchFlops({ a, bins }: HistogramCall): bigint {
  const size = isCount(bins) ? BigInt(bins as number) : BigInt(lengthOf(bins));
  return atLeast1(BigInt(a.size) * ceilLog2(size));
}

function* presentHistogram(histogramCall: HistogramCall): Generator<Charge> {
  const { a, bins, keywords, outcome } = histogramCall;
  const dtypes: Dtype[] = [meanComputeDtype(a.dtype)];
  let result: Histogram | null;
  if (typeof bins === 'string') {
    // The number of bins is known only once they are found, and a call that fails is free.
    result = outcome.take();
    const steps = BigInt(2 + estimation(bins, a.size)) + ceilLog2(Math.max(result.edges.size - 1, 1));
    yield { op: 'histogram', flops: atLeast1(BigInt(a.size) * steps), dtypes: [...dtypes, D.Int64] };
  } else {
    const flops = searchFlops(histogramCall);
    if (!isCount(bins)) dtypes.push(operand('histogram', bins).dtype);
    yield { op: 'histogram', flops, dtypes: [...dtypes, D.Int64] };
    result = outcome.settle();
  }
  if (result === null) return;
  yield* chargeEdges(bins, result);
  if (truth(keywords.get('density'))) yield* chargeDensity(result);
}

function* presentEdges({ a, bins, outcome }: HistogramCall): Generator<Charge> {
  const each = typeof bins === 'string' ? 2 + estimation(bins, a.size) : 1;
  const dtypes: Dtype[] = [meanComputeDtype(a.dtype)];
  const isScalar = typeof bins === 'string' || isCount(bins) || bins instanceof PyFloat;
  if (!isScalar) dtypes.push(operand('histogram_bin_edges', bins).dtype);
  yield { op: 'histogram_bin_edges', flops: Math.max(a.size * each, 1), dtypes };
  const result = outcome.settle();
  if (result !== null) yield* chargeEdges(bins, result);
}

const earlyHistogram = (histogramCall: HistogramCall): Charge => ({
  op: 'histogram',
  flops: typeof histogramCall.bins === 'string' ? Math.max(histogramCall.a.size, 1) : searchFlops(histogramCall),
});

const earlyEdges = ({ a }: HistogramCall): Charge => ({ op: 'histogram_bin_edges', flops: Math.max(a.size, 1) });

/** `bins` in full before anything else is looked at, where its dtype is billed. */
function prepare(op: string, args: Bound, counted: boolean, ctx: OpContext): HistogramCall {
  const a = operand(op, args['a']);
  const bins = args['bins'] === undefined ? 10 : args['bins'];
  if (ctx.release.traits.dtypeBilling && (Array.isArray(bins) || bins instanceof PyTuple)) {
    const { foreign } = describe(bins);
    if (foreign !== undefined) throw new UnsupportedDtypeError(`${op}: dtype '${foreign}' is not numeric`);
  }
  const asked = { a, bins, keywords: extraKeywords(args) };
  return { ...asked, outcome: new Outcome(() => compute(op, asked, counted, ctx)) };
}

type Price = (histogramCall: HistogramCall) => Charge | Iterable<Charge>;

const histogram = defineOp<HistogramCall>({
  name: 'histogram',
  params: 'a, bins=, **kwargs',
  check: (args, ctx) => prepare('histogram', args, true, ctx),
  price: byRelease<Price>({ '0.4.1': earlyHistogram, '0.12.4': presentHistogram }),
  run: ({ outcome }): OpResult => {
    const { counts, edges } = outcome.take();
    return new ResultTuple([counts!, edges]);
  },
});

const histogramBinEdges = defineOp<HistogramCall>({
  name: 'histogram_bin_edges',
  params: 'a, bins=, **kwargs',
  check: (args, ctx) => prepare('histogram_bin_edges', args, false, ctx),
  price: byRelease<Price>({ '0.4.1': earlyEdges, '0.12.4': presentEdges }),
  run: ({ outcome }): OpResult => outcome.take().edges,
});

export const HISTOGRAM: readonly OpDefinition[] = [histogram, histogramBinEdges];
