/** Products of polynomials. */
import { native, type Slot } from '../../addon/native.js';
import type { Dtype } from '../../array/dtype.js';
import { inArrayScope, type NdArray, type Shape } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { asType } from '../../ufunc/apply.js';
import { arrayOf } from '../structure/common.js';
import { part } from './operand.js';

/** Elements of the matrix of shifted copies that are multiplied at a time. */
const BLOCK = 1 << 20;

/**
 * The full convolution of two vectors with elements (numpy.convolve): the product of the matrix whose rows are shifted
 * copies of the longer one, a view of overlapping memory, with the other.
 */
export function convolution(a: NdArray, b: NdArray): NdArray {
  const [long, short] = a.size >= b.size ? [a, b] : [b, a];
  const dtype: Dtype = promoteTypes(a.dtype, b.dtype);
  const [n, m] = [long.size, short.size];
  const terms = asType(long, dtype);
  const weights = asType(short, dtype);
  const [step] = native.strides(terms.slot) as [number];
  const result = arrayOf(native.empty(dtype, [n + m - 1]), dtype, [n + m - 1]);
  const put = (start: number, product: Slot, shape: Shape): void => {
    native.assign(part(result, start, shape[0] ?? 1).slot, arrayOf(product, dtype, shape).slot, -1);
  };
  /** The sum over the last `count` terms up to `end` and as many weights from `first` on. */
  const sum = (end: number, first: number, count: number): void => {
    const backwards = arrayOf(native.stridedView(terms.slot, [count], [-step], end * step), dtype, [count]);
    put(end + first, native.dot(backwards.slot, part(weights, first, count).slot, dtype), []);
  };
  for (let k = 0; k < m - 1; k++) inArrayScope(() => sum(k, 0, k + 1));
  for (let k = n; k < n + m - 1; k++) inArrayScope(() => sum(n - 1, k - n + 1, n + m - 1 - k));
  const rows = Math.max(Math.floor(BLOCK / m), 1);
  for (let start = m - 1; start < n; start += rows) {
    const count = Math.min(rows, n - start);
    inArrayScope(() => {
      const shifted = native.stridedView(terms.slot, [count, m], [step, -step], start * step);
      const matrix = arrayOf(shifted, dtype, [count, m]);
      put(start, native.dot(matrix.slot, weights.slot, dtype), [count]);
    });
  }
  return result;
}
