/** interp: piecewise linear interpolation (numpy.interp). */
import { native } from '../../addon/native.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ceilLog2, sortCost } from '../../cost/sort.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { call } from '../predicate/apply.js';
import { checkKeywords } from '../predicate/unary.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, operand, shapeOperand, sliced } from '../structure/common.js';
import { delivered, isZero, type Num, toFloat } from './numbers.js';

interface InterpCall {
  readonly x: PyValue;
  readonly xp: PyValue;
  readonly fp: PyValue;
  readonly keywords: ReadonlyMap<string, PyValue>;
  /** Elements asked for and sample points. */
  readonly queries: number;
  readonly points: number;
  readonly fpDtype: Dtype;
}

function requirePeriod(period: PyValue, xp: readonly number[], fp: readonly number[]): void {
  if (isZero(period)) throw new ValueError('interp: period must be a non-zero value');
  if (xp.length !== 1 || fp.length !== 1) throw new ValueError('interp: data points must be 1-D sequences');
  if (xp[0] !== fp[0]) throw new ValueError('interp: fp and xp are not of the same length');
}

const periodOf = (keywords: InterpCall['keywords']): PyValue => keywords.get('period') ?? null;

function prepare(args: Bound, ctx: OpContext): InterpCall {
  const [x, xp, fp] = [args['x']!, args['xp']!, args['fp']!];
  const keywords = extraKeywords(args);
  const { a } = shapeOperand(x);
  const points = describe(xp).shape;
  const billed = ctx.release.traits.dtypeBilling;
  const { a: heights } = shapeOperand(fp);
  if (billed && periodOf(keywords) !== null) requirePeriod(periodOf(keywords), points, heights.shape);
  if (billed) operand('interp', fp);
  const count = points.reduce((all, extent) => all * extent, 1);
  return { x, xp, fp, keywords, queries: a.size, points: count, fpDtype: heights.dtype };
}

/** Wrapping around a period: remainders, sorting, gathering and padding, each at its own weight. */
const periodFlops = (queries: number, points: number): bigint =>
  BigInt(16 * (queries + points) + 4 * 2 * points + 2 * (points + 2) + 2) + 4n * sortCost(points);

function presentCharge({ queries, points, keywords, fpDtype }: InterpCall): Charge {
  const n = BigInt(Math.max(queries, 1));
  const isPeriodic = periodOf(keywords) !== null;
  const flops = 3n * n + n * ceilLog2(isPeriodic ? points + 2 : Math.max(points, 1));
  return {
    op: 'interp',
    flops: flops + (isPeriodic ? periodFlops(queries, points) : 0n),
    dtypes: [D.Float64, fpDtype],
  };
}

const earlyCharge = ({ queries, points }: InterpCall): Charge => ({
  op: 'interp',
  flops: BigInt(Math.max(queries, 1)) * ceilLog2(Math.max(points, 1)),
});

/** An array in a dtype it converts to safely. TypeError otherwise. */
function safely(value: PyValue, dtype: Dtype): NdArray {
  const { foreign } = describe(value);
  if (foreign !== undefined) throw new PyTypeError(`interp: cannot cast '${foreign}' according to the rule 'safe'`);
  const a = asArray(value);
  if (isComplex(a.dtype) && !isComplex(dtype)) {
    throw new PyTypeError(`Cannot cast array data from ${dtypeName(a.dtype)} to float64 according to the rule 'safe'`);
  }
  return asType(a, dtype);
}

function vector(value: PyValue, dtype: Dtype): NdArray {
  const { length } = describe(value).shape;
  if (length === 0 && !(value instanceof NdArray)) throw new ValueError('object of too small depth for desired array');
  const a = safely(value, dtype);
  if (length > 1) throw new ValueError('object too deep for desired array');
  if (length === 0) throw new ValueError('object of too small depth for desired array');
  return a;
}

/** An array in a dtype, whatever is lost on the way. */
function forced(value: PyValue, dtype: Dtype): NdArray {
  if (value === null) return scalarArray(new PyFloat(Number.NaN), dtype);
  if (typeof value === 'string') throw new ValueError(`could not convert string to float: '${value}'`);
  if (value instanceof NdArray) return asType(value, dtype);
  return asArray(value, dtype);
}

function absolute(period: PyValue): Num {
  if (period instanceof PyFloat) return new PyFloat(Math.abs(period.value));
  if (isInt(period) || typeof period === 'boolean') return Math.abs(Number(period));
  if (period instanceof PyComplex) return new PyFloat(Math.hypot(period.re, period.im));
  if (period instanceof NdArray) return applyUfunc('absolute', period);
  throw new PyTypeError(`bad operand type for abs(): '${typeName(period)}'`);
}

interface Samples {
  readonly x: NdArray;
  readonly xp: NdArray;
  readonly fp: NdArray;
}

function picked(a: NdArray, positions: NdArray): NdArray {
  return arrayOf(native.gather(a.slot, [0], [positions.slot], 0), a.dtype, positions.shape);
}

function padded(first: NdArray, middle: NdArray, last: NdArray): NdArray {
  const size = first.size + middle.size + last.size;
  const result = arrayOf(native.empty(middle.dtype, [size]), middle.dtype, [size]);
  let start = 0;
  for (const part of [first, middle, last]) {
    native.assign(sliced(result, 0, start, part.size).slot, part.slot, -1);
    start += part.size;
  }
  return result;
}

/** The samples of one period, in order, with a neighbour on either side. */
function wrapped({ x, xp, fp }: InterpCall, given: PyValue, dtype: Dtype): Samples {
  if (isZero(given)) throw new ValueError('interp: period must be a non-zero value');
  const period = absolute(given);
  const [queries, points, heights] = [forced(x, D.Float64), forced(xp, D.Float64), forced(fp, dtype)];
  requirePeriod(given, points.shape, heights.shape);
  const folded = call('remainder', points, period);
  if (folded.ndim !== 1) throw new ValueError('interp: the period must be a number');
  const order = arrayOf(native.argsort(folded.slot, false), D.Int64, folded.shape);
  const [sorted, values] = [picked(folded, order), picked(heights, order)];
  const n = sorted.size;
  const ends = (a: NdArray): [NdArray, NdArray] => [
    sliced(a, 0, Math.max(n - 1, 0), Math.min(n, 1)),
    sliced(a, 0, 0, Math.min(n, 1)),
  ];
  const [lastPoint, firstPoint] = ends(sorted);
  const [lastValue, firstValue] = ends(values);
  return {
    x: asType(call('remainder', queries, period), D.Float64),
    xp: padded(call('subtract', lastPoint, period), sorted, call('add', firstPoint, period)),
    fp: padded(lastValue, values, firstValue),
  };
}

/** The value beyond an end: given, or that of the sample there. */
function beyond(value: PyValue, complex: boolean): [boolean, number, number] {
  if (value === null) return [false, 0, 0];
  if (!complex) return [true, toFloat(value), 0];
  if (value instanceof PyComplex) return [true, value.re, value.im];
  if (value instanceof NdArray && isComplex(value.dtype) && value.ndim === 0) {
    const [re, im] = native.readItem(value.slot) as [number, number];
    return [true, re, im];
  }
  return [true, toFloat(value), 0];
}

function run(interpCall: InterpCall): OpResult {
  const { keywords, fp: given } = interpCall;
  checkKeywords('interp', keywords, ['left', 'right', 'period']);
  const period = periodOf(keywords);
  const { foreign } = describe(given);
  if (foreign === 'str' && period !== null) throw new ValueError('could not convert string to float');
  const isComplexResult = foreign === undefined && isComplex(describe(given).dtype);
  const dtype = isComplexResult ? D.Complex128 : D.Float64;
  const samples = period === null ? undefined : wrapped(interpCall, period, dtype);
  const fp = samples?.fp ?? vector(given, dtype);
  const xp = samples?.xp ?? vector(interpCall.xp, D.Float64);
  const x = samples?.x ?? safely(interpCall.x, D.Float64);
  if (xp.size === 0) throw new ValueError('interp: array of sample points is empty');
  if (fp.size !== xp.size) throw new ValueError('interp: fp and xp are not of the same length');
  const side = (name: string): [boolean, number, number] =>
    beyond(period === null ? (keywords.get(name) ?? null) : null, isComplexResult);
  const slot = native.interpolate(x.slot, xp.slot, fp.slot, ...side('left'), ...side('right'));
  return delivered(arrayOf(slot, dtype, x.shape));
}

const interp = defineOp<InterpCall>({
  name: 'interp',
  params: 'x, xp, fp, **kwargs',
  check: prepare,
  price: byRelease({ '0.4.1': earlyCharge, '0.12.4': presentCharge }),
  run,
});

export const INTERP: readonly OpDefinition[] = [interp];
