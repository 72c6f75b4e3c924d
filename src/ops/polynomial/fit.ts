/** numpy.polyfit: least squares on the powers of x, scaled by column. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { Dtype, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { PyTypeError, UFuncInputCastingError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { checkOutput, resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { dot } from '../contraction/kernels.js';
import {
  byRelease,
  type Charge,
  defineOp,
  NumpyScalar,
  type OpContext,
  type OpDefinition,
  type OpResult,
  ResultTuple,
} from '../define.js';
import { inverse, leastSquares } from '../linalg/compute.js';
import { call } from '../predicate/apply.js';
import { checkKeywords } from '../predicate/unary.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, requireRoomFor, toInt, transposed } from '../structure/common.js';
import { type Coefficients, coefficients, lengthOf, refuseForeign, requireNumeric, zerosOf } from './operand.js';
import { early, present } from './prices.js';

interface FitCall {
  readonly x: Coefficients;
  readonly y: Coefficients;
  readonly w: Coefficients | null;
  readonly degree: PyValue;
  readonly rcond: PyValue;
  readonly full: boolean;
  readonly covariance: PyValue;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

const NUMBER = 'a degree must be a number';

/** The degree as a number that prices are computed from. TypeError for what does no arithmetic. */
function degreeNumber(value: PyValue): number {
  if (value instanceof PyFloat) return value.value;
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof NdArray && value.size === 1) return Number(native.readItem(value.slot));
  throw new PyTypeError(`polyfit: ${NUMBER}, not ${typeName(value)}`);
}

function isTruthy(value: PyValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (isInt(value)) return Number(value) !== 0;
  return !(Array.isArray(value) && value.length === 0);
}

/** The columns x^(n-1), ..., x, 1 (numpy.vander). */
function powers(x: NdArray, n: number): NdArray {
  const dtype = promoteTypes(x.dtype, Dtype.Int64);
  const m = x.size;
  const matrix = arrayOf(native.empty(dtype, [m, n]), dtype, [m, n]);
  const [row, column] = native.strides(matrix.slot) as [number, number];
  const columnAt = (i: number): NdArray =>
    arrayOf(native.stridedView(matrix.slot, [m], [row], m === 0 ? 0 : i * column), dtype, [m]);
  let power = arrayOf(native.fromNumber(Dtype.Float64, 1), Dtype.Float64, []);
  const base = asType(x, dtype);
  for (let i = n - 1; i >= 0; i--) {
    native.assign(columnAt(i).slot, power.slot, -1);
    power = i === n - 1 ? base : applyUfunc('multiply', power, base);
  }
  return matrix;
}

/** target *= factor. UFuncTypeError where the product does not fit the target's dtype. */
function scaleInPlace(target: NdArray, factor: NdArray): void {
  const ufunc = ufuncNamed('multiply');
  checkOutput(ufunc, resolveLoop(ufunc, [target.dtype, factor.dtype]).outputs[0]!, target.dtype, 'same_kind');
  applyInPlace('multiply', target, factor);
}

const asColumn = (a: NdArray): NdArray =>
  arrayOf(native.stridedView(a.slot, [a.size, 1], [native.strides(a.slot)[0]!, 0], 0), a.dtype, [a.size, 1]);
const lastAxis = (a: NdArray): NdArray => {
  const shape = [...a.shape, 1];
  return arrayOf(native.stridedView(a.slot, shape, [...native.strides(a.slot), 0], 0), a.dtype, shape);
};

/** Numbers as NumPy floats them: + 0.0. */
const floated = (a: NdArray): NdArray => call('add', a, new PyFloat(0));

const EPSILON: Readonly<Partial<Record<Dtype, number>>> = {
  [Dtype.Float16]: 2 ** -10,
  [Dtype.Float32]: 2 ** -23,
  [Dtype.Complex64]: 2 ** -23,
};

const realOf = (dtype: Dtype): Dtype =>
  dtype === Dtype.Complex64 ? Dtype.Float32 : isComplex(dtype) ? Dtype.Float64 : dtype;

/** The cut-off of singular values as given, or by the precision of x; and as it is delivered. */
function cutoff(rcond: PyValue, x: NdArray): { readonly value: number; readonly delivered: OpResult } {
  if (rcond !== null) {
    if (rcond instanceof PyFloat) return { value: rcond.value, delivered: rcond };
    if (isInt(rcond) || typeof rcond === 'boolean') return { value: Number(rcond), delivered: rcond };
    if (rcond instanceof NdArray && rcond.size === 1) {
      return { value: Number(native.readItem(rcond.slot)), delivered: rcond };
    }
    throw new UFuncInputCastingError(`Cannot cast ufunc 'lstsq' input 2 from ${typeName(rcond)} to dtype('float64')`);
  }
  const value = x.size * (EPSILON[x.dtype] ?? 2 ** -52);
  return { value, delivered: new NumpyScalar(value, realOf(x.dtype)) };
}

function requireShapes(x: NdArray, y: NdArray, degree: PyValue): void {
  if (degreeNumber(degree) < 0) throw new ValueError('expected deg >= 0');
  if (x.ndim !== 1) throw new PyTypeError('expected 1D vector for x');
  if (x.size === 0) throw new PyTypeError('expected non-empty vector for x');
  if (y.ndim < 1 || y.ndim > 2) throw new PyTypeError('expected 1D or 2D array for y');
  if (x.shape[0] !== y.shape[0]) throw new PyTypeError('expected x and y to have same length');
}

function fitted(request: FitCall, ctx: OpContext): OpResult {
  const { degree, covariance, full } = request;
  const order = toInt(degree) + 1;
  const [x, y] = [floated(request.x.a), floated(request.y.a)];
  requireShapes(x, y, degree);
  const { value: rcond, delivered } = cutoff(request.rcond, x);
  requireRoomFor([x.size, order], Dtype.Complex128, ctx);
  requireRoomFor([order, order], Dtype.Complex128, ctx);
  const left = powers(x, order);
  if (request.w !== null) {
    const w = floated(request.w.a);
    if (w.ndim !== 1) throw new PyTypeError('expected a 1-d array for weights');
    if (w.shape[0] !== y.shape[0]) throw new PyTypeError('expected w and y to have the same length');
    scaleInPlace(left, asColumn(w));
    scaleInPlace(y, y.ndim === 2 ? asColumn(w) : w);
  }
  const squares = applyUfunc('multiply', left, left);
  const zero = zerosOf(left.dtype);
  const sums = arrayOf(native.reduce(ReduceOp.Sum, squares.slot, [0], left.dtype, zero.slot, -1), left.dtype, [order]);
  const scale = applyUfunc('sqrt', sums);
  applyInPlace('divide', left, scale);
  const { x: solution, residuals, rank, singular } = leastSquares(left, y, rcond);
  const found =
    solution.ndim === 2 ? applyUfunc('divide', solution, asColumn(scale)) : applyUfunc('divide', solution, scale);
  if (full) {
    return new ResultTuple([found, residuals, new NumpyScalar(rank, Dtype.Int32), singular, delivered]);
  }
  if (!isTruthy(covariance)) return found;
  const gram = inverse(dot(transposed(left, [1, 0]), left));
  const base = applyUfunc('divide', gram, applyUfunc('multiply', asColumn(scale), scale));
  const spread = y.ndim === 1 ? base : lastAxis(base);
  if (covariance === 'unscaled') return new ResultTuple([found, spread]);
  if (x.size <= order) {
    throw new ValueError('the number of data points must exceed order to scale the covariance matrix');
  }
  const variance = call('divide', residuals, x.size - order);
  return new ResultTuple([found, applyUfunc('multiply', spread, variance)]);
}

const polyfit = defineOp<FitCall>({
  name: 'polyfit',
  params: 'x, y, deg, **kwargs',
  check: (args: Bound, ctx: OpContext) => {
    const keywords = extraKeywords(args);
    const [x, y] = [coefficients(args['x']), coefficients(args['y'])];
    const weights = keywords.get('w');
    const w = weights === undefined || weights === null ? null : coefficients(weights);
    const points = lengthOf(x);
    const degree = args['deg']!;
    const d = degreeNumber(degree);
    const covariance = keywords.get('cov') ?? false;
    const full = isTruthy(keywords.get('full'));
    if (ctx.release.traits.dtypeBilling) {
      if (degree instanceof PyFloat) throw new PyTypeError("'float' object cannot be interpreted as an integer");
      if (isTruthy(covariance) && !full) {
        if (d < 0) throw new ValueError('expected deg >= 0');
        if (covariance !== 'unscaled' && points <= d + 1) {
          throw new ValueError('the number of data points must exceed order to scale the covariance matrix');
        }
      }
      refuseForeign('polyfit', ctx, x, y, ...(w === null ? [] : [w]));
    }
    return { x, y, w, degree, rcond: keywords.get('rcond') ?? null, full, covariance, keywords };
  },
  price: byRelease<(call: FitCall) => Charge>({
    '0.4.1': ({ x, degree }) => ({ op: 'polyfit', flops: early.fit(x.a.shape[0]!, degreeNumber(degree)) }),
    '0.12.4': ({ x, y, w, degree, full, covariance }) => {
      const [points, d] = [x.a.shape[0]!, degreeNumber(degree)];
      const columns = y.a.ndim === 2 ? y.a.shape[1]! : 1;
      let flops = present.fit(points, d, columns);
      if (isTruthy(covariance) && !full) {
        const scaled = covariance !== 'unscaled';
        flops += present.covariance(points, d, (d + 1) ** 2 * (scaled ? columns : 1), scaled);
      }
      const dtypes = [x.a.dtype, y.a.dtype, Dtype.Float64, ...(w === null ? [] : [w.a.dtype])];
      return { op: 'polyfit', flops, dtypes };
    },
  }),
  run: (request, ctx) => {
    checkKeywords('polyfit', request.keywords, ['rcond', 'full', 'w', 'cov']);
    requireNumeric('polyfit', request.x, request.y, ...(request.w === null ? [] : [request.w]));
    return fitted(request, ctx);
  },
});

export const FIT: readonly OpDefinition[] = [polyfit];
