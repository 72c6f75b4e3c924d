/** Exports of native/binding/linalg.cpp and lapack.cpp: matrix products, linear systems, decompositions. */
import type { Dtype } from '../array/dtype.js';
import type { Slot } from './native.js';

/** Codes shared with `enum class StackedProduct` in native/linalg/matmul.h. */
export enum StackedProduct {
  Matmul = 0,
  Vecdot = 1,
  Matvec = 2,
  Vecmat = 3,
}

/** Codes shared with `enum class QrMode` in native/linalg/decompose.h. */
export enum QrMode {
  Reduced = 0,
  Complete = 1,
  R = 2,
  Raw = 3,
}

/** Codes shared with `enum class SvdMode` in native/linalg/decompose.h. */
export enum SvdMode {
  /** Singular values only. */
  Values = 0,
  Reduced = 1,
  Full = 2,
}

/**
 * LAPACK's drivers on stacks of matrices (the last two axes), called as numpy.linalg calls them. Operands are float64 or
 * complex128, of one dtype, and results are new arrays in C order. LinAlgError for operands that are no stacks of (square)
 * matrices, and where NumPy raises it.
 */
export interface LapackExports {
  /** x of a·x = b; a vector where `b` has one axis. LinAlgError for a singular matrix. */
  solve(a: Slot, b: Slot): Slot;
  /** A singular matrix is a LinAlgError or, if `lenient`, has an inverse of NaN. */
  inverse(a: Slot, lenient: boolean): Slot;
  determinant(a: Slot): Slot;
  /** Signs of determinants and logarithms (float64) of their absolute values. */
  logDeterminant(a: Slot): [sign: Slot, logarithm: Slot];
  /** LinAlgError unless positive definite; reads the upper or the lower triangle. */
  cholesky(a: Slot, upper: boolean): Slot;
  /**
   * Least squares (gelsd) for matrices `a` (m, n) and `b` (m, k), k > 0: solution (n, k), squared residuals (k; NaN where
   * the rank is below n or m < n), singular values (float64, descending) and rank. Singular values up to `rcond` times
   * the greatest count as zero.
   */
  leastSquares(a: Slot, b: Slot, rcond: number): [x: Slot, residuals: Slot, singular: Slot, rank: number];
  /** [Q, R], [R] or, raw, [factors (m, n), tau]. */
  qr(a: Slot, mode: QrMode): Slot[];
  /** [s] or [U, s, Vᴴ]; s is float64. LinAlgError without convergence, as for NaN. */
  svd(a: Slot, mode: SvdMode): Slot[];
  /**
   * Eigenvalues of general matrices and, if `vectors`, right eigenvectors in columns. float64 if the operand is and no
   * eigenvalue of the stack has an imaginary part, otherwise complex128 (`isComplex`). Elements must be finite.
   */
  eig(a: Slot, vectors: boolean): [isComplex: boolean, values: Slot, vectors?: Slot];
  /** Ascending eigenvalues (float64) and, if `vectors`, eigenvectors of Hermitian matrices; reads one triangle. */
  eigh(a: Slot, upper: boolean, vectors: boolean): Slot[];
}

export interface LinalgExports extends LapackExports {
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
