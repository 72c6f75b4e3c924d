/** Operands, plans and results that products of two arrays have in common. */
import { isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { promoteTypes, resultType } from '../../array/promote.js';
import { type EinsumOperand, type EinsumPlan, planEinsum } from '../../einsum/plan.js';
import { EARLY_EINSUM_RULES, PRESENT_EINSUM_RULES } from '../../einsum/rules.js';
import { ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { byRelease, type Charge, type OpContext, type OpResult } from '../define.js';
import { operand } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';

export const EINSUM_RULES = byRelease({ '0.4.1': EARLY_EINSUM_RULES, '0.12.4': PRESENT_EINSUM_RULES });

/** numpy.asarray; what is made here was never an array of the reference's own class. */
export function productOperand(op: string, value: PyValue | undefined): NdArray {
  const array = operand(op, value);
  if (!(value instanceof NdArray)) array.isPlain = true;
  return array;
}

/** An array as contractions are planned with it: the same array is the same operand. */
export const asEinsumOperand = (array: NdArray): EinsumOperand => ({
  shape: array.shape,
  symmetry: array.symmetry,
  identity: array,
});

export const planProduct = (subscripts: string, a: EinsumOperand, b: EinsumOperand, ctx: OpContext): EinsumPlan =>
  planEinsum({ subscripts, operands: [a, b], rules: ctx.release.pick(EINSUM_RULES) });

/** The charge for a planned contraction of arrays, billed with the dtype of `out` where there is one. */
export function chargeFor(op: string, plan: EinsumPlan, arrays: readonly NdArray[], out: NdArray | null): Charge {
  const dtypes = arrays.map((array) => array.dtype);
  if (out !== null) dtypes.push(out.dtype);
  const charge = { op, flops: plan.flops, dtypes };
  return isComplex(resultType(dtypes)) ? { ...charge, complexFactor: plan.complexFactor } : charge;
}

export const productDtype = (a: NdArray, b: NdArray) => promoteTypes(a.dtype, b.dtype);

/** A result without axes is a NumPy scalar where both operands are plain, otherwise an array. */
export const deliverProduct = (result: NdArray, a: NdArray, b: NdArray): OpResult =>
  result.ndim === 0 && a.isPlain && b.isPlain ? scalarOf(result) : result;

/** ValueError when the extents of two axes to be summed together differ. */
export function requireEqualExtents(op: string, a: NdArray, aAxis: number, b: NdArray, bAxis: number): void {
  const [x, y] = [a.shape[aAxis]!, b.shape[bAxis]!];
  if (x === y) return;
  throw new ValueError(
    `${op}: axis ${aAxis} of the first operand has extent ${x}, axis ${bAxis} of the second ${y}; what is summed must be equally long`,
  );
}
