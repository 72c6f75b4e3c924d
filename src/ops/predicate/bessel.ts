/** The modified Bessel function of the first kind, order zero. */
import { native } from '../../addon/native.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError } from '../../errors.js';
import { asType } from '../../ufunc/apply.js';
import { call } from './apply.js';

/** numpy.i0, evaluated in the operand's dtype. TypeError for complex numbers. */
export function i0(a: NdArray): NdArray {
  if (isComplex(a.dtype)) throw new PyTypeError('i0 not supported for complex values');
  const x = call('absolute', kindOf(a.dtype) === 'f' ? a : asType(a, Dtype.Float64));
  return new NdArray(native.besselI0(x.slot, call('exp', x).slot), x.dtype, x.shape);
}
