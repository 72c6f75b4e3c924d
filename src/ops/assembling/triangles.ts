/** Triangles and diagonals of matrices, and their indices. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { itemOf, scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { diagflatTag } from '../../symmetry/infer.js';
import { type OpDefinition, ResultTuple } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, dtypeArgument, operand, requireRoomFor, reshaped } from '../structure/common.js';
import { type MovePrice, moveOp, NEVER } from '../structure/move-op.js';
import { bindNames, counting, isNil, requireArray } from './common.js';

/** A matrix of ones at and below a diagonal, before its price is known. */
interface Triangle {
  readonly rows: number;
  readonly columns: number;
  /** Column of the diagonal in row 0. */
  readonly k: number;
}

/** A number that arange counts up to: fractions count up. TypeError for what is none. */
function countArgument(value: PyValue | undefined): number {
  const plain = value instanceof NdArray && value.size === 1 && value.ndim === 0 ? itemOf(value) : value;
  if (plain instanceof PyFloat) {
    if (!Number.isFinite(plain.value)) throw new ValueError('Maximum allowed size exceeded');
    return plain.value;
  }
  if (isInt(plain) || typeof plain === 'boolean') return Number(plain);
  throw new PyTypeError(`'<=' not supported between instances of '${typeName(value)}' and 'int'`);
}

const length = (n: number): number => Math.max(Math.ceil(n), 0);

/** numpy.tri's matrix: element (i, j) is 1 where i >= j - k, whatever numbers N, M and k are. */
function triangleOf(n: PyValue | undefined, m: PyValue | undefined, offset: PyValue | undefined): Triangle {
  const rows = countArgument(n);
  const columns = isNil(m) ? rows : countArgument(m);
  const k = offset === undefined ? 0 : countArgument(offset);
  return { rows: length(rows), columns: length(columns), k: diagonalOf(k, length(columns)) };
}

/**
 * The diagonal a number stands for. NumPy counts columns up from -k in integers: the fraction is cut off, and between 0
 * and 1 there is no step, so that all columns are below the diagonal.
 */
function diagonalOf(k: number, columns: number): number {
  if (k > 0 && k < 1) return columns;
  return Math.trunc(k);
}

/** Elements at and below a diagonal. */
function keptBelow({ rows, columns, k }: Triangle): bigint {
  // Rows grow by one from the first that has an element until they are full.
  const first = Math.min(Math.max(-k, 0), rows);
  const full = Math.min(Math.max(columns - k, first), rows);
  const [from, to] = [BigInt(first + k + 1), BigInt(full + k)];
  const growing = full > first ? ((from + to) * BigInt(full - first)) / 2n : 0n;
  return growing + BigInt(rows - full) * BigInt(columns);
}

const keptAbove = (t: Triangle): bigint => BigInt(t.rows) * BigInt(t.columns) - keptBelow({ ...t, k: t.k - 1 });

interface TriPlan extends Triangle {
  readonly dtype: Dtype;
}

const tri = moveOp<Bound, TriPlan>({
  name: 'tri',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const { kwargs, args: rest } = args as unknown as { kwargs: Map<string, PyValue>; args: PyValue[] };
    const like = kwargs.get('like');
    if (!isNil(like) && !(like instanceof NdArray))
      throw new PyTypeError(
        'The `like` argument must be an array-like that implements the `__array_function__` protocol',
      );
    const others = new Map([...kwargs].filter(([name]) => name !== 'like'));
    const bound = { args: rest, kwargs: others } as unknown as Bound;
    const [n, m, k, dtype] = bindNames('tri', bound, ['N', 'M', 'k', 'dtype'], 1);
    return { ...triangleOf(n, m, k), dtype: dtypeArgument('tri', dtype, Dtype.Float64) };
  },
  price: {
    '0.4.1': NEVER,
    '0.12.4': {
      charged: 'last',
      flops: (_, { rows, columns }) => countElements([rows, columns]),
      dtypes: (_, { dtype }) => [dtype],
    },
  },
  run: (_, { rows, columns, k, dtype }, ctx) => {
    const shape = [rows, columns];
    requireRoomFor(shape, dtype, ctx);
    const result = arrayOf(native.zeros(dtype, shape), dtype, shape);
    if (rows > 0 && columns > 0) {
      native.assign(result.slot, scalarArray(1, dtype).slot, -1);
      native.clearTriangle(result.slot, k, true);
    }
    return result;
  },
});

interface HalfCall {
  readonly m: NdArray;
  readonly args: Bound;
}

interface HalfPlan {
  readonly shape: readonly number[];
  readonly k: number;
  /** The diagonal as it was given. */
  readonly offset: number;
}

/** Elements a price counts beside a fractional diagonal: parts of them too. */
function fractionKept(rows: number, columns: number, k: number, lower: boolean): number {
  let kept = 0;
  for (let i = 0; i < rows; i++) {
    if (lower) kept += Math.min(Math.max(i + k + 1, 0), columns);
    else kept += columns - Math.min(Math.max(i + k, 0), columns);
  }
  return kept;
}

function halfOp(name: 'tril' | 'triu'): OpDefinition {
  const lower = name === 'tril';
  return moveOp<HalfCall, HalfPlan>({
    name,
    params: 'm, k=',
    prepare: (args) => ({ m: operand(name, args['m']), args }),
    infer: ({ m, args }) => {
      if (m.ndim === 0) throw new PyTypeError("tri() missing 1 required positional argument: 'N'");
      const shape = m.ndim === 1 ? [m.size, m.size] : m.shape;
      const k = args['k'] === undefined ? 0 : args['k'];
      if (!isInt(k) && typeof k !== 'boolean' && !(k instanceof PyFloat))
        throw new PyTypeError(`unsupported operand type for -: '${typeName(k)}' and 'int'`);
      // The upper triangle is what lies above the diagonal before.
      const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
      const offset = countArgument(k);
      const diagonal = triangleOf(rows, columns, new PyFloat(lower ? offset : offset - 1)).k;
      return { shape, k: lower ? diagonal : diagonal + 1, offset };
    },
    price: {
      '0.4.1': NEVER,
      '0.12.4': {
        charged: 'last',
        flops: (_, { shape, k, offset }) => {
          const isWhole = Number.isInteger(offset);
          if (!isWhole) {
            const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
            return Math.max(sizeOf(shape.slice(0, -2)) * fractionKept(rows, columns, offset, lower), 1);
          }
          const triangle = { rows: shape.at(-2)!, columns: shape.at(-1)!, k };
          const matrices = countElements(shape.slice(0, -2));
          const kept = matrices * (lower ? keptBelow(triangle) : keptAbove(triangle));
          return triangle.rows * triangle.columns > 0 && kept > 0n ? kept : 1n;
        },
        dtypes: ({ m }) => [m.dtype],
      },
    },
    run: ({ m }, { shape, k }, ctx) => {
      requireRoomFor(shape, m.dtype, ctx);
      const result = arrayOf(native.empty(m.dtype, shape), m.dtype, shape);
      native.assign(result.slot, m.slot, -1);
      if (result.size > 0) native.clearTriangle(result.slot, k, lower);
      return result;
    },
  });
}

/** The price of index arrays: one FLOP an element. */
const byIndices = <Call, Plan>(count: (plan: Plan) => Flops): Readonly<Record<string, MovePrice<Call, Plan>>> => ({
  '0.4.1': NEVER as MovePrice<Call, Plan>,
  '0.12.4': {
    charged: 'last',
    flops: (_, plan) => {
      const flops = count(plan);
      return flops < 1n ? 1n : flops;
    },
  },
});

/** Row and column indices of a triangle. */
function triangleIndices(t: Triangle, lower: boolean, ctx: Parameters<typeof requireRoomFor>[2]): ResultTuple {
  const count = Number(lower ? keptBelow(t) : keptAbove(t));
  requireRoomFor([count], Dtype.Int64, ctx);
  const slots = native.triangleIndices(t.rows, t.columns, t.k, lower);
  return new ResultTuple(slots.map((slot) => arrayOf(slot, Dtype.Int64, [count])));
}

function triangleIndicesOp(name: 'tril_indices' | 'triu_indices'): OpDefinition {
  const lower = name === 'tril_indices';
  return moveOp<Bound, Triangle>({
    name,
    params: '*args, **kwargs',
    prepare: (args) => args,
    infer: (args) => {
      const [n, k, m] = bindNames(name, args, ['n', 'k', 'm'], 1);
      return upperOrLower(triangleOf(n, m, k), lower, k);
    },
    price: byIndices((t) => 2n * (lower ? keptBelow(t) : keptAbove(t))),
    run: (_, t, ctx) => triangleIndices(t, lower, ctx),
  });
}

/** The upper triangle begins above the diagonal before: fractional diagonals round up. */
const upperOrLower = (t: Triangle, lower: boolean, k: PyValue | undefined): Triangle =>
  lower || !(k instanceof PyFloat) ? t : { ...t, k: diagonalOf(k.value - 1, t.columns) + 1 };

function triangleIndicesFromOp(name: 'tril_indices_from' | 'triu_indices_from'): OpDefinition {
  const lower = name === 'tril_indices_from';
  return moveOp<Bound, Triangle>({
    name,
    params: '*args, **kwargs',
    prepare: (args) => args,
    infer: (args) => {
      const [arr, k] = bindNames(name, args, ['arr', 'k'], 1);
      requireArray(arr, 'ndim');
      const { shape } = arr as NdArray;
      if (shape.length !== 2) throw new ValueError('input array must be 2-d');
      return upperOrLower(triangleOf(shape[0], shape[1], k), lower, k);
    },
    price: byIndices((t) => 2n * (lower ? keptBelow(t) : keptAbove(t))),
    run: (_, t, ctx) => triangleIndices(t, lower, ctx),
  });
}

interface DiagonalPlan {
  readonly n: number;
  readonly dtype: Dtype;
  readonly ndim: number;
}

const diagonalPrice = byIndices<Bound, DiagonalPlan>(({ n, ndim }) => BigInt(n) * BigInt(ndim));

function diagonalIndices({ n, ndim, dtype }: DiagonalPlan, ctx: Parameters<typeof requireRoomFor>[2]): ResultTuple {
  requireRoomFor([n], Dtype.Int64, ctx);
  if (ndim > ctx.session.limits.maxArrayCount)
    throw new ValueError(`${ndim} index arrays exceed the limit of ${ctx.session.limits.maxArrayCount}`);
  const one = counting(n, dtype);
  return new ResultTuple(Array.from({ length: ndim }, () => arrayOf(native.alias(one.slot), one.dtype, one.shape)));
}

const diagIndices = moveOp<Bound, DiagonalPlan>({
  name: 'diag_indices',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const [n, ndim] = bindNames('diag_indices', args, ['n', 'ndim'], 1);
    const count = length(countArgument(n));
    const dtype = n instanceof PyFloat ? Dtype.Float64 : Dtype.Int64;
    if (ndim !== undefined && !isInt(ndim) && typeof ndim !== 'boolean')
      throw new PyTypeError(`can't multiply sequence by non-int of type '${typeName(ndim)}'`);
    return { n: count, ndim: ndim === undefined ? 2 : Math.max(toIndex(ndim), 0), dtype };
  },
  price: diagonalPrice,
  run: (_, plan, ctx) => diagonalIndices(plan, ctx),
});

const diagIndicesFrom = moveOp<Bound, DiagonalPlan>({
  name: 'diag_indices_from',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const [arr] = bindNames('diag_indices_from', args, ['arr'], 1);
    requireArray(arr, 'ndim');
    const { shape } = arr as NdArray;
    if (shape.length < 2) throw new ValueError('input array must be at least 2-d');
    if (shape.some((extent) => extent !== shape[0]))
      throw new ValueError('All dimensions of input must be of equal length');
    return { n: shape[0]!, ndim: shape.length, dtype: Dtype.Int64 };
  },
  price: diagonalPrice,
  run: (_, plan, ctx) => diagonalIndices(plan, ctx),
});

interface FlatPlan {
  readonly k: number;
  readonly shape: readonly number[];
}

const diagflat = moveOp<{ readonly v: NdArray; readonly k: PyValue }, FlatPlan>({
  name: 'diagflat',
  params: 'v, k=',
  prepare: (args) => ({ v: operand('diagflat', args['v']), k: args['k'] === undefined ? 0 : args['k'] }),
  infer: ({ v, k }) => {
    if (!isInt(k) && typeof k !== 'boolean') throw new PyTypeError(`'${typeName(k)}' is no number of a diagonal`);
    const offset = toIndex(k);
    const extent = v.size + Math.abs(offset);
    return { k: offset, shape: [extent, extent] };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => countElements(shape) },
    '0.12.4': { charged: 'last', flops: ({ v }) => v.size, dtypes: ({ v }) => [v.dtype] },
  },
  run: ({ v }, { k, shape }, ctx) => {
    requireRoomFor(shape, v.dtype, ctx);
    const result = arrayOf(native.zeros(v.dtype, shape), v.dtype, shape);
    const [down, right] = native.strides(result.slot) as [number, number];
    if (v.size > 0) {
      const start = k >= 0 ? k * right : -k * down;
      const diagonal = arrayOf(native.stridedView(result.slot, [v.size], [down + right], start), v.dtype, [v.size]);
      native.assign(diagonal.slot, reshaped(v, [v.size]).slot, -1);
    }
    result.symmetry = diagflatTag(k);
    return result;
  },
});

export const TRIANGLES: readonly OpDefinition[] = [
  tri,
  halfOp('tril'),
  halfOp('triu'),
  triangleIndicesOp('tril_indices'),
  triangleIndicesOp('triu_indices'),
  triangleIndicesFromOp('tril_indices_from'),
  triangleIndicesFromOp('triu_indices_from'),
  diagIndices,
  diagIndicesFrom,
  diagflat,
];
