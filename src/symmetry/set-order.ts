/**
 * The order in which CPython iterates over a set of tuples of small integers.
 *
 * Restricting a group collects its elements in a Python set in the reference, and the set's iteration order becomes
 * the order of the generators that clients see. Neither hashing nor probing is randomised for integers, so the order
 * can be told: Objects/tupleobject.c (tuplehash, after xxHash) and Objects/setobject.c (set_add_entry).
 */

const PRIME_1 = 11400714785074694791n;
const PRIME_2 = 14029467366897019727n;
const PRIME_5 = 2870177450012600261n;
const WORD = (1n << 64n) - 1n;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5n;
const SMALLEST_TABLE = 8;
const GROWTH_SLOWS_AT = 50_000;

/** CPython's hash of a tuple of non-negative integers, as an unsigned 64-bit word. */
function tupleHash(items: readonly number[]): bigint {
  let hash = PRIME_5;
  for (const item of items) {
    hash = (hash + BigInt(item) * PRIME_2) & WORD;
    hash = ((hash << 31n) | (hash >> 33n)) & WORD;
    hash = (hash * PRIME_1) & WORD;
  }
  hash = (hash + (BigInt(items.length) ^ (PRIME_5 ^ 3527539n))) & WORD;
  return hash === WORD ? 1546275796n : hash;
}

interface Entry {
  readonly items: readonly number[];
  readonly hash: bigint;
}

/** Index of the first free slot on an entry's probe sequence. */
function freeSlot(table: readonly (Entry | undefined)[], hash: bigint): number {
  const mask = table.length - 1;
  const wideMask = BigInt(mask);
  let start = Number(hash & wideMask);
  let perturb = hash;
  for (;;) {
    const last = start + LINEAR_PROBES <= mask ? start + LINEAR_PROBES : start;
    for (let slot = start; slot <= last; slot++) if (table[slot] === undefined) return slot;
    perturb >>= PERTURB_SHIFT;
    start = Number((BigInt(start) * 5n + 1n + perturb) & wideMask);
  }
}

function grown(table: readonly (Entry | undefined)[], used: number): (Entry | undefined)[] {
  const least = used > GROWTH_SLOWS_AT ? used * 2 : used * 4;
  let size = SMALLEST_TABLE;
  while (size <= least) size *= 2;
  const larger = new Array<Entry | undefined>(size).fill(undefined);
  for (const entry of table) if (entry !== undefined) larger[freeSlot(larger, entry.hash)] = entry;
  return larger;
}

/** The distinct tuples `items`, inserted in this order, as a Python set iterates over them. */
export function inSetOrder<T extends readonly number[]>(items: readonly T[]): T[] {
  let table = new Array<Entry | undefined>(SMALLEST_TABLE).fill(undefined);
  let used = 0;
  for (const tuple of items) {
    const hash = tupleHash(tuple);
    table[freeSlot(table, hash)] = { items: tuple, hash };
    used++;
    if (used * 5 >= (table.length - 1) * 3) table = grown(table, used);
  }
  return table.filter((entry) => entry !== undefined).map((entry) => entry.items as T);
}
