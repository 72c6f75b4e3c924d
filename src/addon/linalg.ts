/** Exports of native/binding/linalg.cpp: matrix products. */
import type { Dtype } from '../array/dtype.js';
import type { Slot } from './native.js';

/** Codes shared with `enum class StackedProduct` in native/linalg/matmul.h. */
export enum StackedProduct {
  Matmul = 0,
  Vecdot = 1,
  Matvec = 2,
  Vecmat = 3,
}

export interface LinalgExports {
  /**
   * A product of stacks whose leading axes broadcast, computed in `dtype` and written to `out` (casting 'unsafe') unless
   * that is -1; `out` may have more leading axes than the operands. ValueError when extents summed over differ.
   */
  stackedProduct(product: StackedProduct, a: Slot, b: Slot, dtype: Dtype, out: Slot): Slot;
  /**
   * numpy.dot. An operand without axes scales the other, in floating dtypes and up to two dimensions only. ValueError
   * when extents summed over differ.
   */
  dot(a: Slot, b: Slot, dtype: Dtype): Slot;
  /** The inner product of two vectors of one length, the first conjugated; a 0-d array. */
  vdot(a: Slot, b: Slot, dtype: Dtype): Slot;
  /** Threads that linear algebra may use. */
  setBlasThreads(count: number): void;
}
