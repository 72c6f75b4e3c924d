/** Exports of native/binding/statistics.cpp: counting, binning, sliding products, interpolation. */
import type { Slot } from './native.js';

/** How far a window reaches over the ends; codes shared with `enum class Overlap` in native/statistics/statistics.h. */
export enum Overlap {
  Valid = 0,
  Same = 1,
  Full = 2,
}

export interface StatisticsExports {
  /** Least and greatest element of a vector of integers read as int64; [0n, -1n] for none. */
  extremes(x: Slot): [bigint, bigint];
  /** Occurrences of 0..size-1 in an integer vector, int64; with weights (or -1 for none) their sums, float64. */
  bincount(x: Slot, weights: Slot, size: number): Slot;
  /**
   * Elements of a float32 or float64 vector by bin of one width between `first` and `last`; `edges` has the dtype of
   * the data. `isWide`: positions of float32 data are computed in float64.
   */
  uniformCounts(a: Slot, edges: Slot, first: number, last: number, width: number, isWide: boolean): Slot;
  /** Elements of a float32, float64 or int64 vector by bins between ascending edges of the same dtype. */
  edgeCounts(a: Slot, edges: Slot): Slot;
  /** Inner products of `v` with a window sliding over `a`, which is not shorter and of the same dtype. */
  slidingProduct(a: Slot, v: Slot, overlap: Overlap): Slot;
  /** numpy.interp at float64 `x`; `fp` is float64 or complex128. */
  interpolate(
    x: Slot,
    xp: Slot,
    fp: Slot,
    hasLeft: boolean,
    leftRe: number,
    leftIm: number,
    hasRight: boolean,
    rightRe: number,
    rightIm: number,
  ): Slot;
}
