/**
 * Tags against data: whether an array has the symmetry it is to be tagged with, and what `out=` does to its own tag.
 *
 * Data are consulted through a predicate on the transposition that a group element amounts to; the reference compares
 * with tolerances rtol 1e-5 and atol 1e-6.
 */
import { IndexError, SymmetryError, ValueError } from '../errors.js';
import type { SymmetryGroup } from './group.js';
import { identity, isIdentity, type Permutation } from './permutation.js';
import type { Tag } from './propagate.js';

/** Tells whether the data are unchanged, within tolerance, when transposed by `order`. */
export type IsInvariant = (order: readonly number[]) => boolean;

/** Particulars of a release's checks. */
export interface CheckRules {
  /** All elements of the group are tried (and must be few enough to list), not its generators only. */
  readonly everyElement: boolean;
}

/** Generators that move something: the price of checking data is counted in them. */
export const movingGenerators = (group: SymmetryGroup): Permutation[] =>
  group.generators.filter((generator) => !isIdentity(generator));

/**
 * The `axes` argument of the transposition of a tensor of rank `ndim` that a group element amounts to. IndexError when
 * the group is about axes that the tensor has not.
 */
export function transpositionOf(group: SymmetryGroup, element: Permutation, ndim: number): number[] {
  if (group.axes.some((axis) => axis >= ndim)) throw new IndexError('list assignment index out of range');
  const order = [...identity(ndim)];
  group.axes.forEach((axis, position) => {
    order[axis] = group.axes[element[position]!]!;
  });
  return order;
}

/**
 * Whether data of rank `ndim` have a symmetry. For a group over axes that they have not, ValueError where all elements
 * are tried, which looks at the axes first, otherwise IndexError.
 */
export function hasSymmetry(group: SymmetryGroup, ndim: number, isInvariant: IsInvariant, rules: CheckRules): boolean {
  if (rules.everyElement && group.axes.some((axis) => axis >= ndim)) {
    throw new ValueError(`the axes of the symmetry group are out of range for ndim=${ndim}`);
  }
  const elements = rules.everyElement ? group.elements : movingGenerators(group);
  return elements.every((element) => isInvariant(transpositionOf(group, element, ndim)));
}

const asymmetric = (group: SymmetryGroup): SymmetryError =>
  new SymmetryError(`tensor is not symmetric along axes (${group.axes.join(', ')})`);

/** Raises SymmetryError when data of rank `ndim` lack a symmetry. */
export function requireSymmetry(group: SymmetryGroup, ndim: number, isInvariant: IsInvariant, rules: CheckRules): void {
  if (!hasSymmetry(group, ndim, isInvariant, rules)) throw asymmetric(group);
}

/** A tagged array given as `out=`. Its tag may have been dropped since (null), but it counts as tagged all the same. */
export interface TaggedDestination {
  readonly symmetry: Tag;
  /** The tag was inferred, not declared: it gives way. */
  readonly inferred: boolean;
  readonly ndim: number;
  readonly isInvariant: IsInvariant;
}

/**
 * The tag a result will be priced and stored with when `out=` names a tagged array: the result's own, if the array
 * has that tag and its present contents are symmetric, or null if its tag gives way. ValueError when tags differ,
 * SymmetryError when the contents are not symmetric.
 */
export function destinationTag(out: TaggedDestination, target: Tag, rules: CheckRules): Tag {
  if (target === null || (out.symmetry !== null && !out.symmetry.equals(target))) {
    if (out.inferred) return null;
    throw new ValueError('the symmetry of out= does not match the symmetry of the result');
  }
  if (hasSymmetry(target, out.ndim, out.isInvariant, rules)) return target;
  if (out.inferred) return null;
  throw asymmetric(target);
}

/**
 * Checks a result about to be stored under a tag. False when there is nothing to check against (no tag, or elements
 * that are not finite), SymmetryError when the result lacks the symmetry.
 */
export function verifyResult(
  tag: Tag,
  ndim: number,
  allFinite: () => boolean,
  isInvariant: IsInvariant,
  rules: CheckRules,
): boolean {
  if (tag === null || !allFinite()) return false;
  requireSymmetry(tag, ndim, isInvariant, rules);
  return true;
}
