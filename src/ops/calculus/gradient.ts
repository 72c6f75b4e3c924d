/** gradient: central differences inside, one-sided ones at the edges (numpy.gradient). */
import { native } from '../../addon/native.js';
import { normalizeAxes } from '../../array/axes.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype as D, isInexact, isInteger, kindOf } from '../../array/dtype.js';
import { keptFromScope, NdArray } from '../../array/ndarray.js';
import { meanComputeDtype } from '../../cost/dtype-billing.js';
import { IndexError, PyTypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { call, callInto } from '../predicate/apply.js';
import { checkKeywords } from '../predicate/unary.js';
import { extraKeywords, restArguments } from '../signature.js';
import { arrayOf, operand, reshaped, sliced } from '../structure/common.js';
import { differences } from './diff.js';
import { asNum, at, type Num, over, scaledBy } from './numbers.js';

interface GradientCall {
  readonly f: NdArray;
  readonly spacings: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
}

const shapeOfValue = (value: PyValue): readonly number[] => describe(value).shape;

/** Distances between coordinates; whole numbers as floats, which do not wrap. */
function steps(coordinates: NdArray): NdArray {
  const exact = isInteger(coordinates.dtype) ? asType(coordinates, D.Float64) : coordinates;
  return differences(exact, 0);
}

/** Whether all distances are the same. IndexError where there is none. */
function isUniform(distances: NdArray): boolean {
  if (distances.size === 0) throw new IndexError('index 0 is out of bounds for axis 0 with size 0');
  const same = applyUfunc('equal', distances, at(distances, 0, 0));
  return native.countTrue(same.slot) === distances.size;
}

/** What coordinates add to the price: finding out whether they are even, and weighing neighbours where they are not. */
function spacingSurcharge(f: NdArray, spacings: readonly PyValue[], axes: readonly number[]): number {
  let surcharge = 0;
  axes.forEach((axis, i) => {
    const value = spacings[i];
    const length = f.shape[axis]!;
    if (value === undefined) return;
    const shape = shapeOfValue(value);
    if (shape.length !== 1 || shape[0] !== length) return;
    if (isUniform(steps(asArray(value)))) surcharge += 3 * (length - 1);
    else {
      const inner = Math.max(length - 2, 0);
      surcharge += Math.floor((3 * f.size * inner) / length) + 10 * inner;
      surcharge += 3 * (length - 1) + Math.floor((4 * f.size) / length);
    }
  });
  return surcharge;
}

const isOne = (edgeOrder: PyValue): boolean =>
  edgeOrder === true || (edgeOrder instanceof PyFloat ? edgeOrder.value === 1 : edgeOrder === 1);

const edgeOrderOf = (keywords: GradientCall['keywords']): PyValue =>
  keywords.has('edge_order') ? keywords.get('edge_order')! : 1;

function presentFlops({ f, spacings, keywords }: GradientCall): number {
  if (f.ndim === 0) return 1;
  const axes = normalizeAxes(keywords.get('axis') ?? null, f.ndim);
  const hasWideEdges = !isOne(edgeOrderOf(keywords));
  let flops = 0;
  for (const axis of axes) {
    flops += 2 * f.size;
    if (hasWideEdges && f.shape[axis]! > 0) flops += 6 * Math.floor(f.size / f.shape[axis]!);
  }
  const single = spacings.length === 1 && shapeOfValue(spacings[0]!).length === 0;
  const hasCoordinates = spacings.length > 0 && !single && spacings.length === axes.length;
  return Math.max(flops, 1) + (hasCoordinates ? spacingSurcharge(f, spacings, axes) : 0);
}

function earlyFlops({ f }: GradientCall): number {
  let flops = 0;
  for (const length of f.shape) {
    if (length === 0) throw new ZeroDivisionError('integer division or modulo by zero');
    flops += Math.floor((2 * f.size * Math.max(length - 2, 0)) / length);
  }
  return Math.max(flops, 1);
}

/** The spacing along each axis: a number, or distances that differ. */
function spacingsOf({ f, spacings }: GradientCall, axes: readonly number[]): (PyValue | NdArray)[] {
  if (spacings.length === 0) return axes.map(() => new PyFloat(1));
  if (spacings.length === 1 && shapeOfValue(spacings[0]!).length === 0) return axes.map(() => spacings[0]!);
  if (spacings.length !== axes.length) throw new PyTypeError('gradient: invalid number of arguments');
  return spacings.map((value, i) => {
    const shape = shapeOfValue(value);
    if (shape.length === 0) return value;
    if (shape.length !== 1) throw new ValueError('gradient: distances must be either scalars or 1d');
    if (shape[0] !== f.shape[axes[i]!]) {
      throw new ValueError('gradient: when 1d, distances must match the length of the corresponding dimension');
    }
    const coordinates = asNum(value) as NdArray;
    const distances = steps(coordinates);
    return isUniform(distances) ? at(distances, 0, 0) : distances;
  });
}

/** 1 for simple edges, otherwise what was given: TypeError for no number, ValueError above 2. */
function readEdgeOrder(value: PyValue): number {
  const isNumber = isInt(value) || typeof value === 'boolean' || value instanceof PyFloat;
  if (!isNumber) throw new PyTypeError(`gradient: edge_order must be a number, not '${typeName(value)}'`);
  const order = value instanceof PyFloat ? value.value : Number(value);
  if (order > 2) throw new ValueError("gradient: 'edge_order' greater than 2 not supported");
  return order;
}

const store = (target: NdArray, value: NdArray): void => native.assign(target.slot, value.slot, -1);

/** a·x + b·y + c·z, in this order. */
const blend = (a: Num, x: NdArray, b: Num, y: NdArray, c: Num, z: NdArray): NdArray =>
  call('add', call('add', call('multiply', a, x), call('multiply', b, y)), call('multiply', c, z));

const negated = (a: NdArray): NdArray => applyUfunc('negative', a);
const sum = (x: NdArray, y: NdArray): NdArray => applyUfunc('add', x, y);
const times = (x: NdArray, y: NdArray): NdArray => applyUfunc('multiply', x, y);
const ratio = (x: NdArray, y: NdArray): NdArray => applyUfunc('divide', x, y);

/** Weights of three neighbours at uneven distances, as columns along the axis. */
function innerWeights(distances: NdArray, ndim: number, axis: number): [NdArray, NdArray, NdArray] {
  const count = distances.size - 1;
  const [before, after] = [sliced(distances, 0, 0, count), sliced(distances, 0, 1, count)];
  const a = ratio(negated(after), times(before, sum(before, after)));
  const b = ratio(applyUfunc('subtract', after, before), times(before, after));
  const c = ratio(before, times(after, sum(before, after)));
  const shape = Array.from({ length: ndim }, (_, k) => (k === axis ? count : 1));
  return [reshaped(a, shape), reshaped(b, shape), reshaped(c, shape)];
}

function fillInside(out: NdArray, f: NdArray, axis: number, spacing: PyValue | NdArray, isEven: boolean): void {
  const count = Math.max(f.shape[axis]! - 2, 0);
  const part = (start: number): NdArray => sliced(f, axis, Math.min(start, f.shape[axis]!), count);
  const target = sliced(out, axis, Math.min(1, f.shape[axis]!), count);
  const [left, middle, right] = [part(0), part(1), part(2)];
  if (!isEven) {
    const [a, b, c] = innerWeights(spacing as NdArray, f.ndim, axis);
    store(target, blend(a, left, b, middle, c, right));
    return;
  }
  const width = scaledBy(2, spacing);
  if (f.dtype === out.dtype && f.dtype === D.Float64 && !(width instanceof NdArray && width.dtype >= D.Complex64)) {
    // The common case needs no temporary: both steps write where the result goes.
    if (width instanceof PyFloat || (width instanceof NdArray && width.ndim === 0)) {
      callInto('subtract', [right, left], target);
      callInto('divide', [target, width], target);
      return;
    }
  }
  store(target, call('divide', applyUfunc('subtract', right, left), width));
}

/** First-order edges: the difference of the two elements there. */
function fillEdge(out: NdArray, f: NdArray, axis: number, spacing: PyValue | NdArray, last: boolean): void {
  const [far, near] = last ? [-1, -2] : [1, 0];
  const rise = applyUfunc('subtract', at(f, axis, far), at(f, axis, near));
  store(at(out, axis, last ? -1 : 0), call('divide', rise, asNum(spacing as PyValue)));
}

/** Weights of the three elements at an edge, second order. */
function edgeWeights(spacing: PyValue | NdArray, isEven: boolean, last: boolean): [Num, Num, Num] {
  if (isEven) {
    return last
      ? [over(0.5, spacing), over(-2, spacing), over(1.5, spacing)]
      : [over(-1.5, spacing), over(2, spacing), over(-0.5, spacing)];
  }
  const distances = spacing as NdArray;
  if (distances.size < 2) throw new IndexError('index 1 is out of bounds for axis 0');
  const [x, y] = last ? [at(distances, 0, -2), at(distances, 0, -1)] : [at(distances, 0, 0), at(distances, 0, 1)];
  const double = (z: NdArray): NdArray => call('multiply', new PyFloat(2), z);
  if (last) {
    return [
      ratio(y, times(x, sum(x, y))),
      ratio(negated(sum(y, x)), times(x, y)),
      ratio(sum(double(y), x), times(y, sum(x, y))),
    ];
  }
  return [
    ratio(negated(sum(double(x), y)), times(x, sum(x, y))),
    ratio(sum(x, y), times(x, y)),
    ratio(negated(x), times(y, sum(x, y))),
  ];
}

function fillWideEdge(out: NdArray, f: NdArray, axis: number, spacing: PyValue | NdArray, last: boolean): void {
  const [a, b, c] = edgeWeights(spacing, !isArrayOfSteps(spacing), last);
  if (f.shape[axis]! < 3) throw new IndexError(`index out of bounds for axis ${axis} with size ${f.shape[axis]}`);
  const [i, j, k] = last ? [-3, -2, -1] : [0, 1, 2];
  store(at(out, axis, last ? -1 : 0), blend(a, at(f, axis, i), b, at(f, axis, j), c, at(f, axis, k)));
}

const isArrayOfSteps = (spacing: PyValue | NdArray): boolean => spacing instanceof NdArray && spacing.ndim > 0;

function alongAxis(f: NdArray, axis: number, spacing: PyValue | NdArray, edgeOrder: number): NdArray {
  if (f.shape[axis]! < edgeOrder + 1) {
    throw new ValueError('gradient: at least (edge_order + 1) elements are required along each axis');
  }
  const dtype = isInexact(f.dtype) ? f.dtype : D.Float64;
  const out = arrayOf(native.empty(dtype, f.shape), dtype, f.shape);
  fillInside(out, f, axis, spacing, !isArrayOfSteps(spacing));
  for (const last of [false, true]) {
    if (edgeOrder !== 1) fillWideEdge(out, f, axis, spacing, last);
    else fillEdge(out, f, axis, isArrayOfSteps(spacing) ? at(spacing as NdArray, 0, last ? -1 : 0) : spacing, last);
  }
  return out;
}

function run(gradientCall: GradientCall): OpResult {
  const { keywords } = gradientCall;
  checkKeywords('gradient', keywords, ['axis', 'edge_order']);
  const axes = normalizeAxes(keywords.get('axis') ?? null, gradientCall.f.ndim);
  const spacings = spacingsOf(gradientCall, axes);
  const edgeOrder = readEdgeOrder(edgeOrderOf(keywords));
  const f = 'iu'.includes(kindOf(gradientCall.f.dtype)) ? asType(gradientCall.f, D.Float64) : gradientCall.f;
  const results = axes.map((axis, i) => keptFromScope(() => alongAxis(f, axis, spacings[i]!, edgeOrder)));
  return results.length === 1 ? results[0]! : new ResultTuple(results);
}

const gradient = defineOp<GradientCall>({
  name: 'gradient',
  params: 'f, *args, **kwargs',
  check: (args) => ({
    f: operand('gradient', args['f']),
    spacings: restArguments(args),
    keywords: extraKeywords(args),
  }),
  price: byRelease<(gradientCall: GradientCall) => Charge>({
    '0.4.1': (gradientCall) => ({ op: 'gradient', flops: earlyFlops(gradientCall) }),
    '0.12.4': (gradientCall) => ({
      op: 'gradient',
      flops: presentFlops(gradientCall),
      dtypes: [meanComputeDtype(gradientCall.f.dtype)],
    }),
  }),
  run,
});

export const GRADIENT: readonly OpDefinition[] = [gradient];
