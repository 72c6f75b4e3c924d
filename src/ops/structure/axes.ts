/** Views with axes in another order. */
import { axisList, normalizeAxes, normalizeAxis, toIndex } from '../../array/axes.js';
import type { NdArray } from '../../array/ndarray.js';
import { AxisError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import * as tags from '../../symmetry/transport.js';
import type { OpDefinition } from '../define.js';
import { transposed } from './common.js';
import { NEVER } from './move-op.js';
import { type ViewSpec, viewOp } from './view-op.js';

function permutation(a: NdArray, value: PyValue | undefined): number[] {
  if (value === undefined || value === null) return a.shape.map((_, axis) => a.ndim - 1 - axis);
  const axes = axisList(value);
  if (axes.length !== a.ndim) throw new ValueError("axes don't match array");
  const normalized = axes.map((axis) => normalizeAxis(axis, a.ndim));
  if (new Set(normalized).size !== normalized.length) throw new ValueError('repeated axis in transpose');
  return normalized;
}

function transposeOp(
  name: string,
  params: string,
  prices: Pick<ViewSpec<number[]>, 'early' | 'present'>,
): OpDefinition {
  return viewOp<number[]>({
    name,
    params,
    infer: ({ a, args }) => permutation(a, args['axes']),
    run: transposed,
    tag: (a, axes) => (name === 'transpose' ? tags.transposeTag(a.symmetry, a.ndim, axes) : null),
    ...prices,
  });
}

const matrixTranspose = viewOp<number[]>({
  name: 'matrix_transpose',
  params: 'x',
  array: 'x',
  refusesForeign: true,
  infer: ({ a }) => {
    if (a.ndim < 2) throw new ValueError(`Input array must be at least 2-dimensional, but it is ${a.ndim}`);
    const axes = a.shape.map((_, axis) => axis);
    axes.push(...axes.splice(-2).reverse());
    return axes;
  },
  run: transposed,
  tag: (a) => tags.matrixTransposeTag(a.symmetry, a.ndim),
  present: NEVER,
});

const swapaxes = viewOp<[number, number]>({
  name: 'swapaxes',
  params: 'a, axis1, axis2',
  infer: ({ a, args }) => [
    normalizeAxis(toIndex(args['axis1']), a.ndim),
    normalizeAxis(toIndex(args['axis2']), a.ndim),
  ],
  run: (a, [first, second]) => {
    const axes = a.shape.map((_, axis) => axis);
    [axes[first], axes[second]] = [second, first];
    return transposed(a, axes);
  },
  tag: (a, [first, second]) => tags.swapAxesTag(a.symmetry, a.ndim, first, second),
});

interface Move {
  readonly source: number[];
  readonly destination: number[];
}

const moveaxis = viewOp<Move>({
  name: 'moveaxis',
  params: 'a, source, destination',
  infer: ({ a, args }) => {
    const source = normalizeAxes(args['source']!, a.ndim);
    const destination = normalizeAxes(args['destination']!, a.ndim);
    if (source.length !== destination.length) {
      throw new ValueError('`source` and `destination` arguments must have the same number of elements');
    }
    return { source, destination };
  },
  run: (a, { source, destination }) => {
    const axes = a.shape.map((_, axis) => axis).filter((axis) => !source.includes(axis));
    const pairs = destination.map((to, i) => [to, source[i]!] as const).sort((x, y) => x[0] - y[0]);
    for (const [to, from] of pairs) axes.splice(to, 0, from);
    return transposed(a, axes);
  },
  tag: (a, { source, destination }) => tags.moveAxisTag(a.symmetry, a.ndim, source, destination),
});

const rollaxis = viewOp<number[]>({
  name: 'rollaxis',
  params: 'a, axis, start=',
  needsArray: true,
  infer: ({ a, args }) => {
    const axis = normalizeAxis(toIndex(args['axis']), a.ndim);
    let start = args['start'] === undefined ? 0 : toIndex(args['start']);
    if (start < 0) start += a.ndim;
    if (start < 0 || start > a.ndim) throw new AxisError(`'start' arg requires ${-a.ndim} <= start < ${a.ndim + 1}`);
    if (axis < start) start--;
    const axes = a.shape.map((_, k) => k).filter((k) => k !== axis);
    axes.splice(start, 0, axis);
    return axes;
  },
  run: transposed,
  tag: () => null,
  early: { charged: 'last', flops: ({ a }) => a.size },
  present: { charged: 'last', flops: ({ a }) => a.size, dtypes: ({ a }) => [a.dtype] },
});

export const AXES: readonly OpDefinition[] = [
  transposeOp('transpose', 'a, axes=', {}),
  transposeOp('permute_dims', 'a, axes=', { present: NEVER }),
  matrixTranspose,
  swapaxes,
  moveaxis,
  rollaxis,
];
