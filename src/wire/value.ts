/** What a msgpack frame may hold, with Python's distinctions kept: ints are numbers or bigints, floats are PyFloats. */
import type { PyFloat } from '../python/values.js';

/** A msgpack extension value. The protocol uses none; operations refuse it. */
export class WireExtension {
  constructor(
    readonly type: number,
    readonly data: Uint8Array,
  ) {}
}

/** A value as decoded from a frame. Binary values are views of the frame. */
export type WireValue =
  | null
  | boolean
  | number
  | bigint
  | PyFloat
  | string
  | Uint8Array
  | WireExtension
  | WireValue[]
  | WireMap;

export type WireMap = Map<WireValue, WireValue>;

/** A value a reply may hold: ints are numbers or bigints, floats PyFloats; a record keeps its key order. */
export type ReplyValue =
  | null
  | boolean
  | number
  | bigint
  | PyFloat
  | string
  | Uint8Array
  | readonly ReplyValue[]
  | ReadonlyMap<string | null, ReplyValue>
  | { readonly [key: string]: ReplyValue };
