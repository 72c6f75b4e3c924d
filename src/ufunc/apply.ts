/** Applies ufuncs to arrays that operations hold, outside any request's own keywords. */
import { native } from '../addon/native.js';
import type { Dtype } from '../array/dtype.js';
import { NdArray } from '../array/ndarray.js';
import { broadcastShapes } from '../array/shape.js';
import { resolveLoop } from './resolve.js';
import { ufuncNamed } from './table.js';

/** The result of a ufunc of one or two operands, broadcast; a new array. */
export function applyUfunc(name: string, ...operands: readonly NdArray[]): NdArray {
  const ufunc = ufuncNamed(name);
  const loop = resolveLoop(
    ufunc,
    operands.map((operand) => operand.dtype),
  );
  const [a, b] = operands as [NdArray, NdArray?];
  const slot =
    b === undefined
      ? native.unary(ufunc.index, loop.index, a.slot)
      : native.binary(ufunc.index, loop.index, a.slot, b.slot);
  return new NdArray(slot, loop.outputs[0]!, b === undefined ? a.shape : broadcastShapes(a.shape, b.shape));
}

/** Applies a ufunc and writes the result over its first operand, converted to that operand's dtype. */
export function applyInPlace(name: string, target: NdArray, other: NdArray): NdArray {
  const ufunc = ufuncNamed(name);
  const loop = resolveLoop(ufunc, [target.dtype, other.dtype]);
  const [slot] = native.ufunc(ufunc.index, loop.index, [target.slot, other.slot], [target.slot], -1) as [number];
  native.release(slot);
  return target;
}

/** A copy in another dtype, or the array itself. */
export function asType(a: NdArray, dtype: Dtype): NdArray {
  return a.dtype === dtype ? a : new NdArray(native.copy(a.slot, dtype, 3), dtype, a.shape);
}
