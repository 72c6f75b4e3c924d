/** Taking elements by position: take, take_along_axis, compress, extract. */
import { Bounds } from '../../addon/move.js';
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { AttributeError, IndexError, PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import type { OpContext, OpDefinition, OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import {
  arrayOf,
  copyOf,
  int64Array,
  operand,
  requireRoomFor,
  reshaped,
  type ShapeOperand,
  shapeOperand,
} from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { moveOp } from '../structure/move-op.js';
import { boundsOf, checkTarget, loosely, resolved, strictIndex, truthsOf } from './positions.js';

interface TakeCall {
  readonly a: NdArray;
  readonly out: NdArray | null;
  readonly args: Bound;
}

/** What is taken along an axis of `source`, by positions or where a mask of its one axis is true; and its shape. */
interface TakePlan {
  readonly source: NdArray;
  readonly axis: number;
  readonly chosen: { readonly positions: NdArray } | { readonly mask: NdArray };
  readonly shape: Shape;
}

const isNil = (value: PyValue | undefined): boolean => value === undefined || value === null;

/** The array and axis that positions refer to; all elements in a row without an axis. */
function along(a: NdArray, axis: PyValue | undefined): { source: NdArray; axis: number } {
  if (isNil(axis)) return { source: reshaped(a, [a.size]), axis: 0 };
  const source = a.ndim === 0 ? reshaped(a, [1]) : a;
  return { source, axis: normalizeAxis(strictIndex(axis), source.ndim) };
}

function planTake(source: NdArray, axis: number, positions: NdArray): TakePlan {
  const shape = [...source.shape.slice(0, axis), ...positions.shape, ...source.shape.slice(axis + 1)];
  return { source, axis, chosen: { positions }, shape };
}

/** Plans to take what a condition of one dimension is true for. IndexError for what is beyond the axis. */
function planWhere(source: NdArray, axis: number, condition: NdArray): TakePlan {
  if (source.ndim === 1 && condition.size === source.size) {
    const mask = condition.dtype === Dtype.Bool ? condition : copyOf(condition, Dtype.Bool);
    return { source, axis, chosen: { mask }, shape: [native.countTrue(mask.slot)] };
  }
  return planTake(source, axis, truePositions(condition));
}

/** Refuses positions beyond their axis. */
function requireWithin(plan: TakePlan): TakePlan {
  const { source, axis, chosen } = plan;
  if ('positions' in chosen) native.requireWithin(chosen.positions.slot, axis, source.shape[axis]!);
  return plan;
}

function gathered({ source, axis, chosen, shape }: TakePlan): number {
  if (sizeOf(shape) === 0) return native.empty(source.dtype, shape);
  if ('mask' in chosen) return native.maskSelect(source.slot, chosen.mask.slot);
  return native.gather(source.slot, [axis], [chosen.positions.slot], axis);
}

/** Takes, into `out` where one was given. */
function taken(plan: TakePlan, out: NdArray | null, ctx: OpContext): OpResult {
  const { source, shape } = plan;
  requireRoomFor(shape, source.dtype, ctx);
  const result = arrayOf(gathered(plan), source.dtype, shape);
  if (out === null) return result.ndim === 0 ? scalarOf(result) : result;
  native.assign(out.slot, result.slot, -1);
  if (!ctx.release.traits.writesEndTags) return arrayOf(native.alias(out.slot), out.dtype, out.shape);
  out.symmetry = null;
  return out;
}

const take = moveOp<TakeCall, TakePlan>({
  name: 'take',
  params: 'a, indices, axis=, out=, mode=',
  prepare: (args) => ({ out: singleOutput('take', args['out']), a: operand('take', args['a']), args }),
  infer: ({ a, out, args }) => {
    const outside = isUnknownMode(args['mode']);
    const bounds = outside ? Bounds.Raise : boundsOf(args['mode']);
    const positions = loosely('take', args['indices']!, Dtype.Int64, 'same_kind');
    const { source, axis } = along(a, args['axis']);
    const extent = source.shape[axis]!;
    const others = source.size === 0 && sizeOf(source.shape.filter((_, k) => k !== axis)) === 0;
    const isEmpty = extent === 0 && positions.size > 0 && !others;
    if (isEmpty) throw new IndexError('cannot do a non-empty take from an empty axes.');
    const plan = planTake(source, axis, positions);
    if (out !== null) checkTarget('take', out, plan.shape, a.dtype);
    // Nothing is looked up where no element precedes the axis.
    const leads = sizeOf(source.shape.slice(0, axis)) > 0;
    if (extent > 0 && leads && bounds === Bounds.Raise) requireWithin(plan);
    if (outside) throw new ValueError('integer clipmode must be RAISE, WRAP, or CLIP');
    if (extent === 0 || !leads || bounds === Bounds.Raise) return plan;
    return { ...plan, chosen: { positions: resolved(positions, extent, bounds) } };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => sizeOf(shape) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => sizeOf(shape), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ out }, plan, ctx) => taken(plan, out, ctx),
  writes: ({ out }) => out,
});

/** NumPy takes any integer for a mode, and objects to those it does not know when no position is out of bounds. */
export const isUnknownMode = (mode: PyValue | undefined): boolean => typeof mode === 'number' && (mode < 0 || mode > 2);

interface AlongCall {
  readonly a: NdArray;
  readonly args: Bound;
}

/** Index arrays, all broadcast to one shape, of elements at given positions along one axis. */
export function indicesAlong(a: NdArray, indices: NdArray, axis: number): { slots: NdArray[]; shape: Shape } {
  if (!isInteger(indices.dtype)) throw new IndexError('`indices` must be an integer array');
  if (indices.ndim !== a.ndim) throw new ValueError('`indices` and `arr` must have the same number of dimensions');
  const shape = a.shape.map((extent, k) => {
    const own = indices.shape[k]!;
    if (k === axis || own === extent || extent === 1) return own;
    if (own !== 1) throw new IndexError('shape mismatch: indexing arrays could not be broadcast together');
    return extent;
  });
  const wide = (array: NdArray): NdArray => copyOf(arrayOf(native.broadcastTo(array.slot, shape), Dtype.Int64, shape));
  const slots = a.shape.map((extent, k) => {
    if (k === axis) {
      const positions = copyOf(indices, Dtype.Int64);
      return wide(shape.includes(0) ? positions : resolved(positions, extent, Bounds.Raise));
    }
    const ramp = arrayOf(native.ramp(Dtype.Int64, 0n, 1n, extent), Dtype.Int64, [extent]);
    return wide(
      reshaped(
        ramp,
        a.shape.map((_, other) => (other === k ? extent : 1)),
      ),
    );
  });
  return { slots, shape };
}

/** What NumPy's Python code finds missing on a list. */
export const requireAttribute = (value: PyValue | undefined, attribute: string): void => {
  if (!(value instanceof NdArray))
    throw new AttributeError(`'${typeName(value)}' object has no attribute '${attribute}'`);
};

interface AlongPlan {
  readonly source: NdArray;
  readonly slots: readonly NdArray[];
  readonly shape: Shape;
}

/**
 * What take_along_axis and put_along_axis look at: the array, flat where the axis is nil, the axis, and the positions.
 * ValueError, AxisError, and AttributeError for what is no array.
 */
export function alongArguments({ a, args }: AlongCall): { source: NdArray; axis: number; indices: NdArray } {
  const indices = args['indices'];
  if (args['axis'] === null) {
    requireAttribute(indices, 'ndim');
    if ((indices as NdArray).ndim !== 1)
      throw new ValueError('when axis=None, `indices` must have a single dimension.');
    requireAttribute(args['arr'], 'flat');
  }
  requireAttribute(args['arr'], 'ndim');
  const source = args['axis'] === null ? reshaped(a, [a.size]) : a;
  const axis = args['axis'] === null ? 0 : normalizeAxis(toIndex(args['axis']), a.ndim);
  requireAttribute(indices, 'dtype');
  return { source, axis, indices: indices as NdArray };
}

const takeAlongAxis = moveOp<AlongCall, AlongPlan>({
  name: 'take_along_axis',
  params: 'arr, indices, axis',
  prepare: (args) => ({ a: operand('take_along_axis', args['arr']), args }),
  infer: ({ a, args }, ctx) => {
    const { source, axis, indices } = alongArguments({ a, args });
    requireRoomFor([indices.size, a.size / (a.shape[axis] || 1)], a.dtype, ctx);
    return { source, ...indicesAlong(source, indices, axis) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => sizeOf(shape) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => sizeOf(shape), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a }, { source, slots, shape }, ctx) => {
    requireRoomFor(shape, a.dtype, ctx);
    const slot = native.gather(
      source.slot,
      slots.map((_, axis) => axis),
      slots.map((index) => index.slot),
      0,
    );
    return arrayOf(slot, a.dtype, shape);
  },
});

/** Positions of the true elements of a condition of one dimension. */
function truePositions(condition: NdArray): NdArray {
  const truth = copyOf(condition, Dtype.Bool);
  if (truth.size === 0) return int64Array([]);
  return arrayOf(native.nonzero(truth.slot)[0]!, Dtype.Int64, [native.countTrue(truth.slot)]);
}

interface CompressCall extends TakeCall {
  readonly condition: ShapeOperand;
}

const compress = moveOp<CompressCall, TakePlan>({
  name: 'compress',
  params: 'condition, a, *args, **kwargs',
  prepare: (args) => {
    const out = singleOutput('compress', extraKeywords(args).get('out') ?? restArguments(args)[1]);
    const condition = shapeOperand(args['condition']);
    return { a: operand('compress', args['a']), condition, out, args };
  },
  infer: ({ a, condition, out, args }) => {
    const rest = restArguments(args);
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (name !== 'axis' && name !== 'out') throw new PyTypeError(`unexpected keyword argument '${name}'`);
      if (rest.length > ['axis', 'out'].indexOf(name))
        throw new PyTypeError(`compress() got multiple values for argument '${name}'`);
    }
    if (rest.length > 2) throw new PyTypeError('compress() takes from 2 to 4 positional arguments');
    const given = rest[0] ?? keywords.get('axis');
    if (!isNil(given)) strictIndex(given);
    if (condition.a.ndim !== 1) throw new ValueError('condition must be a 1-d array');
    const { source, axis } = along(a, given);
    const plan = planWhere(source, axis, truthsOf(args['condition']!));
    if (out !== null) checkTarget('compress', out, plan.shape, a.dtype);
    return requireWithin(plan);
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => sizeOf(shape) },
    '0.12.4': {
      charged: 'last',
      flops: ({ condition }, { shape }) => condition.a.size + 4 * sizeOf(shape),
      dtypes: ({ a }) => [a.dtype],
    },
  },
  run: ({ out }, plan, ctx) => taken(plan, out, ctx),
  writes: ({ out }) => out,
});

interface ExtractCall {
  readonly a: NdArray;
  readonly args: Bound;
}

const extract = moveOp<ExtractCall, TakePlan>({
  name: 'extract',
  params: 'condition, arr, *args, **kwargs',
  prepare: (args) => ({ a: operand('extract', args['arr']), args }),
  infer: ({ a, args }) => {
    if (restArguments(args).length > 0 || extraKeywords(args).size > 0)
      throw new PyTypeError('extract() takes 2 positional arguments');
    const condition = truthsOf(args['condition']!);
    const source = reshaped(a, [a.size]);
    return requireWithin(planWhere(source, 0, reshaped(condition, [condition.size])));
  },
  price: {
    '0.4.1': { charged: 'first', flops: ({ a }) => a.size },
    '0.12.4': { charged: 'first', flops: ({ a }) => a.size, dtypes: ({ a }) => [a.dtype] },
  },
  run: (_, plan, ctx) => taken(plan, null, ctx),
});

export const TAKE: readonly OpDefinition[] = [take, takeAlongAxis, compress, extract];
