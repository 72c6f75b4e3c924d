/** Uniform integers: randint, integers, random_integers, tomaxint, and random bytes. */
import { native } from '../../addon/native.js';
import { asArray } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype, parseDtype } from '../../array/parse-dtype.js';
import { broadcastShapes } from '../../array/shape.js';
import { OverflowError, PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { NumpyScalar } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, toInt } from '../structure/common.js';
import { doublesOf, pythonScalar, sizeProduct, sizeShape, truncated } from './parameters.js';
import { type Draw, elements, type Sampler } from './sampler.js';
import { integersOf } from './seed-sequence.js';

const BOUNDS: Readonly<Partial<Record<Dtype, readonly [bigint, bigint]>>> = {
  [D.Bool]: [0n, 1n],
  [D.Int8]: [-(2n ** 7n), 2n ** 7n - 1n],
  [D.Uint8]: [0n, 2n ** 8n - 1n],
  [D.Int16]: [-(2n ** 15n), 2n ** 15n - 1n],
  [D.Uint16]: [0n, 2n ** 16n - 1n],
  [D.Int32]: [-(2n ** 31n), 2n ** 31n - 1n],
  [D.Uint32]: [0n, 2n ** 32n - 1n],
  [D.Int64]: [-(2n ** 63n), 2n ** 63n - 1n],
  [D.Uint64]: [0n, 2n ** 64n - 1n],
};

function integerDtype(name: string, value: PyValue | undefined): Dtype {
  if (value === undefined) return D.Int64;
  const dtype = value === null ? D.Float64 : parseAnyDtype(value);
  if (dtype instanceof ForeignDtype && /^>[iu][248]$/.test(dtype.name)) {
    if (name === 'integers') throw new ValueError(`integers draws in this machine's order of bytes, not ${dtype.name}`);
    return parseDtype(dtype.name.slice(1));
  }
  if (typeof dtype === 'number' && BOUNDS[dtype] !== undefined) return dtype;
  throw new PyTypeError(`${name} draws integers, not ${typeof dtype === 'number' ? dtypeName(dtype) : dtype.name}`);
}

/** A bound as Python integers, one or one for each element. */
interface Limit {
  readonly shape: Shape;
  readonly values: readonly bigint[];
}

function limitOf(value: PyValue): Limit {
  if (typeof value === 'string') throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
  if (!(value instanceof NdArray) && !Array.isArray(value)) return { shape: [], values: [truncated(value)] };
  const array = asArray(value);
  if (isComplex(array.dtype)) throw new PyTypeError(`int() argument must be a real number, not '${typeName(value)}'`);
  if (!isInexact(array.dtype)) return { shape: array.shape, values: integersOf(array) };
  const wide = asArray(array, D.Float64);
  return { shape: array.shape, values: Array.from(doublesOf(wide), (item) => truncated(new PyFloat(item))) };
}

/** Bounds as 64-bit patterns, broadcast together by the addon. */
function bits({ shape, values }: Limit): NdArray {
  const data = BigUint64Array.from(values, (value) => BigInt.asUintN(64, value));
  return arrayOf(native.fromBytes(new Uint8Array(data.buffer), D.Uint64, shape), D.Uint64, shape);
}

function requireBounds(low: Limit, high: Limit, dtype: Dtype): void {
  const [least, greatest] = BOUNDS[dtype]!;
  if (low.values.some((value) => value < least)) throw new ValueError(`low is out of bounds for ${dtypeName(dtype)}`);
  if (high.values.some((value) => value > greatest)) {
    throw new ValueError(`high is out of bounds for ${dtypeName(dtype)}`);
  }
  const shape = broadcastShapes(low.shape, high.shape);
  const wide = (limit: Limit): readonly bigint[] =>
    limit.values.length === 1 ? limit.values : broadcastValues(limit, shape);
  const [lows, highs] = [wide(low), wide(high)];
  const count = Math.max(lows.length, highs.length);
  for (let i = 0; i < count; i++) {
    if (lows[lows.length === 1 ? 0 : i]! > highs[highs.length === 1 ? 0 : i]!) throw new ValueError('low >= high');
  }
}

/** Values of a limit repeated to a shape, in C order. */
function broadcastValues({ shape, values }: Limit, target: Shape): bigint[] {
  const positions = arrayOf(native.ramp(D.Int64, 0n, 1n, values.length), D.Int64, [values.length]);
  const arranged = arrayOf(native.reshapeView(positions.slot, shape, 0), D.Int64, shape);
  const wide = arrayOf(native.broadcastTo(arranged.slot, target), D.Int64, target);
  return integersOf(wide).map((at) => values[Number(at)]!);
}

/** randint of RandomState, integers of Generator. */
export function bounded(name: 'randint' | 'integers'): Sampler {
  const params = name === 'randint' ? 'low, high=, size=, dtype=' : 'low, high=, size=, dtype=, endpoint=';
  return {
    name,
    params,
    prepare(args: Bound): Draw {
      const dtype = integerDtype(name, args.dtype);
      const closed = name === 'integers' && truth(args.endpoint);
      const one = args.high === undefined || args.high === null;
      return boundedDraw(
        one ? 0 : args.low!,
        one ? args.low! : args.high!,
        args.size,
        dtype,
        closed,
        args.dtype === undefined,
      );
    },
  };
}

/** Python's truth value of a flag. */
export function truth(value: PyValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof NdArray && value.size === 1) return Number(native.readItem(value.slot)) !== 0;
  if (value instanceof NdArray || Array.isArray(value)) return (value as { length?: number }).length !== 0;
  return value !== 0 && value !== 0n && value !== false;
}

function boundedDraw(
  lowest: PyValue,
  highest: PyValue,
  sizeGiven: PyValue | undefined,
  dtype: Dtype,
  closed: boolean,
  asPython: boolean,
): Draw {
  const isGiven = sizeGiven !== undefined && sizeGiven !== null;
  if (isGiven && sizeProduct(sizeGiven) === 0n) {
    const shape = sizeShape(sizeGiven)!;
    return {
      flops: 1,
      dtypes: [dtype],
      run: () => arrayOf(native.empty(dtype, shape), dtype, shape),
    };
  }
  const low = limitOf(lowest);
  const top = limitOf(highest);
  const high: Limit = closed ? top : { shape: top.shape, values: top.values.map((value) => value - 1n) };
  requireBounds(low, high, dtype);
  const common = broadcastShapes(low.shape, high.shape);
  const size = sizeShape(sizeGiven);
  if (size !== null) broadcastShapes(common, size);
  const shape = size ?? common;
  const isNarrow = size !== null && !fits(common, size);
  const isScalar = size === null && low.shape.length === 0 && high.shape.length === 0;
  return {
    flops: elements(shape),
    dtypes: [dtype],
    result: [shape, dtype],
    run(state) {
      const [least, greatest] = isNarrow
        ? [firstBits(low, common, shape), firstBits(high, common, shape)]
        : [bits(low), bits(high)];
      const slot = native.drawIntegers(state, dtype, shape, least.slot, greatest.slot);
      const array = arrayOf(slot, dtype, shape);
      if (!isScalar) return array;
      return asPython ? pythonScalar(array) : numpyScalar(array);
    },
  };
}

/** Whether a shape broadcasts to another. */
const fits = (common: Shape, size: Shape): boolean =>
  common.length <= size.length && common.every((n, k) => n === 1 || n === size[size.length - common.length + k]);

/**
 * Bounds that do not fit the size but broadcast with it: NumPy takes as many of them, from the first, as there are
 * elements to draw.
 */
function firstBits(limit: Limit, common: Shape, size: Shape): NdArray {
  const wide = broadcastShapes(common, size);
  const packed = arrayOf(native.copy(native.broadcastTo(bits(limit).slot, wide), D.Uint64, 0), D.Uint64, wide);
  return arrayOf(native.stridedView(packed.slot, size, rowStrides(size), 0), D.Uint64, size);
}

/** Strides in bytes of 64-bit elements in C order. */
const rowStrides = (shape: Shape): number[] =>
  shape.map((_, k) => 8 * shape.slice(k + 1).reduce((product, extent) => product * extent, 1));

const numpyScalar = (array: NdArray): NumpyScalar =>
  new NumpyScalar(native.readItem(array.slot) as number | bigint | boolean, array.dtype);

/** random_integers: both bounds are drawn, from 1 if there is one. */
export const randomIntegers: Sampler = {
  name: 'random_integers',
  params: 'low, high=, size=',
  prepare(args) {
    const one = args.high === undefined || args.high === null;
    const high = one ? args.low! : args.high!;
    return boundedDraw(one ? 1 : args.low!, BigInt(toInt(high)) + 1n, args.size, D.Int64, false, false);
  },
};

/** tomaxint: integers from 0 to the greatest int64. */
export const toMaxInt: Sampler = {
  name: 'tomaxint',
  params: 'size=',
  prepare(args) {
    const size = sizeShape(args.size);
    return {
      flops: elements(size ?? []),
      dtypes: [D.Int64],
      result: [size ?? [], D.Int64],
      run(state) {
        const array = arrayOf(native.draw(state, 'tomaxint', size ?? [], []), D.Int64, size ?? []);
        return size === null ? pythonScalar(array) : array;
      },
    };
  },
};

/** The length of random bytes as int() reads it. */
export function truncatedLength(length: PyValue): bigint {
  return typeof length === 'string' ? BigInt(toInt(length)) : truncated(length);
}

/** bytes: a string of bytes, drawn as 32-bit words. */
export const randomBytes: Sampler = {
  name: 'bytes',
  params: 'length',
  prepare(args) {
    const length = truncated(args.length!);
    if (length !== BigInt.asIntN(64, length)) throw new OverflowError('Python int too large to convert to C ssize_t');
    const words = Math.trunc((Number(length) - 1) / 4) + 1; // as C divides
    if (words < 0) throw new ValueError('negative dimensions are not allowed');
    return {
      flops: Math.max(Number(length), 1),
      dtypes: [],
      result: [[words], D.Uint32],
      run(state) {
        const zero = arrayOf(native.fromNumber(D.Uint64, 0n), D.Uint64, []);
        const greatest = arrayOf(native.fromNumber(D.Uint64, 0xffffffffn), D.Uint64, []);
        const drawn = arrayOf(native.drawIntegers(state, D.Uint32, [words], zero.slot, greatest.slot), D.Uint32, [
          words,
        ]);
        const data = new Uint8Array(4 * words);
        native.writeBytes(drawn.slot, data, 0);
        return data.slice(0, Number(length));
      },
    };
  },
};
