/** Sample frequencies (fftfreq, rfftfreq) and the shift of frequency 0 to the middle (fftshift, ifftshift). */
import { native } from '../../addon/native.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { refuseText } from '../contraction/operand.js';
import { byRelease, defineOp, type OpContext, type OpDefinition } from '../define.js';
import { arrayOf, operand, sliced, toInt } from '../structure/common.js';
import { requireAllocatable } from './line.js';
import { at, itemsOf, numberOf, times, truncated } from './numbers.js';

interface FrequencyCall {
  readonly n: PyValue;
  readonly d: PyValue;
  readonly device: PyValue;
  /** Frequencies to be paid for; nil where they are free. */
  readonly flops: bigint | null;
}

/** int(n) of whatever was given. */
function countOf(n: PyValue): bigint {
  if (n instanceof NdArray) {
    if (n.ndim > 0) throw new PyTypeError('only 0-dimensional arrays can be converted to Python scalars');
    const item = native.readItem(n.slot);
    if (Array.isArray(item)) throw new PyTypeError("int() argument must be a real number, not 'complex'");
    return typeof item === 'number' ? truncated(item) : BigInt(item as bigint | boolean);
  }
  if (isInt(n) || typeof n === 'boolean' || n instanceof PyFloat) return truncated(numberOf(n));
  if (typeof n === 'string' && /^\s*[-+]?\d+\s*$/.test(n)) return BigInt(n.trim().replace(/^\+/, ''));
  return BigInt(toInt(n));
}

/** 1 / (n d). TypeError, ZeroDivisionError. */
function spacing(n: bigint, d: PyValue): number {
  if (d === null || typeof d === 'string' || (typeof d === 'object' && !(d instanceof PyFloat)))
    throw new PyTypeError(`the sample spacing must be a number, not '${typeName(d)}'`);
  const length = Number(times(n, numberOf(d)));
  if (length === 0) throw new ZeroDivisionError('float division by zero');
  return 1 / length;
}

/** Integers from `first` on. */
const countUp = (first: number, count: number): NdArray =>
  arrayOf(native.ramp(Dtype.Int64, BigInt(first), 1n, count), Dtype.Int64, [count]);

interface FrequencySpec {
  readonly name: string;
  /** Number of frequencies for n samples. */
  readonly count: (n: bigint) => bigint;
  /** Frequencies in units of the spacing. */
  readonly steps: (n: number, count: number) => NdArray;
  /** The size is that of an array made for it, which a bool or a negative number is not. */
  readonly needsSize: boolean;
}

function frequencyOp({ name, count, steps, needsSize }: FrequencySpec): OpDefinition {
  const op = `fft.${name}`;
  const isPaid = byRelease({ '0.4.1': false, '0.12.4': true });
  const check = (args: Readonly<Record<string, PyValue | undefined>>, ctx: OpContext): FrequencyCall => {
    const paid = ctx.release.pick(isPaid);
    if (paid) refuseText(op, Object.values(args));
    const n = args['n']!;
    const given = args['d'];
    const frequencies = paid ? count(countOf(n)) : null;
    const flops = frequencies !== null && frequencies < 1n ? 1n : frequencies;
    return { n, d: given === undefined ? new PyFloat(1) : given, device: args['device'] ?? null, flops };
  };
  return defineOp<FrequencyCall>({
    name: op,
    params: 'n, d=, device=',
    check,
    price: ({ flops }) => (flops === null ? null : { op, flops, dtypes: [Dtype.Float64] }),
    run: ({ n, d, device, flops }, ctx) => {
      if (!isInt(n) && typeof n !== 'boolean') throw new ValueError(`n should be an integer, not '${typeName(n)}'`);
      const samples = BigInt(n);
      const by = spacing(samples, d);
      if (device !== null && device !== 'cpu')
        throw new ValueError(
          `${op}: the only device is "cpu", not ${String(device instanceof PyFloat ? device.value : device)}`,
        );
      if (needsSize && typeof n === 'boolean') throw new PyTypeError('expected an integer for the size, got a bool');
      if (needsSize && samples < 0n) throw new ValueError('negative dimensions are not allowed');
      const size = Number(count(samples));
      const length = Math.max(size, 0);
      requireAllocatable([length], Dtype.Float64, ctx);
      const factor = arrayOf(native.fromNumber(Dtype.Float64, by), Dtype.Float64, []);
      const result = applyUfunc('multiply', steps(Number(samples), length), factor);
      result.isPlain = flops === null;
      return result;
    },
  });
}

const fftfreq = frequencyOp({
  name: 'fftfreq',
  count: (n) => n,
  needsSize: true,
  steps: (n) => {
    const positive = Math.floor((n + 1) / 2);
    const all = arrayOf(native.empty(Dtype.Int64, [n]), Dtype.Int64, [n]);
    native.assign(sliced(all, 0, 0, positive).slot, countUp(0, positive).slot, -1);
    native.assign(sliced(all, 0, positive, n - positive).slot, countUp(-Math.floor(n / 2), n - positive).slot, -1);
    return all;
  },
});

const rfftfreq = frequencyOp({
  name: 'rfftfreq',
  count: (n) => (n >> 1n) + 1n,
  needsSize: false,
  steps: (_, count) => countUp(0, count),
});

/** Copies with each axis from `axis` on moved by its shift: in blocks, each element once. */
function copyShifted(target: NdArray, source: NdArray, shifts: readonly number[], axis: number): void {
  if (axis === shifts.length) {
    native.assign(target.slot, source.slot, -1);
    return;
  }
  const extent = source.shape[axis]!;
  const by = extent === 0 ? 0 : ((shifts[axis]! % extent) + extent) % extent;
  if (by === 0) {
    copyShifted(target, source, shifts, axis + 1);
    return;
  }
  const rest = extent - by;
  copyShifted(sliced(target, axis, by, rest), sliced(source, axis, 0, rest), shifts, axis + 1);
  copyShifted(sliced(target, axis, 0, by), sliced(source, axis, rest, by), shifts, axis + 1);
}

interface ShiftCall {
  readonly a: NdArray;
  readonly axes: PyValue;
}

/** Rolls axes by half of their extent, rounded down (towards the end) or up (towards the start). */
function shiftOp(name: string, direction: 1 | -1): OpDefinition {
  const op = `fft.${name}`;
  return defineOp<ShiftCall>({
    name: op,
    params: 'x, axes=',
    check: (args, ctx) => {
      if (ctx.release.traits.dtypeBilling) refuseText(op, Object.values(args));
      return { a: operand(op, args['x']), axes: args['axes'] ?? null };
    },
    price: byRelease({
      '0.4.1': () => null,
      '0.12.4': ({ a }: ShiftCall) => ({ op, flops: Math.max(a.size, 1), dtypes: [a.dtype] }),
    }),
    run: ({ a, axes }, ctx) => {
      const listed = axes === null ? a.shape.map((_, axis) => axis) : isAxis(axes) ? [axes] : itemsOf(axes);
      const extents = listed.map((axis) => at(a.shape, axis));
      if (a.ndim === 0) throw new ValueError(`${op}: there is no axis to shift along`);
      const shifts = new Array<number>(a.ndim).fill(0);
      for (const [i, axis] of listed.entries()) {
        const position = Number(axis) < 0 ? Number(axis) + a.ndim : Number(axis);
        shifts[position]! += direction * Math.floor(extents[i]! / 2);
      }
      const result = arrayOf(native.empty(a.dtype, a.shape), a.dtype, a.shape);
      copyShifted(result, a, shifts, 0);
      result.isPlain = !ctx.release.traits.dtypeBilling;
      return result;
    },
  });
}

const isAxis = (axes: PyValue): boolean => isInt(axes) || typeof axes === 'boolean';

export const FREQUENCIES: readonly OpDefinition[] = [
  fftfreq,
  rfftfreq,
  shiftOp('fftshift', 1),
  shiftOp('ifftshift', -1),
];
