/** percentile and quantile, with and without NaNs. */
import { native } from '../../addon/native.js';
import { axisList } from '../../array/axes.js';
import { Dtype as D, type Dtype, dtypeName, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { canCast, resultType, weakKindOf } from '../../array/promote.js';
import { meanComputeDtype } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { discountedCost, pricedAxes } from '../../cost/reduction.js';
import { ceilLog2 } from '../../cost/sort.js';
import {
  IndexError,
  PyTypeError,
  UFuncOutputCastingError,
  UnsupportedFunctionError,
  ValueError,
} from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { reduceGroup, remapAxes } from '../../symmetry/propagate.js';
import { asType } from '../../ufunc/apply.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { call } from '../predicate/apply.js';
import { checkKeywords, copyInto } from '../predicate/unary.js';
import { checkedAxes, type ReductionCall, truth } from '../reduction/call.js';
import { lanesOf } from '../reduction/order.js';
import { selectedFrom } from '../reduction/price.js';
import { type Bound, extraKeywords } from '../signature.js';
import { operand } from '../structure/common.js';
import { nanQuantilesOf, quantilesOf, type Wanted } from './compute.js';

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

const KEYWORDS = ['overwrite_input', 'method', 'weights', 'interpolation'];

function requireWithin(q: NdArray, whole: number, name: string): void {
  if (q.size === 0 || isComplex(q.dtype)) return;
  const isOutside = call('logical_or', call('less', q, 0), call('greater', q, whole));
  const isNumber = call('equal', q, q);
  if (native.countTrue(isOutside.slot) > 0 || native.countTrue(isNumber.slot) < q.size) {
    throw new ValueError(`${name}: q must be in the range [0, ${whole}]`);
  }
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
  const q = operand(name, given);
  if (billed) requireWithin(q, whole, name);
  const axes = (args['axis'] ?? null) === null ? null : axisList(args['axis']!);
  const keepdims = truth(args['keepdims']);
  const keywords = extraKeywords(args);
  if ((keywords.get('weights') ?? null) !== null) {
    throw new UnsupportedFunctionError(`${name}: weights are not implemented by this server`);
  }
  const tag = quantileTag(a, axes, keepdims, billed ? q.ndim : 0);
  const weak = given instanceof NdArray ? undefined : weakKindOf(given);
  const qType = typeof given === 'boolean' ? D.Bool : (weak ?? q.dtype);
  const isWeak = weak === 'int' || weak === 'float';
  return { op: name, a, axes, keepdims, out, dtype: undefined, symmetry: tag, args, q, qType, isWeak, keywords, tag };
}

/** FLOPs per result: selections of k ranks among n elements, and the interpolation. */
function perResult(n: number, k: number): bigint {
  const most = Math.min(k, n);
  const depth = most > 1 ? ceilLog2(most) : 0;
  return BigInt(n * Math.min(k, 1 + 4 * Number(depth)) + 4 * k);
}

const presentPrice =
  ({ name, skipsNan }: QuantileSpec) =>
  (prepared: QuantileCall): Charge => {
    const { a, q, qType, out } = prepared;
    const each = perResult(selectedFrom(prepared), Math.max(q.size, 1));
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
  ({ name }: QuantileSpec) =>
  (prepared: QuantileCall): Charge => {
    const { a } = prepared;
    const each = BigInt(selectedFrom(prepared));
    return { op: name, flops: discountedCost(a.shape, pricedAxes(prepared.axes, a.ndim), a.symmetry, each) };
  };

/** The quantiles as fractions of 1. */
function wantedOf({ q, isWeak }: QuantileCall, whole: number): Wanted {
  const isWhole = whole === 1 && 'biu'.includes(kindOf(q.dtype));
  const fractions = whole === 1 ? q : call('divide', q, 100);
  const floats = asType(fractions, D.Float64);
  const bytes = new Uint8Array(floats.size * 8);
  native.writeBytes(floats.slot, bytes, 0);
  const dtype = kindOf(fractions.dtype) === 'f' ? fractions.dtype : D.Float64;
  return { values: [...new Float64Array(bytes.buffer)], shape: q.shape, dtype, isWeak, isWhole };
}

function run(spec: QuantileSpec, prepared: QuantileCall): OpResult {
  const { a, q, keywords } = prepared;
  checkKeywords(spec.name, keywords, KEYWORDS);
  if (isComplex(a.dtype)) throw new PyTypeError('a must be an array of real numbers');
  if (isComplex(q.dtype)) throw new PyTypeError(`${spec.name}: q must be real`);
  const wanted = wantedOf(prepared, spec.whole);
  requireWithin(q, spec.whole, spec.name);
  const axes = checkedAxes(prepared, {});
  const method = keywords.get('method') ?? keywords.get('interpolation') ?? 'linear';
  if (typeof method !== 'string') throw new ValueError(`${spec.name}: ${String(method)} is not a valid method`);
  const { lanes, rest } = lanesOf(a, axes);
  if (lanes.shape.at(-1) === 0 && !spec.skipsNan) throw new IndexError(`${spec.name}: nothing to take a quantile of`);
  const result = (spec.skipsNan ? nanQuantilesOf : quantilesOf)(lanes, rest, wanted, method);
  return delivered(spec.name, prepared, prepared.keepdims ? withKeptAxes(result, q.ndim, axes) : result);
}

function withKeptAxes(result: NdArray, lead: number, axes: readonly number[]): NdArray {
  const shape = [...result.shape];
  for (const axis of axes) shape.splice(lead + axis, 0, 1);
  return new NdArray(native.reshapeView(result.slot, shape, 0), result.dtype, shape);
}

function delivered(name: string, prepared: QuantileCall, result: NdArray): NdArray {
  const out = prepared.out ?? singleOutput(name, prepared.args['out']);
  if (out === null) {
    result.symmetry = prepared.tag;
    return result;
  }
  if (out.shape.join() !== result.shape.join()) {
    throw new ValueError(
      `${name}: out of shape (${out.shape.join(', ')}) for a result of (${result.shape.join(', ')})`,
    );
  }
  if (!canCast(result.dtype, out.dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(
      `Cannot cast ${name} output from ${dtypeName(result.dtype)} to ${dtypeName(out.dtype)}`,
    );
  }
  return copyInto(name, out, result);
}

const PARAMETERS = 'a, q, axis=, out=, keepdims=, **kwargs';

function quantileOp(spec: QuantileSpec): OpDefinition {
  return defineOp<QuantileCall>({
    name: spec.name,
    params: PARAMETERS,
    check: byRelease<(args: Bound, ctx: OpContext) => QuantileCall>({
      '0.4.1': (args, ctx) => {
        // Early releases hand the quantile on as the axis.
        if (spec.skipsNan) throw new PyTypeError(`${spec.name}: 'float' object is not iterable`);
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
