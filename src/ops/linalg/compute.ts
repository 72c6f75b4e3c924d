/**
 * numpy.linalg on arrays: operands are converted to double precision, handed to LAPACK and the results rounded to the
 * dtype NumPy gives them. Shapes are checked as NumPy checks them; nothing here is priced.
 */
import { type QrMode, SvdMode } from '../../addon/linalg.js';
import { native, type Slot } from '../../addon/native.js';
import { Dtype, dtypeName, isComplex, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { LinAlgError, PyTypeError } from '../../errors.js';
import { asType } from '../../ufunc/apply.js';

/** What operands are computed in and what results are rounded to. */
export interface CommonType {
  readonly compute: Dtype.Float64 | Dtype.Complex128;
  readonly result: Dtype;
}

export const realOf = (dtype: Dtype): Dtype =>
  dtype === Dtype.Complex64 ? Dtype.Float32 : dtype === Dtype.Complex128 ? Dtype.Float64 : dtype;
export const complexOf = (dtype: Dtype): Dtype =>
  realOf(dtype) === Dtype.Float32 ? Dtype.Complex64 : Dtype.Complex128;

/** numpy.linalg's common type: single precision only if all operands are. TypeError for float16. */
export function commonType(...arrays: readonly NdArray[]): CommonType {
  let real = Dtype.Float32;
  for (const { dtype } of arrays) {
    if (dtype === Dtype.Float16) throw new PyTypeError(`array type ${dtypeName(dtype)} is unsupported in linalg`);
    if (!isInexact(dtype) || realOf(dtype) === Dtype.Float64) real = Dtype.Float64;
  }
  return arrays.some(({ dtype }) => isComplex(dtype))
    ? { compute: Dtype.Complex128, result: complexOf(real) }
    : { compute: Dtype.Float64, result: real };
}

/** LinAlgError below two dimensions. */
export function requireStacked(op: string, a: NdArray): void {
  if (a.ndim < 2) {
    throw new LinAlgError(`${op}: ${a.ndim}-dimensional array given, at least two dimensions are needed`);
  }
}

/** LinAlgError for anything but a stack of square matrices. */
export function requireSquare(op: string, a: NdArray): void {
  requireStacked(op, a);
  const [rows, columns] = a.shape.slice(-2) as [number, number];
  if (rows !== columns) throw new LinAlgError(`${op}: matrices of ${rows} rows and ${columns} columns are not square`);
}

/** A result that arrives in double precision, as the dtype it is delivered in. */
export const rounded = (slot: Slot, shape: Shape, computed: Dtype, dtype: Dtype): NdArray =>
  asType(new NdArray(slot, computed, shape), dtype);

/** numpy.linalg.inv of checked operands. `lenient` gives NaN where a matrix is singular instead of LinAlgError. */
export function inverse(a: NdArray, lenient = false): NdArray {
  const { compute, result } = commonType(a);
  return rounded(native.inverse(asType(a, compute).slot, lenient), a.shape, compute, result);
}

export interface Eigen {
  readonly values: NdArray;
  readonly vectors: NdArray | undefined;
}

/** numpy.linalg.eig, or eigvals without vectors, of a stack of square matrices of finite elements. */
export function eigen(a: NdArray, withVectors: boolean): Eigen {
  const { compute, result } = commonType(a);
  const [complex, values, vectors] = native.eig(asType(a, compute).slot, withVectors);
  const computed = complex ? Dtype.Complex128 : Dtype.Float64;
  const dtype = complex ? complexOf(result) : realOf(result);
  return {
    values: rounded(values, a.shape.slice(0, -1), computed, dtype),
    vectors: vectors === undefined ? undefined : rounded(vectors, a.shape, computed, dtype),
  };
}

/** numpy.linalg.eigvals, for companion matrices among others. */
export const eigenvalues = (a: NdArray): NdArray => eigen(a, false).values;

/** numpy.linalg.eigh, or eigvalsh without vectors. */
export function hermitianEigen(a: NdArray, upper: boolean, withVectors: boolean): Eigen {
  const { compute, result } = commonType(a);
  const [values, vectors] = native.eigh(asType(a, compute).slot, upper, withVectors) as [Slot, Slot?];
  return {
    values: rounded(values, a.shape.slice(0, -1), Dtype.Float64, realOf(result)),
    vectors: vectors === undefined ? undefined : rounded(vectors, a.shape, compute, result),
  };
}

export interface SingularValues {
  readonly u: NdArray;
  readonly s: NdArray;
  readonly vh: NdArray;
}

/** Shapes of the factors of a singular value decomposition. */
export function svdShapes(shape: Shape, full: boolean): { u: Shape; s: Shape; vh: Shape } {
  const [m, n] = shape.slice(-2) as [number, number];
  const [stack, k] = [shape.slice(0, -2), Math.min(m, n)];
  return { u: [...stack, m, full ? m : k], s: [...stack, k], vh: [...stack, full ? n : k, n] };
}

/** numpy.linalg.svd. */
export function singularDecomposition(a: NdArray, full: boolean): SingularValues {
  const { compute, result } = commonType(a);
  const [u, s, vh] = native.svd(asType(a, compute).slot, full ? SvdMode.Full : SvdMode.Reduced) as [Slot, Slot, Slot];
  const shapes = svdShapes(a.shape, full);
  return {
    u: rounded(u, shapes.u, compute, result),
    s: rounded(s, shapes.s, Dtype.Float64, realOf(result)),
    vh: rounded(vh, shapes.vh, compute, result),
  };
}

/** numpy.linalg.svdvals. */
export function singularValues(a: NdArray): NdArray {
  const { compute, result } = commonType(a);
  const [s] = native.svd(asType(a, compute).slot, SvdMode.Values) as [Slot];
  return rounded(s, svdShapes(a.shape, false).s, Dtype.Float64, realOf(result));
}

/** The arrays that numpy.linalg.qr computes in a mode: [q, r], [r] or [factors, tau]. */
export function orthogonalTriangular(a: NdArray, mode: QrMode, shapes: readonly Shape[]): NdArray[] {
  const { compute, result } = commonType(a);
  return native.qr(asType(a, compute).slot, mode).map((slot, i) => rounded(slot, shapes[i]!, compute, result));
}

export interface LeastSquares {
  readonly x: NdArray;
  /** Without elements where the rank is below the number of unknowns, or there are no more equations than unknowns. */
  readonly residuals: NdArray;
  readonly hasResiduals: boolean;
  readonly rank: number;
  readonly singular: NdArray;
}

const DOUBLE_EPSILON = 2 ** -52;

/**
 * numpy.linalg.lstsq of a matrix and a vector or matrix with as many rows. `rcond` undefined: the precision of doubles
 * times the larger extent of `a`.
 */
export function leastSquares(a: NdArray, b: NdArray, rcond?: number): LeastSquares {
  const { compute, result } = commonType(a, b);
  const real = realOf(result);
  const [m, n] = a.shape as [number, number];
  const isVector = b.ndim === 1;
  const columns = isVector ? 1 : b.shape[1]!;
  // LAPACK wants at least one right side: with none, one of zeros is solved for and dropped.
  const right =
    columns === 0
      ? new NdArray(native.zeros(compute, [m, 1]), compute, [m, 1])
      : isVector
        ? column(asType(b, compute))
        : asType(b, compute);
  const cutoff = rcond ?? DOUBLE_EPSILON * Math.max(m, n);
  const [x, residuals, singular, rank] = native.leastSquares(asType(a, compute).slot, right.slot, cutoff);
  const solved = Math.max(columns, 1);
  const solution = new NdArray(x, compute, [n, solved]);
  const shape = isVector ? [n] : [n, columns];
  const found = rounded(residuals, [solved], Dtype.Float64, real);
  const hasResiduals = rank === n && m > n;
  const nothing = new NdArray(native.empty(real, [0]), real, [0]);
  return {
    x:
      columns === 0
        ? new NdArray(native.empty(result, shape), result, shape)
        : asType(vectorOf(solution, shape), result),
    residuals: hasResiduals && columns > 0 ? found : nothing,
    hasResiduals,
    rank,
    singular: rounded(singular, [Math.min(m, n)], Dtype.Float64, real),
  };
}

const column = (b: NdArray): NdArray =>
  new NdArray(native.stridedView(b.slot, [b.size, 1], [native.strides(b.slot)[0]!, 0], 0), b.dtype, [b.size, 1]);

const vectorOf = (x: NdArray, shape: Shape): NdArray =>
  shape.length === 2 ? x : new NdArray(native.reshapeView(x.slot, shape, 0), x.dtype, shape);

/** The extents in front of the matrices of a stack. */
export const stackShape = (a: NdArray): Shape => a.shape.slice(0, Math.max(a.ndim - 2, 0));
