/**
 * A set of small integers that iterates like CPython's.
 *
 * Path searches walk over sets of operand numbers, and which of several equally good paths they keep depends on the
 * order of that walk. An integer hashes to itself, so the order can be told (Objects/setobject.c).
 */
const EMPTY = -1;
const REMOVED = -2;
const SMALLEST_TABLE = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;

const emptyTable = (size: number): number[] => new Array<number>(size).fill(EMPTY);

export class IntSet {
  #table = emptyTable(SMALLEST_TABLE);
  /** Slots that are or were in use. */
  #filled = 0;
  #size = 0;
  /** Where `pop` goes on looking. */
  #finger = 0;

  /** The integers 0..count-1. */
  static range(count: number): IntSet {
    const set = new IntSet();
    for (let i = 0; i < count; i++) set.add(i);
    return set;
  }

  get size(): number {
    return this.#size;
  }

  get #mask(): number {
    return this.#table.length - 1;
  }

  *[Symbol.iterator](): Iterator<number> {
    for (const entry of this.#table) if (entry >= 0) yield entry;
  }

  /** The slot of a value, or the free one where it would go. */
  #slotOf(value: number): number {
    const mask = this.#mask;
    let start = value & mask;
    let perturb = value;
    for (;;) {
      const last = start + LINEAR_PROBES <= mask ? start + LINEAR_PROBES : start;
      for (let slot = start; slot <= last; slot++) {
        if (this.#table[slot] === value || this.#table[slot] === EMPTY) return slot;
      }
      perturb >>= PERTURB_SHIFT;
      start = (start * 5 + 1 + perturb) & mask;
    }
  }

  /** Makes the table larger than `least`, without removed entries. */
  #resize(least: number): void {
    let size = SMALLEST_TABLE;
    while (size <= least) size *= 2;
    if (size === this.#table.length && size === SMALLEST_TABLE && this.#filled === this.#size) return;
    const entries = [...this];
    this.#table = emptyTable(size);
    this.#filled = this.#size;
    for (const entry of entries) this.#table[this.#slotOf(entry)] = entry;
  }

  has(value: number): boolean {
    return this.#table[this.#slotOf(value)] === value;
  }

  add(value: number): void {
    const slot = this.#slotOf(value);
    if (this.#table[slot] === value) return;
    this.#table[slot] = value;
    this.#filled++;
    this.#size++;
    if (this.#filled * 5 >= this.#mask * 3) this.#resize(this.#size * 4);
  }

  #remove(value: number): void {
    const slot = this.#slotOf(value);
    if (this.#table[slot] !== value) return;
    this.#table[slot] = REMOVED;
    this.#size--;
  }

  /** Removes and returns an element: the next one in the table. The set must not be empty. */
  pop(): number {
    let slot = this.#finger & this.#mask;
    while (this.#table[slot]! < 0) slot = (slot + 1) % this.#table.length;
    const value = this.#table[slot]!;
    this.#table[slot] = REMOVED;
    this.#size--;
    this.#finger = slot + 1;
    return value;
  }

  copy(): IntSet {
    const result = new IntSet();
    if (this.#size === 0) return result;
    if (this.#size * 5 >= result.#mask * 3) result.#resize(this.#size * 2);
    if (result.#mask === this.#mask && this.#filled === this.#size) {
      result.#table = [...this.#table];
    } else {
      for (const entry of this) result.#table[result.#slotOf(entry)] = entry;
    }
    result.#filled = this.#size;
    result.#size = this.#size;
    return result;
  }

  /** Removes the elements of another set from this one. */
  subtract(other: Iterable<number>): void {
    for (const value of other) this.#remove(value);
    if (this.#filled - this.#size > Math.floor(this.#mask / 4)) this.#resize(this.#size * 4);
  }

  /** A new set: this one without two values and with a third. */
  replacePair(first: number, second: number, by: number): IntSet {
    let rest: IntSet;
    if (this.#size >> 2 > 2) {
      rest = this.copy();
      rest.subtract([first, second]);
    } else {
      rest = new IntSet();
      for (const value of this) if (value !== first && value !== second) rest.add(value);
    }
    const result = rest.copy();
    if ((result.#filled + 1) * 5 >= result.#mask * 3) result.#resize((result.#size + 1) * 2);
    result.add(by);
    return result;
  }
}
