/** Views that run backwards along axes, or are turned. */
import { native } from '../../addon/native.js';
import { axisList, normalizeAxes, normalizeAxis, toIndex } from '../../array/axes.js';
import type { NdArray } from '../../array/ndarray.js';
import { IndexError, ValueError } from '../../errors.js';
import * as tags from '../../symmetry/transport.js';
import { byRelease, type OpDefinition } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, copyOf, transposed } from './common.js';
import { viewOp } from './view-op.js';

/** A view with some axes reversed; an array without axes is copied, as the library takes its element out. */
function flipped(a: NdArray, axes: readonly number[]): NdArray {
  if (a.ndim === 0) return copyOf(a);
  const strides = native.strides(a.slot);
  if (a.size === 0) return arrayOf(native.alias(a.slot), a.dtype, a.shape);
  let offset = 0;
  for (const axis of axes) offset += (a.shape[axis]! - 1) * strides[axis]!;
  const steps = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  return arrayOf(native.stridedView(a.slot, a.shape, steps, offset), a.dtype, a.shape);
}

const flip = viewOp<number[]>({
  name: 'flip',
  params: 'm, axis=',
  array: 'm',
  infer: ({ a, args }) => normalizeAxes(args['axis'], a.ndim),
  run: flipped,
  tag: (a, axes) => tags.flipTag(a.symmetry, a.ndim, axes),
});

/** These look at their first argument before they know that there is none. */
function requireFirst(args: Bound): void {
  if (args['m'] === undefined) throw new IndexError('tuple index out of range');
}

function flipAxisOp(name: 'fliplr' | 'flipud', axis: number): OpDefinition {
  return viewOp<number[]>({
    name,
    params: 'm=',
    array: 'm',
    infer: ({ a, args }) => {
      requireFirst(args);
      if (a.ndim <= axis) throw new ValueError(`Input must be >= ${axis + 1}-d.`);
      return [axis];
    },
    run: flipped,
    tag: () => null,
  });
}

const rot90 = viewOp<{ k: number; axes: [number, number] }>({
  name: 'rot90',
  params: byRelease({ '0.4.1': 'm, k=, axes=', '0.12.4': 'm=, k=, axes=' }),
  array: 'm',
  infer: ({ a, args }) => {
    requireFirst(args);
    const axes = args['axes'] === undefined ? [0, 1] : axisList(args['axes']!);
    if (axes.length !== 2) throw new ValueError('len(axes) must be 2.');
    const [first, second] = axes as [number, number];
    if (first === second || Math.abs(first - second) === a.ndim) throw new ValueError('Axes must be different.');
    for (const axis of axes) {
      if (axis >= a.ndim || axis < -a.ndim)
        throw new ValueError(`Axes=(${axes.join(', ')}) out of range for array of ndim=${a.ndim}.`);
    }
    const k = args['k'] === undefined ? 1 : toIndex(args['k']);
    return { k: ((k % 4) + 4) % 4, axes: [normalizeAxis(first, a.ndim), normalizeAxis(second, a.ndim)] };
  },
  run: (a, { k, axes: [first, second] }) => {
    if (k === 0) return arrayOf(native.alias(a.slot), a.dtype, a.shape);
    if (k === 2) return flipped(a, [first, second]);
    const order = a.shape.map((_, axis) => axis);
    [order[first], order[second]] = [order[second]!, order[first]!];
    return k === 1 ? transposed(flipped(a, [second]), order) : flipped(transposed(a, order), [second]);
  },
  tag: () => null,
});

export const FLIPS: readonly OpDefinition[] = [flip, flipAxisOp('fliplr', 1), flipAxisOp('flipud', 0), rot90];
