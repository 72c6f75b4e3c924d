/** convolve and correlate: inner products of one vector with another sliding over it. */
import { native } from '../../addon/native.js';
import { Overlap } from '../../addon/statistics.js';
import { type Dtype, isComplex } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpDefinition } from '../define.js';
import { arrayOf, copyOf, operand, reshaped, sliced } from '../structure/common.js';
import { requireOneAxis } from './bincount.js';

interface SlidingCall {
  readonly a: NdArray;
  readonly v: NdArray;
  readonly mode: PyValue;
}

const MODES: Readonly<Record<string, Overlap>> = { valid: Overlap.Valid, same: Overlap.Same, full: Overlap.Full };

/** The mode by its name or number. ValueError or TypeError for anything else. */
function overlapOf(mode: PyValue): Overlap {
  if (typeof mode === 'string') {
    if (Object.hasOwn(MODES, mode)) return MODES[mode]!;
    throw new ValueError(`mode must be one of 'valid', 'same', or 'full' (got '${mode}')`);
  }
  if (!isInt(mode)) throw new PyTypeError(`convolve/correlate mode not understood: '${typeName(mode)}'`);
  if (mode < 0 || mode > 2) throw new ValueError(`integer convolve/correlate mode must be 0, 1, or 2 (got ${mode})`);
  return Number(mode) as Overlap;
}

/** What the price takes the mode for: by its first letter, `full` where it is none. */
function pricedOverlap(mode: PyValue): Overlap | 'unknown' {
  if (isInt(mode) || typeof mode === 'boolean') {
    const code = Number(mode);
    return code === 0 || code === 1 || code === 2 ? code : 'unknown';
  }
  const letter = typeof mode === 'string' ? mode.slice(0, 1).toLowerCase() : '';
  return letter === 'f' ? Overlap.Full : letter === 'v' ? Overlap.Valid : letter === 's' ? Overlap.Same : 'unknown';
}

const atLeast1 = (flops: bigint): bigint => (flops > 1n ? flops : 1n);

/** k(k + 1)/2, rounded down as Python does. */
const triangle = (k: bigint): bigint => (k * (k + 1n)) / 2n;

/** Multiplications and additions of all inner products that reach into the data. */
function slidingFlops(n: bigint, m: bigint, overlap: Overlap | 'unknown'): bigint {
  const [least, most] = n < m ? [n, m] : [m, n];
  if (overlap === Overlap.Valid) return atLeast1((2n * least - 1n) * (most - least + 1n));
  if (overlap !== Overlap.Same) return atLeast1(2n * n * m - n - m + 1n);
  const left = least / 2n;
  const right = least - left - 1n;
  const partial = left * least - triangle(left) + right * least - triangle(right);
  return atLeast1(2n * (least * (most - least + 1n) + partial) - most);
}

const earlyFlops = ({ a, v }: SlidingCall): bigint => {
  const [n, m] = [BigInt(a.size), BigInt(v.size)];
  return atLeast1(2n * n * m - n - m);
};

function presentFlops(slidingCall: SlidingCall, isConvolution: boolean): bigint {
  const { a, v, mode } = slidingCall;
  const overlap = pricedOverlap(mode);
  if (isConvolution && overlap === Overlap.Full) return earlyFlops(slidingCall);
  return slidingFlops(BigInt(a.size), BigInt(v.size), overlap);
}

const reversed = (a: NdArray): NdArray => sliced(a, 0, Math.max(a.shape[0]! - 1, 0), a.shape[0]!, -1);

function slide(a: NdArray, v: NdArray, overlap: Overlap): NdArray {
  const dtype: Dtype = promoteTypes(a.dtype, v.dtype);
  const slot = native.slidingProduct(asType(a, dtype).slot, asType(v, dtype).slot, overlap);
  const inside = a.size - v.size + 1;
  const extra = overlap === Overlap.Full ? 2 * (v.size - 1) : overlap === Overlap.Same ? v.size - 1 : 0;
  return arrayOf(slot, dtype, [inside + extra]);
}

function convolve({ a: x, v: y, mode }: SlidingCall): NdArray {
  let [a, v] = [x, y].map((part) => (part.ndim === 0 ? reshaped(part, [1]) : part)) as [NdArray, NdArray];
  if (v.shape[0]! > a.shape[0]!) [a, v] = [v, a];
  if (a.shape[0] === 0) throw new ValueError('convolve: a cannot be empty');
  if (v.shape[0] === 0) throw new ValueError('convolve: v cannot be empty');
  const overlap = overlapOf(mode);
  for (const part of [a, v]) requireOneAxis(part.shape);
  return slide(a, reversed(v), overlap);
}

function correlate({ a, v, mode }: SlidingCall): NdArray {
  const overlap = overlapOf(mode);
  for (const part of [a, v]) requireOneAxis(part.shape);
  if (a.size === 0) throw new ValueError('correlate: first array argument cannot be empty');
  if (v.size === 0) throw new ValueError('correlate: second array argument cannot be empty');
  const window = isComplex(v.dtype) ? applyUfunc('conjugate', v) : v;
  // The longer vector is the one slid over; seen from the other one, results come in reverse.
  return a.size < v.size ? copyOf(reversed(slide(window, a, overlap))) : slide(a, window, overlap);
}

interface SlidingSpec {
  readonly name: string;
  readonly mode: string;
  readonly run: (slidingCall: SlidingCall) => NdArray;
}

const slidingOp = ({ name, mode, run }: SlidingSpec): OpDefinition =>
  defineOp<SlidingCall>({
    name,
    params: 'a, v, mode=',
    check: (args) => ({
      a: operand(name, args['a']),
      v: operand(name, args['v']),
      mode: args['mode'] === undefined ? mode : args['mode'],
    }),
    price: byRelease<(slidingCall: SlidingCall) => Charge>({
      '0.4.1': (slidingCall) => ({ op: name, flops: earlyFlops(slidingCall) }),
      '0.12.4': (slidingCall) => ({
        op: name,
        flops: presentFlops(slidingCall, name === 'convolve'),
        dtypes: [slidingCall.a.dtype, slidingCall.v.dtype],
      }),
    }),
    run,
  });

export const SLIDING: readonly OpDefinition[] = [
  slidingOp({ name: 'convolve', mode: 'full', run: convolve }),
  slidingOp({ name: 'correlate', mode: 'valid', run: correlate }),
];
