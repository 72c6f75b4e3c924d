/** Stores that give objects ids a client can name them by: `a0`, `a1`, ... for arrays, `g0`, ... for generators. */
import type { NdArray } from '../array/ndarray.js';
import { KeyError, MemoryError, PyTypeError } from '../errors.js';
import type { RandomObject } from '../python/values.js';
import { WireExtension, type WireValue } from '../wire/value.js';

/** A table of objects by handle. Ids count up and are never used twice. */
class HandleStore<T> {
  readonly #items = new Map<string, T>();
  #next = 0;

  /** @param kind what the objects are called in messages; @param prefix first letter of the ids. */
  constructor(
    readonly kind: string,
    readonly prefix: string,
  ) {}

  get count(): number {
    return this.#items.size;
  }

  put(item: T): string {
    const id = this.prefix + this.#next++;
    this.#items.set(id, item);
    return id;
  }

  /** The object a handle names. KeyError when it names none, TypeError for what cannot be a key in Python. */
  get(id: WireValue): T {
    const item = typeof id === 'string' ? this.#items.get(id) : undefined;
    if (item !== undefined) return item;
    requireHashable(id);
    throw new KeyError(`'${this.kind} handle ${typeof id === 'string' ? `'${id}'` : String(id)} names nothing here'`);
  }

  /** Forgets a handle and returns what it named. */
  take(id: WireValue): T | undefined {
    if (typeof id !== 'string') {
      requireHashable(id);
      return undefined;
    }
    const item = this.#items.get(id);
    if (item !== undefined) this.#items.delete(id);
    return item;
  }

  /** Forgets every handle and returns what they named. */
  takeAll(): T[] {
    const items = [...this.#items.values()];
    this.#items.clear();
    return items;
  }
}

function requireHashable(id: WireValue): void {
  if (Array.isArray(id)) throw new PyTypeError("unhashable type: 'list'");
  if (id instanceof Map && !(id instanceof WireExtension)) throw new PyTypeError("unhashable type: 'dict'");
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

  put(array: NdArray): string {
    this.requireRoom(1);
    array.retain();
    return this.#handles.put(array);
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

  put(object: RandomObject): string {
    return this.#handles.put(object);
  }

  get(id: WireValue): RandomObject {
    return this.#handles.get(id);
  }

  clear(): void {
    this.#handles.takeAll();
  }
}
