/** Real and imaginary parts as views, and what is told from them. */
import { native } from '../../addon/native.js';
import { Dtype, isComplex, itemsizeOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyFloat } from '../../python/values.js';
import { call, callInto, truths } from './apply.js';

const partDtype = (dtype: Dtype): Dtype => (dtype === Dtype.Complex64 ? Dtype.Float32 : Dtype.Float64);

function part(a: NdArray, offset: number): NdArray {
  const dtype = partDtype(a.dtype);
  const start = offset * itemsizeOf(dtype);
  return new NdArray(native.partView(a.slot, dtype, native.strides(a.slot), start), dtype, a.shape);
}

/** numpy.real: a view. */
export const realPart = (a: NdArray): NdArray =>
  isComplex(a.dtype) ? part(a, 0) : new NdArray(native.alias(a.slot), a.dtype, a.shape);

/** numpy.imag: a view, or zeros. */
export const imaginaryPart = (a: NdArray): NdArray =>
  isComplex(a.dtype) ? part(a, 1) : new NdArray(native.zeros(a.dtype, a.shape), a.dtype, a.shape).asReadOnly();

/** numpy.iscomplex. */
export const hasImaginary = (a: NdArray): NdArray =>
  isComplex(a.dtype) ? call('not_equal', part(a, 1), 0) : truths(false, a.shape, Dtype.Bool);

/** numpy.isreal. */
export const isReal = (a: NdArray): NdArray =>
  isComplex(a.dtype) ? call('equal', part(a, 1), 0) : truths(true, a.shape, Dtype.Bool);

/** numpy.angle, in degrees if asked for. */
export function angle(a: NdArray, degrees: boolean): NdArray {
  const result = isComplex(a.dtype) ? call('arctan2', part(a, 1), part(a, 0)) : call('arctan2', 0, a);
  return degrees ? callInto('multiply', [result, new PyFloat(180 / Math.PI)], result) : result;
}

/** numpy.real_if_close: the real part where no imaginary part exceeds `tolerance` (in eps above 1). */
export function realIfClose(a: NdArray, tolerance: number): NdArray {
  if (!isComplex(a.dtype)) return new NdArray(native.alias(a.slot), a.dtype, a.shape);
  const epsilon = a.dtype === Dtype.Complex64 ? 2 ** -23 : 2 ** -52;
  const bound = tolerance > 1 ? epsilon * tolerance : tolerance;
  const isClose = call('less', call('absolute', part(a, 1)), new PyFloat(bound));
  if (native.countTrue(isClose.slot) === a.size) return part(a, 0);
  return new NdArray(native.alias(a.slot), a.dtype, a.shape);
}
