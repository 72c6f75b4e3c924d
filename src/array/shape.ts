/** Shapes: broadcasting and element counts. */
import { ValueError } from '../errors.js';
import type { Shape } from './ndarray.js';

export const shapeText = (shape: Shape): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

/** Whether an array of shape `from` broadcasts to exactly `to`. */
export const broadcastsTo = (from: readonly number[], to: readonly number[]): boolean =>
  from.length <= to.length && from.every((extent, k) => extent === 1 || extent === to[to.length - from.length + k]);

/** The shape all shapes broadcast to (numpy.broadcast_shapes). Raises ValueError naming them. */
export function broadcastShapes(...shapes: readonly Shape[]): Shape {
  if (shapes.length === 2) {
    const [a, b] = shapes as [Shape, Shape];
    if (a.length === 0) return b;
    if (b.length === 0) return a;
    if (a.length === b.length && a.every((extent, axis) => extent === b[axis])) return a;
  }
  let ndim = 0;
  for (const shape of shapes) ndim = Math.max(ndim, shape.length);
  const result = new Array<number>(ndim).fill(1);
  for (const shape of shapes) {
    const lead = ndim - shape.length;
    for (const [axis, extent] of shape.entries()) {
      if (extent === 1 || extent === result[lead + axis]) continue;
      if (result[lead + axis] !== 1) {
        throw new ValueError(`operands could not be broadcast together with shapes ${shapes.map(shapeText).join(' ')}`);
      }
      result[lead + axis] = extent;
    }
  }
  return result;
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}
