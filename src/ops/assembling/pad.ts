/** pad, with each of NumPy's modes. */
import { native } from '../../addon/native.js';
import { asArray, describe, itemOf, scalarArray } from '../../array/convert.js';
import { Dtype, dtypeName, isInteger, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { countElements } from '../../cost/flops.js';
import { DTypePromotionError, PyTypeError, ValueError } from '../../errors.js';
import { PyComplex, PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { byRelease, type OpContext, type OpDefinition } from '../define.js';
import { REDUCTION } from '../reduction/index.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, operand, requireRoomFor, reshaped, sliced } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { RAMPS } from '../structure/ramps.js';
import { computed, refuseTextInLists } from './common.js';
import { indexPairs, isPerAxis, MODE_KEYWORDS, type Pair, padCost, valuePairs, widthPairs } from './pad-arguments.js';

interface PadCall {
  readonly a: NdArray;
  readonly args: Bound;
  readonly mode: PyValue;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

interface PadPlan {
  readonly mode: string;
  readonly widths: readonly Pair<number>[];
  readonly shape: Shape;
  /** Pads one strip; null where nothing is filled in. */
  readonly fill: ((strip: Strip) => void) | null;
}

function planPad(call: PadCall, ctx: OpContext): PadPlan {
  const { a, args, mode, keywords } = call;
  const widths = widthPairs(args['pad_width']!, a.ndim);
  const allowed = typeof mode === 'string' ? MODE_KEYWORDS[mode] : undefined;
  if (Array.isArray(mode)) throw new PyTypeError("unhashable type: 'list'");
  if (typeof mode !== 'string' || allowed === undefined)
    throw new ValueError(`mode '${String(mode)}' is not supported`);
  for (const name of keywords.keys()) {
    if (!allowed.includes(name)) throw new ValueError(`unsupported keyword arguments for mode '${mode}': '${name}'`);
  }
  const shape = a.shape.map((extent, axis) => extent + widths[axis]![0] + widths[axis]![1]);
  const hollow = a.shape.findIndex((extent, k) => extent === 0 && widths[k]![0] + widths[k]![1] > 0);
  const isHollow = a.size === 0 && mode !== 'constant';
  if (isHollow && hollow >= 0 && mode !== 'empty')
    throw new ValueError(`can't extend empty axis ${hollow} using modes other than 'constant' or 'empty'`);
  return { mode, widths, shape, fill: isHollow || mode === 'empty' ? null : padderOf(call, mode, ctx) };
}

/** The part of the result that is padded along an axis: later axes have their own extent still. */
interface Strip {
  readonly part: NdArray;
  readonly axis: number;
  readonly width: Pair<number>;
  /** Extent without padding. */
  readonly extent: number;
}

const before = ({ part, axis, width }: Strip): NdArray => sliced(part, axis, 0, width[0]);
const after = ({ part, axis, width, extent }: Strip): NdArray => sliced(part, axis, width[0] + extent, width[1]);
const within = ({ part, axis, width }: Strip, start: number, count: number, step = 1): NdArray =>
  sliced(part, axis, width[0] + start, count, step);

function fill(strip: Strip, [first, last]: Pair<NdArray>): void {
  native.assign(before(strip).slot, first.slot, -1);
  native.assign(after(strip).slot, last.slot, -1);
}

/** Constant values: Python numbers must fit the dtype, elements of an array are cast. */
function constants(value: PyValue, ndim: number, dtype: Dtype): Pair<NdArray>[] {
  const { foreign, shape } = describe(value);
  if (foreign === 'str' && dtype !== Dtype.Bool)
    throw new ValueError(`could not convert text to a number: '${String(value)}'`);
  if (value === null) {
    if (isInteger(dtype)) throw new PyTypeError("int() argument must be a real number, not 'NoneType'");
    const isReal = kindOf(dtype) !== 'c';
    const nan = isReal ? new PyFloat(Number.NaN) : new PyComplex(Number.NaN, Number.NaN);
    const none = scalarArray(kindOf(dtype) === 'b' ? false : nan, dtype);
    return Array.from({ length: ndim }, () => [none, none]);
  }
  if (foreign === 'str') return constants(String(value) !== '', ndim, dtype);
  if (foreign !== undefined) throw new PyTypeError(`a number is wanted, not '${foreign}'`);
  const given = asArray(value);
  // NumPy fills the result with a number alone, and assigns pairs of them.
  const isWide = dtype === Dtype.Int64 || dtype === Dtype.Uint64;
  const isFilled = shape.length === 0 && !(value instanceof NdArray) && !isWide;
  const isListed = isPerAxis(given) && !(value instanceof NdArray);
  return valuePairs(isFilled || isListed ? asArray(value, dtype) : given, ndim);
}

const edges = (strip: Strip): Pair<NdArray> => [within(strip, 0, 1), within(strip, strip.extent - 1, 1)];

/** Evenly spaced from the end values to the edges. */
function ramps(strip: Strip, ends: Pair<PyValue>, ctx: OpContext): void {
  const { axis, width, part } = strip;
  const shape = part.shape.filter((_, k) => k !== axis);
  const ramp = (end: PyValue, edge: NdArray, num: number): NdArray =>
    computed(
      RAMPS,
      'linspace',
      [end, reshaped(edge, shape), num],
      { endpoint: false, dtype: dtypeName(part.dtype), axis },
      ctx,
    ) as NdArray;
  const [first, last] = edges(strip);
  const [left, right] = [ramp(ends[0], first, width[0]), ramp(ends[1], last, width[1])];
  native.assign(before(strip).slot, left.slot, -1);
  if (width[1] > 0) native.assign(after(strip).slot, sliced(right, axis, width[1] - 1, width[1], -1).slot, -1);
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  maximum: 'max',
  minimum: 'min',
  mean: 'mean',
  median: 'median',
};

function statistics(strip: Strip, mode: string, lengths: Pair<number | null>, ctx: OpContext): void {
  const { axis, part, extent } = strip;
  const [left, right] = lengths.map((length) => (length === null ? extent : Math.min(length, extent))) as [
    number,
    number,
  ];
  const of = (start: number, count: number): NdArray => {
    const value = computed(REDUCTION, FUNCTIONS[mode]!, [within(strip, start, count)], { axis, keepdims: true }, ctx);
    const statistic = value as NdArray;
    return isInteger(part.dtype) && kindOf(statistic.dtype) === 'f' ? applyUfunc('rint', statistic) : statistic;
  };
  const first = of(0, left);
  fill(strip, [first, left === right && right === extent ? first : of(extent - right, right)]);
}

/** Mirrors what is there to both sides, as often as it takes. */
function reflect(strip: Strip, includeEdge: boolean, isOdd: boolean): void {
  const { part, axis } = strip;
  let [left, right] = strip.width;
  const period = strip.extent;
  const edgeOffset = includeEdge ? 1 : 0;
  const mirrored = (edge: number, chunk: NdArray): NdArray => {
    if (!isOdd) return chunk;
    const twice = applyUfunc('multiply', sliced(part, axis, edge, 1), scalarArray(2, part.dtype));
    return applyUfunc('subtract', twice, chunk);
  };
  while (left > 0 || right > 0) {
    // The stretch from which is mirrored ends where a whole number of periods does.
    const filled = part.shape[axis]! - left - right;
    const reach = includeEdge
      ? Math.floor(filled / period) * period
      : Math.floor((filled - 1) / (period - 1)) * (period - 1);
    const total = part.shape[axis]!;
    if (left > 0) {
      const count = Math.min(reach, left);
      const chunk = sliced(part, axis, left - edgeOffset + count, count, -1);
      native.assign(sliced(part, axis, left - count, count).slot, mirrored(left, chunk).slot, -1);
      left -= count;
    }
    if (right > 0) {
      const count = Math.min(reach, right);
      const chunk = sliced(part, axis, total - right + edgeOffset - 2, count, -1);
      native.assign(sliced(part, axis, total - right, count).slot, mirrored(total - right - 1, chunk).slot, -1);
      right -= count;
    }
  }
}

/** Repeats what is there to both sides, as often as it takes. */
function wrap(strip: Strip): void {
  const { part, axis, extent } = strip;
  let [left, right] = strip.width;
  const total = part.shape[axis]!;
  while (left > 0 || right > 0) {
    const period = Math.floor((total - left - right) / extent) * extent;
    const [wasLeft, wasRight] = [left, right];
    if (wasLeft > 0) {
      const count = Math.min(period, wasLeft);
      const chunk = sliced(part, axis, wasLeft + period - count, count);
      native.assign(sliced(part, axis, wasLeft - count, count).slot, chunk.slot, -1);
      left -= count;
    }
    if (wasRight > 0) {
      const count = Math.min(period, wasRight);
      const chunk = sliced(part, axis, total - wasRight - period, count);
      native.assign(sliced(part, axis, total - wasRight, count).slot, chunk.slot, -1);
      right -= count;
    }
  }
}

/** Reads the keywords of a mode and gives what pads one strip. */
function padderOf({ a, keywords }: PadCall, mode: string, ctx: OpContext): (strip: Strip) => void {
  if (mode === 'constant') {
    const given = keywords.get('constant_values');
    const values = constants(given === undefined ? 0 : given, a.ndim, a.dtype);
    return (strip) => fill(strip, values[strip.axis]!);
  }
  if (mode === 'edge') return (strip) => fill(strip, edges(strip));
  if (mode === 'linear_ramp') {
    const given = keywords.get('end_values') ?? (keywords.has('end_values') ? null : 0);
    const { foreign } = describe(given);
    if (foreign === 'str') throw new DTypePromotionError('end_values: text and numbers have no common dtype');
    if (foreign !== undefined) throw new PyTypeError(`end_values: a number is wanted, not '${foreign}'`);
    const ends = asArray(given);
    const values = valuePairs(ends, a.ndim);
    // Pairs for each axis are Python numbers to NumPy, which adapt to the dtype.
    const plain = (end: NdArray): PyValue => (isPerAxis(ends) ? itemOf(end) : end);
    return (strip) => {
      const [first, last] = values[strip.axis]!;
      ramps(strip, [plain(first), plain(last)], ctx);
    };
  }
  if (mode === 'wrap') return wrap;
  if (mode === 'reflect' || mode === 'symmetric') {
    const isOdd = keywords.get('reflect_type') === 'odd';
    return (strip) => {
      if (strip.extent === 1) fill(strip, edges(strip));
      else reflect(strip, mode === 'symmetric', isOdd);
    };
  }
  const given = keywords.get('stat_length') ?? null;
  const lengths: readonly Pair<number | null>[] =
    given === null ? a.shape.map(() => [null, null]) : indexPairs(given, a.ndim);
  const isExtreme = mode === 'maximum' || mode === 'minimum';
  if (isExtreme && lengths.some((pair, axis) => pair.includes(0) || a.shape[axis] === 0))
    throw new ValueError('stat_length of 0 yields no value for padding');
  return (strip) => statistics(strip, mode, lengths[strip.axis]!, ctx);
}

function padded({ a }: PadCall, { widths, shape, fill: pad }: PadPlan, ctx: OpContext): NdArray {
  requireRoomFor(shape, a.dtype, ctx);
  const slot = pad === null ? native.zeros(a.dtype, shape) : native.empty(a.dtype, shape);
  const result = arrayOf(slot, a.dtype, shape);
  const inner = (from: number): NdArray =>
    widths.reduce((view, [left], axis) => (axis < from ? view : sliced(view, axis, left, a.shape[axis]!)), result);
  native.assign(inner(0).slot, a.slot, -1);
  if (pad === null) return result;
  for (const [axis, width] of widths.entries()) pad({ part: inner(axis + 1), axis, width, extent: a.shape[axis]! });
  return result;
}

const pad = moveOp<PadCall, PadPlan>({
  name: 'pad',
  // Earlier releases take the mode by name only.
  params: byRelease({ '0.4.1': 'array, pad_width, **kwargs', '0.12.4': 'array, pad_width, mode=, **kwargs' }),
  prepare: (args, ctx) => {
    refuseTextInLists('pad', args, ctx);
    const a = operand('pad', args['array']);
    const keywords = new Map(extraKeywords(args));
    const given = args['mode'] ?? (args['mode'] === null ? null : keywords.get('mode'));
    const mode = given === undefined ? 'constant' : given;
    keywords.delete('mode');
    return { a, args, mode, keywords };
  },
  infer: planPad,
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => countElements(shape) },
    '0.12.4': {
      charged: 'first',
      flops: ({ a, args, mode, keywords }) => padCost(a, args['pad_width']!, mode, keywords),
      dtypes: ({ a }) => [a.dtype],
    },
  },
  run: padded,
});

export const PAD: readonly OpDefinition[] = [pad];
