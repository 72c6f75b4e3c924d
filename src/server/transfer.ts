/** Array data in and out: `create_from_data`, `fetch`, `fetch_slice`, `free`. */
import { native } from '../addon/native.js';
import { Dtype, dtypeByName, itemsizeOf } from '../array/dtype.js';
import { NdArray } from '../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../array/parse-dtype.js';
import { IndexError, KeyError, PyTypeError, UnsupportedDtypeError, ValueError } from '../errors.js';
import { isInt, type PySlice, type PyValue, typeName } from '../python/values.js';
import type { Session } from '../session/session.js';
import type { Request } from '../wire/decode.js';
import { WireExtension, WireMap, type WireValue } from '../wire/value.js';
import { argumentList, keywordMap } from './arguments.js';
import { decodeSlice } from './index-keys.js';

const MAX_NDIM = 64;

/** Python's name of a decoded value's type. */
function wireTypeName(value: WireValue): string {
  if (value instanceof WireMap) return 'dict';
  return value instanceof WireExtension ? 'ExtType' : typeName(value as PyValue);
}

const required = (request: Request, field: string): WireValue => {
  const value = request.fields.get(field);
  if (value === undefined) throw new KeyError(`'${field}'`);
  return value;
};

/** The array of a `create_from_data` request: C-ordered bytes, a shape (one extent may be -1) and a dtype. */
export function createFromData(request: Request, session: Session): NdArray {
  const [data, shape, dtype] = dataArguments(request);
  const bytes = byteLength(data);
  const { maxArrayBytes } = session.limits;
  if (bytes > maxArrayBytes) {
    throw new ValueError(`array too large: ${bytes} bytes exceeds ${maxArrayBytes} byte limit`);
  }
  const type = dataDtype(dtype, session);
  if (!(data instanceof Uint8Array)) {
    throw new PyTypeError(`a bytes-like object is required, not '${wireTypeName(data)}'`);
  }
  const itemsize = itemsizeOf(type);
  if (bytes % itemsize !== 0) throw new ValueError('buffer size must be a multiple of element size');
  const extents = dataShape(shape, bytes / itemsize);
  const array = new NdArray(native.fromBytes(data, type, extents), type, extents);
  array.isPlain = session.release.traits.plainUploads;
  return array;
}

function dataArguments(request: Request): [WireValue, WireValue, WireValue] {
  const data = request.fields.get('data');
  if (data !== undefined) return [data, required(request, 'shape'), required(request, 'dtype')];
  const args = request.args;
  if (args === undefined || !Array.isArray(args))
    throw new PyTypeError('create_from_data requires a list of arguments');
  if (args.length < 3) throw new ValueError('create_from_data requires data, shape, dtype');
  return [args[0]!, args[1]!, args[2]!];
}

function byteLength(data: WireValue): number {
  if (data instanceof Uint8Array || Array.isArray(data) || typeof data === 'string') return data.length;
  if (data instanceof WireMap) return data.size;
  throw new PyTypeError(`object of type '${wireTypeName(data)}' has no len()`);
}

function dataDtype(dtype: WireValue, session: Session): Dtype {
  const name = dtype instanceof Uint8Array ? Buffer.from(dtype).toString('utf8') : dtype;
  if (session.release.traits.exactDtypeNames) {
    if (Array.isArray(name)) throw new PyTypeError("unhashable type: 'list'");
    if (name instanceof WireMap) throw new PyTypeError("unhashable type: 'dict'");
    const exact = typeof name === 'string' ? dtypeByName(name) : undefined;
    if (exact !== undefined) return exact;
    throw new UnsupportedDtypeError(`dtype ${describe(name)} is not supported: use one a client can decode`);
  }
  if (name === null) return Dtype.Float64;
  if (name instanceof WireMap) throw new ValueError('a structured dtype is not supported');
  const parsed = parseAnyDtype(name as PyValue);
  if (parsed instanceof ForeignDtype) throw new ValueError(`cannot make an array of dtype '${parsed.name}' from bytes`);
  return parsed;
}

const describe = (name: WireValue): string =>
  typeof name === 'string' ? `'${name}'` : `of type ${wireTypeName(name)}`;

/** What `reshape` makes of a shape argument for `size` elements. */
function dataShape(shape: WireValue, size: number): number[] {
  if (shape === null) return [size];
  const extents = (Array.isArray(shape) ? shape : [shape]).map(extentOf);
  if (extents.length > MAX_NDIM) {
    throw new ValueError(
      `maximum supported dimension for an ndarray is currently ${MAX_NDIM}, found ${extents.length}`,
    );
  }
  const unknown = extents.findIndex((extent) => extent < 0);
  if (unknown !== extents.findLastIndex((extent) => extent < 0)) {
    throw new ValueError('can only specify one unknown dimension');
  }
  const known = extents.reduce((product, extent) => (extent < 0 ? product : product * extent), 1);
  const misfit = new ValueError(`cannot reshape array of size ${size} into shape (${extents.join(',')})`);
  if (unknown === -1) {
    if (known !== size) throw misfit;
    return extents;
  }
  if (known === 0 || size % known !== 0) throw misfit;
  return extents.with(unknown, size / known);
}

function extentOf(extent: WireValue): number {
  if (typeof extent === 'bigint') throw new ValueError('Maximum allowed dimension exceeded');
  if (typeof extent === 'number') return extent;
  throw new PyTypeError(`'${wireTypeName(extent)}' object cannot be interpreted as an integer`);
}

/** The array a `fetch` request names. */
export function fetched(request: Request, session: Session): NdArray {
  let id: WireValue | undefined = request.fields.get('id') ?? null;
  if (id === null) id = keywordMap(request.kwargs).get('handle_id') ?? null;
  if (id === null) throw new KeyError("'fetch requires an id or kwargs.handle_id'");
  return session.arrays.get(id);
}

/** The part of an array that a `fetch_slice` request names. */
export function fetchedSlice(request: Request, session: Session): NdArray {
  const array = session.arrays.get(required(request, 'id'));
  const parts = required(request, 'slices');
  if (!Array.isArray(parts)) throw new PyTypeError(`'${wireTypeName(parts)}' object is not iterable`);
  const slices = parts.map(exactSlice);
  if (slices.length > array.ndim) {
    throw new IndexError(
      `too many indices for array: array is ${array.ndim}-dimensional, but ${slices.length} were indexed`,
    );
  }
  const strides = native.strides(array.slot);
  const shape = [...array.shape];
  let offset = 0;
  slices.forEach((slice, axis) => {
    const { start, step, count } = sliceRange(slice, array.shape[axis]!);
    shape[axis] = count;
    if (count > 0) offset += start * strides[axis]!;
    strides[axis]! *= step;
  });
  if (shape.includes(0)) offset = 0;
  return new NdArray(native.stridedView(array.slot, shape, strides, offset), array.dtype, shape);
}

/** `slice(*parts)` of nil and ints; unlike an index key's slice it takes nothing else. */
function exactSlice(parts: WireValue): PySlice {
  if (!Array.isArray(parts)) throw new PyTypeError(`a slice is a list, not '${wireTypeName(parts)}'`);
  if (parts.every((part) => part === null || isInt(part) || typeof part === 'boolean')) return decodeSlice(parts);
  throw new PyTypeError('slice indices must be integers or nil');
}

/** Python's slice.indices, with the number of elements instead of the stop. */
function sliceRange(slice: PySlice, extent: number): { start: number; step: number; count: number } {
  const step = slice.step ?? 1;
  if (step === 0) throw new ValueError('slice step cannot be zero');
  const [low, high] = step > 0 ? [0, extent] : [-1, extent - 1];
  const clamp = (bound: number | null, missing: number): number =>
    bound === null ? missing : Math.min(Math.max(bound < 0 ? bound + extent : bound, low), high);
  const start = clamp(slice.start, step > 0 ? low : high);
  const stop = clamp(slice.stop, step > 0 ? high : low);
  return { start, step, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

/** Forgets the handles of a `free` request; handles that name nothing are passed over. */
export function freeHandles(request: Request, session: Session): void {
  let ids: WireValue | undefined = request.fields.get('ids');
  if (ids === undefined || ids === null) {
    ids = keywordMap(request.kwargs).get('handles');
    if (ids === undefined) return;
  }
  if (ids === null || ids === 0 || ids === false)
    throw new PyTypeError(`'${wireTypeName(ids)}' object is not iterable`);
  for (const id of argumentList(ids)) session.arrays.free(id);
}

/** Bytes a `save` is charged for: elements and shape headers of all arrays. */
export const savedElements = (arrays: readonly NdArray[]): number =>
  arrays.reduce((total, array) => total + array.size + 8 * array.ndim, 0);
