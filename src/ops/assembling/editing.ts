/** Arrays with elements added, taken out or repeated: append, delete, insert, resize. */
import { Bounds } from '../../addon/move.js';
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype, isInteger, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { resultType, weakKindOf } from '../../array/promote.js';
import { sizeOf } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import { AttributeError, IndexError, PyTypeError, UFuncOutputCastingError, ValueError } from '../../errors.js';
import { isInt, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import type { OpDefinition } from '../define.js';
import { resolved, strictIndex } from '../gather/positions.js';
import type { Bound } from '../signature.js';
import { argsortAlong } from '../sorting/sort.js';
import {
  arrayOf,
  copyOf,
  int64Array,
  operand,
  requireRoomFor,
  reshaped,
  shapeOperand,
  sliced,
} from '../structure/common.js';
import { concatenated } from '../structure/joining.js';
import { moveOp } from '../structure/move-op.js';
import { insertAxes } from '../structure/shape.js';
import { bindNames, counting, fitting, flags, isNil, notAnIndex, refuseKeywords, refuseTextInLists } from './common.js';

interface EditCall {
  readonly a: NdArray;
  readonly args: Bound;
}

const flat = (a: NdArray): NdArray => (a.ndim === 1 ? a : reshaped(a, [a.size]));

const append = moveOp<EditCall & { values: NdArray }, null>({
  name: 'append',
  params: 'arr, values, axis=, **kwargs',
  prepare: (args) => ({ a: operand('append', args['arr']), values: operand('append', args['values']), args }),
  infer: ({ args }) => {
    refuseKeywords('append', args);
    return null;
  },
  price: {
    '0.4.1': { charged: 'first', flops: ({ values }) => values.size },
    '0.12.4': {
      charged: 'first',
      flops: ({ a, values }) => Math.max(a.size + values.size, 1),
      dtypes: ({ a, values }) => [a.dtype, values.dtype],
    },
  },
  run: ({ a, values, args }, _, ctx) =>
    isNil(args['axis'])
      ? concatenated('append', [flat(a), flat(values)], 0, ctx)
      : concatenated('append', [a, values], strictIndex(args['axis']), ctx),
});

/** The axis edited, of the array or of its elements in a row. */
function alongAxis({ a, args }: EditCall): { source: NdArray; axis: number; extent: number } {
  const given = args['axis'];
  const source = isNil(given) ? flat(a) : a;
  const axis = isNil(given) ? 0 : normalizeAxis(toIndex(given), a.ndim);
  return { source, axis, extent: source.shape[axis]! };
}

interface DeletePlan {
  readonly source: NdArray;
  readonly axis: number;
  /** Positions kept: those before and after one, or a mask of them. */
  readonly kept: number | NdArray;
  readonly shape: Shape;
}

/** The single position an argument of delete names, if it does. */
function singlePosition(obj: PyValue): number | bigint | undefined {
  if (isInt(obj)) return obj;
  if (obj === null || typeof obj !== 'object') return undefined;
  const { shape, dtype, foreign } = describe(obj);
  if (foreign !== undefined || sizeOf(shape) !== 1 || !isInteger(dtype)) return undefined;
  const item = native.readItem(asArray(obj).slot);
  return typeof item === 'bigint' ? item : Number(item);
}

/** Mask of the positions that remain. */
function keptMask(obj: PyValue, extent: number): NdArray {
  const { shape, dtype, foreign } = describe(obj);
  if (foreign !== undefined) throw notAnIndex();
  if (dtype === Dtype.Bool && (obj instanceof NdArray || sizeOf(shape) > 0)) {
    if (shape.length !== 1 || shape[0] !== extent) {
      throw new ValueError(
        `boolean array argument obj to delete must be one dimensional and match the axis length of ${extent}`,
      );
    }
    return applyUfunc('logical_not', asArray(obj));
  }
  const isEmptyList = sizeOf(shape) === 0 && !(obj instanceof NdArray);
  if (!isEmptyList && !isInteger(dtype)) throw notAnIndex();
  const mask = flags(extent, true);
  if (sizeOf(shape) === 0) return mask;
  const positions = resolved(asType(asArray(obj), Dtype.Int64), extent, Bounds.Raise);
  native.scatter(mask.slot, positions.slot, scalarArray(false, Dtype.Bool).slot);
  return mask;
}

function planDelete(call: EditCall): DeletePlan {
  refuseKeywords('delete', call.args);
  const { source, axis, extent } = alongAxis(call);
  const obj = call.args['obj']!;
  const single = singlePosition(obj);
  const withExtent = (n: number): Shape => source.shape.map((length, k) => (k === axis ? n : length));
  if (single !== undefined) {
    if (single < -extent || single >= extent)
      throw new IndexError(`index ${single} is out of bounds for axis ${axis} with size ${extent}`);
    const kept = Number(single) < 0 ? Number(single) + extent : Number(single);
    return { source, axis, kept, shape: withExtent(extent - 1) };
  }
  const kept = keptMask(obj, extent);
  return { source, axis, kept, shape: withExtent(native.countTrue(kept.slot)) };
}

const deleteOp = moveOp<EditCall, DeletePlan>({
  name: 'delete',
  params: 'arr, obj, axis=, **kwargs',
  prepare: (args) => ({ a: operand('delete', args['arr']), args }),
  infer: planDelete,
  price: {
    '0.4.1': { charged: 'last', flops: ({ a }, { shape }) => Math.max(a.size - sizeOf(shape), 0) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => sizeOf(shape), dtypes: ({ a }) => [a.dtype] },
  },
  run: (_, { source, axis, kept, shape }, ctx) => {
    requireRoomFor(shape, source.dtype, ctx);
    if (kept instanceof NdArray) {
      const positions = arrayOf(native.nonzero(kept.slot)[0]!, Dtype.Int64, [shape[axis]!]);
      return arrayOf(native.gather(source.slot, [axis], [positions.slot], axis), source.dtype, shape);
    }
    const result = arrayOf(native.empty(source.dtype, shape), source.dtype, shape);
    const rest = shape[axis]! - kept;
    native.assign(sliced(result, axis, 0, kept).slot, sliced(source, axis, 0, kept).slot, -1);
    native.assign(sliced(result, axis, kept, rest).slot, sliced(source, axis, kept + 1, rest).slot, -1);
    return result;
  },
});

interface InsertPlan {
  readonly source: NdArray;
  readonly axis: number;
  readonly values: NdArray;
  /** A position before which all values go, or the positions of the result they take. */
  readonly at: number | NdArray;
  readonly shape: Shape;
}

/** Values converted to the array's dtype: Python numbers must fit it, arrays are cast. */
const inserted = (op: string, value: PyValue, dtype: Dtype): NdArray => {
  if (typeof value === 'string') throw new ValueError(`could not convert text to a number: '${value}'`);
  if (value === null) throw new PyTypeError(`${op}: a number is wanted, not 'NoneType'`);
  return value instanceof NdArray ? asType(value, dtype) : asArray(value, dtype);
};

/** Where values are inserted: an int64 vector, or a single position with the number of axes it was given in. */
function insertionPoints(obj: PyValue, axis: number, extent: number): { positions: NdArray; ndim: number } {
  const { shape, dtype, foreign } = describe(obj);
  if (foreign !== undefined && shape.length === 0)
    throw new PyTypeError(`'<' not supported between instances of '${typeName(obj)}' and 'int'`);
  if (foreign !== undefined) throw notAnIndex();
  if (dtype === Dtype.Bool && (obj instanceof NdArray || sizeOf(shape) > 0)) {
    if (!(obj instanceof NdArray)) throw new AttributeError(`'${typeName(obj)}' object has no attribute 'ndim'`);
    if (shape.length !== 1) throw new ValueError('boolean array argument obj to insert must be one dimensional');
    const count = native.countTrue(obj.slot);
    return { positions: arrayOf(native.nonzero(obj.slot)[0]!, Dtype.Int64, [count]), ndim: 1 };
  }
  if (shape.length > 1) throw new ValueError('index array argument obj to insert must be one dimensional or scalar');
  const size = sizeOf(shape);
  if (size === 0 && !(obj instanceof NdArray)) return { positions: int64Array([]), ndim: 1 };
  const kind = kindOf(dtype);
  if (kind !== 'i' && kind !== 'u') {
    const at = size === 1 && kind === 'f' ? Number(native.readItem(asArray(obj).slot)) : 0;
    if (at < -extent || at > extent)
      throw new IndexError(`index ${at} is out of bounds for axis ${axis} with size ${extent}`);
    if (size === 1) throw new PyTypeError('slice indices must be integers or None or have an __index__ method');
    throw notAnIndex();
  }
  // Counting up in place is a cast that NumPy refuses.
  if (kind === 'u' && size !== 1)
    throw new UFuncOutputCastingError("Cannot cast ufunc 'add' output from int64 to an unsigned dtype");
  return { positions: reshaped(asType(asArray(obj), Dtype.Int64), [size]), ndim: shape.length };
}

function planInsert(call: EditCall): InsertPlan {
  refuseKeywords('insert', call.args);
  const { source, axis, extent } = alongAxis(call);
  const { positions, ndim } = insertionPoints(call.args['obj']!, axis, extent);
  const withExtent = (n: number): Shape => source.shape.map((length, k) => (k === axis ? n : length));
  if (positions.size === 1) {
    const index = Number(native.readItem(positions.slot));
    if (index < -extent || index > extent)
      throw new IndexError(`index ${index} is out of bounds for axis ${axis} with size ${extent}`);
    let values = inserted('insert', call.args['values']!, source.dtype);
    const missing = source.ndim - values.ndim;
    if (missing > 0)
      values = insertAxes(
        values,
        Array.from({ length: missing }, (_, k) => k),
      );
    if (ndim === 0) values = movedFirst(values, axis);
    const count = values.shape[axis]!;
    values = fitting(values, withExtent(count));
    return { source, axis, values, at: index < 0 ? index + extent : index, shape: withExtent(extent + count) };
  }
  const count = positions.size;
  const wrapped = copyOf(positions);
  const below = applyUfunc('less', wrapped, scalarArray(0, Dtype.Int64));
  native.assign(wrapped.slot, applyUfunc('add', wrapped, scalarArray(extent, Dtype.Int64)).slot, below.slot);
  const order = argsortAlong(wrapped, 0);
  const sorted = arrayOf(native.gather(wrapped.slot, [0], [order.slot], 0), Dtype.Int64, [count]);
  const target = arrayOf(native.empty(Dtype.Int64, [count]), Dtype.Int64, [count]);
  native.scatter(target.slot, order.slot, applyUfunc('add', sorted, counting(count)).slot);
  const at = count === 0 ? target : resolved(target, extent + count, Bounds.Raise);
  const values = fitting(inserted('insert', call.args['values']!, source.dtype), withExtent(count));
  return { source, axis, values, at, shape: withExtent(extent + count) };
}

/** An array with its first axis moved to another place. */
function movedFirst(a: NdArray, axis: number): NdArray {
  const axes = [...a.shape.keys()].slice(1);
  axes.splice(axis, 0, 0);
  const shape = axes.map((from) => a.shape[from]!);
  return arrayOf(native.transpose(a.slot, axes), a.dtype, shape);
}

/** Elements of the array take the places that values leave. */
function insertAt({ source, axis, values, at, shape }: InsertPlan): NdArray {
  const result = arrayOf(native.empty(source.dtype, shape), source.dtype, shape);
  const extent = source.shape[axis]!;
  const count = shape[axis]! - extent;
  if (!(at instanceof NdArray)) {
    native.assign(sliced(result, axis, 0, at).slot, sliced(source, axis, 0, at).slot, -1);
    native.assign(sliced(result, axis, at, count).slot, values.slot, -1);
    native.assign(sliced(result, axis, at + count, extent - at).slot, sliced(source, axis, at, extent - at).slot, -1);
    return result;
  }
  const free = flags(shape[axis]!, true);
  native.scatter(free.slot, at.slot, scalarArray(false, Dtype.Bool).slot);
  if (native.countTrue(free.slot) !== extent)
    throw new ValueError('NumPy boolean array indexing assignment cannot assign the elements of the array');
  const from = arrayOf(native.empty(Dtype.Int64, [shape[axis]!]), Dtype.Int64, [shape[axis]!]);
  const places = arrayOf(native.nonzero(free.slot)[0]!, Dtype.Int64, [extent]);
  native.scatter(from.slot, places.slot, counting(extent).slot);
  native.scatter(from.slot, at.slot, applyUfunc('add', counting(count), scalarArray(extent, Dtype.Int64)).slot);
  native.assign(sliced(result, axis, 0, extent).slot, source.slot, -1);
  native.assign(sliced(result, axis, extent, count).slot, values.slot, -1);
  return arrayOf(native.gather(result.slot, [axis], [from.slot], axis), source.dtype, shape);
}

const insert = moveOp<EditCall, InsertPlan>({
  name: 'insert',
  params: 'arr, obj, values, axis=, **kwargs',
  prepare: (args, ctx) => {
    const a = operand('insert', args['arr']);
    if (ctx.release.traits.dtypeBilling) operand('insert', args['values']);
    return { a, args };
  },
  infer: planInsert,
  price: {
    '0.4.1': { charged: 'first', flops: ({ args }) => shapeOperand(args['values']).a.size },
    '0.12.4': {
      charged: 'last',
      flops: (_, { shape }) => sizeOf(shape),
      dtypes: ({ a, args }) => {
        const weak = weakKindOf(args['values']!);
        return [weak === undefined ? a.dtype : resultType([a.dtype, weak]), ...typesOf(args['values']!)];
      },
    },
  },
  run: (_, plan, ctx) => {
    requireRoomFor(plan.shape, plan.source.dtype, ctx);
    return insertAt(plan);
  },
});

/** The dtype of an operand that is billed by it. */
const typesOf = (value: PyValue): readonly Dtype[] => (weakKindOf(value) === undefined ? [describe(value).dtype] : []);

interface ResizePlan {
  readonly shape: readonly number[];
}

/** The extents asked for. TypeError for what is no integer, ValueError for a negative one. */
function extentsOf(value: PyValue): number[] {
  if (typeof value === 'boolean') throw new PyTypeError('an integer is required');
  if (isInt(value)) return [toIndex(value)];
  const items = value instanceof NdArray && value.ndim > 0 ? integerItems(value) : value;
  if (!Array.isArray(items)) throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
  return (items as readonly PyValue[]).map(toIndex);
}

function integerItems(a: NdArray): number[] {
  if (a.ndim !== 1 || !isInteger(a.dtype)) throw new PyTypeError('only integer scalar arrays can be a dimension');
  const data = new BigInt64Array(a.size);
  native.writeBytes(asType(a, Dtype.Int64).slot, new Uint8Array(data.buffer), 0);
  return Array.from(data, Number);
}

const resize = moveOp<{ readonly a: NdArray; readonly shape: PyValue }, ResizePlan>({
  name: 'resize',
  params: '*args, **kwargs',
  prepare: (args, ctx) => {
    refuseTextInLists('resize', args, ctx);
    const [a, shape] = bindNames('resize', args, ['a', 'new_shape'], 2);
    return { a: operand('resize', a), shape: shape! };
  },
  infer: ({ shape }) => {
    const extents = extentsOf(shape);
    if (extents.some((extent) => extent < 0)) throw new ValueError('all elements of `new_shape` must be non-negative');
    return { shape: extents };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => countElements(shape) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => countElements(shape), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a }, { shape }, ctx) => {
    requireRoomFor(shape, a.dtype, ctx);
    const size = sizeOf(shape);
    if (a.size === 0 || size === 0) return arrayOf(native.zeros(a.dtype, shape), a.dtype, shape);
    const result = arrayOf(native.empty(a.dtype, [size]), a.dtype, [size]);
    const first = Math.min(a.size, size);
    native.assign(sliced(result, 0, 0, first).slot, sliced(flat(a), 0, 0, first).slot, -1);
    // What is there already is copied behind itself, in whole repetitions.
    for (let done = first; done < size; done *= 2) {
      const more = Math.min(done, size - done);
      native.assign(sliced(result, 0, done, more).slot, sliced(result, 0, 0, more).slot, -1);
    }
    return reshaped(result, shape);
  },
});

export const EDITING: readonly OpDefinition[] = [append, deleteOp, insert, resize];
