/** How symmetry tags combine, broadcast, reduce and move between axes. `null` stands for the trivial group throughout. */
import { AxisError, ValueError } from '../errors.js';
import { SymmetryGroup } from './group.js';
import { type AxisMap, type GroupKind, kindKey, reduceKind, remapKind } from './kind.js';
import { comparePermutations, equalPermutations, identity } from './permutation.js';
import { validateAxes, validateShape } from './unique.js';

/** A tag, or none. */
export type Tag = SymmetryGroup | null;

const nontrivial = (group: SymmetryGroup): Tag => (group.order > 1n ? group : null);

/** An axis or list of axes counted from either end, taken modulo the rank as the reference does. */
export const wrapAxes = (axes: readonly number[], ndim: number): number[] =>
  axes.map((axis) => ((axis % ndim) + ndim) % ndim);

/** A tag about to be given to an array. */
export const given = (tag: Tag): Tag => tag?.hold() ?? null;

/** Positions of an axis argument that may be one integer. */
export const listOf = (axes: number | readonly number[]): readonly number[] =>
  typeof axes === 'number' ? [axes] : axes;

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

/** Relabels the axes of a group. ValueError when an axis has no new label or two have the same. */
export function remapAxes(group: SymmetryGroup, map: AxisMap): SymmetryGroup;
export function remapAxes(group: Tag, map: AxisMap): Tag;
export function remapAxes(group: Tag, map: AxisMap): Tag {
  if (group === null) return null;
  const axes = group.axes.map((axis) => {
    const target = map.get(axis);
    if (target === undefined) throw new ValueError(`symmetry axis ${axis} has no counterpart in the result`);
    return target;
  });
  const kind = group.kind === undefined ? undefined : remapKind(group.kind, map);
  if (kind === undefined) return group.withAxes(axes);
  // A group relabelled onto itself stays itself, with its own order of factors.
  return kindKey(kind) === group.kindKey ? group : SymmetryGroup.ofKind(group.generators, axes, kind);
}

/** The product of groups on disjoint axes, trivial ones left out. ValueError when axes are shared. */
export function productOfGroups(...groups: readonly Tag[]): Tag {
  const factors = groups.filter((group): group is SymmetryGroup => group !== null && group.order > 1n);
  if (factors.length === 0) return null;
  return factors.length === 1 ? factors[0]! : SymmetryGroup.product(factors);
}

/** Extends a group's action to all axes of a tensor of rank `ndim`. */
export function embedGroup(group: SymmetryGroup, ndim: number): SymmetryGroup {
  validateAxes(group, ndim);
  if (group.degree === ndim && group.axes.every((axis, i) => axis === i)) return group;
  return group.embed(ndim);
}

function commonElements(a: SymmetryGroup, b: SymmetryGroup): Tag {
  a.list();
  b.list();
  const common = a.elements.filter((element) => b.contains(element));
  if (common.length <= 1) return null;
  return new SymmetryGroup(common.sort(comparePermutations), a.axes, { order: BigInt(common.length) });
}

/**
 * The symmetries two tags of a tensor of rank `ndim` have in common. Raises EnumerationBudgetExceeded when different
 * groups are too large to compare.
 */
export function intersectGroups(a: Tag, b: Tag, ndim: number): Tag {
  if (a === null || b === null) return null;
  if (a.kindKey !== undefined && a.kindKey === b.kindKey) return nontrivial(a);
  if (equalPermutations(a.axes, b.axes)) return commonElements(a, b);
  return commonElements(embedGroup(a, ndim), embedGroup(b, ndim));
}

/**
 * The symmetries among a subset of a group's axes: elements that map the subset onto itself, seen on it alone.
 * ValueError for an axis the group does not have.
 */
export function restrictToAxes(group: Tag, axes: readonly number[]): Tag {
  if (group === null) return null;
  if (axes.length === 0) throw new ValueError('axes to restrict a symmetry to must not be empty');
  if (equalPermutations(axes, group.axes)) return group;
  const positions = axes.map((axis) => {
    const position = group.axes.indexOf(axis);
    if (position < 0) throw new ValueError(`axis ${axis} is not among the symmetry's axes (${group.axes.join(', ')})`);
    return position;
  });
  if (positions.length < 2) return null;
  return nontrivial(group.setwiseStabilizer(new Set(positions)).restrict(positions));
}

/** The elements that map a set of axes onto itself; axes the group does not have are ignored. */
export function stabilizerOfAxes(group: SymmetryGroup, axes: ReadonlySet<number>): Tag {
  const positions = group.axes.flatMap((axis, position) => (axes.has(axis) ? [position] : []));
  return nontrivial(group.setwiseStabilizer(new Set(positions)));
}

/**
 * The symmetries of a broadcast tensor: axes that are not stretched keep theirs, new leading axes of one extent are
 * interchangeable. Raises ValueError or SymmetryError for a tag that does not fit its shape, and KeyError (as the
 * reference) when the group permutes stretched axes with others.
 */
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
      if (remapped.order > 1n) factors.push(remapped);
    }
  }
  return productOfGroups(...factors);
}

/**
 * The symmetries of an elementwise result from its operands' shapes and tags. An untagged operand of rank 1 or more
 * leaves none; scalars do not matter.
 */
export function pointwiseTag(
  operands: readonly { readonly shape: readonly number[]; readonly symmetry: Tag }[],
  outputShape: readonly number[],
): Tag {
  const aligned: SymmetryGroup[] = [];
  let untagged = false;
  for (const { shape, symmetry } of operands) {
    if (shape.length === 0) continue;
    if (symmetry === null) {
      untagged = true;
      continue;
    }
    const group = broadcastGroup(symmetry, shape, outputShape);
    if (group !== null) aligned.push(group);
  }
  if (aligned.length === 0 || untagged) return null;
  let result: Tag = aligned[0]!;
  for (const group of aligned.slice(1)) {
    result = intersectGroups(result, group, outputShape.length);
    if (result === null) break;
  }
  return given(result);
}

/** The tag of a binary ufunc's result: a scalar operand leaves the other's tag as it is. */
export function binaryTag(
  x: { readonly shape: readonly number[]; readonly symmetry: Tag },
  y: { readonly shape: readonly number[]; readonly symmetry: Tag },
  outputShape: readonly number[],
): Tag {
  if ((x.shape.length === 0) !== (y.shape.length === 0)) return x.shape.length === 0 ? y.symmetry : x.symmetry;
  return pointwiseTag([x, y], outputShape);
}

/** The tag of an outer operation: the left operand's symmetries and the right one's, side by side. */
export function outerTag(left: Tag, leftNdim: number, right: Tag): Tag {
  const lifted = right === null ? null : remapAxes(right, new Map(right.axes.map((axis) => [axis, axis + leftNdim])));
  return given(productOfGroups(left, lifted));
}

/** As reduceGroup, for a group that no array will be tagged with. */
export function reducedGroup(group: Tag, ndim: number, axes: number | readonly number[] | null, keepdims = false): Tag {
  if (group === null || axes === null) return null;
  validateAxes(group, ndim);
  const reduced = new Set(wrapAxes(listOf(axes), ndim));
  const map = new Map<number, number>();
  for (let axis = 0, next = 0; axis < ndim; axis++) {
    if (keepdims) map.set(axis, axis);
    else if (!reduced.has(axis)) map.set(axis, next++);
  }
  if (group.kind !== undefined) {
    const kind = reduceKind(group.kind, reduced, map);
    if (kind !== undefined) {
      const built = buildFromKind(kind);
      return built !== null && built.kindKey === group.kindKey ? group : built;
    }
  }
  const kept: number[] = [];
  const gone = new Set<number>();
  group.axes.forEach((axis, position) => {
    if (reduced.has(axis)) gone.add(position);
    else kept.push(position);
  });
  if (gone.size === 0) return nontrivial(remapAxes(group, map));
  if (kept.length === 0) return null;
  const restricted = group.setwiseStabilizer(gone).restrict(kept);
  return restricted.order <= 1n ? null : nontrivial(remapAxes(restricted, map));
}

/**
 * The symmetries left after reducing over axes (integers, taken modulo `ndim`); null `axes` means all of them, which
 * leaves none.
 */
export const reduceGroup = (group: Tag, ndim: number, axes: number | readonly number[] | null, keepdims = false): Tag =>
  given(reducedGroup(group, ndim, axes, keepdims));

/**
 * After a reduction the reference compares the tags before and after when a symmetric axis was reduced, and fails,
 * with the operation already charged, when they are too large to compare. Raises EnumerationBudgetExceeded then.
 */
export function compareReduced(before: Tag, after: Tag, ndim: number, axes: number | readonly number[] | null): void {
  if (before === null || after === null || axes === null) return;
  const reduced = new Set(wrapAxes(listOf(axes), ndim));
  if (before.axes.some((axis) => reduced.has(axis))) after.equals(before);
}

/**
 * The symmetries after inserting axes of extent 1 at these positions of the result; the new ones are interchangeable.
 * AxisError for a position outside the result, ValueError for a repeated one.
 */
export function expandDimsGroup(group: Tag, ndim: number, axes: number | readonly number[]): Tag {
  if (group !== null) validateAxes(group, ndim);
  const positions = listOf(axes);
  const outNdim = ndim + positions.length;
  const inserted = positions.map((axis) => {
    if (axis >= -outNdim && axis < outNdim) return axis < 0 ? axis + outNdim : axis;
    throw new AxisError(`axis ${axis} is out of bounds for array of dimension ${outNdim}`);
  });
  if (new Set(inserted).size !== inserted.length) throw new ValueError('repeated axis');
  const places = identity(outNdim).filter((place) => !inserted.includes(place));
  const remapped = remapAxes(group, new Map(places.map((place, axis) => [axis, place])));
  return given(productOfGroups(remapped, insertedAxesGroup(inserted)));
}

/** New axes of extent 1 are interchangeable. */
export const insertedAxesGroup = (positions: readonly number[]): Tag =>
  positions.length < 2 ? null : SymmetryGroup.symmetric([...positions].sort((a, b) => a - b));
