/** Destinations of results, and the tags they carry. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { NdArray } from '../../array/ndarray.js';
import { shapeText } from '../../array/shape.js';
import { ValueError } from '../../errors.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { isAllFinite } from '../contraction/tags.js';

/** The same elements with no more axes than that, as far as those in front have an extent of 1. */
function withoutLeadingOnes(a: NdArray, ndim: number): NdArray {
  const extra = a.ndim - ndim;
  if (extra <= 0 || a.shape.slice(0, extra).some((extent) => extent !== 1)) return a;
  const shape = a.shape.slice(extra);
  return new NdArray(native.reshapeView(a.slot, shape, Order.C), a.dtype, shape);
}

/** Copies a result over an output of another dtype. ValueError when the shape does not fit. */
export function copyInto(op: string, out: NdArray, given: NdArray): NdArray {
  const result = withoutLeadingOnes(given, out.ndim);
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
