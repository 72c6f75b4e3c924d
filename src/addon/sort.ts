/** Exports of native/binding/sort.cpp: sorting, searching sorted data, distinct elements. */
import type { Slot } from './native.js';

export interface SortExports {
  /** A sorted copy along the last axis, NaN last. */
  sort(a: Slot, stable: boolean): Slot;
  /** int64 positions that sort along the last axis; equal elements keep their order if `stable`. */
  argsort(a: Slot, stable: boolean): Slot;
  /** A copy with the elements at the given ranks of the last axis in their sorted places, others on their side of them. */
  partition(a: Slot, ranks: readonly number[]): Slot;
  /** int64 positions that partition so. */
  argpartition(a: Slot, ranks: readonly number[]): Slot;
  /** As argsort, by several keys of one shape; the last key weighs most. */
  lexsort(keys: readonly Slot[]): Slot;
  /**
   * int64 positions at which values (of the vector's dtype) belong in a sorted vector. `sorter` holds positions that sort
   * it, or is -1. ValueError when one of them is out of range.
   */
  searchSorted(sorted: Slot, values: Slot, right: boolean, sorter: Slot): Slot;
  /** Distinct integers, truth values or complex numbers in the order of a hash table. */
  hashedUnique(a: Slot, equalNan: boolean): Slot;
}
