/** Looking values up in sorted data: searchsorted, digitize. */
import { native } from '../../addon/native.js';
import { itemOf, scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, isInteger } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { searchCost } from '../../cost/sort.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import type { OpDefinition, OpResult } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, operand, shapeOperand, sliced } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { moveOp } from '../structure/move-op.js';
import { numbersOf } from './read.js';

/** Positions of values in a sorted vector, in the dtype both promote to. */
export function positionsIn(sorted: NdArray, values: NdArray, right: boolean, sorter: NdArray | null = null): NdArray {
  const dtype = promoteTypes(sorted.dtype, values.dtype);
  const slot = native.searchSorted(
    asType(sorted, dtype).slot,
    asType(values, dtype).slot,
    right,
    sorter === null ? -1 : sorter.slot,
  );
  return arrayOf(slot, Dtype.Int64, values.shape);
}

const scalarOrArray = (result: NdArray): OpResult => (result.ndim === 0 ? scalarOf(result) : result);

interface SearchCall {
  readonly a: NdArray;
  readonly v: NdArray;
  readonly args: Bound;
}

interface SearchPlan {
  readonly right: boolean;
  readonly sorter: NdArray | null;
}

function requireVector(a: NdArray): void {
  if (a.ndim === 0) throw new ValueError('object of too small depth for desired array');
  if (a.ndim > 1) throw new ValueError('object too deep for desired array');
}

function sideOf(value: PyValue | undefined): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'string') throw new PyTypeError(`search side must be str, not ${typeName(value)}`);
  if (value !== 'left' && value !== 'right')
    throw new ValueError(`search side must be 'left' or 'right' (got '${value}')`);
  return value === 'right';
}

function sorterOf(value: PyValue | undefined, a: NdArray): NdArray | null {
  if (value === undefined || value === null) return null;
  const sorter = operand('searchsorted', value);
  if (sorter.ndim !== 1) throw new PyTypeError('could not parse sorter argument');
  if (!isInteger(sorter.dtype)) throw new PyTypeError('sorter must only contain integers');
  if (sorter.dtype === Dtype.Uint64) throw new ValueError('could not parse sorter argument');
  if (sorter.size !== a.size) throw new ValueError('sorter.size must equal a.size');
  return sorter;
}

const searchFlops = ({ a, v }: SearchCall): bigint => searchCost(Math.max(v.size, 1), a.ndim > 0 ? a.shape[0]! : 1);

const searchsorted = moveOp<SearchCall, SearchPlan>({
  name: 'searchsorted',
  params: 'a, v, **kwargs',
  prepare: (args) => ({ a: operand('searchsorted', args['a']), v: operand('searchsorted', args['v']), args }),
  infer: ({ a, args }) => {
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (name !== 'side' && name !== 'sorter') throw new PyTypeError(`unexpected keyword argument '${name}'`);
    }
    const right = sideOf(keywords.get('side'));
    requireVector(a);
    return { right, sorter: sorterOf(keywords.get('sorter'), a) };
  },
  price: {
    '0.4.1': { charged: 'first', flops: searchFlops },
    '0.12.4': { charged: 'first', flops: searchFlops, dtypes: ({ a, v }) => [a.dtype, v.dtype] },
  },
  run: ({ a, v }, { right, sorter }) => scalarOrArray(positionsIn(a, v, right, sorter)),
});

interface DigitizeCall {
  readonly x: NdArray;
  readonly bins: NdArray;
  readonly args: Bound;
}

/** 1 for bins that never fall, -1 for bins that never rise; ValueError for others. */
function direction(bins: NdArray): 1 | -1 {
  if (isComplex(bins.dtype)) throw new PyTypeError("Cannot cast array data to float64 according to the rule 'safe'");
  requireVector(bins);
  const edges = numbersOf(bins);
  // The first two edges that differ decide; NaN, which compares with nothing, breaks no order.
  const change = edges.findIndex((edge, i) => i > 0 && edge !== edges[0]);
  if (change < 0) return 1;
  const rises = edges[0]! < edges[change]!;
  const breaks = (edge: number, last: number): boolean => (rises ? last > edge : last < edge);
  if (!edges.some((edge, i) => i > change && breaks(edge, edges[i - 1]!))) return rises ? 1 : -1;
  throw new ValueError('bins must be monotonically increasing or decreasing');
}

const digitizeFlops = ({ x, bins }: DigitizeCall): bigint =>
  searchCost(Math.max(x.size, 1), Math.max(bins.shape[0]!, 1));

const isTrue = (value: PyValue | undefined): boolean => {
  if (value === undefined || value === null) return false;
  return typeof value === 'object' ? itemOf(operand('digitize', value)) !== false : Boolean(value);
};

const digitize = moveOp<DigitizeCall, null>({
  name: 'digitize',
  params: 'x, bins, **kwargs',
  prepare: (args) => {
    const x = operand('digitize', args['x']);
    const edges = shapeOperand(args['bins']);
    const bins = edges.a.ndim === 0 ? edges.a : operand('digitize', args['bins']);
    if (bins.ndim === 0) throw new PyTypeError('len() of unsized object');
    return { x, bins, args };
  },
  infer: ({ x, args }) => {
    for (const name of extraKeywords(args).keys()) {
      if (name !== 'right') throw new PyTypeError(`unexpected keyword argument '${name}'`);
    }
    if (isComplex(x.dtype)) throw new PyTypeError('x may not be complex');
    return null;
  },
  price: {
    '0.4.1': { charged: 'first', flops: digitizeFlops },
    '0.12.4': { charged: 'first', flops: digitizeFlops, dtypes: ({ x, bins }) => [x.dtype, bins.dtype] },
  },
  run: ({ x, bins, args }) => {
    const right = isTrue(extraKeywords(args).get('right'));
    if (direction(bins) === 1) return scalarOrArray(positionsIn(bins, x, !right));
    const reversed = sliced(bins, 0, bins.size - 1, bins.size, -1);
    const found = positionsIn(reversed, x, !right);
    return scalarOrArray(applyUfunc('subtract', scalarArray(bins.size, Dtype.Int64), found));
  },
});

export const SEARCH: readonly OpDefinition[] = [searchsorted, digitize];
