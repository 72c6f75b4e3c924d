/** 2^32 by the golden ratio: multiples of it, modulo 2^32, lie evenly apart (Knuth, TAOCP 3, 6.4, Fibonacci hashing). */
const GOLDEN = 0x9e3779b9;

/**
 * A table of objects by small counting ids.
 *
 * Ids come in order and most are freed soon after, a pattern that makes JavaScript's Map rebuild its table every few
 * requests. Here collisions go to the next free place, and freeing closes the gap. Homes are scattered, so that the
 * places in use form short runs: freeing one of many objects looks at the rest of its run.
 */

export class IdTable<T> {
  #ids: number[] = [];
  #items: (T | undefined)[] = [];
  #mask = -1;
  /** Bits of a multiple of `GOLDEN` that do not count for a home. */
  #shift = 32;
  #count = 0;

  constructor() {
    this.#resize(64);
  }

  get count(): number {
    return this.#count;
  }

  get(id: number): T | undefined {
    return this.#items[this.#find(id)];
  }

  /** Adds an object under an id that is not in the table. */
  add(id: number, item: T): void {
    if (2 * (this.#count + 1) > this.#ids.length) this.#resize(2 * this.#ids.length);
    const place = this.#find(id);
    this.#ids[place] = id;
    this.#items[place] = item;
    this.#count++;
  }

  /** Removes an object and returns it. */
  take(id: number): T | undefined {
    let gap = this.#find(id);
    const item = this.#items[gap];
    if (item === undefined) return undefined;
    this.#count--;
    // Whoever stands behind the gap and would have liked to stand in it or before it moves up.
    for (let place = (gap + 1) & this.#mask; this.#items[place] !== undefined; place = (place + 1) & this.#mask) {
      const home = this.#home(this.#ids[place]!);
      if (((place - home) & this.#mask) < ((place - gap) & this.#mask)) continue;
      this.#ids[gap] = this.#ids[place]!;
      this.#items[gap] = this.#items[place];
      gap = place;
    }
    this.#items[gap] = undefined;
    return item;
  }

  /** Removes everything and returns it. */
  takeAll(): T[] {
    const items = this.#items.filter((item) => item !== undefined) as T[];
    this.#count = 0;
    this.#items.fill(undefined);
    return items;
  }

  #home(id: number): number {
    return Math.imul(id, GOLDEN) >>> this.#shift;
  }

  /** The place of an id, or the free place where it would go. */
  #find(id: number): number {
    let place = this.#home(id);
    while (this.#items[place] !== undefined && this.#ids[place] !== id) place = (place + 1) & this.#mask;
    return place;
  }

  #resize(capacity: number): void {
    const ids = this.#ids;
    const items = this.#items;
    this.#ids = new Array<number>(capacity).fill(0);
    this.#items = new Array<T | undefined>(capacity).fill(undefined);
    this.#mask = capacity - 1;
    this.#shift = Math.clz32(this.#mask);
    this.#count = 0;
    items.forEach((item, place) => {
      if (item !== undefined) this.add(ids[place]!, item);
    });
  }
}
