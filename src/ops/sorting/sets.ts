/** Set functions on arrays: isin, intersect1d, union1d, setdiff1d, setxor1d. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, kindOf } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { promoteTypes, resultType, weakKindOf } from '../../array/promote.js';
import type { Flops } from '../../cost/flops.js';
import { sortCost } from '../../cost/sort.js';
import { PyTypeError, UnsupportedFunctionError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { defineOp, type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { extraKeywords } from '../signature.js';
import { arrayOf, operand, reshaped, sliced } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { distinctOf, flattened, masked, startsRun, takeFlat, uniqueValues } from './distinct.js';
import { positionsIn } from './search.js';
import { argsortAlong, sortedAlong } from './sort.js';

interface SetCall {
  readonly first: NdArray;
  readonly second: NdArray;
  /** What both promote to as they are given: a number takes part by its kind. */
  readonly common: Dtype;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

interface SetSpec {
  readonly name: string;
  readonly params: readonly [string, string];
  readonly keywords: readonly string[];
  readonly early?: (call: SetCall) => Flops;
  readonly present?: (call: SetCall) => Flops;
  readonly run: (call: SetCall) => OpResult;
}

const isSet = (keywords: ReadonlyMap<string, PyValue>, name: string): boolean => Boolean(keywords.get(name) ?? false);

const jointCost = ({ first, second }: SetCall): Flops => sortCost(Math.max(first.size + second.size, 1));

function setOp({ name, params, keywords, early = jointCost, present = jointCost, run }: SetSpec): OpDefinition {
  return moveOp<SetCall, null>({
    name,
    params: keywords.length > 0 ? `${params.join(', ')}, **kwargs` : params.join(', '),
    prepare: (args) => {
      const [first, second] = params.map((param) => operand(name, args[param])) as [NdArray, NdArray];
      const common = resultType([first, second].map(({ dtype }, i) => weakKindOf(args[params[i]!]!) ?? dtype));
      return { first, second, common, keywords: keywords.length > 0 ? extraKeywords(args) : new Map() };
    },
    infer: (call) => {
      for (const keyword of call.keywords.keys()) {
        if (!keywords.includes(keyword))
          throw new PyTypeError(`${name}() got an unexpected keyword argument '${keyword}'`);
      }
      return null;
    },
    price: {
      '0.4.1': { charged: 'first', flops: early },
      '0.12.4': { charged: 'first', flops: present, dtypes: ({ first, second }) => [first.dtype, second.dtype] },
    },
    run,
  });
}

/** Two vectors end to end, in the dtype both promote to unless it is given. */
function joined(first: NdArray, second: NdArray, dtype = promoteTypes(first.dtype, second.dtype)): NdArray {
  const size = first.size + second.size;
  const result = arrayOf(native.empty(dtype, [size]), dtype, [size]);
  native.assign(sliced(result, 0, 0, first.size).slot, first.slot, -1);
  native.assign(sliced(result, 0, first.size, second.size).slot, second.slot, -1);
  return result;
}

/** Which elements of a vector are among others. */
function memberOf(elements: NdArray, others: NdArray): NdArray {
  if (others.size === 0) return arrayOf(native.zeros(Dtype.Bool, [elements.size]), Dtype.Bool, [elements.size]);
  const dtype = promoteTypes(elements.dtype, others.dtype);
  const wanted = asType(elements, dtype);
  const sorted = sortedAlong(asType(others, dtype), 0);
  const found = positionsIn(sorted, wanted, false);
  const last = scalarArray(sorted.size - 1, Dtype.Int64);
  return applyUfunc('equal', takeFlat(sorted, applyUfunc('minimum', found, last)), wanted);
}

const isInteger = (a: NdArray): boolean => 'uib'.includes(kindOf(a.dtype));

function checkKind(keywords: ReadonlyMap<string, PyValue>, call: SetCall): void {
  const kind = keywords.get('kind') ?? null;
  if (kind === null || kind === 'sort') return;
  if (kind !== 'table') throw new ValueError("Invalid kind. Please use None, 'sort' or 'table'.");
  if (!isInteger(call.first) || !isInteger(call.second))
    throw new ValueError("The 'table' method is only supported for boolean or integer arrays.");
}

/** Whether NumPy compares with each of `count` elements in turn, rather than sort them. */
const isFew = (count: number, size: number): boolean => count < 10 * Math.max(size, 1) ** 0.145;

const sortsToFind = ({ first, second }: SetCall): boolean =>
  !(isInteger(first) && isInteger(second)) && !isFew(second.size, first.size);

/** As memberOf where elements are said to occur once: then of equal ones all but the last count as found. */
function memberOfUnique(elements: NdArray, others: NdArray): NdArray {
  const all = joined(elements, others);
  const order = argsortAlong(all, 0);
  const sorted = takeFlat(all, order);
  const followed = arrayOf(native.zeros(Dtype.Bool, [all.size]), Dtype.Bool, [all.size]);
  native.assign(sliced(followed, 0, 0, Math.max(all.size - 1, 0)).slot, repeats(sorted).slot, -1);
  return sliced(takeFlat(followed, argsortAlong(order, 0)), 0, 0, elements.size);
}

/** Few elements to compare with are compared one by one, unless a table serves. */
function membershipCost(call: SetCall): Flops {
  const base = jointCost(call);
  const { first, second } = call;
  const tables = isInteger(first) && isInteger(second);
  if (tables || !isFew(second.size, first.size)) return base;
  const masks = 2n * BigInt(first.size) * BigInt(second.size);
  return masks > base ? masks : base;
}

const isin = setOp({
  name: 'isin',
  params: ['element', 'test_elements'],
  keywords: ['assume_unique', 'invert', 'kind'],
  present: membershipCost,
  run: (call) => {
    checkKind(call.keywords, call);
    const assumed = isSet(call.keywords, 'assume_unique') && sortsToFind(call);
    const found = (assumed ? memberOfUnique : memberOf)(flattened(call.first), flattened(call.second));
    const result = isSet(call.keywords, 'invert') ? applyUfunc('logical_not', found) : found;
    return reshaped(result, call.first.shape);
  },
});

/** Elements of a sorted vector that are followed by an equal one. */
function repeats(sorted: NdArray): NdArray {
  const n = Math.max(sorted.size - 1, 0);
  return applyUfunc('equal', sliced(sorted, 0, Math.min(1, sorted.size), n), sliced(sorted, 0, 0, n));
}

function intersection({ first, second, keywords }: SetCall): OpResult {
  const wantsIndices = isSet(keywords, 'return_indices');
  const assumeUnique = isSet(keywords, 'assume_unique');
  const reduce = (a: NdArray) =>
    assumeUnique
      ? { values: flattened(a), indices: null }
      : distinctOf(flattened(a), { indices: wantsIndices, equalNan: true });
  const [left, right] = [reduce(first), reduce(second)];
  const all = joined(left.values, right.values);
  if (!wantsIndices) {
    const sorted = sortedAlong(all, 0);
    return masked(sliced(sorted, 0, 0, Math.max(all.size - 1, 0)), repeats(sorted));
  }
  const order = argsortAlong(all, 0);
  const sorted = takeFlat(all, order);
  const mask = repeats(sorted);
  const n = mask.size;
  const own = masked(sliced(order, 0, 0, n), mask);
  const other = masked(sliced(order, 0, Math.min(1, order.size), n), mask);
  const shifted = applyUfunc('subtract', other, scalarArray(left.values.size, Dtype.Int64));
  const resolve = (indices: NdArray | null, at: NdArray): NdArray => (indices === null ? at : takeFlat(indices, at));
  return new ResultTuple([
    masked(sliced(sorted, 0, 0, n), mask),
    resolve(left.indices, own),
    resolve(right.indices, shifted),
  ]);
}

const intersect1d = setOp({
  name: 'intersect1d',
  params: ['ar1', 'ar2'],
  keywords: ['assume_unique', 'return_indices'],
  present: ({ first, second, keywords }) => {
    const [n, m] = [Math.max(first.size, 1), Math.max(second.size, 1)];
    if (isSet(keywords, 'assume_unique')) return sortCost(n + m);
    return sortCost(n) + sortCost(m) + sortCost(n + m);
  },
  run: intersection,
});

const union1d = setOp({
  name: 'union1d',
  params: ['ar1', 'ar2'],
  keywords: [],
  run: ({ first, second, common }) => uniqueValues(joined(flattened(first), flattened(second), common)),
});

const setdiff1d = setOp({
  name: 'setdiff1d',
  params: ['ar1', 'ar2'],
  keywords: ['assume_unique'],
  run: ({ first, second, common, keywords }) => {
    const own = isSet(keywords, 'assume_unique') ? flattened(first) : uniqueValues(first);
    const sorts = own.size > 0 && sortsToFind({ first: own, second: uniqueValues(second), common, keywords });
    const member = sorts ? memberOfUnique(own, uniqueValues(second)) : memberOf(own, flattened(second));
    return masked(own, applyUfunc('logical_not', member));
  },
});

const setxor1d = setOp({
  name: 'setxor1d',
  params: ['ar1', 'ar2'],
  keywords: ['assume_unique'],
  run: ({ first, second, common, keywords }) => {
    const asGiven = isSet(keywords, 'assume_unique');
    const parts = [first, second].map(asGiven ? flattened : uniqueValues) as [NdArray, NdArray];
    const sorted = sortedAlong(joined(...parts, asGiven ? common : undefined), 0);
    if (sorted.size === 0) return sorted;
    const starts = startsRun(sorted, false);
    const n = sorted.size;
    const ends = arrayOf(native.empty(Dtype.Bool, [n]), Dtype.Bool, [n]);
    native.assign(sliced(ends, 0, 0, n - 1).slot, sliced(starts, 0, 1, n - 1).slot, -1);
    native.assign(sliced(ends, 0, n - 1, 1).slot, scalarArray(1, Dtype.Bool).slot, -1);
    return masked(sorted, applyUfunc('logical_and', starts, ends));
  },
});

/** NumPy has removed in1d; a call is refused whatever its arguments. */
const in1d = defineOp<null>({
  name: 'in1d',
  params: '*args, **kwargs',
  check: () => {
    throw new UnsupportedFunctionError('in1d is not in this NumPy any more; use isin');
  },
  price: () => null,
  run: () => null,
});

export const SETS: readonly OpDefinition[] = [isin, in1d, intersect1d, union1d, setdiff1d, setxor1d];
