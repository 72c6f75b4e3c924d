/** percentile and quantile, with and without NaNs. */
import { native } from '../../addon/native.js';
import { axisList } from '../../array/axes.js';
import { describe } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { canCast, resultType, weakKindOf } from '../../array/promote.js';
import { broadcastsTo } from '../../array/shape.js';
import { meanComputeDtype } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { discountedCost, pricedAxes, reductionCost } from '../../cost/reduction.js';
import { ceilLog2 } from '../../cost/sort.js';
import { IndexError, PyTypeError, UFuncNoLoopError, UFuncOutputCastingError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { reduceGroup, remapAxes } from '../../symmetry/propagate.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { copyInto } from '../pointwise/destination.js';
import { singleOutput } from '../pointwise/keywords.js';
import { call } from '../predicate/apply.js';
import { checkKeywords } from '../predicate/unary.js';
import { checkedAxes, type ReductionCall, RULES, truth } from '../reduction/call.js';
import { hasNan } from '../reduction/nan-lanes.js';
import { lanesOf } from '../reduction/order.js';
import { selectedFrom } from '../reduction/price.js';
import { type Bound, extraKeywords } from '../signature.js';
import { operand } from '../structure/common.js';
import { filledWithNan, nanQuantilesOf, quantilesOf, takesElements, type Wanted } from './compute.js';
import { methodNamed } from './methods.js';
import { checkedWeights, weightedNanQuantilesOf, weightedQuantilesOf, weightLanes } from './weighted.js';

interface QuantileSpec {
  readonly name: string;
  /** Values of q that mean everything: 100 or 1. */
  readonly whole: 100 | 1;
  readonly skipsNan: boolean;
}

interface QuantileCall extends ReductionCall {
  readonly q: NdArray;
  /** How q is billed: Python numbers by their kind. */
  readonly qType: OperandType;
  readonly isWeak: boolean;
  readonly keywords: ReadonlyMap<string, PyValue>;
  readonly tag: SymmetryGroup | null;
}

const KEYWORDS = ['overwrite_input', 'method', 'weights'];

function requireWithin(q: NdArray, whole: number, name: string): void {
  if (q.size === 0 || isComplex(q.dtype)) return;
  const isOutside = call('logical_or', call('less', q, 0), call('greater', q, whole));
  const isNumber = call('equal', q, q);
  if (native.countTrue(isOutside.slot) > 0 || native.countTrue(isNumber.slot) < q.size) {
    throw new ValueError(`${name}: q must be in the range [0, ${whole}]`);
  }
}

/** What is no number fails in the comparison with the ends of the range. */
function requireNumeric(name: string, q: PyValue): void {
  const { foreign } = describe(q);
  if (foreign === 'str') throw new UFuncNoLoopError(`${name}: ufunc 'minimum' has no loop for text`);
  if (foreign !== undefined) throw new PyTypeError(`${name}: q must be numbers, not '${foreign}'`);
}

/** What is left of the tag; the axes of q come first. */
function quantileTag(
  a: NdArray,
  axes: readonly number[] | null,
  keepdims: boolean,
  qNdim: number,
): SymmetryGroup | null {
  if (a.symmetry === null) return null;
  const group = reduceGroup(a.symmetry, a.ndim, axes, keepdims);
  if (group === null || qNdim === 0) return group;
  return remapAxes(group, new Map(a.shape.map((_, axis) => [axis, axis + qNdim])));
}

function prepare({ name, whole }: QuantileSpec, args: Bound, ctx: OpContext): QuantileCall {
  const billed = ctx.release.traits.dtypeBilling;
  const out = billed ? singleOutput(name, args['out']) : null;
  const a = operand(name, args['a']);
  const given = args['q']!;
  if (billed) requireNumeric(name, given);
  const q = operand(name, given);
  if (billed) requireWithin(q, whole, name);
  const axes = (args['axis'] ?? null) === null ? null : axisList(args['axis']!);
  const keepdims = truth(args['keepdims']);
  const keywords = extraKeywords(args);
  const tag = quantileTag(a, axes, keepdims, billed ? q.ndim : 0);
  const weak = given instanceof NdArray ? undefined : weakKindOf(given);
  const qType = typeof given === 'boolean' ? D.Bool : (weak ?? q.dtype);
  const isWeak = weak === 'int' || weak === 'float';
  return { op: name, a, axes, keepdims, out, dtype: undefined, symmetry: tag, args, q, qType, isWeak, keywords, tag };
}

const isWeighted = ({ keywords }: QuantileCall): boolean => (keywords.get('weights') ?? null) !== null;

/** FLOPs per result with weights: sorting both, running sums, and looking up k quantiles. */
function perWeightedResult(n: bigint, k: bigint): bigint {
  const depth = n > 1n ? ceilLog2(n) : 0n;
  return 4n * n * depth + 3n * n + k * (depth + 4n);
}

/** FLOPs per result: selections of k ranks among n elements, and the interpolation. */
function perResult(n: bigint, k: bigint): bigint {
  const most = k < n ? k : n;
  const passes = 1n + 4n * (most > 1n ? ceilLog2(most) : 0n);
  return n * (k < passes ? k : passes) + 4n * k;
}

const presentPrice =
  ({ name, skipsNan }: QuantileSpec) =>
  (prepared: QuantileCall): Charge => {
    const { a, q, qType, out } = prepared;
    const [n, k] = [selectedFrom(prepared), BigInt(Math.max(q.size, 1))];
    const each = isWeighted(prepared) ? perWeightedResult(n, k) : perResult(n, k);
    const selection = discountedCost(a.shape, pricedAxes(prepared.axes, a.ndim), a.symmetry, each);
    const data = name === 'quantile' || name === 'nanquantile' ? a.dtype : meanComputeDtype(a.dtype);
    const resolved = resolveWith(data, qType);
    return {
      op: name,
      flops: selection + (skipsNan ? pointwiseCost(a.shape, a.symmetry) : 0n),
      dtypes: [...resolved, ...(out === null ? [] : [out.dtype])],
    };
  };

/** The dtypes billed: a Python number adds its kind to that of the data. */
function resolveWith(data: Dtype, q: OperandType): Dtype[] {
  if (typeof q === 'number') return [data, q];
  return [resultType([data, q])];
}

const earlyPrice =
  ({ name, skipsNan }: QuantileSpec) =>
  (prepared: QuantileCall, ctx: OpContext): Charge => {
    const { a, axes } = prepared;
    // Where NaNs are skipped they are priced as sums.
    if (skipsNan) return { op: name, flops: reductionCost(a.shape, axes, a.symmetry, ctx.release.pick(RULES)) };
    const each = selectedFrom(prepared);
    return { op: name, flops: discountedCost(a.shape, pricedAxes(axes, a.ndim), a.symmetry, each) };
  };

/** The quantiles as fractions of 1. */
function wantedOf({ name, whole, skipsNan }: QuantileSpec, { q, isWeak }: QuantileCall, out: NdArray | null): Wanted {
  const fractions = whole === 1 ? q : call('divide', q, 100);
  requireWithin(fractions, 1, name);
  return { q: fractions, isWeak, out: skipsNan ? undefined : out?.dtype };
}

/** What NumPy gives for data without elements: NaN, as if averaged, whatever the quantiles. */
function nothing({ a }: QuantileCall, axes: readonly number[]): NdArray {
  const rest = a.shape.filter((_, axis) => !axes.includes(axis));
  return filledWithNan(meanComputeDtype(a.dtype), rest);
}

function methodOf(name: string, keywords: QuantileCall['keywords']): string {
  const given = keywords.has('method') ? keywords.get('method')! : 'linear';
  if (typeof given === 'string') return given;
  if (Array.isArray(given) || given instanceof NdArray) throw new PyTypeError(`${name}: unhashable method`);
  throw new ValueError(`${name}: ${String(given)} is not a valid method`);
}

function run(spec: QuantileSpec, prepared: QuantileCall): OpResult {
  const { a, q, keywords } = prepared;
  checkKeywords(spec.name, keywords, KEYWORDS);
  if (isComplex(a.dtype)) throw new PyTypeError('a must be an array of real numbers');
  const out = prepared.out ?? singleOutput(spec.name, prepared.args['out']);
  const wanted = wantedOf(spec, prepared, out);
  if (prepared.keepdims && out !== null && out.ndim < a.ndim && a.size > 0) {
    throw new IndexError(`too many indices for array: array is ${out.ndim}-dimensional`);
  }
  const method = methodOf(spec.name, keywords);
  const given = keywords.get('weights') ?? null;
  const weights =
    given === null ? null : checkedWeights(a, given, prepared.axes === null ? null : checkedAxes(prepared, {}), method);
  const axes = checkedAxes(prepared, {});
  if (spec.skipsNan && a.size === 0) return finished(spec, prepared, nothing(prepared, axes), axes, 0, out);
  if (q.ndim > 2) throw new ValueError('q must be a scalar or 1d');
  const { lanes, rest } = lanesOf(a, axes);
  if (lanes.shape.at(-1) === 0) throw new IndexError(`${spec.name}: nothing to take a quantile of`);
  if (weights !== null) {
    const heavy = weightLanes(a, weights, axes);
    const weighted = spec.skipsNan ? weightedNanQuantilesOf : weightedQuantilesOf;
    return finished(spec, prepared, weighted(lanes, heavy, rest, wanted.q), axes, q.ndim, out);
  }
  methodNamed(method);
  const takes = out !== null && !spec.skipsNan && takesElements(method, wanted.q);
  if (takes) requireTakeOutput(prepared, rest, out);
  // Elements that are taken convert to anything, but NaN are put in their place as another step.
  if (takes && hasNan(lanes) && !canCast(a.dtype, out.dtype, 'same_kind'))
    throw new PyTypeError(`Cannot cast array data from ${dtypeName(a.dtype)} to ${dtypeName(out.dtype)}`);
  const result = (spec.skipsNan ? nanQuantilesOf : quantilesOf)(lanes, rest, wanted, method);
  return finished(spec, prepared, result, axes, q.ndim, out, takes || spec.skipsNan);
}

/** An output that elements are copied to: ValueError unless it has the shape, TypeError unless it has their dtype. */
function requireTakeOutput({ a, q, keepdims }: QuantileCall, rest: readonly number[], out: NdArray): void {
  if (!keepdims && out.shape.join() !== [...q.shape, ...rest].join()) {
    throw new ValueError('output array does not match result of ndarray.take');
  }
  if (!canCast(out.dtype, a.dtype, 'safe')) {
    throw new PyTypeError(`Cannot cast array data from ${dtypeName(out.dtype)} to ${dtypeName(a.dtype)}`);
  }
}

/** Puts reduced axes back if they are kept, and delivers. */
function finished(
  spec: QuantileSpec,
  prepared: QuantileCall,
  result: NdArray,
  axes: readonly number[],
  lead: number,
  out: NdArray | null,
  convertsFreely = spec.skipsNan,
): NdArray {
  const kept = prepared.keepdims ? withKeptAxes(result, lead, axes) : result;
  return delivered(spec.name, prepared, kept, out, convertsFreely);
}

function withKeptAxes(result: NdArray, lead: number, axes: readonly number[]): NdArray {
  const shape = [...result.shape];
  for (const axis of axes) shape.splice(lead + axis, 0, 1);
  return new NdArray(native.reshapeView(result.slot, shape, 0), result.dtype, shape);
}

function delivered(
  name: string,
  prepared: QuantileCall,
  result: NdArray,
  out: NdArray | null,
  convertsFreely: boolean,
): NdArray {
  if (out === null) {
    result.symmetry = prepared.tag;
    return result;
  }
  // The last step spreads over the output.
  if (!broadcastsTo(result.shape, out.shape)) {
    throw new ValueError(
      `${name}: out of shape (${out.shape.join(', ')}) for a result of (${result.shape.join(', ')})`,
    );
  }
  if (!convertsFreely && !canCast(result.dtype, out.dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(
      `Cannot cast ${name} output from ${dtypeName(result.dtype)} to ${dtypeName(out.dtype)}`,
    );
  }
  out.symmetry = null;
  return copyInto(name, out, result);
}

const PARAMETERS = 'a, q, axis=, out=, keepdims=, **kwargs';
/** Early releases take the second position for the axis where NaNs are skipped: q must be named. */
const EARLY_NAN_PARAMETERS = 'a, axis=, *args, q=, out=, keepdims=, **kwargs';

function quantileOp(spec: QuantileSpec): OpDefinition {
  return defineOp<QuantileCall>({
    name: spec.name,
    params: byRelease({ '0.4.1': spec.skipsNan ? EARLY_NAN_PARAMETERS : PARAMETERS, '0.12.4': PARAMETERS }),
    check: byRelease<(args: Bound, ctx: OpContext) => QuantileCall>({
      '0.4.1': (args, ctx) => {
        if (args['q'] === undefined) throw new PyTypeError(`${spec.name}: 'float' object is not iterable`);
        return prepare(spec, args, ctx);
      },
      '0.12.4': (args, ctx) => prepare(spec, args, ctx),
    }),
    price: byRelease<(prepared: QuantileCall, ctx: OpContext) => Charge>({
      '0.4.1': earlyPrice(spec),
      '0.12.4': presentPrice(spec),
    }),
    run: (prepared) => run(spec, prepared),
  });
}

export const QUANTILE: readonly OpDefinition[] = [
  quantileOp({ name: 'percentile', whole: 100, skipsNan: false }),
  quantileOp({ name: 'quantile', whole: 1, skipsNan: false }),
  quantileOp({ name: 'nanpercentile', whole: 100, skipsNan: true }),
  quantileOp({ name: 'nanquantile', whole: 1, skipsNan: true }),
];
