/** A list of distinct permutations of one degree, kept flat: quick to look up when there are many of them. */
import type { Permutation } from './permutation.js';

const FIRST_ROWS = 64;
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;

export class PermutationList {
  #rows: Uint16Array;
  /** Places of rows, plus one; 0 is free. Its length is a power of two, at least twice the rows' number. */
  #table = new Int32Array(2 * FIRST_ROWS);
  #size = 0;

  /** @param degree at most 65536 */
  constructor(private readonly degree: number) {
    this.#rows = new Uint16Array(FIRST_ROWS * degree);
  }

  get size(): number {
    return this.#size;
  }

  /** The permutations in the order in which they came. */
  toArray(): Permutation[] {
    const { degree } = this;
    return Array.from({ length: this.#size }, (_, place) =>
      Array.from(this.#rows.subarray(place * degree, (place + 1) * degree)),
    );
  }

  has(permutation: Permutation): boolean {
    this.#reserve();
    this.#write(permutation);
    return this.#table[this.#slotOf(this.#size)] !== 0;
  }

  /** Appends a permutation; false when the list has it. */
  add(permutation: Permutation): boolean {
    this.#reserve();
    this.#write(permutation);
    return this.#admitLast();
  }

  /** Appends the product of one at a place and another, the other applied first; false when the list has it. */
  addAfter(place: number, other: Permutation): boolean {
    this.#reserve();
    const base = this.#size * this.degree;
    const from = place * this.degree;
    const rows = this.#rows;
    for (let i = 0; i < this.degree; i++) rows[base + i] = rows[from + other[i]!]!;
    return this.#admitLast();
  }

  /** Appends the product of one at a place and another, the other applied last; false when the list has it. */
  addBefore(place: number, other: Permutation): boolean {
    this.#reserve();
    const base = this.#size * this.degree;
    const from = place * this.degree;
    const rows = this.#rows;
    for (let i = 0; i < this.degree; i++) rows[base + i] = other[rows[from + i]!]!;
    return this.#admitLast();
  }

  /** Writes a permutation behind the last row. */
  #write(permutation: Permutation): void {
    const base = this.#size * this.degree;
    for (let i = 0; i < this.degree; i++) this.#rows[base + i] = permutation[i]!;
  }

  /** Makes room for one more row and keeps the table sparse. */
  #reserve(): void {
    if ((this.#size + 1) * this.degree > this.#rows.length) {
      const grown = new Uint16Array(2 * this.#rows.length);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    if (2 * (this.#size + 1) <= this.#table.length) return;
    this.#table = new Int32Array(2 * this.#table.length);
    for (let row = 0; row < this.#size; row++) this.#table[this.#slotOf(row)] = row + 1;
  }

  /** The slot of a row equal to the one at `row`, or the free one where it would go. */
  #slotOf(row: number): number {
    const { degree } = this;
    const rows = this.#rows;
    const base = row * degree;
    let hash = HASH_START;
    for (let i = 0; i < degree; i++) hash = Math.imul(hash ^ rows[base + i]!, HASH_FACTOR);
    const mask = this.#table.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#table[slot]! - 1;
      if (known < 0) return slot;
      let i = 0;
      while (i < degree && rows[known * degree + i] === rows[base + i]) i++;
      if (i === degree) return slot;
    }
  }

  #admitLast(): boolean {
    const slot = this.#slotOf(this.#size);
    if (this.#table[slot] !== 0) return false;
    this.#table[slot] = ++this.#size;
    return true;
  }
}
