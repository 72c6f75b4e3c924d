/** Prices of elementwise work: one FLOP per distinct element. */
import type { SymmetryGroup } from '../symmetry/group.js';
import { uniqueElements } from '../symmetry/unique.js';
import { atLeastOne, countElements, type Flops } from './flops.js';
import { PRESENT_RULES, type SymmetryRules } from './reduction-rules.js';

/**
 * FLOPs of one elementwise pass over a tensor of this shape, never below 1. ValueError or SymmetryError for a tag that
 * does not fit the shape, EnumerationBudgetExceeded where the release does not price tags too large to list.
 */
export function pointwiseCost(
  shape: readonly number[],
  symmetry: SymmetryGroup | null,
  rules: SymmetryRules = PRESENT_RULES,
): Flops {
  if (symmetry === null) return atLeastOne(countElements(shape));
  return atLeastOne(uniqueElements(symmetry, shape, rules.oversizedIsDense));
}

/** `pointwiseCost`, as a number where that is exact: bigints are slow, and most requests cost this. */
export function pointwiseFlops(shape: readonly number[], symmetry: SymmetryGroup | null): Flops | number {
  if (symmetry !== null) return pointwiseCost(shape, symmetry);
  let elements = 1;
  for (const extent of shape) elements *= extent;
  return elements <= Number.MAX_SAFE_INTEGER ? Math.max(elements, 1) : pointwiseCost(shape, null);
}

/** A price for all elements of a result, scaled down (rounding down) to its distinct ones. */
export function symmetryAdjustedCost(
  dense: Flops,
  outputShape: readonly number[],
  outputTag: SymmetryGroup | null,
  rules: SymmetryRules = PRESENT_RULES,
): Flops {
  if (outputTag === null || (dense === 0n && rules.zeroStaysZero)) return dense;
  const elements = atLeastOne(countElements(outputShape));
  if (elements <= 1n) return dense;
  const unique = uniqueElements(outputTag, outputShape, rules.oversizedIsDense);
  return unique >= elements ? dense : atLeastOne((dense * unique) / elements);
}
