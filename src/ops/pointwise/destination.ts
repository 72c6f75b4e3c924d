/** Destinations of results, and the tags they carry. */
import { native } from '../../addon/native.js';
import type { NdArray } from '../../array/ndarray.js';
import { shapeText } from '../../array/shape.js';
import { ValueError } from '../../errors.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { isAllFinite } from '../contraction/tags.js';

/** Copies a result over an output of another dtype. ValueError when the shape does not fit. */
export function copyInto(op: string, out: NdArray, result: NdArray): NdArray {
  const lead = out.ndim - result.ndim;
  const fits = lead >= 0 && result.shape.every((extent, axis) => extent === 1 || extent === out.shape[axis + lead]);
  if (!fits) {
    throw new ValueError(
      `${op}: could not broadcast from shape ${shapeText(result.shape)} into ${shapeText(out.shape)}`,
    );
  }
  native.assign(out.slot, result.slot, -1);
  return out;
}

/**
 * Whether the reference computes a result for `out` apart, as if there were none, and copies it over, whatever the
 * dtypes: so it treats destinations that carry a tag.
 */
export const isFilledByCopy = (out: NdArray | null): out is NdArray => out !== null && out.symmetry !== null;

/**
 * Tags a destination, once it is written to, with the symmetry of the result, if its data can be found to have it: those
 * with infinities or NaN cannot.
 */
export function retag(out: NdArray, symmetry: SymmetryGroup | null): NdArray {
  out.symmetry = symmetry !== null && isAllFinite(out) ? symmetry : null;
  return out;
}
