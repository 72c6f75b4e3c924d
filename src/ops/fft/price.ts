/**
 * Prices of transforms. A line of n complex numbers costs 5n⌈log₂n⌉ (Cooley and Tukey 1965), a real one half of that.
 *
 * The first releases price several axes at once, from the lengths alone; later ones add up the lines that NumPy
 * transforms axis by axis, and charge lines of length 1 for being moved.
 */
import type { Shape } from '../../array/ndarray.js';
import type { Flops } from '../../cost/flops.js';
import { IndexError, PyTypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { at, ceilLog2, half, itemsOf, numberOf, type PyNum, times, truncated } from './numbers.js';

export type Kind = 'complex' | 'from real' | 'to real';

/** What one line costs. */
export interface LinePrices {
  readonly complex: (n: PyNum) => PyNum;
  readonly real: (n: PyNum) => PyNum;
  readonly hermitian: (n: PyNum) => PyNum;
}

const full = (n: PyNum): PyNum => times(times(5n, n), ceilLog2(n));
const halved = (n: PyNum): PyNum => times(times(5n, half(n)), ceilLog2(n));
const fromTwo =
  (price: (n: PyNum) => PyNum) =>
  (n: PyNum): PyNum =>
    n <= 1 ? 0n : price(n);
const fromOne =
  (price: (n: PyNum) => PyNum) =>
  (n: PyNum): PyNum => {
    if (n <= 0) return 0n;
    return Number(n) === 1 ? 2n : price(n);
  };

export const EARLY_LINES: LinePrices = { complex: fromTwo(full), real: fromTwo(halved), hermitian: fromTwo(full) };
export const PRESENT_LINES: LinePrices = { complex: fromOne(full), real: fromOne(halved), hermitian: fromOne(halved) };

const product = (extents: readonly number[]): bigint => extents.reduce((total, extent) => total * BigInt(extent), 1n);

/** Number of lines along an axis. IndexError for an axis there is not, unless there are none at all. */
export function countLines(shape: Shape, axis: PyValue): bigint {
  if (shape.length === 0) return 1n;
  const extent = at(shape, axis);
  return extent === 0 ? 1n : product(shape) / BigInt(extent);
}

/** A price as it can be charged: never negative. ValueError for NaN. */
export function chargeable(price: PyNum): Flops | number {
  if (typeof price === 'number' && Number.isNaN(price)) throw new ValueError('cannot convert float NaN to integer');
  return price < 0 ? 0n : price;
}

/** Arguments of a transform over several axes, as they came. */
export interface GridArguments {
  readonly shape: Shape;
  readonly kind: Kind;
  /** `s=`; nil when absent. */
  readonly s: PyValue;
  /** `axes=`; nil for all, which the two-dimensional forms have to be told. */
  readonly axes: PyValue;
  /** Of the two-dimensional forms. */
  readonly isPlane: boolean;
}

const doubled = (extent: number): bigint => BigInt(2 * (extent - 1));

/** The price of all axes at once. */
export function earlyGridPrice(args: GridArguments): PyNum {
  const given = earlyLengths(args);
  let batch = 1n;
  if (args.axes !== null) {
    batch = product(args.shape);
    for (const axis of itemsOf(args.axes)) {
      const extent = at(args.shape, axis);
      if (extent === 0) throw new ZeroDivisionError('integer division or modulo by zero');
      batch /= BigInt(extent);
    }
    if (batch < 1n) batch = 1n;
  }
  const lengths = given.map(numberOf);
  const points = lengths.reduce(times, 1n);
  if (points <= 1) return 0n;
  const logarithms = lengths.reduce<bigint>((sum, n) => (n > 1 ? sum + ceilLog2(n) : sum), 0n);
  return times(batch, times(times(5n, args.kind === 'complex' ? points : half(points)), logarithms));
}

/** `axes[i]` of whatever was given for axes. */
function subscript(axes: PyValue, i: number): PyValue {
  if (axes === null) throw new PyTypeError("'NoneType' object is not subscriptable");
  const items = itemsOf(axes);
  if (i >= items.length) throw new IndexError('list index out of range');
  return items[i]!;
}

/** Lengths from `s`, or extents where it does not say; not yet checked to be numbers. */
function earlyLengths({ shape, kind, s, axes, isPlane }: GridArguments): readonly PyValue[] {
  const extent = (axis: PyValue, isLast: boolean): bigint =>
    kind === 'to real' && isLast ? doubled(at(shape, axis)) : BigInt(at(shape, axis));
  if (s !== null) {
    const items = itemsOf(s);
    const known = isPlane ? axes : axes === null ? shape.map((_, axis) => axis) : itemsOf(axes);
    return items.map((item, i) => (item === null ? extent(subscript(known, i), i === items.length - 1) : item));
  }
  if (isPlane && kind === 'to real') return [extent(subscript(axes, 0), false), extent(subscript(axes, 1), true)];
  const all = axes === null && !isPlane ? shape.map((_, axis) => axis) : itemsOf(axes);
  return all.map((axis, i) => extent(axis, i === all.length - 1));
}

/** The price of the lines of each axis, in NumPy's order and at the shape it has come to by then. */
export function presentGridPrice(args: GridArguments): PyNum {
  const { shape, kind } = args;
  const axes = presentAxes(args);
  const lengths = presentLengths(args, axes);
  const positions = axes.map((axis) => position(axis, shape.length));
  const current = shape.map(BigInt);
  let total = 0n;
  const stage = (i: number, real: boolean): void => {
    const axis = positions[i];
    const n = lengths[i]!;
    const lines = current.reduce((count, extent, k) => (k === axis ? count : count * extent), 1n);
    total += lines * truncated(real ? PRESENT_LINES.real(n) : PRESENT_LINES.complex(n));
    if (axis === undefined) throw new PyTypeError('list indices must be integers or slices, not float');
    current[axis] = real && kind === 'from real' ? n / 2n + 1n : n;
  };
  const last = positions.length - 1;
  if (kind !== 'complex' && last < 0) throw new IndexError('tuple index out of range');
  if (kind === 'from real') stage(last, true);
  if (kind === 'to real') for (let i = 0; i < last; i++) stage(i, false);
  else for (let i = kind === 'complex' ? last : last - 1; i >= 0; i--) stage(i, false);
  if (kind === 'to real') stage(last, true);
  return total;
}

function presentAxes({ shape, s, axes }: GridArguments): readonly PyValue[] {
  if (axes !== null) return itemsOf(axes);
  if (s === null) return shape.map((_, axis) => axis);
  const count = itemsOf(s).length;
  return Array.from({ length: count }, (_, i) => shape.length - count + i);
}

function presentLengths({ shape, kind, s }: GridArguments, axes: readonly PyValue[]): bigint[] {
  if (s === null)
    return axes.map((axis, i) => {
      const extent = at(shape, axis);
      return kind === 'to real' && i === axes.length - 1 ? doubled(extent) : BigInt(extent);
    });
  const items = itemsOf(s);
  const lengths: bigint[] = [];
  for (let i = 0; i < Math.min(items.length, axes.length); i++) {
    const item = items[i]!;
    const n = item === null ? undefined : numberOf(item);
    if (n !== undefined && !(n < 0)) lengths.push(truncated(n));
    else {
      const extent = at(shape, axes[i]);
      const isOmitted = n === undefined && kind === 'to real' && i === items.length - 1;
      lengths.push(isOmitted ? doubled(extent) : BigInt(extent));
    }
  }
  if (items.length !== axes.length) throw new ValueError(`s has ${items.length} entries and axes ${axes.length}`);
  return lengths;
}

/** `axis % ndim`; undefined for a float, which is found to be no position later. */
function position(axis: PyValue, ndim: number): number | undefined {
  const n = numberOf(axis);
  if (ndim === 0) throw new ZeroDivisionError('integer modulo by zero');
  if (typeof n === 'number') return undefined;
  const extent = BigInt(ndim);
  return Number(((n % extent) + extent) % extent);
}
