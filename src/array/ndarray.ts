/**
 * The TypeScript face of a native n-d array: a slot number in the addon's table plus cached metadata.
 *
 * Pricing and checks read `dtype` and `shape` here and never call the addon. Memory is released when the last handle
 * goes or, for arrays no handle was given for, at the end of the request that made them (`inArrayScope`), not when
 * JavaScript collects garbage.
 */
import { native } from '../addon/native.js';
import type { SymmetryGroup } from '../symmetry/group.js';
import type { Dtype } from './dtype.js';

export type Shape = readonly number[];

/** Writes that have been noted, to whichever memory. */
let allWrites = 0;

/** Arrays made in the open scopes, the innermost one's last; from `madeCount` on there are none. */
const made: (NdArray | undefined)[] = [];
let madeCount = 0;

export class NdArray {
  #symmetry: SymmetryGroup | null = null;
  /** Writes to the memory when the tag was given, and the count of all writes when that was last looked at. */
  #tagged = 0;
  #looked = 0;
  /** True when the tag was inferred by the server (zeros, eye, ...) rather than declared by the caller. */
  symmetryInferred = false;
  /** True for data no operation has touched: the reference holds them as plain NumPy arrays, not as its own class. */
  isPlain = false;
  readonly size: number;
  #handles = 0;
  #released = false;

  /** @param slot index in the addon's array table; this object becomes its owner. */
  constructor(
    readonly slot: number,
    readonly dtype: Dtype,
    readonly shape: Shape,
  ) {
    let size = 1;
    for (const extent of shape) size *= extent;
    this.size = size;
    made[madeCount++] = this;
  }

  /**
   * Permutation group under which the elements are known to be unchanged; null for an untagged array. A tag ends when
   * a write is noted to the memory, through whichever array: its price would be that of other data.
   */
  get symmetry(): SymmetryGroup | null {
    if (this.#symmetry !== null && this.#looked !== allWrites) {
      this.#looked = allWrites;
      if (native.writesTo(this.slot) !== this.#tagged) this.#symmetry = null;
    }
    return this.#symmetry;
  }

  set symmetry(group: SymmetryGroup | null) {
    this.#symmetry = group;
    if (group === null) return;
    this.#looked = allWrites;
    this.#tagged = allWrites === 0 ? 0 : native.writesTo(this.slot);
  }

  /** Ends the tags of all arrays over the same memory, this one's own included. */
  noteWrite(): void {
    allWrites++;
    native.noteWrite(this.slot);
  }

  /** Whether clients may write to it: not to what NumPy hands out read-only, nor to views of that. */
  get isWriteable(): boolean {
    return native.isWriteable(this.slot);
  }

  /** This array, which clients may not write to from now on. */
  asReadOnly(): this {
    native.makeReadOnly(this.slot);
    return this;
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** Called when a handle comes to name this array: it then outlives its scope. */
  retain(): void {
    this.#handles++;
  }

  /** Called when a handle is freed; the last one gives the memory back at once. */
  release(): void {
    this.#handles--;
    this.#free();
  }

  /** Ends the scope's ownership. */
  leaveScope(): void {
    this.#free();
  }

  #free(): void {
    if (this.#handles > 0 || this.#released) return;
    this.#released = true;
    native.release(this.slot);
  }
}

/** An array of one number without axes, for kernels that take nothing else. */
export const numberArray = (dtype: Dtype, value: number | bigint): NdArray =>
  new NdArray(native.fromNumber(dtype, value), dtype, []);

/** Runs one request; arrays made in it that no handle names are released when it ends, whatever the outcome. */
export function inArrayScope<T>(body: () => T): T {
  const base = madeCount;
  try {
    return body();
  } finally {
    endScope(base);
  }
}

/** As inArrayScope, for a step of a longer computation: what it returns belongs to the scope around it. */
export function keptFromScope(body: () => NdArray): NdArray {
  const base = madeCount;
  let result: NdArray | undefined;
  try {
    result = body();
    return result;
  } finally {
    endScope(base, result);
  }
}

function endScope(base: number, kept?: NdArray): void {
  const end = madeCount;
  madeCount = base;
  for (let i = base; i < end; i++) {
    const array = made[i]!;
    made[i] = undefined;
    if (array === kept) made[madeCount++] = kept;
    else array.leaveScope();
  }
}
