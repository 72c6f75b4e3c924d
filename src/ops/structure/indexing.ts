/** Indexing and looking for elements: `a[key]`, where, nonzero and their like. */
import type { Item } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { asArray, fitsInteger, scalarArray } from '../../array/convert.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { resultType, weakKindOf } from '../../array/promote.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyTuple, type PyValue } from '../../python/values.js';
import { sliceTag } from '../../symmetry/slice.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { defineOp, NumpyScalar, type OpDefinition, type OpResult } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, copyOf, operand, requireRoomFor, reshaped, transposed } from './common.js';
import { elementIndices, requireInBounds, type Selection, select, takeSelection } from './index-key.js';
import { type MovePrice, moveOp } from './move-op.js';

/** The element of a one-element array as a NumPy scalar. */
export const scalarOf = (a: NdArray): NumpyScalar => scalarFrom(native.readItem(a.slot), a.dtype);

function scalarFrom(item: Item, dtype: Dtype): NumpyScalar {
  if (typeof item === 'bigint' && Number.isSafeInteger(Number(item))) return new NumpyScalar(Number(item), dtype);
  return new NumpyScalar(item, dtype);
}

/** A key of integers, one for each axis, as indices counted from 0; or any other. */
type GetItem = { readonly a: NdArray } & (
  | { readonly element: readonly number[]; readonly selection?: undefined }
  | { readonly element?: undefined; readonly selection: Selection }
);

const getitem = defineOp<GetItem>({
  name: '__getitem__',
  params: 'a, key',
  check: (args) => {
    const a = operand('__getitem__', args['a']);
    const element = elementIndices(a, args['key']!);
    if (element !== undefined) return { a, element };
    const selection = select(a, args['key']!);
    requireInBounds(selection);
    return { a, selection };
  },
  price: ({ a, selection }, ctx) => {
    if (selection === undefined || selection.advanced.length === 0 || !ctx.release.traits.dtypeBilling) return null;
    const flops = selection.maskElements + 4 * sizeOf(selection.resultShape);
    return { op: 'getitem', flops, dtypes: [a.dtype] };
  },
  run: ({ a, element, selection }, ctx): OpResult => {
    if (element !== undefined) return scalarFrom(native.readElement(a.slot, ...element), a.dtype);
    requireRoomFor(selection.advanced.length === 0 ? [] : selection.resultShape, a.dtype, ctx);
    const result = takeSelection(a, selection);
    if (selection.isElement) return scalarOf(result);
    result.isPlain = a.isPlain;
    if (a.symmetry !== null) result.symmetry = sliceTag(a.symmetry, a.shape, selection.entries);
    return result;
  },
});

interface WhereCall {
  readonly condition: NdArray;
  readonly x: { readonly array: NdArray | PyValue; readonly type: OperandType; readonly shape: Shape };
  readonly y: { readonly array: NdArray | PyValue; readonly type: OperandType; readonly shape: Shape };
  readonly single: boolean;
}

function choice(value: PyValue | undefined): WhereCall['x'] {
  const array = operand('where', value);
  const weak = weakKindOf(value ?? null);
  return weak === undefined
    ? { array, type: array.dtype, shape: array.shape }
    : { array: value!, type: weak, shape: [] };
}

const wherePrice = (late: boolean): MovePrice<WhereCall, Shape> => ({
  charged: 'first',
  as: ({ single }) => (single && late ? 'nonzero' : 'where'),
  flops: ({ condition, x, y, single }) => {
    if (single || !late) return condition.size;
    return Math.max(sizeOf(broadcastShapes(condition.shape, x.shape, y.shape)), 1);
  },
  dtypes: ({ condition, x, y, single }) => (single ? [condition.dtype] : [resultType([x.type, y.type])]),
});

const where = moveOp<WhereCall, Shape>({
  name: 'where',
  params: 'condition, x=, y=',
  prepare: (args, ctx) => {
    const given = args['condition'];
    const isScalar = given === null || typeof given === 'string';
    const condition = operand('where', isScalar && (args['x'] ?? null) !== null ? Boolean(given) : given);
    const single = (args['x'] ?? null) === null && (args['y'] ?? null) === null;
    if (single) return { condition, single, x: choice(0), y: choice(0) };
    const call = { condition, single, x: choice(args['x']), y: choice(args['y']) };
    // Where the price is that of the result, operands that do not broadcast are refused before it is charged.
    if (ctx.release.traits.dtypeBilling) broadcastShapes(condition.shape, call.x.shape, call.y.shape);
    return call;
  },
  infer: ({ condition, x, y }) => broadcastShapes(condition.shape, x.shape, y.shape),
  price: { '0.4.1': wherePrice(false), '0.12.4': wherePrice(true) },
  run: ({ condition, x, y, single }, shape, ctx): OpResult => {
    if (single) return new PyTuple(positions('where', condition));
    const dtype = resultType([x.type, y.type]);
    requireRoomFor(shape, dtype, ctx);
    const [left, right] = [x, y].map(({ array, type }) =>
      typeof type === 'string' ? scalarOrWrapped(array as PyValue, dtype) : (array as NdArray),
    ) as [NdArray, NdArray];
    return arrayOf(native.select(condition.slot, left.slot, right.slot, dtype, shape), dtype, shape);
  },
});

/** A Python int that does not fit the result wraps around. */
function scalarOrWrapped(value: PyValue, dtype: Dtype): NdArray {
  if (isInt(value) && isInteger(dtype) && !fitsInteger(value, dtype)) return asArray(value);
  return scalarArray(value, dtype);
}

function positions(op: string, a: NdArray): NdArray[] {
  if (a.ndim === 0)
    throw new ValueError(`${op}: nonzero is not defined on 0d arrays. Use np.atleast_1d(scalar).nonzero()`);
  const truth = a.dtype === Dtype.Bool ? a : copyOf(a, Dtype.Bool);
  const count = native.countTrue(truth.slot);
  return native.nonzero(truth.slot).map((slot) => arrayOf(slot, Dtype.Int64, [count]));
}

interface ScanCall {
  readonly a: NdArray;
  readonly args: Bound;
}

const SCAN: MovePrice<ScanCall, null> = { charged: 'first', flops: ({ a }) => a.size, dtypes: ({ a }) => [a.dtype] };

function scanOp(name: string, run: (a: NdArray) => OpResult): OpDefinition {
  return moveOp<ScanCall, null>({
    name,
    params: 'a, *args, **kwargs',
    prepare: (args) => ({ a: operand(name, args['a']), args }),
    infer: ({ args }) => {
      const rest = args['args'] as readonly PyValue[];
      const extra = args['kwargs'] as unknown as ReadonlyMap<string, PyValue>;
      if (rest.length > 0 || extra.size > 0) throw new PyTypeError(`${name}() takes 1 positional argument`);
      return null;
    },
    price: { '0.4.1': SCAN, '0.12.4': SCAN },
    run: ({ a }) => run(a),
  });
}

export const INDEXING: readonly OpDefinition[] = [
  getitem,
  where,
  scanOp('nonzero', (a) => new PyTuple(positions('nonzero', a))),
  scanOp('flatnonzero', (a) => positions('flatnonzero', reshaped(a, [a.size]))[0]!),
  scanOp('argwhere', (a) => {
    if (a.ndim === 0) {
      const rows = native.readItem(copyOf(a, Dtype.Bool).slot) === true ? 1 : 0;
      return arrayOf(native.empty(Dtype.Int64, [rows, 0]), Dtype.Int64, [rows, 0]);
    }
    const columns = positions('argwhere', a);
    const shape = [a.ndim, columns[0]!.size];
    const rows = arrayOf(native.empty(Dtype.Int64, shape), Dtype.Int64, shape);
    columns.forEach((column, k) => {
      const strides = native.strides(rows.slot);
      const row = arrayOf(native.stridedView(rows.slot, [shape[1]!], [strides[1]!], k * strides[0]!), Dtype.Int64, [
        shape[1]!,
      ]);
      native.assign(row.slot, column.slot, -1);
    });
    return transposed(rows, [1, 0]);
  }),
];
