/** Singular values of Hermitian matrices by way of their eigenvalues, as numpy.linalg.svd has them. */
import { native } from '../../addon/native.js';
import type { NdArray } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
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

/** The stack as one axis in front of matrices or, with one axis to an element, vectors. */
const flatStack = (a: NdArray, core: 1 | 2): NdArray => {
  const elements = a.shape.slice(a.ndim - core);
  return reshaped(a, [sizeOf(a.shape.slice(0, a.ndim - core)), ...elements]);
};

const beforeLast = (a: NdArray): NdArray => reshaped(a, [...a.shape.slice(0, -1), 1, a.shape.at(-1)!]);

/** numpy.take_along_axis over the last axis of a stack; positions are the same for all rows of a matrix. */
function takeLast(stack: NdArray, order: NdArray): NdArray {
  const core = stack.ndim === order.ndim ? 1 : 2;
  const a = flatStack(stack, core);
  const positions = flatStack(order, 1);
  const { slots, shape } = indicesAlong(a, core === 1 ? positions : beforeLast(positions), core);
  const indices = slots.map(({ slot }) => slot);
  const taken = arrayOf(native.gather(a.slot, [...a.shape.keys()], indices, 0), a.dtype, shape);
  return reshaped(taken, stack.shape);
}

/** |eigenvalues|, descending, and the eigenvectors in that order; signs go to the right factor. */
export function hermitianSingular(a: NdArray, withVectors: boolean): HermitianSingular {
  const { values, vectors } = hermitianEigen(a, false, withVectors);
  const sizes = applyUfunc('absolute', values);
  if (vectors === undefined) return { u: undefined, s: reversed(sortedAlong(sizes, sizes.ndim - 1)), vh: undefined };
  const one = arrayOf(native.fromNumber(values.dtype, 1), values.dtype, []);
  const signs = applyUfunc('copysign', one, values);
  const order = reversed(argsortAlong(sizes, sizes.ndim - 1));
  const u = takeLast(vectors, order);
  const signed = applyUfunc('multiply', u, beforeLast(takeLast(signs, order)));
  const axes = [...signed.shape.keys()];
  axes.push(axes.splice(-2, 1)[0]!);
  return { u, s: takeLast(sizes, order), vh: applyUfunc('conjugate', permuted(signed, axes)) };
}
