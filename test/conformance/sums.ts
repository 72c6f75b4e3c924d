/** How far sums of products may be off: what was summed, and over how many terms. */

import { parseSubscripts } from '../../src/einsum/parse.js';
import { labelExtents } from '../../src/einsum/path/network.js';

type Shape = readonly number[];

/** Units of the spacing at 1 by which a sum of n products may be off, times √n and the sum of their magnitudes. */
export const UNITS_PER_ROOT = 8;

const size = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

/** Terms of each sum of an Einstein summation. */
function summedLabels(subscripts: string, shapes: readonly Shape[]): number {
  const { inputs, output } = parseSubscripts(subscripts, shapes);
  const summed = [...labelExtents(inputs, shapes)].filter(([label]) => !output.includes(label));
  return size(summed.map(([, extent]) => extent));
}

/**
 * Products that are added up in each element of a contraction's result.
 *
 * @param shapes of the operands
 * @param result shape of the result
 */
export function contractedLength(op: string, first: unknown, shapes: readonly Shape[], result: Shape): number {
  if (op === 'einsum' && typeof first === 'string') return summedLabels(first, shapes);
  if (op === 'convolve' || op === 'correlate') return Math.min(...shapes.map(size));
  if (op === 'vdot') return size(shapes[0] ?? []);
  if (/matmul|matvec|^dot$|^inner$/.test(op)) return shapes[0]?.at(-1) ?? 1;
  // The extents summed occur in two operands, those kept in one operand and the result.
  const all = shapes.reduce((product, shape) => product * size(shape), 1);
  return Math.max(1, Math.sqrt(all / Math.max(1, size(result))));
}
