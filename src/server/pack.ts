/** Turns what an operation returned into the result of a reply, storing arrays under new handles. */

import { scalarArray } from '../array/convert.js';
import { Dtype, dtypeName, isComplex, itemsizeOf } from '../array/dtype.js';
import { NdArray } from '../array/ndarray.js';
import { PyError, UnsupportedReturnType, ValueError } from '../errors.js';
import { NumpyScalar, type OpResult, ResultTuple } from '../ops/define.js';
import { PyComplex, PyDict, PyFloat, PyTuple, type RandomObject } from '../python/values.js';
import type { Session } from '../session/session.js';
import type { ReplyValue } from '../wire/value.js';
import { groupPayload } from './groups.js';

type Packed = { readonly [key: string]: ReplyValue };

const RANDOM_IDS = { Generator: 'gen_id', RandomState: 'rs_id', SeedSequence: 'seq_id' } as const;

/** Metadata of a stored array, as replies show it. */
export function describeArray(handle: number, array: NdArray): Packed {
  const { shape, dtype, symmetry } = array;
  const id = `a${handle}`;
  if (symmetry === null) return { id, shape, dtype: dtypeName(dtype) };
  return { id, shape, dtype: dtypeName(dtype), symmetry: groupPayload(symmetry) };
}

/**
 * The `result` of a reply. ValueError for an array beyond the size limit, MemoryError when handles run out; then
 * nothing has been stored.
 */
export function packResult(result: OpResult, session: Session): Packed {
  if (result instanceof NdArray) return storeArray(result, session);
  if (result instanceof ResultTuple) return packSeveral(result.items, session, result);
  if (result instanceof PyTuple) return packSeveral(result.items, session);
  if (Array.isArray(result)) return packSeveral(result as readonly OpResult[], session);
  if (result instanceof NumpyScalar) return packScalar(result, session);
  if (typeof result === 'boolean') return { value: result, dtype: 'bool' };
  if (isRandomObject(result)) return { [RANDOM_IDS[result.randomKind]]: session.random.put(result) };
  return packPlain(result);
}

function packSeveral(items: readonly OpResult[], session: Session, tuple?: ResultTuple): Packed {
  const arrays = items.map(asStored);
  for (const array of arrays) if (array !== undefined) requireSize(array, session);
  const plain = items.map((item, i) => (arrays[i] === undefined ? packPlain(item, true) : undefined));
  requireRoom(arrays.filter((array) => array !== undefined).length, session);
  const multi = items.map((_, i) => plain[i] ?? storeArray(arrays[i]!, session));
  if (tuple?.name === undefined || !session.release.traits.namedTuples) return { multi };
  return { multi, multi_type: { name: tuple.name, fields: tuple.fields ?? [] } };
}

/** The array a result is delivered as, or undefined when it travels by value. msgpack has no complex numbers. */
function asStored(item: OpResult): NdArray | undefined {
  if (item instanceof NdArray) return item;
  return item instanceof NumpyScalar && isComplex(item.dtype) ? complexArray(item) : undefined;
}

function complexArray({ value, dtype }: NumpyScalar): NdArray {
  const [re, im] = value as readonly [number, number];
  return scalarArray(new PyComplex(re, im), dtype);
}

function packScalar(scalar: NumpyScalar, session: Session): Packed {
  return isComplex(scalar.dtype) ? storeArray(complexArray(scalar), session) : packPlain(scalar);
}

/** Results that travel by value. Inside a tuple a bool is described as the int it is in Python. */
function packPlain(item: OpResult, inTuple = false): Packed {
  if (item instanceof NumpyScalar) return { value: scalarValue(item), dtype: dtypeName(item.dtype) };
  if (item instanceof PyFloat) return { value: item, dtype: 'float64' };
  if (typeof item === 'number' || typeof item === 'bigint' || typeof item === 'boolean') {
    return { value: item, dtype: 'int64' };
  }
  if (typeof item === 'string') return { value: item, dtype: 'str' };
  const value = deliverable(item);
  return inTuple && Array.isArray(value) ? { value, dtype: 'object' } : { value };
}

/** The value of a real scalar as it travels. */
export function scalarValue({ value, dtype }: NumpyScalar): ReplyValue {
  const isFloat = dtype >= Dtype.Float16;
  return isFloat && typeof value === 'number' ? new PyFloat(value) : (value as ReplyValue);
}

/** A Python value as msgpack can carry it; UnsupportedReturnType for anything else. */
function deliverable(value: OpResult): ReplyValue {
  if (value === null || value instanceof PyFloat || value instanceof Uint8Array) return value;
  if (typeof value !== 'object' && typeof value !== 'symbol') return value;
  if (value instanceof NumpyScalar && !isComplex(value.dtype)) return scalarValue(value);
  if (Array.isArray(value)) return (value as readonly OpResult[]).map(deliverable);
  if (value instanceof PyTuple || value instanceof ResultTuple)
    return (value.items as readonly OpResult[]).map(deliverable);
  if (value instanceof PyDict) {
    return new Map([...value.entries].map(([key, item]) => [key as string, deliverable(item)]));
  }
  throw new UnsupportedReturnType('a result of this type cannot be delivered to the client');
}

function storeArray(array: NdArray, session: Session): Packed {
  return describeArray(storeResult(array, session), array);
}

/** Stores an array that an operation returned; the number of its new handle. ValueError beyond the size limit. */
export function storeResult(array: NdArray, session: Session): number {
  requireSize(array, session);
  return session.arrays.put(array);
}

function requireSize(array: NdArray, session: Session): void {
  const bytes = array.size * itemsizeOf(array.dtype);
  const { maxArrayBytes } = session.limits;
  if (bytes > maxArrayBytes) {
    throw new ValueError(`result array too large: ${bytes} bytes exceeds ${maxArrayBytes} byte limit`);
  }
}

/** Handles that must fit before anything is stored; the same refusal as the one made beforehand. */
function requireRoom(needed: number, session: Session): void {
  if (session.release.traits.roomCheckedFirst) requireCapacity(needed, session);
  else session.arrays.requireRoom(needed);
}

/** MemoryError, under its own name, unless `needed` more handles fit. */
export function requireCapacity(needed: number, session: Session): void {
  if (session.arrays.count + needed <= session.limits.maxArrayCount) return;
  throw new PyError('MemoryError', 'flopscope', `array store limit reached: ${session.limits.maxArrayCount} arrays`);
}

function isRandomObject(value: unknown): value is RandomObject {
  return typeof value === 'object' && value !== null && 'randomKind' in value;
}
