/** The product of polynomials: the convolution of their coefficients. */
import { native } from '../../addon/native.js';
import { Overlap } from '../../addon/statistics.js';
import type { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { asType } from '../../ufunc/apply.js';
import { arrayOf, sliced } from '../structure/common.js';

/** The full convolution of two vectors with elements (numpy.convolve). */
export function convolution(a: NdArray, b: NdArray): NdArray {
  const [long, short] = a.size >= b.size ? [a, b] : [b, a];
  const dtype = promoteTypes(a.dtype, b.dtype);
  const backwards = sliced(asType(short, dtype), 0, short.size - 1, short.size, -1);
  const slot = native.slidingProduct(asType(long, dtype).slot, backwards.slot, Overlap.Full);
  return arrayOf(slot, dtype, [long.size + short.size - 1]);
}
