/** Reads arrays of integers into JavaScript. */
import { native } from '../../addon/native.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { copyOf } from '../structure/common.js';

/** The elements of an array, as 64-bit integers, in C order. */
export function integersOf(a: NdArray): number[] {
  const wide = copyOf(a, Dtype.Int64);
  const data = new BigInt64Array(wide.size);
  native.writeBytes(wide.slot, new Uint8Array(data.buffer), 0);
  return Array.from(data, Number);
}

/** The elements of an array of real numbers, as doubles, in C order. */
export function numbersOf(a: NdArray): number[] {
  const wide = copyOf(a, Dtype.Float64);
  const data = new Float64Array(wide.size);
  native.writeBytes(wide.slot, new Uint8Array(data.buffer), 0);
  return [...data];
}
