/** Stores that give objects ids a client can name them by: `a0`, `a1`, ... for arrays, `g0`, ... for generators. */
import type { NdArray } from '../array/ndarray.js';
import { KeyError, MemoryError, PyTypeError } from '../errors.js';
import type { RandomObject } from '../python/values.js';
import { WireMap, type WireValue } from '../wire/value.js';
import { IdTable } from './id-table.js';

/** Objects by handle, a letter and a number. Numbers count up and are never used twice. */
class HandleStore<T> {
  readonly #items = new IdTable<T>();
  readonly #letter: number;
  #next = 0;

  /** @param kind what the objects are called in messages; @param prefix the letter. */
  constructor(
    readonly kind: string,
    readonly prefix: string,
  ) {
    this.#letter = prefix.charCodeAt(0);
  }

  get count(): number {
    return this.#items.count;
  }

  /** The number of the new handle. */
  put(item: T): number {
    const number = this.#next++;
    this.#items.add(number, item);
    return number;
  }

  /** The object of the handle with this number. KeyError when there is none. */
  at(number: number): T {
    return this.#items.get(number) ?? this.get(this.prefix + number);
  }

  /** The object a handle names. KeyError when it names none, TypeError for what cannot be a key in Python. */
  get(handle: WireValue): T {
    const item = typeof handle === 'string' ? this.#items.get(this.#number(handle)) : undefined;
    if (item !== undefined) return item;
    requireHashable(handle);
    const shown = typeof handle === 'string' ? `'${handle}'` : String(handle);
    throw new KeyError(`'${this.kind} handle ${shown} names nothing here'`);
  }

  /** Forgets a handle and returns what it named. */
  take(handle: WireValue): T | undefined {
    if (typeof handle === 'string') return this.#items.take(this.#number(handle));
    requireHashable(handle);
    return undefined;
  }

  /** Forgets every handle and returns what they named. */
  takeAll(): T[] {
    return this.#items.takeAll();
  }

  /** The number of a handle as `put` writes it; -1 for any other text. */
  #number(handle: string): number {
    const { length } = handle;
    if (length < 2 || length > 16 || handle.charCodeAt(0) !== this.#letter) return -1;
    let number = 0;
    for (let i = 1; i < length; i++) {
      const digit = handle.charCodeAt(i) - 0x30;
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    return handle.charCodeAt(1) === 0x30 && length > 2 ? -1 : number;
  }
}

function requireHashable(id: WireValue): void {
  if (Array.isArray(id)) throw new PyTypeError("unhashable type: 'list'");
  if (id instanceof WireMap) throw new PyTypeError("unhashable type: 'dict'");
}

/** Arrays by handle. A stored array stays in memory until its last handle is freed. */
export class ArrayStore {
  readonly #handles = new HandleStore<NdArray>('array', 'a');

  /** @param capacity greatest number of handles at a time. */
  constructor(readonly capacity: number) {}

  get count(): number {
    return this.#handles.count;
  }

  /** MemoryError unless `needed` more handles fit. */
  requireRoom(needed: number): void {
    if (this.count + needed > this.capacity)
      throw new MemoryError(`array store limit reached: ${this.capacity} arrays`);
  }

  /** Stores an array; the number of its handle. MemoryError when there are too many. */
  put(array: NdArray): number {
    this.requireRoom(1);
    array.retain();
    return this.#handles.put(array);
  }

  /** The array whose handle has this number. */
  at(number: number): NdArray {
    return this.#handles.at(number);
  }

  get(id: WireValue): NdArray {
    return this.#handles.get(id);
  }

  free(id: WireValue): void {
    this.#handles.take(id)?.release();
  }

  clear(): void {
    for (const array of this.#handles.takeAll()) array.release();
  }
}

/** Generators, RandomStates and SeedSequences by handle. */
export class RandomStore {
  readonly #handles = new HandleStore<RandomObject>('generator', 'g');

  /** Stores an object; its handle. */
  put(object: RandomObject): string {
    return this.#handles.prefix + this.#handles.put(object);
  }

  get(id: WireValue): RandomObject {
    return this.#handles.get(id);
  }

  clear(): void {
    this.#handles.takeAll();
  }
}
