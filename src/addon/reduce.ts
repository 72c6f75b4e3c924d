/** Exports of native/binding/reduce.cpp: reductions, scans and order statistics. */
import type { Dtype } from '../array/dtype.js';
import type { Slot } from './native.js';

/** Codes shared with `enum class ReduceOp` in native/reduce/kernels.h. */
export enum ReduceOp {
  Sum = 0,
  Prod = 1,
  Max = 2,
  Min = 3,
  Fmax = 4,
  Fmin = 5,
  Any = 6,
  All = 7,
}

export interface ReduceExports {
  /**
   * Folds an array, converted to `dtype`, over axes; a new array without them. `initial` is a 0-d array, or -1 to start
   * from the first element (extrema only, nothing reduced may be empty); `where` is a bool array that broadcasts to the
   * operand, or -1.
   */
  reduce(op: ReduceOp, a: Slot, axes: readonly number[], dtype: Dtype, initial: Slot, where: Slot): Slot;
  /** int64 positions of the first greatest or least element along an axis; a NaN is both. */
  argExtremum(greatest: boolean, a: Slot, axis: number): Slot;
  /** Running sums or products along an axis. */
  scan(product: boolean, a: Slot, axis: number, dtype: Dtype): Slot;
  /** Sorted elements at the given ranks of the last axis; the ranks are the result's first axis. */
  orderStatistics(a: Slot, ranks: readonly number[]): Slot;
}
