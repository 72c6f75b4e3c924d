/** Prices of declaring, checking and imposing symmetries. */
import { ValueError } from '../errors.js';
import { movingGenerators } from '../symmetry/check.js';
import { ENUMERATION_BUDGET, EnumerationBudgetExceeded } from '../symmetry/enumeration.js';
import type { SymmetryGroup } from '../symmetry/group.js';
import { atLeastOne, type Flops } from './flops.js';

/**
 * FLOPs of comparing a tensor of `size` elements with its images under the generators (as_symmetric, is_symmetric):
 * seven per element and generator, as an allclose costs.
 */
export const symmetryCheckCost = (group: SymmetryGroup, size: number): Flops =>
  atLeastOne(BigInt(movingGenerators(group).length) * (7n * BigInt(size) - 1n));

/** FLOPs of symmetrize by copying each orbit's first element. */
export const canonicalCopyCost = (size: number): Flops => atLeastOne(BigInt(size));

/** FLOPs of symmetrize by averaging over the group. ValueError for a group too large to list. */
export function averagingCost(group: SymmetryGroup, size: number): Flops {
  return atLeastOne((enumerableOrder(group) + 1n) * BigInt(size));
}

function enumerableOrder(group: SymmetryGroup): bigint {
  try {
    if (group.order <= ENUMERATION_BUDGET) return group.order;
  } catch (error) {
    if (!(error instanceof EnumerationBudgetExceeded)) throw error;
  }
  throw new ValueError(
    `symmetrize averages over all elements of the group, and this one has more than ${ENUMERATION_BUDGET}; ` +
      "mode='canonical-copy' needs the generators only (and gives another result)",
  );
}
