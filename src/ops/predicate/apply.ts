/** Ufuncs on arrays and Python scalars together, as NumPy's own Python functions use them. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray, numberArray } from '../../array/ndarray.js';
import { weakKindOf } from '../../array/promote.js';
import { broadcastShapes, shapeText } from '../../array/shape.js';
import { ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { checkOutput, resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';

type Operand = NdArray | PyValue;

/** The result of a ufunc; Python scalars take part in promotion by their kind only. */
export function call(name: string, ...operands: readonly Operand[]): NdArray {
  return callInto(name, operands, null);
}

/** As `call`, into `out` unless that is null. UFuncTypeError when `out` cannot hold the result. */
export function callInto(name: string, operands: readonly Operand[], out: NdArray | null): NdArray {
  const ufunc = ufuncNamed(name);
  const types = operands.map((operand) => (operand instanceof NdArray ? operand.dtype : weakKindOf(operand)!));
  const loop = resolveLoop(ufunc, types);
  const arrays = operands.map((operand, i) =>
    operand instanceof NdArray ? operand : scalarArray(operand, loop.inputs[i]!),
  );
  const shape = broadcastShapes(...arrays.map((array) => array.shape));
  if (out === null) {
    const [a, b] = arrays as [NdArray, NdArray?];
    const slot =
      b === undefined
        ? native.unary(ufunc.index, loop.index, a.slot)
        : native.binary(ufunc.index, loop.index, a.slot, b.slot);
    return new NdArray(slot, loop.outputs[0]!, shape);
  }
  checkOutput(ufunc, loop.outputs[0]!, out.dtype, 'same_kind');
  if (shapeText(broadcastShapes(shape, out.shape)) !== shapeText(out.shape)) {
    throw new ValueError(`${name}: non-broadcastable output operand with shape ${shapeText(out.shape)}`);
  }
  const slots = arrays.map((array) => array.slot);
  const [slot] = native.ufunc(ufunc.index, loop.index, slots, [out.slot], -1) as [number];
  native.release(slot);
  return out;
}

/** A new array of one truth value. */
export function truths(value: boolean, shape: readonly number[], dtype: Dtype): NdArray {
  const result = new NdArray(native.zeros(dtype, shape), dtype, shape);
  if (value) native.assign(result.slot, numberArray(dtype, 1).slot, -1);
  return result;
}
