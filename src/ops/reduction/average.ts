/** average: the mean, or a weighted mean and the sum of its weights. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { axisList, normalizeAxes } from '../../array/axes.js';
import { Dtype, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { promoteTypes, weakKindOf } from '../../array/promote.js';
import { meanComputeDtype } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { outputOrbits, pricedAxes, reductionCost } from '../../cost/reduction.js';
import { PyTypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { reduceGroup } from '../../symmetry/propagate.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { copyInto } from '../pointwise/destination.js';
import { singleOutput } from '../pointwise/keywords.js';
import { type Bound, extraKeywords } from '../signature.js';
import { operand } from '../structure/common.js';
import { RULES, truth } from './call.js';
import { fold, meanOf } from './fold.js';

interface AverageCall {
  readonly a: NdArray;
  readonly axis: PyValue;
  readonly weights: NdArray | null;
  /** A Python number adds its kind to the dtype billed. */
  readonly weightsGiven: PyValue;
  readonly returned: boolean;
  readonly keepdims: boolean;
  readonly keywords: ReadonlyMap<string, PyValue>;
  readonly symmetry: SymmetryGroup | null;
}

const axesGiven = (axis: PyValue): readonly number[] | null => (axis === null ? null : axisList(axis));

function prepare(args: Bound): AverageCall {
  const a = operand('average', args['a']);
  const axis = args['axis'] ?? null;
  const given = args['weights'] ?? null;
  const weights = given === null ? null : operand('average', given);
  const keepdims = truth(args['keepdims']);
  const symmetry = a.symmetry === null ? null : reduceGroup(a.symmetry, a.ndim, axesGiven(axis), keepdims);
  return {
    a,
    axis,
    weights,
    weightsGiven: given,
    returned: truth(args['returned']),
    keepdims,
    keywords: extraKeywords(args),
    symmetry,
  };
}

/** Weights as an array that broadcasts against the data. TypeError and ValueError where their shape says too little. */
export function alignedWeights(a: NdArray, weights: NdArray, axes: readonly number[] | null): NdArray {
  if (weights.shape.join() === a.shape.join()) return weights;
  if (axes === null) throw new PyTypeError('Axis must be specified when shapes of a and weights differ.');
  if (weights.shape.join() !== axes.map((axis) => a.shape[axis]).join()) {
    throw new ValueError('Shape of weights must be consistent with shape of a along specified axis.');
  }
  const order = [...axes.keys()].sort((x, y) => axes[x]! - axes[y]!);
  const shape = a.shape.map((extent, axis) => (axes.includes(axis) ? extent : 1));
  const sorted = order.map((k) => weights.shape[k]!);
  const turned = new NdArray(native.transpose(weights.slot, order), weights.dtype, sorted);
  const packed = new NdArray(native.copy(turned.slot, turned.dtype, 0), turned.dtype, sorted);
  return new NdArray(native.reshapeView(packed.slot, shape, 0), weights.dtype, shape);
}

/** The average and what the weights add up to. */
function weighted(a: NdArray, weights: NdArray, axes: readonly number[], keepdims: boolean): [NdArray, NdArray] {
  const common = promoteTypes(a.dtype, weights.dtype);
  const dtype = 'biu'.includes(kindOf(a.dtype)) ? promoteTypes(common, Dtype.Float64) : common;
  const total = fold(ReduceOp.Sum, weights, { axes, dtype, keepdims });
  const isZero = applyUfunc('logical_not', asType(total, Dtype.Bool));
  if (native.countTrue(isZero.slot) > 0) throw new ZeroDivisionError("Weights sum to zero, can't be normalized");
  const products = applyUfunc('multiply', asType(a, dtype), asType(weights, dtype));
  const sum = fold(ReduceOp.Sum, products, { axes, dtype, keepdims });
  return [applyInPlace('divide', sum, total), total];
}

/** Early releases copy the result to an output. */
function runEarly(call: AverageCall): OpResult {
  const out = singleOutput('average', call.keywords.get('out'));
  const keywords = new Map([...call.keywords].filter(([name]) => name !== 'out'));
  const result = run({ ...call, keywords });
  return out === null ? result : copyInto('average', out, result);
}

function run(call: AverageCall): NdArray {
  const { a, weights, keepdims } = call;
  for (const name of call.keywords.keys()) {
    throw new PyTypeError(`average() got an unexpected keyword argument '${name}'`);
  }
  const given = call.axis === null ? null : normalizeAxes(call.axis, a.ndim);
  const axes = given ?? [...a.shape.keys()];
  const sorted = [...axes].sort((x, y) => x - y);
  if (weights === null) {
    const mean = meanOf(a, { axes: sorted, dtype: undefined, keepdims, where: null });
    return call.returned ? stacked(mean, countAs(mean, a.size / mean.size)) : tagged(mean, call);
  }
  const [average, total] = weighted(a, alignedWeights(a, weights, given), sorted, keepdims);
  return call.returned ? stacked(average, total) : tagged(average, call);
}

function tagged(result: NdArray, { symmetry }: AverageCall): NdArray {
  result.symmetry = symmetry;
  return result;
}

const countAs = (mean: NdArray, count: number): NdArray => {
  const exact = new NdArray(native.fromNumber(Dtype.Float64, count), Dtype.Float64, []);
  return asType(exact, mean.dtype);
};

/** The release makes one array of the pair. */
function stacked(average: NdArray, total: NdArray): NdArray {
  const dtype = promoteTypes(average.dtype, total.dtype);
  const shape = [2, ...average.shape];
  const result = new NdArray(native.empty(dtype, shape), dtype, shape);
  const strides = native.strides(result.slot);
  [average, total].forEach((source, i) => {
    const row = native.stridedView(
      result.slot,
      average.shape,
      strides.slice(1),
      result.size === 0 ? 0 : i * strides[0]!,
    );
    native.assign(new NdArray(row, dtype, average.shape).slot, source.slot, -1);
  });
  return result;
}

const presentPrice = (call: AverageCall, ctx: OpContext): Charge => {
  const { a, weights, weightsGiven } = call;
  const axes = axesGiven(call.axis);
  const fold = reductionCost(a.shape, axes, a.symmetry, ctx.release.pick(RULES));
  let flops = fold + outputOrbits(a.shape, pricedAxes(axes, a.ndim), a.symmetry);
  if (weights !== null) flops += pointwiseCost(a.shape, a.symmetry) + fold;
  const isNumber = weightsGiven !== null && weakKindOf(weightsGiven) !== undefined;
  const dtypes = [meanComputeDtype(a.dtype), ...(weights === null || isNumber ? [] : [weights.dtype])];
  return { op: 'average', flops, dtypes };
};

const average = defineOp<AverageCall>({
  name: 'average',
  params: byRelease({
    '0.4.1': 'a, axis=, weights=, returned=, keepdims=, **kwargs',
    '0.12.4': 'a, axis=, weights=, returned=, *, keepdims=, **kwargs',
  }),
  check: prepare,
  price: byRelease<(call: AverageCall, ctx: OpContext) => Charge>({
    '0.4.1': ({ a, axis }, ctx) => ({
      op: 'average',
      flops: reductionCost(a.shape, axesGiven(axis), a.symmetry, ctx.release.pick(RULES)),
    }),
    '0.12.4': presentPrice,
  }),
  run: byRelease<(call: AverageCall) => OpResult>({ '0.4.1': runEarly, '0.12.4': run }),
});

export const AVERAGE: readonly OpDefinition[] = [average];
