/**
 * Which dtype work is billed at, in releases that have dtype rates. Only the rate and whether the dtype is complex
 * matter in the end, so of several dtypes the heaviest, by rate, stands for all.
 */
import { Dtype, isComplex, itemsizeOf, kindOf } from '../array/dtype.js';
import { promoteTypes, resultType, type WeakKind } from '../array/promote.js';
import type { OperandType } from '../ufunc/resolve.js';
import type { Loop, Ufunc } from '../ufunc/table.js';

/** Rates grow with the width of a component: 64-bit dtypes and complex128 cost double. */
export const rateClass = (dtype: Dtype): number => (itemsizeOf(dtype) / (isComplex(dtype) ? 2 : 1) >= 8 ? 2 : 1);

/** The first of the dtypes with the greatest rate. */
export function heavierBillingDtype(...dtypes: readonly Dtype[]): Dtype {
  let heaviest = dtypes[0]!;
  for (const dtype of dtypes) if (rateClass(dtype) > rateClass(heaviest)) heaviest = dtype;
  return heaviest;
}

/** The dtype several billed dtypes and Python scalars promote to. */
export const resolveBillingDtype = (operands: readonly OperandType[]): Dtype => resultType(operands);

/** Dtype sums and products of small integers accumulate in. */
export function sumAccumulatorDtype(dtype: Dtype): Dtype {
  const kind = kindOf(dtype);
  if (kind === 'b' || (kind === 'i' && itemsizeOf(dtype) < 8)) return Dtype.Int64;
  return kind === 'u' && itemsizeOf(dtype) < 8 ? Dtype.Uint64 : dtype;
}

/** Dtype means are computed in. */
export const meanComputeDtype = (dtype: Dtype): Dtype => ('biu'.includes(kindOf(dtype)) ? Dtype.Float64 : dtype);

/** Float64 for integers and bool, otherwise the dtype itself. */
export const integerToFloat64 = meanComputeDtype;
/** Dtype linear algebra computes in. */
export const linalgComputeDtype = meanComputeDtype;

/** Dtype of the float loop an integer operand takes in a function defined on floats. */
export function unaryFloatLoopDtype(dtype: Dtype): Dtype {
  if (!'biu'.includes(kindOf(dtype))) return dtype;
  if (itemsizeOf(dtype) <= 1) return Dtype.Float16;
  return itemsizeOf(dtype) === 2 ? Dtype.Float32 : Dtype.Float64;
}

/** What a reduction is billed at, from its operand, `dtype=`, `out=` and the dtype it accumulates in by default. */
export function reductionBillingDtype(
  operand: Dtype,
  options: { dtype?: Dtype | undefined; out?: Dtype | undefined; accumulator?: Dtype | undefined },
): Dtype {
  if (options.dtype !== undefined) return options.dtype;
  const floor = options.accumulator ?? operand;
  const accumulator = options.out === undefined ? floor : heavierBillingDtype(floor, options.out);
  let resolved = heavierBillingDtype(accumulator, operand);
  const complexLoop = [floor, operand].filter(isComplex);
  if (complexLoop.length > 0 && !isComplex(resolved)) {
    const candidate = heavierBillingDtype(...complexLoop);
    resolved = rateClass(candidate) >= rateClass(resolved) ? candidate : promoteTypes(resolved, candidate);
  } else if (options.out !== undefined && isComplex(options.out)) {
    resolved = heavierBillingDtype(options.out, resolved);
  }
  return resolved;
}

/** Operand positions that steer a loop rather than enter its arithmetic: ldexp's exponent. */
const isControl = (ufunc: Ufunc, position: number): boolean => ufunc.name === 'ldexp' && position === 1;

/** Answers by loop and operands, whose codes make a number. */
const billed = new WeakMap<Loop, Map<number, Dtype>>();
const WEAK_CODES: Readonly<Record<WeakKind, number>> = { int: 14, float: 15, complex: 16 };
const codeOf = (type: OperandType): number => (typeof type === 'string' ? WEAK_CODES[type] : type);

/** What a ufunc call is billed at: the heavier of its loop's dtypes and, unless `dtype=` chose the loop, its operands. */
export function ufuncBillingDtype(ufunc: Ufunc, loop: Loop, operands: readonly OperandType[] | undefined): Dtype {
  let key = 0;
  if (operands !== undefined) for (const type of operands) key = key * 32 + codeOf(type) + 1;
  let answers = billed.get(loop);
  if (answers === undefined) {
    answers = new Map();
    billed.set(loop, answers);
  }
  let dtype = answers.get(key);
  if (dtype === undefined) {
    dtype = findBillingDtype(ufunc, loop, operands);
    answers.set(key, dtype);
  }
  return dtype;
}

function findBillingDtype(ufunc: Ufunc, loop: Loop, operands: readonly OperandType[] | undefined): Dtype {
  const arithmetic = loop.inputs.filter((_, i) => !isControl(ufunc, i));
  const computed = heavierBillingDtype(...arithmetic, ...loop.outputs);
  if (operands === undefined) return computed;
  return heavierBillingDtype(computed, resolveBillingDtype(operands.filter((_, i) => !isControl(ufunc, i))));
}
