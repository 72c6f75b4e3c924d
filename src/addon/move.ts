/** Exports of native/binding/move.cpp: gathers, selection, repetition, ramps. */
import type { Dtype } from '../array/dtype.js';
import type { Slot } from './native.js';

/** What becomes of positions outside an axis; codes shared with `enum class Bounds` in native/move/move.h. */
export enum Bounds {
  Raise = 0,
  Wrap = 1,
  Clip = 2,
}

export interface MoveExports {
  /**
   * Elements at integer positions: `axes` are indexed by `indices` (int64, one shape), whose axes stand at position
   * `insertAt` among the remaining ones. IndexError out of bounds.
   */
  gather(array: Slot, axes: readonly number[], indices: readonly Slot[], insertAt: number): Slot;
  /** IndexError unless all int64 positions are within -extent..extent-1. */
  requireWithin(positions: Slot, axis: number, extent: number): void;
  /** Elements (or trailing subarrays) where a bool mask of the leading axes is true. */
  maskSelect(array: Slot, mask: Slot): Slot;
  countTrue(mask: Slot): number;
  /** int64 positions within 0..extent-1. IndexError for what is outside, or in an axis without elements. */
  boundedPositions(positions: Slot, extent: number, bounds: Bounds): Slot;
  /** Writes values, over and over, to the elements at positions counted in C order, which must be in range. */
  scatter(target: Slot, positions: Slot, values: Slot): void;
  /** Positions of non-zero elements, one int64 array per axis. */
  nonzero(array: Slot): Slot[];
  /** A copy with NaNs replaced by a number; the same memory where there are none and a copy would look alike. */
  replaceNan(array: Slot, by: number): Slot;
  /** Elementwise choice, converted to `dtype` and broadcast to `shape`. */
  select(condition: Slot, x: Slot, y: Slot, dtype: Dtype, shape: readonly number[]): Slot;
  /** Repeats positions along an axis; `counts` has one int64 entry per position or one for all. */
  repeat(array: Slot, counts: Slot, axis: number): Slot;
  /** Zeroes what is above (or, unless `lower`, below) the k-th diagonal of the last two axes of a C-ordered array. */
  clearTriangle(array: Slot, k: number, lower: boolean): void;
  /** int64 rows and columns of the elements at and below (or above) the k-th diagonal of a matrix. */
  triangleIndices(rows: number, columns: number, k: number, lower: boolean): [rows: Slot, columns: Slot];
  /** Truth of elements along the last axis as bits of uint8, the first one highest unless `little`. */
  packBits(array: Slot, little: boolean): Slot;
  /** The first `count` bits of uint8 elements along the last axis; zeros beyond what there is. */
  unpackBits(array: Slot, count: number, little: boolean): Slot;
  /** start + i·step; bigints for integer dtypes. */
  ramp(dtype: Dtype, start: number | bigint, step: number | bigint, n: number): Slot;
}
