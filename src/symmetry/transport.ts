/**
 * What becomes of a tag when elements are moved: reshaping, transposing, joining, splitting, repeating.
 *
 * Each function gives the tag of the result from the tags and shapes of the operands; null is none. Axes count from
 * either end. Several are as strict, or as lax, as the reference rather than as mathematics would allow; those say so.
 */
import type { SymmetryGroup } from './group.js';
import { identity } from './permutation.js';
import {
  broadcastGroup,
  expandDimsGroup,
  given,
  intersectGroups,
  listOf,
  remapAxes,
  restrictToAxes,
  stabilizerOfAxes,
  type Tag,
  wrapAxes,
} from './propagate.js';

type Shape = readonly number[];

const isEmpty = (shape: Shape): boolean => shape.includes(0);
const extentOf = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

const shifted = (group: SymmetryGroup, by: (axis: number) => number): SymmetryGroup =>
  remapAxes(group, new Map(group.axes.map((axis) => [axis, by(axis)]))).hold();

/** The tag of a tensor whose axis i was axis order[i]. */
const reordered = (group: SymmetryGroup, order: readonly number[]): SymmetryGroup =>
  remapAxes(group, new Map(order.map((source, target) => [source, target]))).hold();

/** reshape: kept when every symmetric axis reappears whole, with as many elements before it as there were. */
export function reshapeTag(group: Tag, inputShape: Shape, outputShape: Shape): Tag {
  if (group === null || isEmpty(inputShape) || isEmpty(outputShape)) return null;
  const extent = inputShape[group.axes[0]!]!;
  const axes = [...group.axes].sort((a, b) => a - b);
  const places = new Map<number, number>();
  let place = 0;
  let previous = -1;
  for (const axis of axes) {
    const before = extentOf(inputShape.slice(previous + 1, axis));
    let passed = 1;
    while (passed < before && place < outputShape.length) passed *= outputShape[place++]!;
    if (passed !== before) return null;
    if (extent !== 1) while (outputShape[place] === 1) place++;
    if (outputShape[place] !== extent) return null;
    places.set(axis, place++);
    previous = axis;
  }
  if (extentOf(outputShape.slice(place)) !== extentOf(inputShape.slice(previous + 1))) return null;
  return remapAxes(group, places).hold();
}

/** ravel, flatten. */
export const ravelTag = (group: Tag, inputShape: Shape): Tag => reshapeTag(group, inputShape, [extentOf(inputShape)]);

/** transpose, permute_dims; null `axes` reverses them. */
export function transposeTag(group: Tag, ndim: number, axes: readonly number[] | null): Tag {
  if (group === null) return null;
  return reordered(group, axes === null ? [...identity(ndim)].reverse() : wrapAxes(axes, ndim));
}

/** swapaxes. */
export function swapAxesTag(group: Tag, ndim: number, axis1: number, axis2: number): Tag {
  if (group === null) return null;
  const [a, b] = wrapAxes([axis1, axis2], ndim) as [number, number];
  const order = [...identity(ndim)];
  [order[a], order[b]] = [order[b]!, order[a]!];
  return reordered(group, order);
}

/** matrix_transpose. */
export const matrixTransposeTag = (group: Tag, ndim: number): Tag =>
  ndim < 2 ? null : swapAxesTag(group, ndim, ndim - 2, ndim - 1);

/** moveaxis. */
export function moveAxisTag(
  group: Tag,
  ndim: number,
  source: number | readonly number[],
  destination: number | readonly number[],
): Tag {
  if (group === null) return null;
  const from = wrapAxes(listOf(source), ndim);
  const to = wrapAxes(listOf(destination), ndim);
  const moves = to.map((place, i) => ({ place, axis: from[i]! })).sort((a, b) => a.place - b.place || a.axis - b.axis);
  const order = [...identity(ndim)].filter((axis) => !from.includes(axis));
  for (const { place, axis } of moves) order.splice(place, 0, axis);
  return reordered(group, order);
}

/** squeeze; null `axis` takes all axes of extent 1. Lost when a symmetric axis goes. */
export function squeezeTag(group: Tag, inputShape: Shape, axis: number | readonly number[] | null): Tag {
  if (group === null || isEmpty(inputShape)) return null;
  const all = identity(inputShape.length);
  const squeezed = axis === null ? all.filter((i) => inputShape[i] === 1) : wrapAxes(listOf(axis), inputShape.length);
  if (squeezed.some((i) => group.axes.includes(i))) return null;
  const surviving = all.filter((i) => !squeezed.includes(i));
  return shifted(group, (i) => surviving.indexOf(i));
}

/** expand_dims. */
export const expandDimsTag = expandDimsGroup;

/** broadcast_to; broadcast_arrays uses `broadcastGroup`, which has no exception for empty tensors. */
export function broadcastToTag(group: Tag, inputShape: Shape, outputShape: Shape): Tag {
  if (isEmpty(inputShape) || isEmpty(outputShape)) return null;
  return given(broadcastGroup(group, inputShape, outputShape));
}

function common(groups: readonly SymmetryGroup[], ndim: number): Tag {
  let result: Tag = groups[0] ?? null;
  for (const group of groups.slice(1)) {
    result = intersectGroups(result, group, ndim);
    if (result === null) return null;
  }
  return result;
}

/**
 * concatenate; null `axis` joins flattened tensors, which leaves none. A negative axis of a tensor all of whose axes
 * are symmetric misses by one in the reference, so that the tag survives whole.
 */
export function concatenateTag(groups: readonly Tag[], outputNdim: number, axis: number | null): Tag {
  if (axis === null) return null;
  const restricted: SymmetryGroup[] = [];
  for (const group of groups) {
    if (group === null) return null;
  }
  for (const group of groups as readonly SymmetryGroup[]) {
    const [joined] = wrapAxes([axis], Math.max(outputNdim, group.degree + 1));
    const keep = group.axes.filter((candidate) => candidate !== joined);
    if (keep.length < 2) return null;
    const kept = restrictToAxes(group, keep);
    if (kept === null) return null;
    restricted.push(kept);
  }
  return common(restricted, outputNdim);
}

/** stack. */
export function stackTag(groups: readonly Tag[], outputNdim: number, axis = 0): Tag {
  if (groups.includes(null)) return null;
  const [place] = wrapAxes([axis], outputNdim) as [number];
  const moved = (groups as readonly SymmetryGroup[]).map((group) => shifted(group, (a) => (a < place ? a : a + 1)));
  return common(moved, outputNdim);
}

const matricesOnly = (groups: readonly Tag[], inputNdims: readonly number[]): Tag[] =>
  groups.map((group, i) => (inputNdims[i]! >= 2 ? group : null));

/** vstack. */
export const vstackTag = (groups: readonly Tag[], outputNdim: number, inputNdims: readonly number[]): Tag =>
  concatenateTag(matricesOnly(groups, inputNdims), outputNdim, 0);

/** hstack. */
export const hstackTag = (groups: readonly Tag[], outputNdim: number, inputNdims: readonly number[]): Tag =>
  concatenateTag(groups, outputNdim, inputNdims.every((ndim) => ndim === 1) ? 0 : 1);

/** column_stack. */
export const columnStackTag = (groups: readonly Tag[], outputNdim: number, inputNdims: readonly number[]): Tag =>
  concatenateTag(matricesOnly(groups, inputNdims), outputNdim, 1);

/** split, vsplit (axis 0), dsplit (axis 2): the tag of each piece. */
export function splitTag(group: Tag, inputShape: Shape, axis = 0): Tag {
  if (group === null || isEmpty(inputShape)) return null;
  const [cut] = wrapAxes([axis], inputShape.length);
  const keep = group.axes.filter((candidate) => candidate !== cut);
  return keep.length < 2 ? null : restrictToAxes(group, keep);
}

/** hsplit. */
export const hsplitTag = (group: Tag, inputShape: Shape): Tag =>
  splitTag(group, inputShape, inputShape.length === 1 ? 0 : 1);

/** atleast_1d, atleast_2d (`least` 1 and 2). */
export const atLeastTag = (group: Tag, inputShape: Shape): Tag => (isEmpty(inputShape) ? null : group);

/** atleast_3d. */
export const atLeast3dTag = (group: Tag, inputShape: Shape): Tag =>
  isEmpty(inputShape) || inputShape.length < 2 ? null : group;

/** flip; null `axis` flips all. What remains maps the flipped symmetric axes onto themselves. */
export function flipTag(group: Tag, ndim: number, axis: number | readonly number[] | null): Tag {
  if (group === null) return null;
  const flipped = axis === null ? identity(ndim) : wrapAxes(listOf(axis), ndim);
  const inside = new Set(group.axes.filter((candidate) => flipped.includes(candidate)));
  if (inside.size === 0 || inside.size === group.degree) return group;
  return stabilizerOfAxes(group, inside);
}

/** tile: kept when axes that are permuted are repeated alike. `reps` as given, not yet padded. */
export function tileTag(group: Tag, inputShape: Shape, outputShape: Shape, reps: number | readonly number[]): Tag {
  if (group === null || isEmpty(inputShape) || isEmpty(outputShape)) return null;
  const counts = listOf(reps);
  const padded = [...new Array<number>(Math.max(outputShape.length - counts.length, 0)).fill(1), ...counts];
  const shift = outputShape.length - inputShape.length;
  for (const orbit of group.orbits()) {
    if (new Set(orbit.map((position) => padded[group.axes[position]! + shift])).size > 1) return null;
  }
  return shift === 0 ? group : shifted(group, (axis) => axis + shift);
}

/** repeat; null `axis` flattens. */
export function repeatTag(group: Tag, inputShape: Shape, axis: number | null): Tag {
  if (group === null || axis === null || isEmpty(inputShape)) return null;
  return group.axes.includes(wrapAxes([axis], inputShape.length)[0]!) ? null : group;
}

/** roll; null `axis` rolls the flattened tensor. */
export function rollTag(group: Tag, inputShape: Shape, axis: number | readonly number[] | null): Tag {
  if (group === null || axis === null || isEmpty(inputShape)) return null;
  return wrapAxes(listOf(axis), inputShape.length).some((rolled) => group.axes.includes(rolled)) ? null : group;
}
