/** Grids of coordinates: meshgrid, ix_, indices. */
import { native } from '../../addon/native.js';
import { requireDims, toIndex } from '../../array/axes.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { type OpContext, type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { integersOf } from '../sorting/read.js';
import { arrayOf, copyOf, dtypeArgument, operand, requireRoomFor, reshaped, sliced } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { bindNames, counting, isNil, refuseKeywords, refuseTextInLists, truth } from './common.js';

/** A vector along one of several axes. */
const along = (vector: NdArray, axis: number, ndim: number): NdArray =>
  reshaped(
    vector,
    Array.from({ length: ndim }, (_, k) => (k === axis ? vector.size : 1)),
  );

const broadcast = (a: NdArray, shape: readonly number[]): NdArray =>
  arrayOf(native.broadcastTo(a.slot, shape), a.dtype, shape);

interface GridCall {
  readonly vectors: readonly NdArray[];
  readonly args: Bound;
}

interface GridPlan {
  readonly sparse: boolean;
  readonly copies: boolean;
  /** The first two axes change places. */
  readonly swaps: boolean;
  readonly shape: readonly number[];
}

function planGrid({ vectors, args }: GridCall): GridPlan {
  if (vectors.length > 64) throw new ValueError('maximum supported dimension for an ndarray is currently 64');
  refuseKeywords('meshgrid', args, ['copy', 'sparse', 'indexing']);
  const keywords = extraKeywords(args);
  const indexing = keywords.get('indexing');
  if (indexing !== undefined && indexing !== 'xy' && indexing !== 'ij')
    throw new ValueError("Valid values for `indexing` are 'xy' and 'ij'.");
  const swaps = indexing !== 'ij' && vectors.length > 1;
  const shape = vectors.map((vector) => vector.size);
  if (swaps) [shape[0], shape[1]] = [shape[1]!, shape[0]!];
  return { sparse: truth(keywords.get('sparse')), copies: truth(keywords.get('copy'), true), swaps, shape };
}

const denseCost = ({ vectors }: GridCall): Flops => {
  const total = countElements(vectors.map((vector) => vector.size)) * BigInt(vectors.length);
  return total < 1n ? 1n : total;
};

const meshgrid = moveOp<GridCall, GridPlan>({
  name: 'meshgrid',
  params: '*args, **kwargs',
  prepare: (args) => ({ vectors: restArguments(args).map((vector) => operand('meshgrid', vector)), args }),
  infer: planGrid,
  price: {
    '0.4.1': { charged: 'first', flops: denseCost },
    '0.12.4': {
      charged: 'first',
      flops: (call) => {
        const keywords = extraKeywords(call.args);
        if (!truth(keywords.get('copy'), true)) return 1;
        if (!truth(keywords.get('sparse'))) return denseCost(call);
        return Math.max(
          call.vectors.reduce((sum, vector) => sum + vector.size, 0),
          1,
        );
      },
      dtypes: ({ vectors }) => (vectors.length > 0 ? vectors.map((vector) => vector.dtype) : [Dtype.Float64]),
    },
  },
  run: ({ vectors }, { sparse, copies, swaps, shape }, ctx): OpResult => {
    const ndim = vectors.length;
    const grids = vectors.map((vector, axis) => {
      const line = along(vector, swaps && axis < 2 ? 1 - axis : axis, ndim);
      return sparse ? line : broadcast(line, shape);
    });
    if (copies) for (const grid of grids) requireRoomFor(grid.shape, grid.dtype, ctx);
    return new ResultTuple(copies ? grids.map((grid) => copyOf(grid)) : grids);
  },
});

interface CrossPlan {
  readonly vectors: readonly NdArray[];
  readonly scanned: number;
}

/** One index of a cross product. */
function crossIndex(value: PyValue): { vector: NdArray; scanned: number } {
  const { shape, dtype, foreign } = describe(value);
  if (foreign !== undefined && shape.length === 1) operand('ix_', value);
  if (shape.length !== 1) throw new ValueError('Cross index must be 1 dimensional');
  const array = asArray(value);
  if (array.size === 0 && !(value instanceof NdArray)) return { vector: copyOf(array, Dtype.Int64), scanned: 0 };
  if (dtype !== Dtype.Bool) return { vector: array, scanned: 0 };
  const count = native.countTrue(array.slot);
  return { vector: arrayOf(native.nonzero(array.slot)[0]!, Dtype.Int64, [count]), scanned: array.size };
}

const crossSize = ({ vectors }: CrossPlan): number => vectors.reduce((sum, vector) => sum + vector.size, 0);

const ix = moveOp<Bound, CrossPlan>({
  name: 'ix_',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    refuseKeywords('ix_', args);
    if (restArguments(args).length > 64)
      throw new ValueError('maximum supported dimension for an ndarray is currently 64');
    const indices = restArguments(args).map(crossIndex);
    return {
      vectors: indices.map(({ vector }) => vector),
      scanned: indices.reduce((sum, { scanned }) => sum + scanned, 0),
    };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, plan) => crossSize(plan) },
    '0.12.4': {
      charged: 'last',
      flops: (_, plan) => crossSize(plan) + plan.scanned,
      dtypes: (_, { vectors }) => (vectors.length > 0 ? vectors.map(({ dtype }) => dtype) : [Dtype.Float64]),
    },
  },
  run: (_, { vectors }) => new ResultTuple(vectors.map((vector, axis) => along(vector, axis, vectors.length))),
});

interface IndicesPlan {
  readonly extents: readonly number[];
  readonly dtype: Dtype;
  readonly sparse: boolean;
}

/** Extents of a grid; TypeError for what is no sequence of integers, ValueError for negative ones. */
function dimensions(value: PyValue, isSparse: boolean): number[] {
  const isVector = value instanceof NdArray && value.ndim === 1 && isInteger(value.dtype);
  if (!isVector && !Array.isArray(value)) throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
  const count = isVector ? value.size : (value as readonly PyValue[]).length;
  requireDims(isSparse ? count : count + 1);
  return isVector ? integersOf(value) : (value as readonly PyValue[]).map(toIndex);
}

function planIndices(args: Bound): IndicesPlan {
  const [shape, type, sparse] = bindNames('indices', args, ['dimensions', 'dtype', 'sparse'], 1);
  const isSparse = truth(sparse);
  // Without a dtype it is that of the platform's integers; None is the default of what NumPy makes the result with.
  const otherwise = type === null && !isSparse ? Dtype.Float64 : Dtype.Int64;
  const extents = dimensions(shape!, isSparse);
  if (!isSparse && extents.some((extent) => extent < 0)) throw new ValueError('negative dimensions are not allowed');
  const asked = isNil(type) ? null : parseAnyDtype(type);
  if (asked instanceof ForeignDtype && asked.name === 'str' && !extraKeywords(args).has('dtype'))
    throw new PyTypeError('arange() not supported for inputs of text');
  const counted = extents.map((extent) => Math.max(extent, 0));
  return { extents: counted, dtype: dtypeArgument('indices', type, otherwise), sparse: isSparse };
}

const gridCost = ({ extents, sparse }: IndicesPlan): Flops =>
  sparse ? BigInt(extents.reduce((sum, extent) => sum + extent, 0)) : BigInt(extents.length) * countElements(extents);

function grid({ extents, dtype, sparse }: IndicesPlan, ctx: OpContext): OpResult {
  const shape = [extents.length, ...extents];
  if (sparse) for (const extent of extents) requireRoomFor([extent], dtype, ctx);
  else requireRoomFor(shape, dtype, ctx);
  const lines = extents.map((extent, axis) => along(counting(extent, dtype), axis, extents.length));
  if (sparse) return new ResultTuple(lines);
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  lines.forEach((line, axis) => {
    native.assign(sliced(result, 0, axis, 1).slot, broadcast(line, extents).slot, -1);
  });
  return result;
}

const indices = moveOp<Bound, IndicesPlan>({
  name: 'indices',
  params: '*args, **kwargs',
  prepare: (args, ctx) => {
    refuseTextInLists('indices', args, ctx);
    return args;
  },
  infer: (args) => {
    const plan = planIndices(args);
    if (plan.dtype === Dtype.Bool && plan.extents.some((extent) => extent > 2))
      throw new PyTypeError('arange() is only supported for booleans when the result has at most length 2.');
    return plan;
  },
  price: {
    // A tuple has no size, so that one of vectors costs a single FLOP.
    '0.4.1': { charged: 'last', flops: (_, plan) => (plan.sparse ? 1 : gridCost(plan)) },
    '0.12.4': {
      charged: 'last',
      flops: (_, plan) => gridCost(plan),
      dtypes: (args) => [dtypeArgument('indices', extraKeywords(args).get('dtype'), Dtype.Int64)],
    },
  },
  run: (_, plan, ctx) => grid(plan, ctx),
});

export const GRIDS: readonly OpDefinition[] = [meshgrid, ix, indices];
