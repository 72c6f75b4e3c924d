/** Axis arguments: integers and tuples of integers, counted from the end when negative. */
import { AxisError, PyTypeError, ValueError } from '../errors.js';
import { isInt, PyTuple, type PyValue, typeName } from '../python/values.js';

/** Reads an integer argument as Python's operator.index does (bool counts as int). Raises TypeError. */
export function toIndex(value: PyValue | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** Normalises one axis to 0..ndim-1; AxisError when out of range. */
export function normalizeAxis(axis: number, ndim: number): number {
  if (axis < -ndim || axis >= ndim) {
    throw new AxisError(`axis ${axis} is out of bounds for array of dimension ${ndim}`);
  }
  return axis < 0 ? axis + ndim : axis;
}

/** The integers of an axis argument that is an int, a tuple or (as it arrives from the wire) a list. */
export function axisList(value: PyValue): number[] {
  if (value instanceof PyTuple) return value.items.map(toIndex);
  if (Array.isArray(value)) return (value as readonly PyValue[]).map(toIndex);
  return [toIndex(value as PyValue)];
}

/**
 * Normalises an axis argument; nil and undefined mean all axes. AxisError when one is out of range, ValueError when
 * one is repeated.
 */
export function normalizeAxes(value: PyValue | undefined, ndim: number): number[] {
  if (value === null || value === undefined) return Array.from({ length: ndim }, (_, axis) => axis);
  const axes = axisList(value).map((axis) => normalizeAxis(axis, ndim));
  if (new Set(axes).size !== axes.length) throw new ValueError("duplicate value in 'axis'");
  return axes;
}

/** ValueError for more axes than NumPy's arrays have. */
export function requireDims(count: number): void {
  if (count > 64) throw new ValueError(`maximum supported dimension for an ndarray is currently 64, found ${count}`);
}

/**
 * Reads a shape argument: an int, or a tuple or list of ints. Raises TypeError for anything else and ValueError for
 * a negative extent (unless `allowUnknown` admits -1).
 */
export function toShape(value: PyValue, allowUnknown = false): number[] {
  if (typeof value === 'boolean') {
    throw new PyTypeError('expected a sequence of integers or a single integer, got a bool');
  }
  const items: readonly PyValue[] =
    value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as readonly PyValue[]) : [value as PyValue];
  const shape = items.map((item) => {
    if (!isInt(item) && typeof item !== 'boolean') {
      throw new PyTypeError(`'${typeName(item)}' object cannot be interpreted as an integer`);
    }
    return toIndex(item);
  });
  for (const extent of shape) {
    if (extent < 0 && !(allowUnknown && extent === -1)) throw new ValueError('negative dimensions are not allowed');
  }
  requireDims(shape.length);
  return shape;
}
