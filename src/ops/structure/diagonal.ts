/** Diagonals, as views. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import type { NdArray } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { IndexError, ValueError } from '../../errors.js';
import { PyFloat } from '../../python/values.js';
import type { OpDefinition } from '../define.js';
import { arrayOf } from './common.js';
import { viewOp } from './view-op.js';

/** Elements on a diagonal `offset` above the main one. */
export const diagonalLength = (rows: number, columns: number, offset: number): number =>
  Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));

const diagonal = viewOp<{ offset: number; first: number; second: number }>({
  name: 'diagonal',
  params: 'a, offset=, axis1=, axis2=',
  infer: ({ a, args }) => {
    const offset = args['offset'] === undefined ? 0 : toIndex(args['offset']);
    if (a.ndim < 2) throw new ValueError('diag requires an array of at least two dimensions');
    const first = normalizeAxis(args['axis1'] === undefined ? 0 : toIndex(args['axis1']), a.ndim);
    const second = normalizeAxis(args['axis2'] === undefined ? 1 : toIndex(args['axis2']), a.ndim);
    if (first === second) throw new ValueError('axis1 and axis2 cannot be the same');
    return { offset, first, second };
  },
  run: (a, axes) => diagonalView(a, axes).asReadOnly(),
  tag: () => null,
  early: {
    charged: 'first',
    flops: ({ a, args }) => {
      const axis = (name: string, otherwise: number) => {
        const given = args[name] === undefined ? otherwise : toIndex(args[name]);
        if (given < -a.ndim || given >= a.ndim) throw new IndexError('tuple index out of range');
        return normalizeAxis(given, a.ndim);
      };
      const [n, m] = [a.shape[axis('axis1', 0)]!, a.shape[axis('axis2', 1)]!];
      const given = args['offset'];
      const offset = given === undefined ? 0 : given instanceof PyFloat ? given.value : toIndex(given);
      return Math.max(diagonalLength(n, m, offset), 1);
    },
  },
});

/** The diagonal of two axes, as the last axis of a view. */
function diagonalView(
  a: NdArray,
  { offset, first, second }: { offset: number; first: number; second: number },
): NdArray {
  const strides = native.strides(a.slot);
  const [n, m] = [a.shape[first]!, a.shape[second]!];
  const length = diagonalLength(n, m, offset);
  const rest = a.shape.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const shape = [...rest.map((axis) => a.shape[axis]!), length];
  const steps = [...rest.map((axis) => strides[axis]!), strides[first]! + strides[second]!];
  const start = sizeOf(shape) === 0 ? 0 : offset >= 0 ? offset * strides[second]! : -offset * strides[first]!;
  return arrayOf(native.stridedView(a.slot, shape, steps, start), a.dtype, shape);
}

export const DIAGONAL: readonly OpDefinition[] = [diagonal];
