/**
 * Tags that creation operations give without being asked.
 *
 * Filled with one value: zeros, ones, full (and the _like forms): `constantFillTag`, `likeTag`. Structure: eye,
 * identity, diag, diagflat. Elementwise results, copies and moves derive theirs from operands (propagate, transport);
 * everything else, arrays made from data included, is untagged: no release looks for symmetry in data.
 */
import { SymmetryError, ValueError } from '../errors.js';
import { SymmetryGroup } from './group.js';
import type { Tag } from './propagate.js';
import { validateShape } from './unique.js';

/** A tag and whether the server inferred it, which makes it give way to what is written into the array later. */
export interface InferredTag {
  readonly symmetry: Tag;
  readonly inferred: boolean;
}

/** Shapes seen lately, and the group each was given: the reference keeps as many. */
const byShape = new Map<string, Tag>();
const SHAPES_KEPT = 1024;

function inferFromShape(shape: readonly number[]): Tag {
  const axesByExtent = new Map<number, number[]>();
  shape.forEach((extent, axis) => {
    const axes = axesByExtent.get(extent);
    if (axes === undefined) axesByExtent.set(extent, [axis]);
    else axes.push(axis);
  });
  const blocks = [...axesByExtent.values()].filter((axes) => axes.length >= 2);
  if (blocks.length === 0) return null;
  return blocks.length === 1 ? SymmetryGroup.symmetric(blocks[0]!) : SymmetryGroup.young(blocks);
}

/** The tag of a tensor all of whose elements are equal: axes of one extent are interchangeable. It is inferred. */
export function constantFillTag(shape: readonly number[]): Tag {
  if (shape.length < 2) return null;
  const key = shape.join();
  const known = byShape.get(key);
  const tag = known === undefined ? inferFromShape(shape) : known;
  byShape.delete(key);
  byShape.set(key, tag);
  if (byShape.size > SHAPES_KEPT) byShape.delete(byShape.keys().next().value!);
  tag?.hold();
  return tag;
}

/** Forgets the groups given to shapes. */
export const forgetInferredTags = (): void => byShape.clear();

/** The tag where it fits the shape, else null. */
export function fittingTag(tag: Tag, shape: readonly number[]): Tag {
  if (tag === null) return null;
  try {
    validateShape(tag, shape);
    return tag;
  } catch (error) {
    if (error instanceof SymmetryError || error instanceof ValueError) return null;
    throw error;
  }
}

/**
 * The tag of zeros_like, ones_like and full_like: the prototype's where it fits the shape, else what a constant fill
 * gives.
 */
export function likeTag(prototype: Tag, shape: readonly number[]): InferredTag {
  const carried = fittingTag(prototype, shape);
  return carried === null
    ? { symmetry: constantFillTag(shape), inferred: true }
    : { symmetry: carried, inferred: false };
}

const matrix = (): SymmetryGroup => SymmetryGroup.symmetric([0, 1]);

/** The tag of eye(rows, columns, k); null `columns` means square. Not inferred: it stands against `out=`. */
export const eyeTag = (rows: number, columns: number | null, k: number): Tag =>
  k === 0 && (columns === null || columns === rows) ? matrix() : null;

/** The tag of identity(n). */
export const identityTag = (): Tag => matrix();

/** The tag of diag(v, k). */
export const diagTag = (vNdim: number, k: number): Tag => (vNdim === 1 && k === 0 ? matrix() : null);

/** The tag of diagflat(v, k). */
export const diagflatTag = (k: number): Tag => (k === 0 ? matrix() : null);
