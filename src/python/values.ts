/**
 * Python values as they arrive in requests and leave in replies.
 *
 * JavaScript has one number type; Python has two, and NumPy promotes them differently. Here a Python int is a
 * `number` when it is a safe integer and a `bigint` beyond, and a Python float is a `PyFloat`. A `PyValue` that is a
 * plain `number` is therefore always an int.
 */
import type { NdArray } from '../array/ndarray.js';
import type { SymmetryGroup } from '../symmetry/group.js';

/** A Python float. */
export class PyFloat {
  constructor(readonly value: number) {}
}

/** A Python complex. */
export class PyComplex {
  constructor(
    readonly re: number,
    readonly im: number,
  ) {}
}

/** A Python slice object, as index keys use it. */
export class PySlice {
  constructor(
    readonly start: number | null,
    readonly stop: number | null,
    readonly step: number | null,
  ) {}
}

class PyEllipsis {
  readonly pyType = 'ellipsis';
}

/** Python's Ellipsis. */
export const ELLIPSIS: PyEllipsis = new PyEllipsis();

/**
 * A Python tuple. Lists and tuples both travel as msgpack arrays; where the reference tells them apart (index keys,
 * tuple keywords) the decoder of that place makes the tuple.
 */
export class PyTuple {
  constructor(readonly items: readonly PyValue[]) {}
}

/** A server-side random object (Generator, RandomState, SeedSequence) named by a handle. */
export interface RandomObject {
  readonly randomKind: 'Generator' | 'RandomState' | 'SeedSequence';
}

/** A dict that names nothing the protocol knows. Operations refuse it. */
export class PyDict {
  constructor(readonly entries: ReadonlyMap<PyValue, PyValue>) {}
}

/** An argument after handles have been resolved. */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | PyFloat
  | PyComplex
  | string
  | Uint8Array
  | readonly PyValue[]
  | PyTuple
  | PySlice
  | PyEllipsis
  | PyDict
  | NdArray
  | SymmetryGroup
  | RandomObject;

/** An int as Python's own functions take it, which a bool is too. */
export const isWhole = (value: PyValue | undefined): value is number | bigint | boolean =>
  isInt(value) || typeof value === 'boolean';

/** True for a Python int (bool excluded). */
export function isInt(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Python's name of a value's type, for messages. */
export function typeName(value: PyValue | undefined): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (isInt(value)) return 'int';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyComplex) return 'complex';
  if (typeof value === 'string') return 'str';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'list';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PySlice) return 'slice';
  if (value === ELLIPSIS) return 'ellipsis';
  return 'ndarray';
}
