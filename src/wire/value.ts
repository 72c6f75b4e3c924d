/** What a msgpack frame may hold, with Python's distinctions kept: ints are numbers or bigints, floats are PyFloats. */
import type { PyFloat } from '../python/values.js';

/** A msgpack extension value. The protocol uses none; operations refuse it. */
export class WireExtension {
  constructor(
    readonly type: number,
    readonly data: Uint8Array,
  ) {}
}

/** The one key of a map that stands for an array. */
export const HANDLE_KEY = '__handle__';

/**
 * A map of a request. Nearly all have one entry (a handle) or none (keywords), so the first entry is kept in place and
 * a hash table is made for the second; of a handle only the number is.
 */
export class WireMap {
  /** The number of the handle, where that is all the map holds; -1 otherwise. */
  readonly handle: number;
  #key: WireValue = null;
  #value: WireValue | undefined;
  #table: Map<WireValue, WireValue> | undefined;

  /** @param handle of an array: the map then has no other entry, and gets none. */
  constructor(entries?: Iterable<readonly [WireValue, WireValue]>, handle = -1) {
    this.handle = handle;
    if (entries !== undefined) for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    if (this.handle >= 0) return 1;
    return this.#table?.size ?? (this.#value === undefined ? 0 : 1);
  }

  /** Adds an entry, or replaces the value of a key that is there. */
  set(key: WireValue, value: WireValue): void {
    if (this.#table !== undefined) {
      this.#table.set(key, value);
    } else if (this.#value === undefined || key === this.#key) {
      this.#key = key;
      this.#value = value;
    } else {
      this.#table = new Map([
        [this.#key, this.#value],
        [key, value],
      ]);
    }
  }

  get(key: WireValue): WireValue | undefined {
    if (this.handle >= 0) return key === HANDLE_KEY ? `a${this.handle}` : undefined;
    if (this.#table !== undefined) return this.#table.get(key);
    return key === this.#key ? this.#value : undefined;
  }

  has(key: WireValue): boolean {
    return this.get(key) !== undefined;
  }

  [Symbol.iterator](): Iterator<[WireValue, WireValue]> {
    if (this.handle >= 0) return new Map<WireValue, WireValue>([[HANDLE_KEY, `a${this.handle}`]])[Symbol.iterator]();
    if (this.#table !== undefined) return this.#table[Symbol.iterator]();
    const entries: [WireValue, WireValue][] = this.#value === undefined ? [] : [[this.#key, this.#value]];
    return entries[Symbol.iterator]();
  }
}

/** What is no container. Binary values of a request are views of its frame. */
type WireScalar = null | boolean | number | bigint | PyFloat | string | Uint8Array;

/** A value as decoded from a frame. */
export type WireValue = WireScalar | WireExtension | WireValue[] | WireMap;

/** A value a reply may hold: ints are numbers or bigints, floats PyFloats; a record keeps its key order. */
export type ReplyValue =
  | WireScalar
  | readonly ReplyValue[]
  | ReadonlyMap<string | null, ReplyValue>
  | { readonly [key: string]: ReplyValue };
