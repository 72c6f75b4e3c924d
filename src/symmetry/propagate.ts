/** How symmetry tags pass through operations. `null` stands for the trivial group throughout. */

import { normalizeAxis } from '../array/axes.js';
import { ValueError } from '../errors.js';
import { type GroupKind, kindKey, SymmetryGroup } from './group.js';
import { comparePermutations, identity, keyOf, type Permutation } from './permutation.js';
import { validateShape } from './unique.js';

type Tag = SymmetryGroup | null;
export type AxisMap = ReadonlyMap<number, number>;

const nontrivial = (group: SymmetryGroup): Tag => (group.order > 1n ? group : null);

/** The group a kind describes; null for a trivial one. */
function buildFromKind(kind: GroupKind): Tag {
  switch (kind.family) {
    case 'identity':
      return null;
    case 'symmetric':
      return SymmetryGroup.symmetric(kind.axes);
    case 'cyclic':
      return SymmetryGroup.cyclic(kind.axes);
    case 'dihedral':
      return SymmetryGroup.dihedral(kind.axes);
    case 'product': {
      const factors = kind.factors.map(buildFromKind).filter((factor) => factor !== null);
      if (factors.length === 0) return null;
      return factors.length === 1 ? factors[0]! : SymmetryGroup.product(factors);
    }
  }
}

/** Factors of a product in the order the reference keeps them. */
const sortedProduct = (factors: readonly GroupKind[]): GroupKind => ({
  family: 'product',
  factors: [...factors].sort((a, b) => (kindKey(a) < kindKey(b) ? -1 : 1)),
});

function remapKind(kind: GroupKind, map: AxisMap): GroupKind | undefined {
  if (kind.family !== 'product') {
    if (!kind.axes.every((axis) => map.has(axis))) return undefined;
    return { family: kind.family, axes: kind.axes.map((axis) => map.get(axis)!) };
  }
  const factors = kind.factors.map((factor) => remapKind(factor, map));
  return factors.every((factor) => factor !== undefined) ? sortedProduct(factors as GroupKind[]) : undefined;
}

/** The kind left when some axes are summed away; undefined when the family does not say. */
function reducedKind(kind: GroupKind, reduced: ReadonlySet<number>, map: AxisMap): GroupKind | undefined {
  if (kind.family === 'product') {
    const factors = kind.factors
      .map((factor) => reducedKind(factor, reduced, map))
      .filter((factor): factor is GroupKind => factor !== undefined);
    if (factors.length === 0) return undefined;
    return factors.length === 1 ? factors[0] : sortedProduct(factors);
  }
  const kept = kind.axes.filter((axis) => !reduced.has(axis)).map((axis) => map.get(axis)!);
  if (kind.family === 'identity') return kept.length === 0 ? undefined : { family: 'identity', axes: kept };
  if (kind.family === 'symmetric') return kept.length < 2 ? undefined : { family: 'symmetric', axes: kept };
  return kept.length < kind.axes.length ? undefined : { family: kind.family, axes: kept };
}

/** Relabels the axes of a group. ValueError when an axis has no new label. */
export function remapAxes(group: Tag, map: AxisMap): Tag {
  if (group === null) return null;
  const axes = group.axes.map((axis) => {
    const target = map.get(axis);
    if (target === undefined) throw new ValueError(`symmetry axis ${axis} has no counterpart in the result`);
    return target;
  });
  const kind = group.kind === undefined ? undefined : remapKind(group.kind, map);
  return new SymmetryGroup(group.generators, axes, kind);
}

/** The product of groups on disjoint axes, trivial ones left out. */
export function productOfGroups(...groups: readonly Tag[]): Tag {
  const factors = groups.filter((group): group is SymmetryGroup => group !== null && group.order > 1n);
  if (factors.length === 0) return null;
  return factors.length === 1 ? factors[0]! : SymmetryGroup.product(factors);
}

/** Extends a group's action to all axes of a tensor of rank `ndim`. */
function embed(group: SymmetryGroup, ndim: number): SymmetryGroup {
  if (group.degree === ndim && group.axes.every((axis, i) => axis === i)) return group;
  const generators = group.generators.map((generator) => {
    const lifted = [...identity(ndim)];
    group.axes.forEach((axis, i) => {
      lifted[axis] = group.axes[generator[i]!]!;
    });
    return lifted;
  });
  return new SymmetryGroup(generators, identity(ndim));
}

function commonElements(a: SymmetryGroup, b: SymmetryGroup): Tag {
  const other = new Set(b.elements.map(keyOf));
  const common: Permutation[] = a.elements.filter((element) => other.has(keyOf(element)));
  if (common.length <= 1) return null;
  return new SymmetryGroup([...common].sort(comparePermutations), a.axes);
}

/** The symmetries two tags of a tensor of rank `ndim` have in common. */
export function intersectGroups(a: Tag, b: Tag, ndim: number): Tag {
  if (a === null || b === null) return null;
  if (a.kind !== undefined && b.kind !== undefined && kindKey(a.kind) === kindKey(b.kind)) return nontrivial(a);
  if (a.axes.length === b.axes.length && a.axes.every((axis, i) => axis === b.axes[i])) return commonElements(a, b);
  return commonElements(embed(a, ndim), embed(b, ndim));
}

/** The symmetries among a subset of the axes: elements that map the subset onto itself, seen on it alone. */
export function restrictToAxes(group: Tag, axes: readonly number[]): Tag {
  if (group === null) return null;
  if (axes.length === group.axes.length && axes.every((axis, i) => axis === group.axes[i])) return group;
  const positions = axes.map((axis) => {
    const position = group.axes.indexOf(axis);
    if (position < 0) throw new ValueError(`axis ${axis} is not among the symmetry's axes (${group.axes.join(', ')})`);
    return position;
  });
  if (positions.length < 2) return null;
  return nontrivial(group.setwiseStabilizer(new Set(positions)).restrict(positions));
}

/** The symmetries of a broadcast tensor: kept axes keep theirs, new leading axes of one extent are interchangeable. */
export function broadcastGroup(group: Tag, inputShape: readonly number[], outputShape: readonly number[]): Tag {
  const offset = outputShape.length - inputShape.length;
  if (offset < 0) throw new ValueError('cannot broadcast a tensor to fewer dimensions');
  const factors: SymmetryGroup[] = [];
  const byExtent = new Map<number, number[]>();
  for (let axis = 0; axis < offset; axis++) {
    const block = byExtent.get(outputShape[axis]!);
    if (block === undefined) byExtent.set(outputShape[axis]!, [axis]);
    else block.push(axis);
  }
  for (const block of byExtent.values()) if (block.length >= 2) factors.push(SymmetryGroup.symmetric(block));
  if (group !== null) {
    validateShape(group, inputShape);
    const kept: number[] = [];
    group.axes.forEach((axis, position) => {
      if (!(inputShape[axis] === 1 && outputShape[axis + offset]! > 1)) kept.push(position);
    });
    if (kept.length >= 2) {
      const restricted = kept.length === group.degree ? group : group.restrict(kept);
      const remapped = remapAxes(restricted, new Map(restricted.axes.map((axis) => [axis, axis + offset])));
      if (remapped !== null && remapped.order > 1n) factors.push(remapped);
    }
  }
  return productOfGroups(...factors);
}

/**
 * The symmetries left after summing over axes (any of 0..ndim-1, counted from the end when negative); null `axes`
 * means all of them.
 */
export function reduceGroup(group: Tag, ndim: number, axes: readonly number[] | null, keepdims: boolean): Tag {
  if (group === null || axes === null) return null;
  const reduced = new Set(axes.map((axis) => ((axis % ndim) + ndim) % ndim));
  const map = new Map<number, number>();
  for (let axis = 0, next = 0; axis < ndim; axis++) {
    if (keepdims) map.set(axis, axis);
    else if (!reduced.has(axis)) map.set(axis, next++);
  }
  if (group.kind !== undefined) {
    const kind = reducedKind(group.kind, reduced, map);
    if (kind !== undefined) return buildFromKind(kind);
  }
  const kept: number[] = [];
  const gone = new Set<number>();
  group.axes.forEach((axis, position) => {
    if (reduced.has(axis)) gone.add(position);
    else kept.push(position);
  });
  if (gone.size > 0) {
    if (kept.length === 0) return null;
    const restricted = group.setwiseStabilizer(gone).restrict(kept);
    if (restricted.order <= 1n) return null;
    const remapped = remapAxes(restricted, map);
    return remapped === null ? null : nontrivial(remapped);
  }
  const remapped = remapAxes(group, map);
  return remapped === null ? null : nontrivial(remapped);
}

/** The symmetries after inserting axes of extent 1 at these positions of the result; the new ones are interchangeable. */
export function expandDimsGroup(group: Tag, ndim: number, axes: readonly number[]): Tag {
  const outNdim = ndim + axes.length;
  const inserted = axes.map((axis) => normalizeAxis(axis, outNdim)).sort((a, b) => a - b);
  const places = identity(outNdim).filter((place) => !inserted.includes(place));
  const remapped = remapAxes(group, new Map(places.map((place, axis) => [axis, place])));
  return productOfGroups(remapped, inserted.length < 2 ? null : SymmetryGroup.symmetric(inserted));
}

/** Drops the axis order: the symmetries of a transposed tensor whose axis i was axis permutation[i]. */
export function transposeGroup(group: Tag, permutation: readonly number[]): Tag {
  return remapAxes(group, new Map(permutation.map((source, target) => [source, target])));
}
