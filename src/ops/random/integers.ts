/** Uniform integers: randint, integers, random_integers, tomaxint, and random bytes. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { asArray } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype, parseDtype } from '../../array/parse-dtype.js';
import { broadcastShapes } from '../../array/shape.js';
import { OverflowError, PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { NumpyScalar } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, copyOf, toInt } from '../structure/common.js';
import { doublesOf, pythonScalar, sizeProduct, sizeShape, truncated } from './parameters.js';
import { type Draw, elements, type Sampler } from './sampler.js';

/** The dtypes that integers are drawn of. */
const DRAWN: ReadonlySet<Dtype> = new Set([
  D.Bool,
  D.Int8,
  D.Uint8,
  D.Int16,
  D.Uint16,
  D.Int32,
  D.Uint32,
  D.Int64,
  D.Uint64,
]);

function integerDtype(name: string, value: PyValue | undefined): Dtype {
  if (value === undefined) return D.Int64;
  const dtype = value === null ? D.Float64 : parseAnyDtype(value);
  if (dtype instanceof ForeignDtype && /^>[iu][248]$/.test(dtype.name)) {
    if (name === 'integers') throw new ValueError(`integers draws in this machine's order of bytes, not ${dtype.name}`);
    return parseDtype(dtype.name.slice(1));
  }
  if (typeof dtype === 'number' && DRAWN.has(dtype)) return dtype;
  throw new PyTypeError(`${name} draws integers, not ${typeof dtype === 'number' ? dtypeName(dtype) : dtype.name}`);
}

const outOfBounds = (): ValueError => new ValueError('a bound is out of bounds for the dtype');

/** A Python integer as an array without dimensions. ValueError for one that fits no 64 bits. */
function wholeScalar(value: bigint): NdArray {
  const dtype = value === BigInt.asIntN(64, value) ? D.Int64 : D.Uint64;
  if (dtype === D.Uint64 && value !== BigInt.asUintN(64, value)) throw outOfBounds();
  return arrayOf(native.fromNumber(dtype, value), dtype, []);
}

/** Floats cut off to integers, in int64 or uint64. */
function truncatedFloats(array: NdArray): NdArray {
  let [least, greatest] = [0, 0];
  for (const value of doublesOf(array)) {
    if (!Number.isFinite(value)) truncated(new PyFloat(value)); // refuses it by its class
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const isSigned = greatest < 2 ** 63;
  if (isSigned ? least < -(2 ** 63) : least <= -1 || greatest >= 2 ** 64) throw outOfBounds();
  return asArray(array, isSigned ? D.Int64 : D.Uint64);
}

/** A bound as int64 or uint64: less one when it is `excluded`, where that can be said before it is put into 64 bits. */
function limitOf(value: PyValue, excluded: boolean): { readonly array: NdArray; readonly excluded: boolean } {
  if (typeof value === 'string') throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
  if (!(value instanceof NdArray) && !Array.isArray(value)) {
    return { array: wholeScalar(truncated(value) - (excluded ? 1n : 0n)), excluded: false };
  }
  const array = asArray(value);
  if (isComplex(array.dtype)) throw new PyTypeError(`int() argument must be a real number, not '${typeName(value)}'`);
  if (isInexact(array.dtype)) return { array: truncatedFloats(asArray(array, D.Float64)), excluded };
  return { array: array.dtype === D.Uint64 ? array : asArray(array, D.Int64), excluded };
}

/** Bounds as 64-bit patterns, broadcast together by the addon. */
function bits(limit: NdArray, excluded = false): NdArray {
  const pattern = asArray(limit, D.Uint64);
  return excluded ? applyUfunc('subtract', pattern, arrayOf(native.fromNumber(D.Uint64, 1n), D.Uint64, [])) : pattern;
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
  const { array: low } = limitOf(lowest, false);
  const { array: high, excluded } = limitOf(highest, !closed);
  if (!native.boundsHold(low.slot, high.slot, !excluded, dtype)) {
    throw new ValueError(`low >= high, or a bound is out of bounds for ${dtypeName(dtype)}`);
  }
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
        ? [firstBits(bits(low), common, shape), firstBits(bits(high, excluded), common, shape)]
        : [bits(low), bits(high, excluded)];
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
function firstBits(limit: NdArray, common: Shape, size: Shape): NdArray {
  const wide = broadcastShapes(common, size);
  const spread = arrayOf(native.broadcastTo(limit.slot, wide), D.Uint64, wide);
  const packed = copyOf(spread, D.Uint64, Order.C);
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

/** Up to this many bytes of memory are kept for the next string of bytes. */
const MOST_KEPT = 1 << 22;
let kept = new Uint8Array(0);

/** Memory with unspecified contents, until the next call: a result is in its reply by then. */
function roomFor(bytes: number): Uint8Array {
  if (kept.length >= bytes) return kept.subarray(0, bytes);
  const room = new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
  if (bytes <= MOST_KEPT) kept = room;
  return room;
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
        const data = roomFor(4 * words);
        native.writeBytes(drawn.slot, data, 0);
        return data.subarray(0, Number(length)); // as Python slices: from the end for a negative length
      },
    };
  },
};
