/** numpy.asarray for what can arrive in a request: arrays, Python scalars and nested lists of both. */
import { Order } from '../addon/arrays.js';
import { native } from '../addon/native.js';
import { MemoryError, OverflowError, PyError, PyTypeError, ValueError } from '../errors.js';
import { isInt, PyComplex, PyFloat, PyTuple, type PyValue, typeName } from '../python/values.js';
import { Dtype, dtypeName, isComplex, itemsizeOf, kindOf } from './dtype.js';
import { NdArray, type Shape } from './ndarray.js';
import { promoteTypes } from './promote.js';
import { sizeOf } from './shape.js';

/** A value NumPy would turn into an array of objects, strings or bytes. */
export class NonNumericError extends PyError {
  constructor(readonly dtype: string) {
    super('UnsupportedDtypeError', 'TypeError', `dtype '${dtype}' is not numeric`);
  }
}

/** What numpy.asarray would make of a value: its shape and dtype; `foreign` names a non-numeric dtype. */
export interface Description {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly foreign: string | undefined;
}

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

interface Discovery {
  dtype: Dtype | undefined;
  foreign: string | undefined;
}

function listItems(value: PyValue): readonly PyValue[] | undefined {
  if (Array.isArray(value)) return value as readonly PyValue[];
  return value instanceof PyTuple ? value.items : undefined;
}

function meet(found: Discovery, dtype: Dtype): void {
  found.dtype = found.dtype === undefined ? dtype : promoteTypes(found.dtype, dtype);
}

function discoverScalar(value: PyValue, found: Discovery): void {
  if (typeof value === 'boolean') meet(found, Dtype.Bool);
  else if (typeof value === 'number') meet(found, Dtype.Int64);
  else if (value instanceof PyFloat) meet(found, Dtype.Float64);
  else if (typeof value === 'bigint') {
    if (value >= INT64_MIN && value <= INT64_MAX) meet(found, Dtype.Int64);
    else if (value > INT64_MAX && value <= UINT64_MAX) meet(found, Dtype.Uint64);
    else found.foreign = 'object';
  } else if (value instanceof PyComplex) meet(found, Dtype.Complex128);
  else if (typeof value === 'string') found.foreign ??= 'str';
  else if (value instanceof Uint8Array) found.foreign ??= 'bytes';
  else found.foreign = 'object';
}

function inhomogeneous(depth: number): ValueError {
  return new ValueError(
    `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${depth} dimensions`,
  );
}

function discover(value: PyValue, depth: number, found: Discovery): Shape {
  if (value instanceof NdArray) {
    meet(found, value.dtype);
    return value.shape;
  }
  const items = listItems(value);
  if (items === undefined) {
    discoverScalar(value, found);
    return [];
  }
  if (depth >= 64) throw new ValueError('setting an array element with a sequence nested deeper than 64 dimensions');
  if (items.length === 0) return [0];
  const inner = discover(items[0]!, depth + 1, found);
  for (let i = 1; i < items.length; i++) {
    const other = discover(items[i]!, depth + 1, found);
    if (other.length !== inner.length || other.some((extent, axis) => extent !== inner[axis])) {
      throw inhomogeneous(depth + 1);
    }
  }
  return [items.length, ...inner];
}

/** Shape and dtype of numpy.asarray(value), without making it. Raises ValueError for ragged nesting. */
export function describe(value: PyValue): Description {
  if (value instanceof NdArray) return { shape: value.shape, dtype: value.dtype, foreign: undefined };
  const found: Discovery = { dtype: undefined, foreign: undefined };
  const shape = discover(value, 0, found);
  return { shape, dtype: found.dtype ?? Dtype.Float64, foreign: found.foreign };
}

/** Least and greatest value of integer dtypes. */
export const INTEGER_BOUNDS: Readonly<Partial<Record<Dtype, readonly [bigint, bigint]>>> = {
  [Dtype.Int8]: [-128n, 127n],
  [Dtype.Uint8]: [0n, 255n],
  [Dtype.Int16]: [-32768n, 32767n],
  [Dtype.Uint16]: [0n, 65535n],
  [Dtype.Int32]: [-(2n ** 31n), 2n ** 31n - 1n],
  [Dtype.Uint32]: [0n, 2n ** 32n - 1n],
  [Dtype.Int64]: [INT64_MIN, INT64_MAX],
  [Dtype.Uint64]: [0n, UINT64_MAX],
};

/** True when a Python int is representable in an integer dtype. */
export function fitsInteger(value: number | bigint, dtype: Dtype): boolean {
  const [low, high] = INTEGER_BOUNDS[dtype]!;
  return value >= low && value <= high; // JavaScript compares number and bigint exactly
}

/** Reads a Python scalar as an integer of `dtype`: OverflowError out of bounds, ValueError for NaN. */
function toInteger(value: PyValue, dtype: Dtype): bigint {
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.value)) throw new ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(value.value)) throw new OverflowError('cannot convert float infinity to integer');
    return toInteger(BigInt(Math.trunc(value.value)), dtype);
  }
  if (value instanceof PyComplex) throw new PyTypeError("int() argument must be a real number, not 'complex'");
  if (!isInt(value) && typeof value !== 'boolean') {
    throw new PyTypeError(`int() argument must be a real number, not '${typeName(value)}'`);
  }
  const wide = BigInt(value);
  if (!fitsInteger(wide, dtype))
    throw new OverflowError(`Python integer ${wide} out of bounds for ${dtypeName(dtype)}`);
  return wide;
}

function toReal(value: PyValue): number {
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyComplex) throw new PyTypeError("float() argument must be a real number, not 'complex'");
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  throw new PyTypeError(`float() argument must be a real number, not '${typeName(value)}'`);
}

/** A 0-d array of `dtype` holding a Python scalar, with the range checks of numpy.array(value, dtype). */
export function scalarArray(value: PyValue, dtype: Dtype): NdArray {
  if (isComplex(dtype)) {
    const [re, im] = value instanceof PyComplex ? [value.re, value.im] : [toReal(value), 0];
    return new NdArray(native.fromComplex(dtype, re, im), dtype, []);
  }
  const kind = kindOf(dtype);
  if (kind === 'b') {
    const truth = value instanceof PyComplex ? value.re !== 0 || value.im !== 0 : toReal(value) !== 0;
    return new NdArray(native.fromNumber(dtype, truth ? 1 : 0), dtype, []);
  }
  if (kind !== 'f') {
    if (typeof value === 'number' && fitsInteger(value, dtype)) {
      return new NdArray(native.fromNumber(dtype, value), dtype, []);
    }
    return new NdArray(native.fromNumber(dtype, toInteger(value, dtype)), dtype, []);
  }
  return new NdArray(native.fromNumber(dtype, toReal(value)), dtype, []);
}

/** Numbers of nested lists without arrays, in C order. */
function* leaves(value: PyValue): Generator<PyValue> {
  const items = listItems(value);
  if (items === undefined) yield value;
  else for (const item of items) yield* leaves(item);
}

function fromScalars(value: PyValue, shape: Shape, dtype: Dtype): NdArray {
  let size = 1;
  for (const extent of shape) size *= extent;
  const kind = kindOf(dtype);
  let i = 0;
  if (kind === 'c' || dtype === Dtype.Float16) {
    // Filled in double precision, then converted.
    const wide = kind === 'c' ? Dtype.Complex128 : Dtype.Float64;
    const data = new Float64Array(kind === 'c' ? size * 2 : size);
    for (const leaf of leaves(value)) {
      data[i++] = kind === 'c' && leaf instanceof PyComplex ? leaf.re : toReal(leaf);
      if (kind === 'c') data[i++] = leaf instanceof PyComplex ? leaf.im : 0;
    }
    const filled = new NdArray(native.fromBytes(new Uint8Array(data.buffer), wide, shape), wide, shape);
    return wide === dtype ? filled : new NdArray(native.copy(filled.slot, dtype, Order.C), dtype, shape);
  }
  const bytes = new Uint8Array(size * itemsizeOf(dtype));
  if (kind === 'f') {
    const data = dtype === Dtype.Float32 ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
    for (const leaf of leaves(value)) data[i++] = toReal(leaf);
  } else if (kind === 'b') {
    for (const leaf of leaves(value)) {
      bytes[i++] = (leaf instanceof PyComplex ? leaf.re !== 0 || leaf.im !== 0 : toReal(leaf) !== 0) ? 1 : 0;
    }
  } else {
    const view = new DataView(bytes.buffer);
    const step = itemsizeOf(dtype);
    for (const leaf of leaves(value)) {
      const integer = toInteger(leaf, dtype);
      if (step === 8) view.setBigInt64(i, BigInt.asIntN(64, integer), true);
      else if (step === 4) view.setInt32(i, Number(BigInt.asIntN(32, integer)), true);
      else if (step === 2) view.setInt16(i, Number(BigInt.asIntN(16, integer)), true);
      else view.setInt8(i, Number(BigInt.asIntN(8, integer)));
      i += step;
    }
  }
  return new NdArray(native.fromBytes(bytes, dtype, shape), dtype, shape);
}

function containsArray(value: PyValue): boolean {
  if (value instanceof NdArray) return true;
  const items = listItems(value);
  return items?.some(containsArray) ?? false;
}

/** Copies nested lists that contain arrays into `target` from byte `offset` on; returns the bytes covered. */
function fillFrom(value: PyValue, target: NdArray, shape: Shape, strides: readonly number[], offset: number): void {
  const items = listItems(value);
  if (items !== undefined) {
    items.forEach((item, i) => {
      fillFrom(item, target, shape.slice(1), strides.slice(1), offset + i * strides[0]!);
    });
    return;
  }
  const source = value instanceof NdArray ? value : scalarArray(value, target.dtype);
  const view = new NdArray(native.stridedView(target.slot, shape, strides, offset), target.dtype, shape);
  native.assign(view.slot, source.slot, -1);
}

/**
 * numpy.asarray(value, dtype): an NdArray is returned as it is when its dtype fits. Raises ValueError for ragged
 * lists, NonNumericError for what NumPy would make an object or string array, OverflowError for out-of-range integers.
 */
export function asArray(value: PyValue, dtype?: Dtype): NdArray {
  if (value instanceof NdArray) {
    if (dtype === undefined || dtype === value.dtype) return value;
    const converted = new NdArray(native.copy(value.slot, dtype, Order.K), dtype, value.shape);
    converted.symmetry = value.symmetry;
    return converted;
  }
  const description = describe(value);
  if (description.foreign !== undefined) throw new NonNumericError(description.foreign);
  const target = dtype ?? description.dtype;
  const { shape } = description;
  if (shape.length === 0) return scalarArray(value, target);
  if (!containsArray(value)) return fromScalars(value, shape, target);
  requireListRoom(sizeOf(shape) * itemsizeOf(target));
  const result = new NdArray(native.empty(target, shape), target, shape);
  fillFrom(value, result, shape, native.strides(result.slot), 0);
  return result;
}

/** A short list may name one array many times over. */
const MOST_LIST_BYTES = 2 ** 29;

/** MemoryError for a list of arrays that would take too much memory as one array, before anything is allocated. */
function requireListRoom(bytes: number): void {
  if (bytes > MOST_LIST_BYTES)
    throw new MemoryError(
      `a list of arrays of ${bytes} bytes is too large: at most ${MOST_LIST_BYTES} become one array`,
    );
}

/** The element of an array of size 1 as a Python value. */
export function itemOf(array: NdArray): PyValue {
  const item = native.readItem(array.slot);
  if (Array.isArray(item)) return new PyComplex(item[0], item[1]);
  if (typeof item === 'bigint') return Number.isSafeInteger(Number(item)) ? Number(item) : item;
  if (typeof item === 'number' && kindOf(array.dtype) === 'f') return new PyFloat(item);
  return item;
}
