/** Evenly spaced numbers: arange, linspace, logspace, geomspace. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { describe, INTEGER_BOUNDS, scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, isInteger, itemsizeOf, kindOf } from '../../array/dtype.js';
import { NdArray, numberArray, type Shape } from '../../array/ndarray.js';
import { promoteTypes, promoteWeak, resultType, weakKindOf } from '../../array/promote.js';
import { broadcastShapes } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import {
  DTypePromotionError,
  OverflowError,
  PyTypeError,
  UnsupportedDtypeError,
  ValueError,
  ZeroDivisionError,
} from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, copyOf, dtypeArgument, operand, requireRoomFor, sliced, toInt } from './common.js';
import { scalarOf } from './indexing.js';
import { type MovePrice, moveOp } from './move-op.js';

const numberOf = (value: PyValue): number => {
  if (value instanceof PyFloat) return value.value;
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof NdArray && value.size === 1 && !isComplex(value.dtype))
    return Number(native.readItem(value.slot));
  throw new PyTypeError(`unsupported operand type: '${typeName(value)}'`);
};

interface ArangePlan {
  readonly dtype: Dtype;
  readonly billed: Dtype;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const ARANGE_KEYWORDS = ['start', 'stop', 'step', 'dtype', 'device', 'like'];
const ARANGE_POSITIONS = ['start', 'stop', 'step', 'dtype'];

function arangeType(value: PyValue): Dtype | 'int' | 'float' | 'complex' {
  if (value instanceof NdArray) return value.dtype;
  if (typeof value === 'boolean') return Dtype.Bool;
  const kind = weakKindOf(value);
  if (kind === undefined) throw new PyTypeError(`arange: cannot use a value of type '${typeName(value)}'`);
  return kind;
}

/** Text has no dtype to bill: alone it is refused, beside numbers it does not promote. */
function refuseText(bounds: readonly PyValue[]): void {
  const given = bounds.filter((value) => value !== null);
  const texts = given.filter((value) => typeof value === 'string').length;
  if (texts === 0) return;
  if (texts === given.length) throw new UnsupportedDtypeError("arange: dtype 'str' is not numeric");
  throw new DTypePromotionError('arange: text and numbers have no common dtype');
}

const arange = moveOp<Bound, ArangePlan>({
  name: 'arange',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args, ctx) => {
    const positional = restArguments(args);
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (!ARANGE_KEYWORDS.includes(name))
        throw new PyTypeError(`arange() got an unexpected keyword argument '${name}'`);
      if (ARANGE_POSITIONS.indexOf(name) >= 0 && ARANGE_POSITIONS.indexOf(name) < positional.length) {
        throw new PyTypeError(`argument for arange() given by name ('${name}') and position`);
      }
    }
    const given = (i: number, name: string): PyValue => positional[i] ?? keywords.get(name) ?? null;
    let start: PyValue = given(0, 'start');
    let stop: PyValue = given(1, 'stop');
    const step: PyValue = given(2, 'step') ?? 1;
    if (positional.length > 4) throw new PyTypeError('arange() takes at most 4 positional arguments');
    if (start === null && stop === null) throw new PyTypeError('arange() requires stop to be specified.');
    const isTyped = (positional[3] ?? keywords.get('dtype') ?? null) !== null;
    if (ctx.release.traits.dtypeBilling && !isTyped) refuseText(positional.slice(0, 3));
    const billed = resultType(
      [...positional.slice(0, 3), ...(positional.length === 0 ? [0] : [])].filter((v) => v !== null).map(arangeType),
    );
    if (stop === null) {
      stop = start;
      start = 0;
    }
    start ??= 0;
    const natural = resultType([start, stop, step].map(arangeType));
    const chosen = positional[3] ?? keywords.get('dtype');
    const dtype = dtypeArgument('arange', chosen, natural);
    const [from, to, by] = [numberOf(start), numberOf(stop), numberOf(step)];
    if (by === 0) throw new ZeroDivisionError('arange: step must not be zero');
    const length = Math.ceil((to - from) / by);
    if (!Number.isFinite(length)) throw new ValueError('Maximum allowed size exceeded');
    const count = Math.max(0, length);
    if (count > Number.MAX_SAFE_INTEGER) throw new ValueError('Maximum allowed size exceeded');
    if (dtype === Dtype.Bool && count > 2)
      throw new PyTypeError('arange() is only supported for booleans when the result has at most length 2.');
    if (isInteger(dtype)) requireFits(dtype, from, by, count);
    const isChosen = chosen !== undefined && chosen !== null;
    return { dtype, billed: isChosen ? dtype : billed, start: from, step: by, count };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { count }) => count },
    '0.12.4': { charged: 'last', flops: (_, { count }) => 2 * count, dtypes: (_, { billed }) => [billed] },
  },
  run: (_, plan, ctx) => {
    requireRoomFor([plan.count], plan.dtype, ctx);
    return isInteger(plan.dtype) ? integerRange(plan) : floatRange(plan);
  },
});

/** The first two elements, which NumPy fixes in the dtype before it continues by their difference. */
const firstTwo = (start: number, step: number): [bigint, bigint] => [
  BigInt(Math.trunc(start)),
  BigInt(Math.trunc(start + step)),
];

function requireFits(dtype: Dtype, start: number, step: number, count: number): void {
  // Doubles do not tell values apart where 64-bit integers end.
  const bounds = itemsizeOf(dtype) === 8 ? undefined : INTEGER_BOUNDS[dtype];
  for (const [i, value] of firstTwo(start, step).entries()) {
    if (i < count && bounds !== undefined && (value < bounds[0] || value > bounds[1])) {
      throw new OverflowError(`Python integer ${value} out of bounds for the dtype of arange`);
    }
  }
}

function integerRange({ dtype, start, step, count }: ArangePlan): NdArray {
  const [first, second] = firstTwo(start, step);
  return arrayOf(native.ramp(dtype, first, second - first, count), dtype, [count]);
}

function floatRange({ dtype, start, step, count }: ArangePlan): NdArray {
  const isNarrow = dtype === Dtype.Float32 || dtype === Dtype.Complex64 || dtype === Dtype.Float16;
  if (!isNarrow) return arrayOf(native.ramp(dtype, start, start + step - start, count), dtype, [count]);
  const rounded = dtype === Dtype.Float16 ? toHalf : Math.fround;
  const first = rounded(start);
  const second = rounded(start + step);
  const delta = Math.fround(second - first);
  const result = arrayOf(native.ramp(dtype, first, delta, count), dtype, [count]);
  if (Number.isFinite(delta)) return result;
  // The first two elements are what they are, even where there is no step from one to the other.
  for (const [i, value] of [first, second].slice(0, count).entries()) {
    native.assign(sliced(result, 0, i, 1).slot, numberArray(Dtype.Float64, value).slot, -1);
  }
  return result;
}

/** The nearest float16. */
function toHalf(value: number): number {
  const half = arrayOf(native.fromNumber(Dtype.Float16, value), Dtype.Float16, []);
  return native.readItem(half.slot) as number;
}

interface Spacing {
  readonly start: NdArray;
  readonly stop: NdArray;
  readonly num: number;
  readonly endpoint: boolean;
  readonly retstep: boolean;
  readonly axis: number;
  /** Dtype computed in. */
  readonly working: Dtype;
  readonly dtype: Dtype;
  readonly shape: Shape;
}

const truth = (value: PyValue | undefined, otherwise: boolean): boolean =>
  value === undefined ? otherwise : value instanceof PyFloat ? value.value !== 0 : Boolean(value);

/** The dtype of end points, at least a float one; Python scalars take part by their kind. */
function endpointDtype(op: string, values: readonly PyValue[]): Dtype {
  for (const value of values) {
    const { foreign } = describe(value);
    if (foreign === 'str') throw new DTypePromotionError(`${op}: text and numbers have no common dtype`);
    if (foreign !== undefined) throw new PyTypeError(`unsupported operand type for ${op}: '${foreign}'`);
  }
  const arrays = values.filter((value) => weakKindOf(value) === undefined || value instanceof NdArray);
  const weak = values.map((value) => weakKindOf(value)).filter((kind) => kind !== undefined);
  const dtypes = arrays.map((value) => (value instanceof NdArray ? value.dtype : describe(value).dtype));
  let dtype = dtypes.length === 0 ? undefined : dtypes.reduce((a, b) => promoteTypes(a, b));
  for (const kind of weak) dtype = dtype === undefined ? resultType([kind]) : promoteWeak(dtype, kind);
  return 'biu'.includes(kindOf(dtype!)) ? Dtype.Float64 : dtype!;
}

function spacing(op: string, args: Bound, allowed: readonly string[]): Spacing {
  const keywords = extraKeywords(args);
  for (const name of keywords.keys()) {
    if (!allowed.includes(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
  const num = args['num'] === undefined ? 50 : toIndex(args['num']);
  if (num < 0) throw new ValueError(`Number of samples, ${num}, must be non-negative.`);
  const [first, second] = [args['start']!, args['stop']!];
  const working = endpointDtype(op, [first, second]);
  const end = (value: PyValue): NdArray =>
    weakKindOf(value) === undefined ? copyOf(operand(op, value), working) : scalarArray(value, working);
  const [start, stop] = [end(first), end(second)];
  const given = keywords.get('dtype');
  const dtype = given === undefined || given === null ? working : dtypeArgument(op, given, working);
  const rest = broadcastShapes(start.shape, stop.shape);
  const axisGiven = keywords.get('axis');
  const axis = axisGiven === undefined ? 0 : toIndex(axisGiven);
  const place = axis < 0 ? axis + rest.length + 1 : axis;
  const shape = [...rest.slice(0, place), num, ...rest.slice(place)];
  const endpoint = truth(keywords.get('endpoint'), true);
  const retstep = truth(keywords.get('retstep'), false);
  return { start, stop, num, endpoint, retstep, axis: place, working, dtype, shape };
}

/** numpy.linspace in the working dtype, the samples along the first axis; and the step. */
function samplesOf({ start, stop, num, endpoint, working }: Spacing): { samples: NdArray; step: NdArray } {
  const intervals = endpoint ? num - 1 : num;
  const delta = applyUfunc('subtract', stop, start);
  const column = [num, ...delta.shape.map(() => 1)];
  const counted = new NdArray(native.ramp(working, 0, 1, num), working, [num]);
  const positions = new NdArray(native.reshapeView(counted.slot, column, 0), working, column);
  let step = new NdArray(native.fromNumber(Dtype.Float64, Number.NaN), Dtype.Float64, []);
  let samples: NdArray;
  if (intervals > 0) {
    const divisor = scalarArray(new PyFloat(intervals), working);
    step = applyUfunc('divide', delta, divisor);
    const isZero = applyUfunc('equal', step, scalarArray(0, working));
    samples =
      native.countTrue(isZero.slot) > 0
        ? applyUfunc('multiply', applyUfunc('divide', positions, divisor), delta)
        : applyUfunc('multiply', positions, step);
  } else {
    samples = applyUfunc('multiply', positions, delta);
  }
  applyInPlace('add', samples, start);
  if (endpoint && num > 1) {
    const strides = native.strides(samples.slot);
    const rest = samples.shape.slice(1);
    const last = native.stridedView(samples.slot, rest, strides.slice(1), (num - 1) * strides[0]!);
    native.assign(arrayOf(last, working, rest).slot, stop.slot, -1);
  }
  return { samples, step };
}

/** numpy.linspace from one number to another, both included, in a dtype. The caller has made sure there is room. */
export function evenlySpaced(start: PyValue, stop: PyValue, num: number, dtype?: Dtype): NdArray {
  const bound = { start, stop, num, kwargs: new Map() } as unknown as Bound;
  const plan = spacing('linspace', bound, []);
  return converted(samplesOf(plan).samples, dtype ?? plan.dtype);
}

function moved(samples: NdArray, axis: number): NdArray {
  if (axis === 0) return samples;
  const axes = [...samples.shape.keys()].slice(1);
  axes.splice(axis, 0, 0);
  return arrayOf(
    native.transpose(samples.slot, axes),
    samples.dtype,
    axes.map((source) => samples.shape[source]!),
  );
}

/** Converts, integers downwards. */
const converted = (samples: NdArray, dtype: Dtype): NdArray =>
  dtype === samples.dtype ? samples : copyOf(isInteger(dtype) ? applyUfunc('floor', samples) : samples, dtype);

const notNumber = (text: string): ValueError => new ValueError(`could not convert string to a number: '${text}'`);

/** Early releases price by the `num` they are asked for, before anything is checked. */
const earlyPrice: MovePrice<Bound, Spacing> = {
  charged: 'first',
  flops: ({ num }) => {
    if (num === undefined) return 50;
    if (!(num instanceof PyFloat) && !isInt(num) && typeof num !== 'boolean') {
      throw new PyTypeError(`'${typeName(num)}' is no number of samples`);
    }
    return Math.max(toInt(num), 1);
  },
};

const SPACE_KEYWORDS = ['endpoint', 'retstep', 'dtype', 'axis', 'device'];

const linspace = moveOp<Bound, Spacing>({
  name: 'linspace',
  params: 'start, stop, num=, **kwargs',
  prepare: (args) => args,
  infer: (args) => spacing('linspace', args, SPACE_KEYWORDS),
  price: {
    '0.4.1': {
      ...earlyPrice,
      flops: (args, plan) => {
        if (typeof args['num'] === 'string') throw notNumber(args['num']);
        return earlyPrice.flops!(args, plan);
      },
    },
    '0.12.4': {
      charged: 'last',
      flops: (_, { shape }) => 2n * countElements(shape),
      dtypes: (_, { dtype }) => [dtype],
    },
  },
  run: (_, plan, ctx): OpResult => {
    requireRoomFor(plan.shape, plan.working, ctx);
    const { samples, step } = samplesOf(plan);
    const result = converted(moved(samples, plan.axis), plan.dtype);
    if (!plan.retstep) return result;
    return new ResultTuple([result, step.ndim === 0 ? scalarOf(step) : step]);
  },
});

interface PoweredSpacing extends Spacing {
  readonly base: NdArray;
}

const LOG_KEYWORDS = ['endpoint', 'base', 'dtype', 'axis'];

const logspace = moveOp<Bound, PoweredSpacing>({
  name: 'logspace',
  params: 'start, stop, num=, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const plan = spacing('logspace', args, LOG_KEYWORDS);
    const base = extraKeywords(args).get('base') ?? new PyFloat(10);
    if (base instanceof NdArray && base.ndim > 0) throw new ValueError('logspace: the base must be a number');
    return { ...plan, base: base instanceof NdArray ? base : scalarArray(base, plan.working) };
  },
  price: {
    '0.4.1': earlyPrice,
    '0.12.4': { charged: 'last', flops: (_, { shape }) => countElements(shape), dtypes: (_, { dtype }) => [dtype] },
  },
  run: (_, plan, ctx) => {
    requireRoomFor(plan.shape, plan.working, ctx);
    const { samples } = samplesOf(plan);
    return copyOf(applyUfunc('power', plan.base, moved(samples, plan.axis)), plan.dtype);
  },
});

const GEOM_KEYWORDS = ['endpoint', 'dtype', 'axis'];

const geomspace = moveOp<Bound, Spacing>({
  name: 'geomspace',
  params: 'start, stop, num=, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const { num, ...ends } = args;
    const text = typeof num === 'string' ? notNumber(num) : undefined;
    if (text !== undefined && [args['start']!, args['stop']!].some((end) => describe(end).foreign !== undefined))
      throw text;
    // The ends are looked at before their number.
    spacing('geomspace', ends as Bound, GEOM_KEYWORDS);
    const [start, stop] = [operand('geomspace', args['start']), operand('geomspace', args['stop'])];
    for (const end of [start, stop]) {
      const isZero = applyUfunc('equal', end, scalarArray(0, end.dtype));
      if (native.countTrue(isZero.slot) > 0) throw new ValueError('Geometric sequence cannot include zero');
    }
    if (text !== undefined) throw text;
    const natural = spacing('geomspace', args, GEOM_KEYWORDS);
    // Python's numbers count as arrays, and where no dtype is asked for the result is no narrower than float64.
    const isChosen = (extraKeywords(args).get('dtype') ?? null) !== null;
    const chosen = isChosen ? natural.dtype : Dtype.Float64;
    const working = promoteWeak([start.dtype, stop.dtype].reduce(promoteTypes, chosen), 'float');
    const dtype = isChosen ? natural.dtype : working;
    return { ...natural, working, dtype, start: asType(start, working), stop: asType(stop, working) };
  },
  price: {
    '0.4.1': earlyPrice,
    '0.12.4': { charged: 'last', flops: (_, { shape }) => countElements(shape), dtypes: (_, { dtype }) => [dtype] },
  },
  run: (_, plan, ctx) => {
    requireRoomFor(plan.shape, plan.working, ctx);
    return copyOf(moved(geometric(plan), plan.axis), plan.dtype);
  },
});

/** Powers of ten between the ends, turned so that the sequence starts on the positive real axis. */
function geometric(plan: Spacing): NdArray {
  const { start, stop, num, endpoint, working } = plan;
  const sign = applyUfunc('sign', start);
  const [from, to] = [applyUfunc('divide', start, sign), applyUfunc('divide', stop, sign)];
  const exponents = samplesOf({ ...plan, start: applyUfunc('log10', from), stop: applyUfunc('log10', to) }).samples;
  const result = applyUfunc('power', scalarArray(new PyFloat(10), working), exponents);
  const put = (position: number, value: NdArray): void => {
    const strides = native.strides(result.slot);
    const rest = result.shape.slice(1);
    const row = native.stridedView(result.slot, rest, strides.slice(1), position * strides[0]!);
    native.assign(arrayOf(row, working, rest).slot, value.slot, -1);
  };
  if (num > 0) {
    put(0, from);
    if (num > 1 && endpoint) put(num - 1, to);
  }
  return applyUfunc('multiply', result, sign);
}

export const RAMPS: readonly OpDefinition[] = [arange, linspace, logspace, geomspace];
