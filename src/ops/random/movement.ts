/** permutation, shuffle and permuted: elements in random order. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { asArray, NonNumericError } from '../../array/convert.js';
import { Dtype as D, dtypeName } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { NdArray as Arrays } from '../../array/ndarray.js';
import { canCast } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import { AttributeError, AxisError, IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isWhole, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { byRelease } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, copyOf, reshaped } from '../structure/common.js';
import { type Draw, elements, type Sampler } from './sampler.js';

const isScalar = (x: PyValue): boolean =>
  x === null || typeof x === 'string' || x instanceof PyFloat || (x instanceof Arrays && x.ndim === 0);

/** 0 .. n-1 as int64. */
function range(n: number): NdArray {
  const count = Math.max(n, 0);
  return arrayOf(native.ramp(D.Int64, 0n, 1n, count), D.Int64, [count]);
}

/** A copy with the slices across `axis` in random order. */
function permuted(array: NdArray, axis: number, state: Uint8Array): NdArray {
  if (array.ndim === 1) {
    const copy = copyOf(array, array.dtype, Order.C);
    native.shuffle(state, copy.slot, 0, false);
    return copy;
  }
  const order = range(array.shape[axis]!);
  native.shuffle(state, order.slot, 0, false);
  return arrayOf(native.gather(array.slot, [axis], [order.slot], axis), array.dtype, array.shape);
}

/** What the reference counts of an argument that is to be permuted, or chosen from, along an axis. */
export function extentAlong(x: PyValue, axis: PyValue | undefined): number {
  if (isWhole(x)) return Math.max(Number(x), 1);
  const array = asArray(x);
  if (axis === null) return elements(array.shape);
  if (array.ndim === 0) return Math.max(Number(native.readItem(array.slot)), 1);
  return Math.max(array.shape[normalizeAxis(axis === undefined ? 0 : toIndex(axis), array.ndim)]!, 1);
}

export const permutation = (withAxis: boolean): Sampler => ({
  name: 'permutation',
  params: withAxis ? 'x, axis=' : 'x',
  moves: true,
  prepare(args): Draw {
    const x = args.x!;
    if (isWhole(x)) {
      const n = Math.max(Number(x), 0);
      return {
        flops: Math.max(Number(x), 1),
        dtypes: [],
        result: [[n], D.Int64],
        run(state) {
          const order = range(n);
          native.shuffle(state, order.slot, 0, false);
          return order;
        },
      };
    }
    if (isScalar(x)) {
      if (withAxis && args.axis !== undefined) toIndex(args.axis);
      if (withAxis) throw new AxisError('axis 0 is out of bounds for array of dimension 0');
      throw new IndexError('x must be an integer or at least 1-dimensional');
    }
    const array = asArray(x);
    const axis = normalizeAxis(args.axis === undefined ? 0 : toIndex(args.axis), array.ndim);
    return {
      flops: extentAlong(x, axis),
      dtypes: [],
      result: [array.shape, array.dtype],
      run: (state) => permuted(array, axis, state),
    };
  },
});

/** The price of `random.permutation`, which wants an array with a shape before anything else. */
export const permutationPrice = byRelease({
  '0.4.1': ({ x }: Bound): number => {
    if (isWhole(x)) return Math.max(Number(x), 1);
    if (!(x instanceof Arrays)) throw new AttributeError(`'${typeName(x)}' object has no attribute 'shape'`);
    return firstExtent(x);
  },
  '0.12.4': ({ x }: Bound): number =>
    isWhole(x) ? Math.max(Number(x), 1) : firstExtent(isScalar(x!) ? undefined : asArray(x!)),
});

function firstExtent(array: NdArray | undefined): number {
  if (array === undefined || array.ndim === 0) throw new IndexError('tuple index out of range');
  return Math.max(array.shape[0]!, 1);
}

function lengthOf(x: PyValue): number {
  if (x instanceof Arrays) return firstExtent(x);
  if (typeof x === 'string' || x instanceof Uint8Array) return x.length;
  if (!Array.isArray(x)) throw new PyTypeError(`object of type '${typeName(x)}' has no len()`);
  return x.length;
}

export const shufflePrice = byRelease({
  '0.4.1': ({ x }: Bound): number => Math.max(lengthOf(x!), 1),
  '0.12.4': ({ x }: Bound): number => {
    if (Array.isArray(x) && x.some((item) => typeof item === 'string')) {
      throw new UnsupportedDtypeError("random.shuffle: dtype 'str' is not numeric");
    }
    return Math.max(lengthOf(x!), 1);
  },
});

/** What shuffling an array handle does: its slices change places, and no symmetry is left. */
function shuffleArray(x: NdArray, state: Uint8Array): null {
  if (!x.isWriteable) throw new ValueError('shuffle: array is read-only');
  native.shuffle(state, x.slot, 0, false);
  x.symmetry = null;
  return null;
}

/** Shuffles a value that stays with the client: only the state shows it. TypeError for text, as NumPy words it. */
function shuffleValue(x: PyValue, length: number, state: Uint8Array): null {
  if (!Array.isArray(x) && length > 1) {
    // NumPy finds out when it has drawn the first place to move an element to.
    const [low, high] = [0, length - 1].map((n) => arrayOf(native.fromNumber(D.Uint64, n), D.Uint64, []));
    arrayOf(native.drawIntegers(state, D.Int64, [], low!.slot, high!.slot), D.Int64, []);
    throw new PyTypeError(`'${typeName(x)}' object does not support item assignment`);
  }
  if (Array.isArray(x)) native.shuffle(state, range(length).slot, 0, false);
  return null;
}

/** random.shuffle. */
export const shuffle: Sampler = {
  name: 'shuffle',
  params: 'x',
  moves: true,
  writes: 'x',
  prepare({ x }): Draw {
    const length = lengthOf(x!);
    return {
      flops: Math.max(length, 1),
      dtypes: [],
      run: (state) => (x instanceof Arrays ? shuffleArray(x, state) : shuffleValue(x!, length, state)),
    };
  },
};

/** The price of shuffling text of one letter at most, of which nothing moves: the library reads it as an integer. */
function textPrice(x: string | Uint8Array): number {
  const text = typeof x === 'string' ? x : new TextDecoder().decode(x);
  if (!/^\d$/.test(text)) throw new ValueError(`invalid literal for int() with base 10: '${text}'`);
  return Math.max(Number(text), 1);
}

/** RandomState.shuffle, priced after NumPy has shuffled: what the price cannot be told of has moved the state. */
export const shuffleMethod: Sampler = {
  name: 'shuffle',
  params: 'x',
  moves: true,
  writes: 'x',
  prepare({ x }, _ctx, _place, state): Draw {
    if (x instanceof Arrays) {
      if (x.ndim === 0) throw new PyTypeError('len() of unsized object');
      return { flops: elements([x.shape[0]!]), dtypes: [], run: (own) => shuffleArray(x, own) };
    }
    const length = lengthOf(x!);
    const isText = typeof x === 'string' || x instanceof Uint8Array;
    if (isText && length > 1) shuffleValue(x, length, state);
    return {
      flops: isText ? textPrice(x) : listPrice(x!, length, state),
      dtypes: [],
      run: (own) => shuffleValue(x!, length, own),
    };
  },
};

/** Length of a list. Of a ragged one NumPy makes no array, which the library finds out when the state has moved. */
function listPrice(x: PyValue, length: number, state: Uint8Array): number {
  try {
    asArray(x);
  } catch (error) {
    if (!(error instanceof NonNumericError)) {
      shuffleValue(x, length, state);
      throw error;
    }
    // A list of Python objects can be counted.
    if (error.dtype !== 'object') throw new UnsupportedDtypeError(`shuffle: dtype '${error.dtype}' is not numeric`);
  }
  return Math.max(length, 1);
}

/** What the release counts of what is permuted: of a list, 0.4.1 counts the outermost items. */
const permutedCount = byRelease({
  '0.4.1': (given: PyValue, x: NdArray): number =>
    Array.isArray(given) ? Math.max(given.length, 1) : elements(x.shape),
  '0.12.4': (_: PyValue, x: NdArray): number => elements(x.shape),
});

/** permuted of Generator: every line along an axis by itself, or all elements. */
export const permutedLines: Sampler = {
  name: 'permuted',
  params: 'x, *, axis=, out=',
  moves: true,
  prepare(args, ctx): Draw {
    const isText = args.x === null || typeof args.x === 'string';
    const x = asArray(isText ? 0 : args.x!);
    const out = args.out === undefined || args.out === null ? undefined : args.out;
    if (out !== undefined) {
      if (!(out instanceof Arrays)) throw new PyTypeError('out must be a numpy array');
      if (out.ndim !== x.ndim || out.shape.some((extent, k) => extent !== x.shape[k])) {
        throw new ValueError(`out must have the same shape as x: ${shapeText(out.shape)} and ${shapeText(x.shape)}`);
      }
    }
    const axis = args.axis === undefined || args.axis === null ? undefined : normalizeAxis(toIndex(args.axis), x.ndim);
    if (x.ndim === 0) throw new PyTypeError('len() of unsized object');
    if (out !== undefined && !canCast(x.dtype, out.dtype, 'safe')) {
      throw new PyTypeError(`Cannot cast from ${dtypeName(x.dtype)} to ${dtypeName(out.dtype)} safely`);
    }
    return {
      flops: ctx.release.pick(permutedCount)(args.x!, x),
      dtypes: [],
      result: [x.shape, x.dtype],
      run(state) {
        const target = out ?? copyOf(x);
        if (out !== undefined) native.assign(out.slot, x.slot, -1);
        if (axis !== undefined) native.shuffle(state, target.slot, axis, true);
        else shuffleAll(target, state);
        target.symmetry = null;
        return target;
      },
    };
  },
};

/** Shuffles all elements of an array in place, in C order. */
function shuffleAll(array: NdArray, state: Uint8Array): void {
  if (array.ndim === 0) return;
  const order = (native.layout(array.slot) & 3) === 2 ? Order.F : Order.C;
  const inPlace = native.reshapeView(array.slot, [array.size], order);
  if (inPlace >= 0) {
    native.shuffle(state, arrayOf(inPlace, array.dtype, [array.size]).slot, 0, false);
    return;
  }
  const flat = reshaped(array, [array.size]);
  native.shuffle(state, flat.slot, 0, false);
  native.assign(array.slot, reshaped(flat, array.shape).slot, -1);
}
