/** How many elements of a tagged tensor are distinct. */

import { countElements } from '../cost/flops.js';
import { SymmetryError } from '../errors.js';
import { EnumerationBudgetExceeded, type SymmetryGroup } from './group.js';

/** Raises SymmetryError when the group permutes axes of different extents. */
export function validateShape(group: SymmetryGroup, shape: readonly number[]): void {
  for (const orbit of group.orbits()) {
    const axes = orbit.map((i) => group.axes[i]!);
    if (new Set(axes.map((axis) => shape[axis])).size > 1) {
      throw new SymmetryError(`tensor is not symmetric along axes (${axes.join(', ')}): their extents differ`);
    }
  }
}

const cache = new Map<string, bigint>();
const CACHE_LIMIT = 10_000;

/**
 * Number of orbits of elements under the group, or of all elements for an untagged tensor. Groups too large to list
 * count as no symmetry.
 */
export function uniqueElements(group: SymmetryGroup | null, shape: readonly number[]): bigint {
  if (group === null) return countElements(shape);
  let key: string;
  try {
    key = `${group.canonical}|${shape.join(',')}`;
  } catch (error) {
    if (error instanceof EnumerationBudgetExceeded) return countElements(shape);
    throw error;
  }
  const known = cache.get(key);
  if (known !== undefined) return known;
  validateShape(group, shape);
  let count = group.burnsideCount(group.axes.map((axis) => shape[axis]!));
  shape.forEach((extent, axis) => {
    if (!group.axes.includes(axis)) count *= BigInt(extent);
  });
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, count);
  return count;
}
