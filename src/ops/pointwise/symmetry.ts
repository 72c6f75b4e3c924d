/** Symmetry of elementwise results, and what writing into a tagged output takes. */
import type { NdArray, Shape } from '../../array/ndarray.js';
import { ValueError } from '../../errors.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { broadcastGroup, intersectGroups } from '../../symmetry/propagate.js';

type Tag = SymmetryGroup | null;

/** Anything with a shape and a tag. */
export interface Tagged {
  readonly shape: Shape;
  readonly symmetry: Tag;
}

/** The symmetry all operands share once broadcast to `shape`; scalars have every symmetry, untagged arrays none. */
export function pointwiseSymmetry(operands: readonly Tagged[], shape: Shape): Tag {
  let common: Tag | undefined;
  let dense = false;
  for (const operand of operands) {
    if (operand.shape.length === 0) continue;
    if (operand.symmetry === null) {
      dense = true;
      continue;
    }
    const aligned = broadcastGroup(operand.symmetry, operand.shape, shape);
    if (aligned === null) continue;
    if (common === undefined) common = aligned;
    else if (common !== null) common = intersectGroups(common, aligned, shape.length);
  }
  return dense ? null : (common ?? null);
}

/** As pointwiseSymmetry, for the two operands of a binary function: next to a scalar the other's tag stays as it is. */
export function binarySymmetry(a: Tagged, b: Tagged, shape: Shape): Tag {
  const scalarA = a.shape.length === 0;
  const scalarB = b.shape.length === 0;
  if (scalarA !== scalarB) return scalarA ? b.symmetry : a.symmetry;
  return pointwiseSymmetry([a, b], shape);
}

/**
 * The symmetry a result may keep when it is written to `out`. A tag that was inferred gives way; one that was declared
 * must be the result's own (ValueError otherwise).
 */
export function symmetryInto(out: NdArray | null, target: Tag): Tag {
  if (out === null || out.symmetry === null) return target;
  if (target?.equals(out.symmetry)) return target;
  if (out.symmetryInferred) return null;
  throw new ValueError('out: its declared symmetry does not match the symmetry of the result');
}
