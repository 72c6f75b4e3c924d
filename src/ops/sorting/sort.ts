/** Sorting and partitioning: sort, argsort, lexsort, partition, argpartition, sort_complex. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype, dtypeName, isComplex, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { atLeastOne } from '../../cost/flops.js';
import { ceilLog2, partitionCost, sortCost, sortCostAlong } from '../../cost/sort.js';
import { AxisError, IndexError, PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import type { OpContext, OpDefinition, OpResult } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, copyOf, operand, reshaped, sequenceOf, shapeOperand, transposed } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { moveOp } from '../structure/move-op.js';
import { integersOf } from './read.js';

interface SortCall {
  readonly a: NdArray;
  /** Null sorts all elements together. */
  readonly axis: number | null;
  readonly args: Bound;
}

const isGiven = (value: PyValue | undefined): value is PyValue => value !== undefined && value !== null;

/** The axis argument: the last one when absent, null when it is nil. */
const axisArgument = (value: PyValue | undefined): number | null =>
  value === undefined ? -1 : value === null ? null : toIndex(value);

/** Applies a function of the last axis along another; the result has the operand's shape. */
export function alongAxis(a: NdArray, axis: number, run: (lanes: NdArray) => number, dtype: Dtype): NdArray {
  if (axis === a.ndim - 1) return arrayOf(run(a), dtype, a.shape);
  const others = a.shape.map((_, k) => k).filter((k) => k !== axis);
  const lanes = transposed(a, [...others, axis]);
  const result = arrayOf(run(lanes), dtype, lanes.shape);
  const back = others.map((_, k) => k);
  return transposed(result, [...back.slice(0, axis), others.length, ...back.slice(axis)]);
}

/** A sorted copy along an axis; null flattens. */
export const sortedAlong = (a: NdArray, axis: number | null, stable = false): NdArray =>
  axis === null
    ? arrayOf(native.sort(reshaped(a, [a.size]).slot, stable), a.dtype, [a.size])
    : alongAxis(a, axis, (lanes) => native.sort(lanes.slot, stable), a.dtype);

/** Positions that sort along an axis; null flattens. */
export const argsortAlong = (a: NdArray, axis: number | null, stable = true): NdArray =>
  axis === null
    ? arrayOf(native.argsort(reshaped(a, [a.size]).slot, stable), Dtype.Int64, [a.size])
    : alongAxis(a, axis, (lanes) => native.argsort(lanes.slot, stable), Dtype.Int64);

/** An axis argument that may be no truth value. */
function strictAxis(value: PyValue | undefined): number | null {
  if (typeof value === 'boolean') throw new PyTypeError('an integer is required for the axis');
  return axisArgument(value);
}

/** Checks `kind`, `stable` and `order`; whether equal elements must keep their order. */
function stability(args: Bound, ctx: OpContext): boolean {
  const keywords = new Map(extraKeywords(args));
  // Earlier releases take these two and drop them.
  for (const name of ['kind', 'order']) {
    if (args[name] !== undefined && ctx.release.traits.dtypeBilling) keywords.set(name, args[name]!);
  }
  for (const name of keywords.keys()) {
    if (!['kind', 'order', 'stable'].includes(name)) throw new PyTypeError(`unexpected keyword argument '${name}'`);
  }
  const kind = keywords.get('kind');
  const stable = keywords.get('stable');
  if (isGiven(kind)) {
    if (typeof kind !== 'string') throw new PyTypeError(`sort kind must be str, not ${typeName(kind)}`);
    if (!/^[qhmsQHMS]/.test(kind)) {
      throw new ValueError(`sort kind must be one of 'quick', 'heap', or 'stable' (got '${kind}')`);
    }
    if (isGiven(stable)) throw new ValueError("`kind` and `stable` can't be given at the same time");
  }
  if (isGiven(keywords.get('order'))) throw new ValueError('Cannot specify order when the array has no fields.');
  return isGiven(kind) ? /^[msMS]/.test(kind as string) : Boolean(stable);
}

function sortOp(name: 'sort' | 'argsort', params: string): OpDefinition {
  const positions = name === 'argsort';
  return moveOp<SortCall, boolean>({
    name,
    params,
    prepare: (args) => {
      const a = operand(name, args['a']);
      return { a, axis: a.ndim === 0 ? 0 : axisArgument(args['axis']), args };
    },
    infer: ({ a, axis, args }, ctx) => {
      const given = (positions ? strictAxis : axisArgument)(args['axis']);
      const stable = stability(args, ctx);
      if (a.ndim > 0 && axis !== null) normalizeAxis(axis, a.ndim);
      if (a.ndim === 0 && given !== null && !(positions && (given === -1 || given === 0)))
        throw new AxisError(`axis ${given} is out of bounds for array of dimension 0`);
      return stable;
    },
    price: {
      '0.4.1': { charged: 'first', flops: ({ a, axis }) => sortCostAlong(a.shape, axis) },
      '0.12.4': {
        charged: 'first',
        flops: ({ a, axis }) => sortCostAlong(a.shape, axis),
        dtypes: ({ a }) => [a.dtype],
      },
    },
    run: ({ a, axis }, stable): OpResult => {
      const along = axis === null || a.ndim === 0 ? null : normalizeAxis(axis, a.ndim);
      return positions ? argsortAlong(a, along, stable) : sortedAlong(a, along, stable);
    },
  });
}

interface LexsortCall {
  readonly keys: readonly NdArray[];
  readonly axis: number;
}

/** The extent sorted along, and how many slices there are. */
function lexsortSize({ keys, axis }: LexsortCall): [length: number, slices: number] {
  const [first] = keys as [NdArray];
  if (first.ndim === 0) return [1, 1];
  const length = first.shape.at(axis)!;
  return [length, length > 0 ? first.size / length : 1];
}

const lexsort = moveOp<LexsortCall, null>({
  name: 'lexsort',
  params: 'keys, axis=',
  prepare: (args) => {
    const given = args['keys']!;
    if (
      given === null ||
      typeof given !== 'object' ||
      given instanceof PyFloat ||
      (given instanceof NdArray && given.ndim === 0)
    ) {
      if (typeof given !== 'string') throw new PyTypeError(`'${typeName(given)}' object is not iterable`);
    }
    const keys = sequenceOf(given).map((key) => operand('lexsort', key));
    const axis = args['axis'] === undefined ? -1 : toIndex(args['axis']);
    const [first] = keys;
    if (first !== undefined && first.ndim > 0 && (axis < -first.ndim || axis >= first.ndim))
      throw new IndexError('tuple index out of range');
    return { keys, axis };
  },
  infer: ({ keys }) => {
    if (keys.length === 0) throw new PyTypeError('need sequence of keys with len > 0 in lexsort');
    if (keys.some((key) => key.shape.join() !== keys[0]!.shape.join()))
      throw new ValueError('all keys need to be the same shape');
    return null;
  },
  price: {
    '0.4.1': {
      charged: 'first',
      flops: (call) => (call.keys.length === 0 ? 1n : BigInt(call.keys.length) * sortCost(lexsortSize(call)[0])),
    },
    '0.12.4': {
      charged: 'first',
      flops: (call) => {
        if (call.keys.length === 0) return 1n;
        const [length, slices] = lexsortSize(call);
        return atLeastOne(BigInt(call.keys.length) * BigInt(slices) * sortCost(length));
      },
      dtypes: ({ keys }) => keys.map((key) => key.dtype),
    },
  },
  run: ({ keys, axis }): OpResult => {
    const [first] = keys as [NdArray];
    if (first.ndim === 0) {
      if (axis !== 0 && axis !== -1)
        throw new AxisError(`axis ${axis} is out of bounds for array of dimension ${first.ndim}`);
      return scalarOf(arrayOf(native.zeros(Dtype.Int64, []), Dtype.Int64, []));
    }
    const along = normalizeAxis(axis, first.ndim);
    const others = first.shape.map((_, k) => k).filter((k) => k !== along);
    const lanes = keys.map((key) => transposed(key, [...others, along]).slot);
    return alongAxis(first, along, () => native.lexsort(lanes), Dtype.Int64);
  },
});

/** How many positions an array is partitioned at, as far as the price goes. */
function pivotCount(op: string, kth: PyValue, late: boolean): number {
  if (kth instanceof NdArray) {
    if (late) return kth.size;
    if (kth.ndim === 0) throw new PyTypeError('len() of unsized object');
    return kth.shape[0]!;
  }
  if (typeof kth === 'string') return late ? 1 : kth.length;
  if (Array.isArray(kth)) return late ? operand(op, kth).size : kth.length;
  return 1;
}

/** The positions to partition at, checked; where there are no elements any will do. */
function pivotsOf(op: string, kth: PyValue, extent: number, isEmpty: boolean): number[] {
  if (typeof kth === 'boolean') throw new ValueError('Booleans unacceptable as partition index');
  if (kth === null || typeof kth === 'string') throw new PyTypeError('Partition index must be integer');
  const array = operand(op, kth);
  if (array.dtype === Dtype.Bool) throw new ValueError('Booleans unacceptable as partition index');
  if (!isInteger(array.dtype)) throw new PyTypeError('Partition index must be integer');
  if (array.ndim > 1) throw new ValueError('object too deep for desired array');
  if (isEmpty) return [];
  const pivots = [...integersOf(array)];
  for (const at of pivots) {
    if (at < -extent || at >= extent) throw new ValueError(`kth(=${at}) out of bounds (${extent})`);
  }
  return pivots.map(Number);
}

function partitionOp(name: 'partition' | 'argpartition'): OpDefinition {
  const positions = name === 'argpartition';
  return moveOp<SortCall & { readonly pivots: number }, readonly number[]>({
    name,
    params: 'a, kth, axis=, **kwargs',
    prepare: (args, ctx) => {
      const a = operand(name, args['a']);
      const pivots = pivotCount(name, args['kth']!, ctx.release.traits.dtypeBilling);
      return { a, axis: a.ndim === 0 ? -1 : axisArgument(args['axis']), args, pivots };
    },
    infer: ({ a, axis, args }) => {
      for (const [keyword, value] of extraKeywords(args)) {
        if (keyword !== 'kind' && keyword !== 'order')
          throw new PyTypeError(`unexpected keyword argument '${keyword}'`);
        if (keyword === 'kind' && value !== 'introselect') {
          if (typeof value !== 'string') throw new PyTypeError(`select kind must be str, not ${typeName(value)}`);
          throw new ValueError(`select kind must be 'introselect' (got '${value}')`);
        }
        if (keyword === 'order' && value !== null)
          throw new ValueError('Cannot specify order when the array has no fields.');
      }
      const kth = args['kth']!;
      const depth = kth instanceof NdArray ? kth.ndim : Array.isArray(kth) ? operand(name, kth).ndim : 0;
      if (depth > 1) throw new ValueError('object too deep for desired array');
      const given = (positions ? strictAxis : axisArgument)(args['axis']);
      if (a.ndim === 0 && given !== null && !(positions && (given === -1 || given === 0)))
        throw new AxisError(`axis ${given} is out of bounds for array of dimension 0`);
      const flat = axis === null || given === null || a.ndim === 0;
      return pivotsOf(name, args['kth']!, flat ? a.size : a.shape[normalizeAxis(axis, a.ndim)]!, a.size === 0);
    },
    price: {
      '0.4.1': { charged: 'first', flops: ({ a, axis, pivots }) => partitionCost(a.shape, axis, pivots) },
      '0.12.4': {
        charged: 'first',
        flops: ({ a, axis, pivots }) => partitionCost(a.shape, axis, pivots),
        dtypes: ({ a }) => [a.dtype],
      },
    },
    run: ({ a, axis }, pivots): OpResult => {
      const isFlat = axis === null || a.ndim === 0;
      const source = isFlat ? reshaped(a, [a.size]) : a;
      const partition = (lanes: NdArray): number => native[name](lanes.slot, pivots);
      return alongAxis(source, isFlat ? 0 : normalizeAxis(axis, a.ndim), partition, positions ? Dtype.Int64 : a.dtype);
    },
  });
}

interface ComplexCall {
  readonly a: NdArray;
}

const complexOf = (dtype: Dtype): Dtype => {
  if (isComplex(dtype)) return dtype;
  return ['int8', 'uint8', 'int16', 'uint16'].includes(dtypeName(dtype)) ? Dtype.Complex64 : Dtype.Complex128;
};

const sortComplex = moveOp<ComplexCall, null>({
  name: 'sort_complex',
  params: 'a',
  prepare: (args) => {
    const { a, foreign } = shapeOperand(args['a']);
    return { a: foreign === undefined || a.ndim === 0 ? a : operand('sort_complex', args['a']) };
  },
  infer: ({ a }) => {
    if (a.ndim === 0) throw new AxisError('axis -1 is out of bounds for array of dimension 0');
    return null;
  },
  price: {
    '0.4.1': { charged: 'first', flops: ({ a }) => BigInt(a.size) * ceilLog2(a.size) },
    '0.12.4': {
      charged: 'first',
      flops: ({ a }) => sortCostAlong(a.shape, -1),
      dtypes: ({ a }) => [complexOf(a.dtype)],
    },
  },
  run: ({ a }): OpResult => {
    const sorted = sortedAlong(a, a.ndim - 1);
    return copyOf(sorted, complexOf(a.dtype));
  },
});

export const SORT: readonly OpDefinition[] = [
  sortOp('sort', 'a, axis=, kind=, order=, **kwargs'),
  sortOp('argsort', 'a, axis=, **kwargs'),
  lexsort,
  partitionOp('partition'),
  partitionOp('argpartition'),
  sortComplex,
];
