/** Views of other shapes and axis orders: nothing is copied where NumPy copies nothing. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { axisList, normalizeAxes, normalizeAxis, requireDims, toIndex } from '../../array/axes.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import { AttributeError, AxisError, IndexError, PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import * as tags from '../../symmetry/transport.js';
import { type ByRelease, byRelease, type OpDefinition, type OpResult } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
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
import { type MovePrice, moveOp, NEVER } from './move-op.js';

interface ArrayCall {
  readonly a: NdArray;
  readonly args: Bound;
  /** The operand is not numeric: a result cannot be delivered. */
  readonly foreign?: string | undefined;
}

/** Charged nothing, but recorded, before NumPy's checks. */
const RECORDED: MovePrice<ArrayCall, unknown> = { charged: 'first' };
/** One FLOP per element of the operand, at least one, at its dtype. */
const PER_ELEMENT: MovePrice<ArrayCall, unknown> = {
  charged: 'first',
  flops: ({ a }) => Math.max(a.size, 1),
  dtypes: ({ a }): readonly Dtype[] => [a.dtype],
};

interface ViewSpec<Plan> {
  readonly name: string;
  readonly params: string | ByRelease<string>;
  /** Name of the array parameter. */
  readonly array?: string;
  /** Anything but an array lacks the attributes it is asked for. */
  readonly needsArray?: boolean;
  /** Present releases refuse what is not numeric before anything else. */
  readonly refusesForeign?: boolean;
  readonly infer: (call: ArrayCall) => Plan;
  readonly run: (a: NdArray, plan: Plan) => NdArray;
  readonly tag: (a: NdArray, plan: Plan, result: NdArray) => SymmetryGroup | null;
  readonly early?: MovePrice<ArrayCall, Plan>;
  readonly present?: MovePrice<ArrayCall, Plan>;
}

function viewOp<Plan>(spec: ViewSpec<Plan>): OpDefinition {
  const isBilled = spec.present?.dtypes !== undefined;
  return moveOp<ArrayCall, Plan>({
    name: spec.name,
    params: spec.params,
    prepare: (args, ctx) => {
      const value = args[spec.array ?? 'a'];
      if (spec.needsArray === true && !(value instanceof NdArray)) {
        throw new AttributeError(`'${typeName(value)}' object has no attribute 'ndim'`);
      }
      const refuses = isBilled || (spec.refusesForeign === true && ctx.release.traits.dtypeBilling);
      return refuses ? { a: operand(spec.name, value), args } : { ...shapeOperand(value), args };
    },
    infer: spec.infer,
    price: { '0.4.1': spec.early ?? NEVER, '0.12.4': spec.present ?? RECORDED },
    run: ({ a, foreign }, plan) => {
      if (foreign !== undefined) throw undeliverable(spec.name, foreign);
      const result = spec.run(a, plan);
      result.symmetry = spec.tag(a, plan, result);
      return result;
    },
  });
}

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

/** A view with some axes reversed; an array without axes is copied, as the library takes its element out. */
export function flipped(a: NdArray, axes: readonly number[]): NdArray {
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
      const length = offset >= 0 ? Math.min(n, m - offset) : Math.min(n + offset, m);
      return Math.max(length, 1);
    },
  },
});

/** The diagonal of two axes, as the last axis of a view. */
export function diagonalView(
  a: NdArray,
  { offset, first, second }: { offset: number; first: number; second: number },
): NdArray {
  const strides = native.strides(a.slot);
  const [n, m] = [a.shape[first]!, a.shape[second]!];
  const length = Math.max(0, offset >= 0 ? Math.min(n, m - offset) : Math.min(n + offset, m));
  const rest = a.shape.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const shape = [...rest.map((axis) => a.shape[axis]!), length];
  const steps = [...rest.map((axis) => strides[axis]!), strides[first]! + strides[second]!];
  const start = sizeOf(shape) === 0 ? 0 : offset >= 0 ? offset * strides[second]! : -offset * strides[first]!;
  return arrayOf(native.stridedView(a.slot, shape, steps, start), a.dtype, shape);
}

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
  transposeOp('transpose', 'a, axes=', {}),
  transposeOp('permute_dims', 'a, axes=', { present: NEVER }),
  matrixTranspose,
  swapaxes,
  moveaxis,
  rollaxis,
  squeeze,
  expandDims,
  broadcastTo,
  flip,
  flipAxisOp('fliplr', 1),
  flipAxisOp('flipud', 0),
  rot90,
  diagonal,
  atLeastOp(1),
  atLeastOp(2),
  atLeastOp(3),
];
