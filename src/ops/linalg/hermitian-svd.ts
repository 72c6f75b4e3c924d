/** Singular values of Hermitian matrices by way of their eigenvalues, as numpy.linalg.svd has them. */
import { native } from '../../addon/native.js';
import type { NdArray } from '../../array/ndarray.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { permuted } from '../contraction/views.js';
import { indicesAlong } from '../gather/take.js';
import { argsortAlong, sortedAlong } from '../sorting/sort.js';
import { arrayOf, reshaped } from '../structure/common.js';
import { hermitianEigen } from './compute.js';

export interface HermitianSingular {
  readonly u: NdArray | undefined;
  readonly s: NdArray;
  readonly vh: NdArray | undefined;
}

/** The last axis backwards: a view. */
function reversed(a: NdArray): NdArray {
  const strides = native.strides(a.slot);
  const extent = a.shape.at(-1)!;
  const steps = [...strides.slice(0, -1), -strides.at(-1)!];
  const start = a.size === 0 ? 0 : (extent - 1) * strides.at(-1)!;
  return arrayOf(native.stridedView(a.slot, a.shape, steps, start), a.dtype, a.shape);
}

const beforeLast = (a: NdArray): NdArray => reshaped(a, [...a.shape.slice(0, -1), 1, a.shape.at(-1)!]);

/** numpy.take_along_axis over the last axis; positions broadcast over the others. */
function takeLast(a: NdArray, positions: NdArray): NdArray {
  const { slots, shape } = indicesAlong(a, positions, a.ndim - 1);
  return arrayOf(
    native.gather(
      a.slot,
      [...a.shape.keys()],
      slots.map(({ slot }) => slot),
      0,
    ),
    a.dtype,
    shape,
  );
}

/** |eigenvalues|, descending, and the eigenvectors in that order; signs go to the right factor. */
export function hermitianSingular(a: NdArray, withVectors: boolean): HermitianSingular {
  const { values, vectors } = hermitianEigen(a, false, withVectors);
  const sizes = applyUfunc('absolute', values);
  if (vectors === undefined) return { u: undefined, s: reversed(sortedAlong(sizes, sizes.ndim - 1)), vh: undefined };
  const one = arrayOf(native.fromNumber(values.dtype, 1), values.dtype, []);
  const signs = applyUfunc('copysign', one, values);
  const order = reversed(argsortAlong(sizes, sizes.ndim - 1));
  const u = takeLast(vectors, beforeLast(order));
  const signed = applyUfunc('multiply', u, beforeLast(takeLast(signs, order)));
  const axes = [...signed.shape.keys()];
  axes.push(axes.splice(-2, 1)[0]!);
  return { u, s: takeLast(sizes, order), vh: applyUfunc('conjugate', permuted(signed, axes)) };
}
