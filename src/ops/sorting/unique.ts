/** unique and its Array API variants. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype, isComplex } from '../../array/dtype.js';
import { type NdArray, numberArray } from '../../array/ndarray.js';
import { sortCost, sortCostAlong } from '../../cost/sort.js';
import { AxisError, PyTypeError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, operand, reshaped, sliced, toInt, transposed } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { type Distinct, distinctOf, flattened, runsOf, unorderedValues, type Wanted } from './distinct.js';
import { sortedAlong } from './sort.js';

interface UniqueCall {
  readonly a: NdArray;
  readonly args: Bound;
}

const KEYWORDS = ['return_index', 'return_inverse', 'return_counts', 'axis', 'equal_nan', 'sorted'];

const isSet = (value: PyValue | undefined, otherwise = false): boolean =>
  value === undefined ? otherwise : value !== null && Boolean(value);

/** Subarrays along an axis as rows. */
function rowsOf(a: NdArray, axis: number): NdArray {
  const order = [axis, ...a.shape.map((_, k) => k).filter((k) => k !== axis)];
  const moved = transposed(a, order);
  const rows = a.shape[axis]!;
  return reshaped(moved, [rows, rows === 0 ? 0 : a.size / rows]);
}

/** Mask of rows that differ from the one before. */
function rowStarts(sorted: NdArray): NdArray {
  const [rows, width] = sorted.shape as [number, number];
  const mask = arrayOf(native.zeros(Dtype.Bool, [rows]), Dtype.Bool, [rows]);
  if (rows === 0) return mask;
  native.assign(sliced(mask, 0, 0, 1).slot, numberArray(Dtype.Bool, 1).slot, -1);
  if (rows === 1 || width === 0) return mask;
  const differs = applyUfunc('not_equal', sliced(sorted, 0, 1, rows - 1), sliced(sorted, 0, 0, rows - 1));
  const any = arrayOf(native.reduce(ReduceOp.Any, differs.slot, [1], Dtype.Bool, -1, -1), Dtype.Bool, [rows - 1]);
  native.assign(sliced(mask, 0, 1, rows - 1).slot, any.slot, -1);
  return mask;
}

function uniqueAlong(a: NdArray, axis: number, wanted: Wanted): Distinct {
  const rows = rowsOf(a, axis);
  const [count, width] = rows.shape as [number, number];
  // The first column weighs most; a last key of equal elements keeps rows without columns in place.
  const keys = Array.from({ length: width }, (_, k) => width - 1 - k).map((k) =>
    reshaped(sliced(rows, 1, k, 1), [count]),
  );
  const still = arrayOf(native.zeros(Dtype.Bool, [count]), Dtype.Bool, [count]);
  const order = arrayOf(native.lexsort([still, ...keys].map((key) => key.slot)), Dtype.Int64, [count]);
  const sorted = arrayOf(native.gather(rows.slot, [0], [order.slot], 0), a.dtype, [count, width]);
  const mask = rowStarts(sorted);
  const kept = native.countTrue(mask.slot);
  const flat = arrayOf(native.maskSelect(sorted.slot, mask.slot), a.dtype, [kept, width]);
  const others = a.shape.filter((_, k) => k !== axis);
  const shaped = reshaped(flat, [kept, ...others]);
  const back = [...others.keys()].map((k) => k + 1);
  const values = transposed(shaped, [...back.slice(0, axis), 0, ...back.slice(axis)]);
  return { values, ...runsOf(mask, order, wanted) };
}

function axisOf(a: NdArray, args: Bound): number | null {
  const axis = extraKeywords(args).get('axis');
  if (axis === undefined || axis === null) return null;
  const position = toIndex(axis);
  if (a.ndim === 0) throw new AxisError(`axis ${position} is out of bounds for array of dimension 0`);
  const normalized = normalizeAxis(position, a.ndim);
  // Elements of a vector are told apart as such.
  return a.ndim === 1 ? null : normalized;
}

const unique = moveOp<UniqueCall, number | null>({
  name: 'unique',
  params: 'ar, **kwargs',
  prepare: (args) => ({ a: operand('unique', args['ar']), args }),
  infer: ({ a, args }) => {
    for (const name of extraKeywords(args).keys()) {
      if (!KEYWORDS.includes(name)) throw new PyTypeError(`unique() got an unexpected keyword argument '${name}'`);
    }
    return axisOf(a, args);
  },
  price: {
    '0.4.1': { charged: 'first', flops: ({ a }) => sortCost(Math.max(a.size, 1)) },
    '0.12.4': {
      charged: 'first',
      flops: ({ a, args }) => {
        const axis = extraKeywords(args).get('axis') ?? null;
        if (axis === null || a.ndim === 0) return sortCost(Math.max(a.size, 1));
        return sortCostAlong(a.shape, toInt(axis));
      },
      dtypes: ({ a }) => [a.dtype],
    },
  },
  run: ({ a, args }, axis): OpResult => {
    const keywords = extraKeywords(args);
    const wanted = {
      indices: isSet(keywords.get('return_index')),
      inverse: isSet(keywords.get('return_inverse')),
      counts: isSet(keywords.get('return_counts')),
      equalNan: isSet(keywords.get('equal_nan'), true),
    };
    const isPlain = !wanted.indices && !wanted.inverse && !wanted.counts;
    const unordered = !isSet(keywords.get('sorted'), true) && isPlain && axis === null;
    if (unordered && a.dtype < Dtype.Complex64) return unorderedValues(a, wanted.equalNan);
    const found = axis === null ? distinctOf(flattened(a), wanted) : uniqueAlong(a, axis, wanted);
    // Complex results without extras are sorted once more, along the last axis even where rows were told apart.
    if (isPlain) return isComplex(a.dtype) ? sortedAlong(found.values, found.values.ndim - 1) : found.values;
    const inverse = found.inverse === null || axis !== null ? found.inverse : reshaped(found.inverse, a.shape);
    return new ResultTuple([found.values, found.indices, inverse, found.counts].filter((item) => item !== null));
  },
});

type Part = 'values' | 'indices' | 'inverse_indices' | 'counts';

function variantOp(name: string, tupleName: string, fields: readonly Part[]): OpDefinition {
  return moveOp<UniqueCall, null>({
    name,
    params: 'x, /',
    prepare: (args) => ({ a: operand(name, args['x']), args }),
    infer: () => null,
    price: {
      '0.4.1': { charged: 'first', flops: ({ a }) => sortCost(Math.max(a.size, 1)) },
      '0.12.4': {
        charged: 'first',
        flops: ({ a }) => sortCost(Math.max(a.size, 1)),
        dtypes: ({ a }) => [a.dtype],
      },
    },
    run: ({ a }): OpResult => {
      if (fields.length === 1) return unorderedValues(a, false);
      const found = distinctOf(flattened(a), {
        indices: fields.includes('indices'),
        inverse: fields.includes('inverse_indices'),
        counts: fields.includes('counts'),
        equalNan: false,
      });
      const parts: Readonly<Record<Part, NdArray | null>> = {
        values: found.values,
        indices: found.indices,
        inverse_indices: found.inverse === null ? null : reshaped(found.inverse, a.shape),
        counts: found.counts,
      };
      return new ResultTuple(
        fields.map((field) => parts[field]!),
        tupleName,
        fields,
      );
    },
  });
}

export const UNIQUE: readonly OpDefinition[] = [
  unique,
  variantOp('unique_all', 'UniqueAllResult', ['values', 'indices', 'inverse_indices', 'counts']),
  variantOp('unique_counts', 'UniqueCountsResult', ['values', 'counts']),
  variantOp('unique_inverse', 'UniqueInverseResult', ['values', 'inverse_indices']),
  variantOp('unique_values', '', ['values']),
];
