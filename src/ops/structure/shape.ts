/** Views of other shapes: nothing is copied where NumPy copies nothing. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { axisList, normalizeAxes, requireDims } from '../../array/axes.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import { PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { PyTuple, type PyValue, typeName } from '../../python/values.js';
import * as tags from '../../symmetry/transport.js';
import { byRelease, type OpDefinition, type OpResult } from '../define.js';
import { extraKeywords, restArguments } from '../signature.js';
import {
  arrayOf,
  copyOf,
  operand,
  reshaped,
  type ShapeOperand,
  shapeOperand,
  transposed,
  undeliverable,
} from './common.js';
import { moveOp, NEVER } from './move-op.js';
import { type ArrayCall, PER_ELEMENT, viewOp } from './view-op.js';

/** Resolves -1 in a new shape. ValueError when the sizes do not match. */
function fitShape(a: NdArray, wanted: readonly number[]): number[] {
  // Any negative extent stands for the unknown one.
  const unknown = wanted.findIndex((extent) => extent < 0);
  if (wanted.filter((extent) => extent < 0).length > 1) throw new ValueError('can only specify one unknown dimension');
  const shape = [...wanted];
  if (unknown >= 0) {
    const known = sizeOf(wanted.filter((extent) => extent >= 0));
    shape[unknown] = known === 0 ? 0 : a.size / known;
    if (known === 0 && a.size === 0) shape[unknown] = 0;
    if (!Number.isInteger(shape[unknown]) || (known === 0 && a.size !== 0) || (known === 0 && a.size === 0)) {
      throw new ValueError(`cannot reshape array of size ${a.size} into shape ${shapeText(wanted)}`);
    }
  } else if (sizeOf(shape) !== a.size) {
    throw new ValueError(`cannot reshape array of size ${a.size} into shape ${shapeText(wanted)}`);
  }
  return shape;
}

/** Order argument as C, F, A or K; ValueError or TypeError otherwise. */
export function orderArgument(value: PyValue | undefined, allowK: boolean): Order {
  if (value === undefined || value === null) return Order.C;
  if (typeof value !== 'string') throw new PyTypeError(`order must be str, not ${typeName(value)}`);
  const index = 'CFAK'.indexOf(value.toUpperCase());
  if (index < 0 || value.length !== 1)
    throw new ValueError(`order must be one of 'C', 'F', 'A', or 'K' (got '${value}')`);
  if (index === 3 && !allowK) throw new ValueError("order 'K' is not permitted for reshaping");
  return index as Order;
}

const isFortran = (a: NdArray): boolean => native.layout(a.slot) === 2;

const resolveA = (a: NdArray, order: Order): Order.C | Order.F =>
  order === Order.F || (order === Order.A && isFortran(a)) ? Order.F : Order.C;

const reshape = viewOp<{ shape: number[]; order: Order.C | Order.F; copy: boolean }>({
  name: 'reshape',
  params: 'a, *args, **kwargs',
  infer: ({ a, args }) => {
    const rest = restArguments(args);
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (!['shape', 'order', 'copy', 'newshape'].includes(name)) {
        throw new PyTypeError(`reshape() got an unexpected keyword argument '${name}'`);
      }
    }
    if (keywords.has('newshape')) throw new PyTypeError("reshape() got an unexpected keyword argument 'newshape'");
    if (rest.length > 2)
      throw new PyTypeError(`reshape() takes from 2 to 3 positional arguments but ${rest.length + 1} were given`);
    const wanted = rest.length > 0 ? rest[0] : keywords.get('shape');
    if (wanted === undefined) throw new PyTypeError("reshape() missing 1 required positional argument: 'shape'");
    const order = resolveA(a, orderArgument(rest[1] ?? keywords.get('order'), false));
    return {
      shape: wanted === null ? [...a.shape] : fitShape(a, newShape(wanted)),
      order,
      copy: keywords.get('copy') === true,
    };
  },
  run: (a, { shape, order, copy }) => reshaped(copy ? copyOf(a) : a, shape, order),
  tag: (a, { shape }) => tags.reshapeTag(a.symmetry, a.shape, shape),
  present: PER_ELEMENT,
});

function newShape(value: PyValue): number[] {
  if (typeof value === 'boolean') throw new PyTypeError('an integer is required');
  const shape = axisList(value);
  requireDims(shape.length);
  return shape;
}

const ravel = viewOp<Order>({
  name: 'ravel',
  params: byRelease({ '0.4.1': 'a, **kwargs', '0.12.4': 'a, *args, **kwargs' }),
  infer: ({ args }) => {
    for (const name of extraKeywords(args).keys()) {
      if (name !== 'order') throw new PyTypeError(`ravel() got an unexpected keyword argument '${name}'`);
    }
    const positional = restArguments(args) as readonly PyValue[] | undefined;
    return orderArgument(positional?.[0] ?? extraKeywords(args).get('order'), true);
  },
  run: (a, order) => {
    if (order !== Order.K) return reshaped(a, [a.size], resolveA(a, order));
    // Memory order: flatten a transposed view whose axes run from slowest to fastest.
    const strides = native.strides(a.slot);
    const axes = strides.map((_, axis) => axis).sort((x, y) => Math.abs(strides[y]!) - Math.abs(strides[x]!));
    return reshaped(transposed(a, axes), [a.size]);
  },
  tag: (a) => tags.ravelTag(a.symmetry, a.shape),
  early: PER_ELEMENT,
  present: PER_ELEMENT,
});

const squeeze = viewOp<number[]>({
  name: 'squeeze',
  params: 'a, axis=',
  infer: ({ a, args }) => {
    const { axis } = args;
    if (axis === undefined || axis === null) return a.shape.flatMap((extent, k) => (extent === 1 ? [k] : []));
    if (a.ndim === 0 && (axis === 0 || axis === -1)) return [];
    const axes = normalizeAxes(axis, a.ndim);
    for (const k of axes) {
      if (a.shape[k] !== 1)
        throw new ValueError('cannot select an axis to squeeze out which has size not equal to one');
    }
    return axes;
  },
  run: (a, axes) => dropAxes(a, axes),
  tag: (a, axes) => tags.squeezeTag(a.symmetry, a.shape, axes),
});

function dropAxes(a: NdArray, axes: readonly number[]): NdArray {
  const strides = native.strides(a.slot);
  const keep = a.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = keep.map((axis) => a.shape[axis]!);
  return arrayOf(
    native.stridedView(
      a.slot,
      shape,
      keep.map((axis) => strides[axis]!),
      0,
    ),
    a.dtype,
    shape,
  );
}

/** Inserts axes of extent 1 at positions of the result. */
export function insertAxes(a: NdArray, positions: readonly number[]): NdArray {
  const strides = native.strides(a.slot);
  const ndim = a.ndim + positions.length;
  const shape: number[] = [];
  const steps: number[] = [];
  for (let axis = 0, source = 0; axis < ndim; axis++) {
    const inserted = positions.includes(axis);
    shape.push(inserted ? 1 : a.shape[source]!);
    steps.push(inserted ? 0 : strides[source++]!);
  }
  return arrayOf(native.stridedView(a.slot, shape, steps, 0), a.dtype, shape);
}

const expandDims = viewOp<number[]>({
  name: 'expand_dims',
  params: 'a, axis',
  infer: ({ a, args }) => {
    const axes = axisList(args['axis']!);
    return normalizeAxes(new PyTuple(axes), a.ndim + axes.length);
  },
  run: insertAxes,
  tag: (a, axes) => tags.expandDimsTag(a.symmetry, a.ndim, axes),
});

const broadcastTo = moveOp<ArrayCall & { readonly shape: number[] }, Shape>({
  name: 'broadcast_to',
  params: 'array, shape',
  prepare: (args) => ({ args, shape: toShapeLoose(args['shape']!), a: operand('broadcast_to', args['array']) }),
  infer: ({ shape }) => {
    if (shape.some((extent) => extent < 0))
      throw new ValueError('all elements of broadcast shape must be non-negative');
    return shape;
  },
  price: {
    '0.4.1': { charged: 'first', flops: ({ shape }) => positiveProduct(shape) },
    '0.12.4': { charged: 'first', flops: ({ shape }) => positiveProduct(shape), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a }, shape) =>
    arrayOf(
      native.broadcastTo(a.slot, shape),
      a.dtype,
      shape,
      tags.broadcastToTag(a.symmetry, a.shape, shape),
    ).asReadOnly(),
});

function toShapeLoose(value: PyValue): number[] {
  if (typeof value === 'string') throw new UFuncNoLoopError("ufunc 'multiply' has no loop for text");
  return axisList(value);
}

const positiveProduct = (shape: readonly number[]): bigint => {
  const product = shape.reduce((total, extent) => total * BigInt(extent), 1n);
  return product < 1n ? 1n : product;
};

function atLeastOp(ndim: 1 | 2 | 3): OpDefinition {
  const name = `atleast_${ndim}d`;
  const one = ({ a, foreign }: ShapeOperand): NdArray => {
    if (foreign !== undefined) throw undeliverable(name, foreign);
    let result = arrayOf(native.alias(a.slot), a.dtype, a.shape);
    if (a.ndim < ndim) {
      const positions =
        ndim === 3 && a.ndim > 0
          ? a.ndim === 1
            ? [0, 2]
            : [2]
          : Array.from({ length: ndim - a.ndim }, (_, axis) => axis);
      result = insertAxes(a, positions);
    }
    result.symmetry = ndim === 3 ? tags.atLeast3dTag(a.symmetry, a.shape) : tags.atLeastTag(a.symmetry, a.shape);
    return result;
  };
  return moveOp<ShapeOperand[], null>({
    name,
    params: '*args',
    prepare: (args) => restArguments(args).map(shapeOperand),
    infer: () => null,
    price: { '0.4.1': NEVER, '0.12.4': { charged: 'first' } },
    run: (arrays): OpResult => (arrays.length === 1 ? one(arrays[0]!) : new PyTuple(arrays.map(one))),
  });
}

export const SHAPE: readonly OpDefinition[] = [
  reshape,
  ravel,
  squeeze,
  expandDims,
  broadcastTo,
  atLeastOp(1),
  atLeastOp(2),
  atLeastOp(3),
];
