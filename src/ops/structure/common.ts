/** What operations that make or move arrays have in common. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { asArray, describe, itemOf, NonNumericError } from '../../array/convert.js';
import { Dtype as D, type Dtype, isComplex, itemsizeOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { sizeOf } from '../../array/shape.js';
import {
  MemoryError,
  OverflowError,
  PyTypeError,
  UnsupportedDtypeError,
  UnsupportedReturnType,
  ValueError,
} from '../../errors.js';
import { PyFloat, PyTuple, type PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import type { OpContext } from '../define.js';

/** A view or copy under a new slot. */
export const arrayOf = (slot: number, dtype: Dtype, shape: Shape, symmetry: SymmetryGroup | null = null): NdArray => {
  const array = new NdArray(slot, dtype, shape);
  array.symmetry = symmetry;
  return array;
};

/** numpy.asarray with the operation's name in the refusal of what is not numeric. */
export function operand(op: string, value: PyValue | undefined): NdArray {
  try {
    return asArray(value ?? null);
  } catch (error) {
    if (error instanceof NonNumericError)
      throw new UnsupportedDtypeError(`${op}: dtype '${error.dtype}' is not numeric`);
    throw error;
  }
}

/** An operand of which only the shape counts until it turns out that the result cannot be delivered. */
export interface ShapeOperand {
  readonly a: NdArray;
  /** Set when NumPy's array of the operand has no numeric dtype; `a` then has its shape only. */
  readonly foreign: string | undefined;
}

/** numpy.asarray for operations whose checks come before any objection to what is not numeric. */
export function shapeOperand(value: PyValue | undefined): ShapeOperand {
  if (value instanceof NdArray) return { a: value, foreign: undefined };
  const { shape, foreign } = describe(value ?? null);
  if (foreign === undefined) return { a: asArray(value ?? null), foreign };
  return { a: arrayOf(native.zeros(D.Bool, shape), D.Bool, shape), foreign };
}

/** The refusal of a result that is not numeric. */
export const undeliverable = (op: string, foreign: string): UnsupportedReturnType =>
  new UnsupportedReturnType(`${op}: a result of dtype '${foreign}' cannot be delivered`);

/** The number in an array without axes. TypeError for other arrays and for complex numbers. */
function numberIn(a: NdArray): PyValue {
  if (a.ndim > 0) throw new PyTypeError('only 0-dimensional arrays can be converted to Python scalars');
  if (isComplex(a.dtype)) throw new PyTypeError("int() argument must be a real number, not 'complex'");
  return itemOf(a);
}

/** An integer argument that NumPy passes through int(): floats are cut off, text is no number. */
export function toInt(value: PyValue | undefined): number {
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.value)) throw new ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(value.value)) throw new OverflowError('cannot convert float infinity to integer');
    return Math.trunc(value.value);
  }
  if (typeof value === 'string' && !/^\s*[-+]?\d+\s*$/.test(value)) {
    throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
  }
  if (typeof value === 'string') return Number(value);
  if (value instanceof NdArray) return toInt(numberIn(value));
  return toIndex(value);
}

/** The dtype argument, or `otherwise` when it is nil or absent. UnsupportedDtypeError for non-numeric dtypes. */
export function dtypeArgument(op: string, value: PyValue | undefined, otherwise: Dtype): Dtype {
  if (value === undefined || value === null) return otherwise;
  const dtype = parseAnyDtype(value);
  if (dtype instanceof ForeignDtype) throw new UnsupportedDtypeError(`${op}: dtype '${dtype.name}' is not numeric`);
  return dtype;
}

/** Refuses a result beyond the size limit before any memory is taken for it. */
export function requireRoomFor(shape: Shape, dtype: Dtype, ctx: OpContext): void {
  const bytes = sizeOf(shape) * itemsizeOf(dtype);
  const { maxArrayBytes } = ctx.session.limits;
  if (bytes > maxArrayBytes) {
    throw new ValueError(`result array too large: ${bytes} bytes exceeds ${maxArrayBytes} byte limit`);
  }
}

/** As many items of an array are taken apart as there can be handles: each is an array of its own meanwhile. */
const MOST_ITEMS = 100_000;

/** MemoryError for more items than a sequence of arrays may have. */
export function requireItems(count: number): void {
  if (count > MOST_ITEMS)
    throw new MemoryError(`a sequence of ${count} arrays is too long: at most ${MOST_ITEMS} are looked at`);
}

/** A sequence of array-likes: a list or tuple, or an array taken apart along its first axis. MemoryError beyond 100 000 items. */
export function sequenceOf(value: PyValue): readonly PyValue[] {
  if (Array.isArray(value) || value instanceof PyTuple) {
    const items = value instanceof PyTuple ? value.items : (value as readonly PyValue[]);
    requireItems(items.length);
    return items;
  }
  if (value instanceof NdArray && value.ndim > 0) {
    const [length, ...rest] = value.shape as [number, ...number[]];
    requireItems(length);
    const strides = native.strides(value.slot);
    return Array.from({ length }, (_, i) =>
      arrayOf(native.stridedView(value.slot, rest, strides.slice(1), i * strides[0]!), value.dtype, rest),
    );
  }
  return [value];
}

/** A view of another shape where the layout allows it, otherwise a copy in that order. */
export function reshaped(a: NdArray, shape: Shape, order: Order.C | Order.F = Order.C): NdArray {
  const view = native.reshapeView(a.slot, shape, order);
  if (view >= 0) return arrayOf(view, a.dtype, shape);
  if (order === Order.C) {
    const packed = arrayOf(native.copy(a.slot, a.dtype, Order.C), a.dtype, a.shape);
    return arrayOf(native.reshapeView(packed.slot, shape, Order.C), a.dtype, shape);
  }
  const packed = arrayOf(native.copy(a.slot, a.dtype, Order.F), a.dtype, a.shape);
  return arrayOf(native.reshapeView(packed.slot, shape, Order.F), a.dtype, shape);
}

export function transposed(a: NdArray, axes: readonly number[]): NdArray {
  return arrayOf(
    native.transpose(a.slot, axes),
    a.dtype,
    axes.map((axis) => a.shape[axis]!),
  );
}

/** A view of part of an array: `start`, `stop`, `step` along one axis, already normalised. */
export function sliced(a: NdArray, axis: number, start: number, count: number, step = 1): NdArray {
  const strides = native.strides(a.slot);
  const shape = a.shape.map((extent, k) => (k === axis ? count : extent));
  const steps = strides.map((stride, k) => (k === axis ? stride * step : stride));
  return arrayOf(native.stridedView(a.slot, shape, steps, count === 0 ? 0 : start * strides[axis]!), a.dtype, shape);
}

/** A new array filled with an element. */
export function filled(shape: Shape, dtype: Dtype, value: NdArray): NdArray {
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  native.assign(result.slot, value.slot, -1);
  return result;
}

export const copyOf = (a: NdArray, dtype: Dtype = a.dtype, order: Order = Order.K): NdArray =>
  arrayOf(native.copy(a.slot, dtype, order), dtype, a.shape);

/** An int64 array from JavaScript integers. */
export function int64Array(values: readonly number[]): NdArray {
  const data = BigInt64Array.from(values, BigInt);
  return arrayOf(native.fromBytes(new Uint8Array(data.buffer), D.Int64, [values.length]), D.Int64, [values.length]);
}
