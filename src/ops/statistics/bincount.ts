/** bincount: how often each number occurs, or what the weights of its occurrences add up to. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex, isInexact } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { heavierBillingDtype } from '../../cost/dtype-billing.js';
import { PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { type Charge, defineOp, type OpContext, type OpDefinition } from '../define.js';
import { checkKeywords } from '../predicate/unary.js';
import { extraKeywords } from '../signature.js';
import { arrayOf, operand } from '../structure/common.js';
import { requireMemoryFor } from './room.js';

interface BincountCall {
  readonly x: NdArray;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/** One dimension. ValueError otherwise. */
export function requireOneAxis({ length }: Shape): void {
  if (length === 0) throw new ValueError('object of too small depth for desired array');
  if (length > 1) throw new ValueError('object too deep for desired array');
}

const notSafe = (from: string, to: string): PyTypeError =>
  new PyTypeError(`Cannot cast array data from ${from} to ${to} according to the rule 'safe'`);

/** Weights as a float64 vector of `length` elements. TypeError for complex ones, ValueError for another shape. */
export function weightVector(value: PyValue, length: number): NdArray {
  const { shape, foreign } = describe(value);
  requireOneAxis(shape);
  if (foreign !== undefined) throw notSafe(foreign, 'float64');
  const weights = asArray(value);
  if (isComplex(weights.dtype)) throw notSafe(dtypeName(weights.dtype), 'float64');
  if (weights.size !== length) throw new ValueError("The weights and list don't have the same length.");
  return asType(weights, D.Float64);
}

/** Whole numbers as an int64 vector. */
function wholeNumbers({ x }: BincountCall): NdArray {
  requireOneAxis(x.shape);
  if (isInexact(x.dtype)) throw notSafe(dtypeName(x.dtype), 'int64');
  return asType(x, D.Int64);
}

function minimum(keywords: BincountCall['keywords']): number {
  const value = keywords.get('minlength');
  if (value === undefined) return 0;
  if (value === null) throw new PyTypeError('bincount: use 0 instead of None for minlength');
  if (typeof value === 'boolean') throw new PyTypeError('bincount: an integer is required for minlength');
  const length = toIndex(value);
  if (length < 0) throw new ValueError(`bincount: 'minlength' must not be negative (got ${length})`);
  return length;
}

function run(bincountCall: BincountCall, ctx: OpContext): NdArray {
  const { keywords } = bincountCall;
  checkKeywords('bincount', keywords, ['weights', 'minlength']);
  const x = wholeNumbers(bincountCall);
  const least = minimum(keywords);
  const given = keywords.get('weights') ?? null;
  const [low, high] = native.extremes(x.slot);
  if (low < 0n) throw new ValueError(`bincount: 'list' argument must have no negative elements (found ${low})`);
  const size = Math.max(Number(high) + 1, least);
  const dtype: Dtype = given === null || x.size === 0 ? D.Int64 : D.Float64;
  requireMemoryFor(size, dtype, ctx);
  const weights = dtype === D.Int64 ? null : weightVector(given, x.size);
  return arrayOf(native.bincount(x.slot, weights?.slot ?? -1, size), dtype, [size]);
}

const bincount = defineOp<BincountCall>({
  name: 'bincount',
  params: 'x, **kwargs',
  check: (args) => ({ x: operand('bincount', args['x']), keywords: extraKeywords(args) }),
  price: ({ x }): Charge => ({
    op: 'bincount',
    flops: Math.max(x.size, 1),
    dtypes: [heavierBillingDtype(x.dtype, D.Int64)],
  }),
  run,
});

export const BINCOUNT: readonly OpDefinition[] = [bincount];
