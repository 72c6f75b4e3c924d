/** Operands of elementwise operations: arrays, array-likes and Python scalars, described before anything is made. */
import { asArray, describe, fitsInteger, scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { type WeakKind, weakKindOf } from '../../array/promote.js';
import { OverflowError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import type { OperandType } from '../../ufunc/resolve.js';

export interface Operand {
  readonly value: PyValue;
  readonly shape: Shape;
  /** dtype of numpy.asarray(value). */
  readonly dtype: Dtype;
  /** How the operand takes part in promotion. */
  readonly type: OperandType;
  /** Name of a dtype NumPy would give the value that is no number ('str', 'object', ...). */
  readonly foreign: string | undefined;
  readonly symmetry: SymmetryGroup | null;
}

/** Describes an operand. Raises ValueError for ragged lists. */
export function describeOperand(value: PyValue): Operand {
  if (value instanceof NdArray) {
    const { shape, dtype, symmetry } = value;
    return { value, shape, dtype, type: dtype, foreign: undefined, symmetry };
  }
  const { shape, dtype, foreign } = describe(value);
  const weak: WeakKind | undefined = weakKindOf(value);
  // An int too big for any dtype is still an int to promotion; whether it fits shows when it is converted.
  const isNumber = weak !== undefined;
  return { value, shape, dtype, type: weak ?? dtype, foreign: isNumber ? undefined : foreign, symmetry: null };
}

/** The operand as an array; a Python scalar becomes one of `dtype` (OverflowError when it does not fit). */
export function materialize(operand: Operand, dtype: Dtype): NdArray {
  if (operand.value instanceof NdArray) return operand.value;
  if (dtype === Dtype.Bool && operand.type === 'int' && !fitsInteger(operand.value as number | bigint, Dtype.Int64)) {
    throw new OverflowError('Python int too large to convert to C long');
  }
  return typeof operand.type === 'string' ? scalarArray(operand.value, dtype) : asArray(operand.value);
}
