/** One transform along one axis, with everything numpy.fft does around it: lengths, norms, dtypes and outputs. */
import { Transform } from '../../addon/fft.js';
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype, dtypeName, isComplex, itemsizeOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { canCast, promoteWeak } from '../../array/promote.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import { DTypePromotionError, MemoryError, PyTypeError, UFuncOutputCastingError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import type { OpContext } from '../define.js';
import { requireRoomFor, type ShapeOperand } from '../structure/common.js';
import { at, half, numberOf, type PyNum } from './numbers.js';

export type Norm = 'backward' | 'ortho' | 'forward';

/** An array under transformation. */
export interface Signal {
  readonly a: NdArray;
  /** Made on the way: nobody else sees it, so it may be overwritten. */
  readonly isOwn: boolean;
  /** Dtype of an operand that holds no numbers. */
  readonly foreign?: string | undefined;
}

export const signalOf = ({ a, foreign }: ShapeOperand): Signal => ({ a, isOwn: false, foreign });

export interface LineArguments {
  /** Length; nil for what the axis has. */
  readonly n: PyValue;
  readonly axis: PyValue;
  readonly norm: PyValue;
  readonly out: PyValue;
}

const OPPOSITE: Readonly<Record<Norm, Norm>> = { backward: 'forward', ortho: 'ortho', forward: 'backward' };

function normOf(value: PyValue): Norm {
  if (value === null || value === 'backward') return 'backward';
  if (value === 'ortho' || value === 'forward') return value;
  const shown = value instanceof PyFloat ? value.value : typeof value === 'object' ? typeName(value) : value;
  throw new ValueError(`Invalid norm value ${shown}; should be "backward", "ortho" or "forward"`);
}

/** The norm under which the opposite direction scales alike. TypeError for what Python cannot look up, ValueError. */
export function oppositeNorm(value: PyValue): Norm {
  if (typeof value === 'object' && value !== null && !(value instanceof PyFloat) && !(value instanceof Uint8Array))
    throw new PyTypeError(`norm must be a string, not ${typeName(value)}`);
  return OPPOSITE[normOf(value)];
}

/** Dtype of real results: the operand's own precision, float64 for integers. */
export function realDtype(dtype: Dtype): Dtype {
  if (dtype === Dtype.Complex64) return Dtype.Float32;
  return dtype === Dtype.Complex128 ? Dtype.Float64 : promoteWeak(dtype, 'float');
}

/** The number nearest to x that a float dtype has. */
function rounded(x: number, dtype: Dtype): number {
  if (dtype === Dtype.Float64) return x;
  if (dtype === Dtype.Float32) return Math.fround(x);
  return native.readItem(new NdArray(native.fromNumber(dtype, x), dtype, []).slot) as number;
}

/** What results are multiplied by, rounded as NumPy rounds it: to the precision of the operand. */
function factorFor(norm: Norm, n: number, dtype: Dtype): number {
  if (norm === 'backward') return 1;
  const length = rounded(n, dtype);
  return rounded(1 / (norm === 'ortho' ? rounded(Math.sqrt(length), dtype) : length), dtype);
}

/** From here on memory is refused for want of it rather than by the limit on results. */
const BEYOND_MEMORY = 2 ** 40;

/** ValueError for a result beyond the limit or beyond what an array can be, MemoryError for one in between. */
export function requireAllocatable(shape: Shape, dtype: Dtype, ctx: OpContext): void {
  const bytes = sizeOf(shape) * itemsizeOf(dtype);
  if (bytes >= BEYOND_MEMORY && bytes < 2 ** 63)
    throw new MemoryError(`Unable to allocate an array with shape ${shapeText(shape)} and dtype ${dtypeName(dtype)}`);
  requireRoomFor(shape, dtype, ctx);
}

/** The length as an extent of a new array; TypeError for a float or a bool, which are none. */
function requireExtent(extent: PyNum, given: PyValue, transform: Transform): number {
  if (typeof extent === 'number') throw new PyTypeError("'float' object cannot be interpreted as an integer");
  if (typeof given === 'boolean' && transform !== Transform.FromReal) throw new PyTypeError('an integer is required');
  return Number(extent);
}

const plusOne = (n: PyNum): PyNum => (typeof n === 'bigint' ? n + 1n : n + 1);

/** The array given as output, checked against what the transform makes. */
function outputFor(op: string, signal: Signal, axis: number, extent: PyNum, made: Dtype, out: PyValue): NdArray {
  const { a } = signal;
  if (!(out instanceof NdArray))
    throw new PyTypeError(`${op}: return arrays must be of ArrayType, not ${typeName(out)}`);
  if (!canCast(made, out.dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(
      `${op}: cannot cast the result from ${dtypeName(made)} to ${dtypeName(out.dtype)} with casting rule 'same_kind'`,
    );
  }
  for (const [k, wanted] of out.shape.entries()) {
    const has = a.shape[k]!;
    if (k !== axis && has !== wanted && has !== 1)
      throw new ValueError(
        `${op}: operands could not be broadcast together: ${shapeText(a.shape)} along axis ${axis} to ${extent} into ${shapeText(out.shape)}`,
      );
  }
  return out;
}

/**
 * Transforms along an axis. What is refused here has been paid for. ValueError (length below 1, unknown norm, output
 * of another shape), AxisError, TypeError (no length, real transform of complex data, output of another kind).
 */
export function transformLine(
  op: string,
  transform: Transform,
  signal: Signal,
  args: LineArguments,
  ctx: OpContext,
): Signal {
  const { a } = signal;
  const n = args.n === null ? defaultLength(a.shape, args.axis, transform) : numberOf(args.n);
  if (n < 1) throw new ValueError(`Invalid number of FFT data points (${n}) specified.`);
  const isForward = transform === Transform.Forward || transform === Transform.FromReal;
  const turned = isForward ? args.norm : oppositeNorm(args.norm);
  if (signal.foreign === 'str')
    throw new DTypePromotionError(`${op}: strings have no common dtype with floating-point numbers`);
  const real = realDtype(a.dtype);
  const factor = factorFor(normOf(turned), Number(n), real);
  const axis = normalizeAxis(toIndex(args.axis), a.ndim);
  const extent = transform === Transform.FromReal ? plusOne(half(n)) : n;
  const complex = promoteWeak(a.dtype, 'complex');
  const made = transform === Transform.ToReal ? real : complex;
  const shape = a.shape.map((size, k) => (k === axis ? Number(extent) : size));
  const { out } = args;
  if (out === null) requireExtent(extent, args.n, transform);
  else if (out instanceof NdArray && (out.ndim !== a.ndim || out.shape[axis] !== Number(extent)))
    throw new ValueError(`${op}: output array has wrong shape: ${shapeText(out.shape)} for ${shapeText(shape)}`);
  if (out === null && typeof n === 'bigint' && n >= 2n ** 63n)
    throw new ValueError('Maximum allowed dimension exceeded');
  requireAllocatable(shape, made, ctx);
  if (signal.foreign !== undefined || (transform === Transform.FromReal && isComplex(a.dtype)))
    throw new PyTypeError(`${op}: the transform is not defined for operands of this dtype`);
  const target = out === null ? null : outputFor(op, signal, axis, extent, made, out);
  // A wider output shows more of the result than its own dtype would: NumPy computes float16 and float32 in double.
  const isWide = target !== null && (target.dtype === Dtype.Float64 || target.dtype === Dtype.Complex128);
  const isSingle = complex === Dtype.Complex64 && !(isWide && a.dtype !== Dtype.Complex64);
  const slot = native.fftLine(a.slot, transform, axis, Number(n), factor, isSingle, signal.isOwn);
  const [narrow, wide] =
    transform === Transform.ToReal ? [Dtype.Float32, Dtype.Float64] : [Dtype.Complex64, Dtype.Complex128];
  const result = new NdArray(slot, isSingle ? narrow : wide, shape);
  if (target !== null) {
    native.assign(target.slot, result.slot, -1);
    return { a: target, isOwn: false };
  }
  if (result.dtype === made) return { a: result, isOwn: true };
  return { a: new NdArray(native.copy(slot, made, 3), made, shape), isOwn: true };
}

/** The length a transform has when none is given. IndexError, TypeError. */
export function defaultLength(shape: Shape, axis: PyValue, transform: Transform): bigint {
  const extent = at(shape, axis);
  return BigInt(transform === Transform.ToReal ? 2 * (extent - 1) : extent);
}

/** The complex conjugate; real numbers are left as they are. */
export const conjugated = (signal: Signal): Signal =>
  isComplex(signal.a.dtype) ? { a: applyUfunc('conjugate', signal.a), isOwn: true } : signal;
