/** Positions in an array as one number or as one per axis: unravel_index, ravel_multi_index. */
import { Bounds } from '../../addon/move.js';
import { native } from '../../addon/native.js';
import { requireDims, toIndex } from '../../array/axes.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyTuple, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { boundsOf, resolved } from '../gather/positions.js';
import type { Bound } from '../signature.js';
import { integersOf } from '../sorting/read.js';
import { arrayOf, sequenceOf } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { moveOp, NEVER } from '../structure/move-op.js';
import { bindNames, refuseTextInLists } from './common.js';

const LARGEST = 2n ** 63n - 1n;

/** An integer argument as int64. TypeError for what is none. */
function integers(value: PyValue): NdArray {
  const { dtype, shape, foreign } = describe(value);
  if (foreign === undefined && !(value instanceof NdArray) && sizeOf(shape) === 0) {
    throw new PyTypeError(
      "indices must be integral: the provided empty sequence was inferred as float. Wrap it with 'np.array(indices, dtype=np.intp)'",
    );
  }
  if (foreign !== undefined || (!isInteger(dtype) && dtype !== Dtype.Bool))
    throw new PyTypeError('only int indices permitted');
  return asType(asArray(value), Dtype.Int64);
}

/** Extents of an array. TypeError for what are no integers. */
function extentsOf(value: PyValue): number[] {
  if (value instanceof NdArray) {
    if (!isInteger(value.dtype) || value.ndim > 1)
      throw new PyTypeError('expected a sequence of integers or a single integer');
    requireDims(value.size);
    return integersOf(value);
  }
  const items = Array.isArray(value) ? (value as readonly PyValue[]) : value instanceof PyTuple ? value.items : [value];
  if (value === null || typeof value === 'string' || typeof value === 'boolean')
    throw new PyTypeError(`expected a sequence of integers or a single integer, got '${typeName(value)}'`);
  requireDims(items.length);
  return items.map(toIndex);
}

/** 'C' or 'F'. */
function orderOf(value: PyValue | undefined): 'C' | 'F' {
  if (value === undefined || value === null) return 'C';
  if (typeof value !== 'string') throw new PyTypeError(`order must be str, not ${typeName(value)}`);
  const order = value.toUpperCase();
  if (order === 'C' || order === 'F') return order;
  if (order === 'A' || order === 'K') throw new ValueError("only 'C' or 'F' order is permitted");
  throw new ValueError(`order must be one of 'C', 'F', 'A', or 'K' (got '${value}')`);
}

const constant = (value: number): NdArray => scalarArray(value, Dtype.Int64);

interface UnravelPlan {
  readonly indices: NdArray;
  readonly extents: readonly number[];
  readonly order: 'C' | 'F';
}

function planUnravel(args: Bound): UnravelPlan {
  const [given, shape, order] = bindNames('unravel_index', args, ['indices', 'shape', 'order'], 2);
  const extents = extentsOf(shape!);
  const rule = orderOf(order);
  const total = extents.reduce((product, extent) => product * BigInt(extent), 1n);
  if (total > LARGEST || total < -LARGEST) {
    throw new ValueError(
      "dimensions are too large; arrays and shapes with a total size greater than 'intp' are not supported.",
    );
  }
  const indices = integers(given!);
  if (extents.length === 0 && indices.ndim > 0) throw new ValueError('multiple indices are not supported for 0d array');
  const isOutside = (comparison: string, bound: number): boolean =>
    native.countTrue(applyUfunc(comparison, indices, constant(bound)).slot) > 0;
  if (isOutside('less', 0) || isOutside('greater_equal', Number(total)))
    throw new ValueError(`an index is out of bounds for array with size ${total}`);
  return { indices, extents, order: rule };
}

const unravelIndex = moveOp<Bound, UnravelPlan>({
  name: 'unravel_index',
  params: '*args, **kwargs',
  prepare: (args, ctx) => {
    refuseTextInLists('unravel_index', args, ctx);
    return args;
  },
  infer: planUnravel,
  price: {
    '0.4.1': NEVER,
    '0.12.4': {
      charged: 'last',
      flops: (_, { indices, extents }) => Math.max(indices.size * extents.length, 1),
    },
  },
  run: (_, { indices, extents, order }): OpResult => {
    const axes = [...extents.keys()];
    // The axis that runs fastest is split off first.
    if (order === 'C') axes.reverse();
    const parts: NdArray[] = [];
    let rest = indices;
    for (const axis of axes) {
      if (indices.size === 0) {
        parts[axis] = arrayOf(native.zeros(Dtype.Int64, indices.shape), Dtype.Int64, indices.shape);
        continue;
      }
      parts[axis] = applyUfunc('remainder', rest, constant(extents[axis]!));
      rest = applyUfunc('floor_divide', rest, constant(extents[axis]!));
    }
    return new ResultTuple(parts.map((part) => (part.ndim === 0 ? scalarOf(part) : part)));
  },
});

interface RavelCall {
  readonly parts: readonly PyValue[];
  readonly shapes: readonly (readonly number[])[];
  readonly args: readonly (PyValue | undefined)[];
}

interface RavelPlan {
  readonly parts: readonly NdArray[];
  readonly extents: readonly number[];
  readonly bounds: readonly Bounds[];
  readonly order: 'C' | 'F';
}

/** The coordinates: a sequence, or an array taken apart along its first axis. */
function coordinates(value: PyValue): readonly PyValue[] {
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (value instanceof NdArray && value.ndim > 0) return sequenceOf(value);
  if (typeof value === 'string') return [...value];
  throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
}

/** What becomes of coordinates out of bounds, per axis. */
function boundsPerAxis(value: PyValue | undefined, ndim: number): Bounds[] {
  if (!Array.isArray(value)) return new Array<Bounds>(ndim).fill(boundsOf(value));
  const modes = (value as readonly PyValue[]).map(boundsOf);
  if (modes.length !== ndim) throw new ValueError(`ravel_multi_index() needs one mode or ${ndim}, got ${modes.length}`);
  return modes;
}

function planRavel({ parts, args }: RavelCall): RavelPlan {
  const extents = extentsOf(args[1]!);
  const bounds = boundsPerAxis(args[2], extents.length);
  const order = orderOf(args[3]);
  const total = extents.reduce((product, extent) => product * BigInt(extent), 1n);
  if (total > LARGEST || total < -LARGEST)
    throw new ValueError('invalid dims: array size defined by dims is larger than the maximum possible size.');
  if (parts.length !== extents.length)
    throw new ValueError(`parameter multi_index must be a sequence of length ${extents.length}`);
  const positions = parts.map(integers);
  // Where nothing is asked for, no coordinate is looked at.
  const isEmpty = sizeOf(broadcastShapes(...positions.map((part) => part.shape))) === 0;
  const found = isEmpty ? positions : positions.map((part, axis) => within(part, extents[axis]!, bounds[axis]!));
  return { parts: found, extents, bounds, order };
}

/** Coordinates within an axis. ValueError where they must be and are not; none count from the end. */
function within(part: NdArray, extent: number, bounds: Bounds): NdArray {
  const isOutside = (comparison: string, bound: number): boolean =>
    native.countTrue(applyUfunc(comparison, part, constant(bound)).slot) > 0;
  if (part.size === 0) return part;
  const invalid = bounds === Bounds.Raise && (isOutside('less', 0) || isOutside('greater_equal', extent));
  if (invalid || extent <= 0) throw new ValueError('invalid entry in coordinates array');
  return bounds === Bounds.Raise ? part : resolved(part, extent, bounds);
}

const NAMES = ['multi_index', 'dims', 'mode', 'order'];

const ravelMultiIndex = moveOp<RavelCall, RavelPlan>({
  name: 'ravel_multi_index',
  params: '*args, **kwargs',
  prepare: (bound, ctx) => {
    refuseTextInLists('ravel_multi_index', bound, ctx);
    const args = bindNames('ravel_multi_index', bound, NAMES, 2);
    const parts = coordinates(args[0]!);
    const shapes = parts.map((part) => describe(part).shape);
    if (ctx.release.traits.dtypeBilling) broadcastShapes(...shapes);
    return { parts, shapes, args };
  },
  infer: planRavel,
  price: {
    '0.4.1': NEVER,
    '0.12.4': {
      charged: 'first',
      flops: ({ shapes }) => (shapes.length === 0 ? 0 : sizeOf(broadcastShapes(...shapes))),
    },
  },
  run: (_, { parts, extents, order }): OpResult => {
    const axes = [...extents.keys()];
    if (order === 'F') axes.reverse();
    let flat: NdArray = constant(0);
    for (const axis of axes)
      flat = applyUfunc('add', applyUfunc('multiply', flat, constant(extents[axis]!)), parts[axis]!);
    return flat.ndim === 0 ? scalarOf(flat) : flat;
  },
});

export const FLAT_INDEX: readonly OpDefinition[] = [unravelIndex, ravelMultiIndex];
