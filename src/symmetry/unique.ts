/** How many elements of a tagged tensor are distinct. */
import { countElements } from '../cost/flops.js';
import { SymmetryError, ValueError } from '../errors.js';
import { EnumerationBudgetExceeded } from './enumeration.js';
import type { SymmetryGroup } from './group.js';
import { type GroupKind, orderOf } from './kind.js';

/** Raises ValueError when a group's axes are not among the `ndim` axes of a tensor. */
export function validateAxes(group: SymmetryGroup, ndim: number): void {
  if (group.axes.some((axis) => axis < 0 || axis >= ndim)) {
    throw new ValueError(`symmetry axes (${group.axes.join(', ')}) are out of range for ${ndim} dimensions`);
  }
}

/** Raises ValueError for axes the shape does not have, SymmetryError for permuted axes of different extents. */
export function validateShape(group: SymmetryGroup, shape: readonly number[]): void {
  validateAxes(group, shape.length);
  for (const orbit of group.orbits()) {
    const axes = orbit.map((i) => group.axes[i]!);
    if (axes.some((axis) => shape[axis] !== shape[axes[0]!])) {
      throw new SymmetryError(`tensor is not symmetric along axes (${axes.join(', ')}): their extents differ`);
    }
  }
}

/** Multisets of k elements out of n. */
export function multisets(n: bigint, k: number): bigint {
  let numerator = 1n;
  let denominator = 1n;
  for (let i = 0; i < k; i++) {
    numerator *= n + BigInt(k - 1 - i);
    denominator *= BigInt(i + 1);
  }
  return numerator / denominator;
}

/** Greatest common divisor. */
function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Necklaces of k beads in n colours: the orbits of index tuples under rotation, times k. */
function rotationFixedPoints(n: bigint, k: number): bigint {
  let fixed = 0n;
  for (let turn = 0; turn < k; turn++) fixed += n ** BigInt(gcd(k, turn));
  return fixed;
}

/** Index tuples fixed by the reflections of k positions. */
function reflectionFixedPoints(n: bigint, k: number): bigint {
  const half = BigInt(Math.floor(k / 2));
  if (k % 2 === 1) return BigInt(k) * n ** (half + 1n);
  return half * (n ** half + n ** (half + 1n));
}

/** Orbits of index tuples on the axes of a kind; all axes of a non-product kind have one extent. */
function orbitsOfKind(kind: GroupKind, shape: readonly number[]): bigint {
  if (kind.family === 'product') {
    return kind.factors.reduce((product, factor) => product * orbitsOfKind(factor, shape), 1n);
  }
  const n = BigInt(shape[kind.axes[0]!]!);
  const k = kind.axes.length;
  switch (kind.family) {
    case 'identity':
      return n;
    case 'symmetric':
      return multisets(n, k);
    case 'cyclic':
      return rotationFixedPoints(n, k) / orderOf(kind);
    case 'dihedral':
      return (rotationFixedPoints(n, k) + reflectionFixedPoints(n, k)) / orderOf(kind);
  }
}

/**
 * Orbits of the group's own axes, in closed form where the kind allows. Raises EnumerationBudgetExceeded, and ValueError
 * when permuted axes differ in extent.
 */
export function orbitsOnAxes(group: SymmetryGroup, shape: readonly number[]): bigint {
  group.list();
  const sizes = group.axes.map((axis) => shape[axis]!);
  if (group.kind === undefined) return group.burnsideCount(sizes);
  group.requireEqualSizes(sizes);
  return orbitsOfKind(group.kind, shape);
}

/** Counts already made, per group and shape. */
const counts = new WeakMap<SymmetryGroup, Map<string, bigint>>();
const SHAPES_PER_GROUP = 256;

function countsOf(group: SymmetryGroup): Map<string, bigint> {
  let known = counts.get(group);
  if (known === undefined) {
    known = new Map();
    counts.set(group, known);
  } else if (known.size >= SHAPES_PER_GROUP) known.clear();
  return known;
}

/**
 * Number of orbits of elements under the group, or of all elements for an untagged tensor. Raises ValueError and
 * SymmetryError as `validateShape` does.
 *
 * @param oversizedIsDense count all elements when the group is too large to list, rather than raising
 *   EnumerationBudgetExceeded
 */
export function uniqueElements(group: SymmetryGroup | null, shape: readonly number[], oversizedIsDense = true): bigint {
  if (group === null) return countElements(shape);
  const known = countsOf(group);
  const key = shape.join();
  const before = known.get(key);
  if (before !== undefined) return before;
  try {
    group.list();
  } catch (error) {
    if (oversizedIsDense && error instanceof EnumerationBudgetExceeded) return countElements(shape);
    throw error;
  }
  validateShape(group, shape);
  let count = orbitsOnAxes(group, shape);
  shape.forEach((extent, axis) => {
    if (!group.axes.includes(axis)) count *= BigInt(extent);
  });
  group.hold();
  known.set(key, count);
  return count;
}
