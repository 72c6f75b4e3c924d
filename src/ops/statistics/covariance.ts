/** cov and corrcoef. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { canCast, promoteTypes, resultType } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import {
  IndexError,
  PyTypeError,
  RuntimeError,
  UFuncOutputCastingError,
  UnsupportedDtypeError,
  ValueError,
  ZeroDivisionError,
} from '../../errors.js';
import { isInt, PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { delivered } from '../calculus/numbers.js';
import { dot } from '../contraction/kernels.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { call, callInto } from '../predicate/apply.js';
import { imaginaryPart, realPart } from '../predicate/complex-parts.js';
import { checkKeywords } from '../predicate/unary.js';
import { truth } from '../reduction/call.js';
import { fold, meanOf } from '../reduction/fold.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, operand, requireRoomFor, reshaped, shapeOperand, sliced, transposed } from '../structure/common.js';

interface CovarianceCall {
  readonly m: NdArray;
  readonly y: PyValue;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/** Variables and observations of an operand; IndexError where it has too few axes. */
function featuresOf({ shape }: NdArray, rowvar: boolean): [features: number, samples: number] {
  if (shape.length === 1) return [1, shape[0]!];
  if (shape.length === 0) throw new IndexError('tuple index out of range');
  return rowvar ? [shape[0]!, shape[1]!] : [shape[1]!, shape[0]!];
}

interface Size {
  readonly features: bigint;
  readonly samples: bigint;
}

function sizeOfCall(name: string, { m, y }: CovarianceCall, rowvar: boolean, refusesScalars: boolean): Size {
  const [features, samples] = featuresOf(m, rowvar);
  if (y === null) return { features: BigInt(features), samples: BigInt(samples) };
  const { shape } = describe(y);
  if (shape.length === 0) {
    if (refusesScalars) throw new ValueError(`${name}: y must be at least 1-dimensional`);
    throw new IndexError('tuple index out of range');
  }
  const more = shape.length === 1 ? 1 : shape[rowvar ? 0 : 1]!;
  return { features: BigInt(features + more), samples: BigInt(samples) };
}

const atLeast1 = (flops: bigint): bigint => (flops > 1n ? flops : 1n);

/** dtype= as array() reads it. */
function dtypeGiven(name: string, value: PyValue): Dtype | null {
  if (value === null) return null;
  const dtype = parseAnyDtype(value);
  if (dtype instanceof ForeignDtype) throw new UnsupportedDtypeError(`${name}: dtype '${dtype.name}' is not numeric`);
  return dtype;
}

/** ddof= as given, or null. ValueError unless it is a whole number. */
function degrees(value: PyValue): number | null {
  if (value === null) return null;
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof PyFloat) {
    if (Number.isInteger(value.value)) return value.value;
    throw new ValueError(`cov: ddof must be integer (got ${value.value})`);
  }
  if (typeof value === 'string') throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
  throw new PyTypeError(`int() argument must be a string or a real number, not '${typeName(value)}'`);
}

const rowsOf = (a: NdArray): NdArray => (a.ndim >= 2 ? a : reshaped(a, a.ndim === 0 ? [1, 1] : [1, a.shape[0]!]));

function requirePlane(a: NdArray, name: string): void {
  if (a.ndim > 2) throw new ValueError(`${name} has more than 2 dimensions`);
}

/** Observations in columns, a copy in the dtype computed in. */
function observations(m: NdArray, y: NdArray | null, rowvar: boolean, dtype: Dtype, ctx: OpContext): NdArray {
  const packed = rowsOf(arrayOf(native.copy(m.slot, dtype, 3), dtype, m.shape));
  const x = !rowvar && m.ndim !== 1 ? transposed(packed, [1, 0]) : packed;
  if (x.shape[0] === 0 || y === null) return x;
  const rows = rowsOf(asType(y, dtype));
  const more = !rowvar && rows.shape[0] !== 1 ? transposed(rows, [1, 0]) : rows;
  if (more.shape[1] !== x.shape[1]) {
    throw new ValueError(`cov: ${shapeText(x.shape)} and ${shapeText(more.shape)} differ in their observations`);
  }
  const shape = [x.shape[0]! + more.shape[0]!, x.shape[1]!];
  requireRoomFor(shape, dtype, ctx);
  const joined = arrayOf(native.empty(dtype, shape), dtype, shape);
  native.assign(sliced(joined, 0, 0, x.shape[0]!).slot, x.slot, -1);
  native.assign(sliced(joined, 0, x.shape[0]!, more.shape[0]!).slot, more.slot, -1);
  return joined;
}

const anyTrue = (test: NdArray): boolean => native.countTrue(test.slot) > 0;

/** fweights= or aweights= as floats, one per observation. */
function weightsGiven(name: string, value: PyValue, samples: number): NdArray | null {
  if (value === null) return null;
  const isText = typeof value === 'string';
  if (isText) throw new ValueError(`could not convert string to float: '${value}'`);
  const weights = value instanceof NdArray ? asType(value, D.Float64) : asArray(value, D.Float64);
  if (name === 'fweights') {
    const isWhole = applyUfunc('equal', weights, applyUfunc('rint', weights));
    if (native.countTrue(isWhole.slot) < weights.size) throw new PyTypeError('cov: fweights must be integer');
  }
  if (weights.ndim > 1) throw new RuntimeError(`cov: cannot handle multidimensional ${name}`);
  if (weights.ndim === 0) throw new IndexError('tuple index out of range');
  if (weights.size !== samples) throw new RuntimeError(`cov: incompatible numbers of samples and ${name}`);
  if (anyTrue(call('less', weights, 0))) throw new ValueError(`cov: ${name} cannot be negative`);
  return weights;
}

/** Means of rows, and what the weights of one row add up to. */
function rowMeans(x: NdArray, w: NdArray | null): { means: NdArray; total: number } {
  if (w === null) {
    const means = meanOf(x, { axes: [1], dtype: undefined, keepdims: false, where: null });
    return { means, total: x.shape[1]! };
  }
  const dtype = 'biu'.includes(dtypeName(x.dtype)[0]!)
    ? promoteTypes(promoteTypes(x.dtype, w.dtype), D.Float64)
    : promoteTypes(x.dtype, w.dtype);
  const row = reshaped(w, [1, w.size]);
  const total = fold(ReduceOp.Sum, row, { axes: [1], dtype, keepdims: false });
  if (anyTrue(applyUfunc('logical_not', asType(total, D.Bool)))) {
    throw new ZeroDivisionError("Weights sum to zero, can't be normalized");
  }
  const products = applyUfunc('multiply', asType(x, dtype), asType(row, dtype));
  const sums = fold(ReduceOp.Sum, products, { axes: [1], dtype, keepdims: false });
  const first = native.readItem(reshaped(total, []).slot);
  return { means: applyUfunc('divide', sums, total), total: Number(Array.isArray(first) ? first[0] : first) };
}

/** The sum of products of weights, added up one after another. */
function sumOfProducts(w: NdArray, a: NdArray): number {
  const products = applyUfunc('multiply', w, a);
  const data = new Float64Array(products.size);
  native.writeBytes(products.slot, new Uint8Array(data.buffer), 0);
  return data.reduce((sum, value) => sum + value, 0);
}

const isFalse = (value: PyValue): boolean =>
  value === false || value === 0 || (value instanceof PyFloat && value.value === 0);

/** All extents of 1 dropped. */
const squeezed = (a: NdArray): NdArray =>
  reshaped(
    a,
    a.shape.filter((extent) => extent !== 1),
  );

const conjugated = (a: NdArray): NdArray => (isComplex(a.dtype) ? applyUfunc('conjugate', a) : a);

/** numpy.cov, once its keywords are known to be its own. */
function covariance(name: string, { m, y: given, keywords }: CovarianceCall, ctx: OpContext): NdArray {
  const ddofGiven = degrees(keywords.get('ddof') ?? null);
  requirePlane(m, 'm');
  const y = given === null ? null : operand(name, given);
  if (y !== null) requirePlane(y, 'y');
  const dtype =
    dtypeGiven(name, keywords.get('dtype') ?? null) ??
    resultType([m.dtype, ...(y === null ? [] : [y.dtype]), D.Float64]);
  const x = observations(m, y, rowvarOf(keywords), dtype, ctx);
  if (x.shape[0] === 0) return arrayOf(native.zeros(D.Float64, [0, 0]), D.Float64, [0, 0]);
  const ddof = ddofGiven ?? (isFalse(keywords.get('bias') ?? false) ? 1 : 0);
  const samples = x.shape[1]!;
  const frequencies = weightsGiven('fweights', keywords.get('fweights') ?? null, samples);
  const reliabilities = weightsGiven('aweights', keywords.get('aweights') ?? null, samples);
  let w = frequencies ?? reliabilities;
  // The library multiplies in place, and clients can see it in an array of their own.
  if (frequencies !== null && reliabilities !== null) w = applyInPlace('multiply', frequencies, reliabilities);
  const { means, total } = rowMeans(x, w);
  let factor = samples - ddof;
  if (w !== null) {
    if (ddof === 0) factor = total;
    else if (reliabilities === null) factor = total - ddof;
    else factor = total - (ddof * sumOfProducts(w, reliabilities)) / total;
  }
  if (factor <= 0) factor = 0;
  if (!canCast(promoteTypes(x.dtype, means.dtype), x.dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(
      `Cannot cast ufunc 'subtract' output from ${dtypeName(means.dtype)} to ${dtypeName(x.dtype)}`,
    );
  }
  applyInPlace('subtract', x, reshaped(means, [means.size, 1]));
  const other = transposed(w === null ? x : applyUfunc('multiply', x, w), [1, 0]);
  requireRoomFor([x.shape[0]!, x.shape[0]!], x.dtype, ctx);
  const c = dot(x, conjugated(other));
  callInto('multiply', [c, scalarArray(new PyFloat(1 / factor), D.Float64)], c);
  return squeezed(c);
}

const rowvarOf = (keywords: CovarianceCall['keywords']): boolean => {
  const value = keywords.get('rowvar');
  return value === undefined ? true : value instanceof PyComplex ? true : truth(value);
};

/** numpy.corrcoef. */
function correlation(covarianceCall: CovarianceCall, ctx: OpContext): OpResult {
  const c = covariance('corrcoef', covarianceCall, ctx);
  if (c.ndim === 0) return delivered(applyUfunc('divide', c, c));
  const strides = native.strides(c.slot);
  const n = Math.min(...c.shape);
  const diagonal = arrayOf(
    native.stridedView(c.slot, [n], [strides.reduce((sum, stride) => sum + stride, 0)], 0),
    c.dtype,
    [n],
  );
  const deviations = applyUfunc('sqrt', realPart(diagonal));
  applyInPlace('divide', c, reshaped(deviations, [n, 1]));
  applyInPlace('divide', c, reshaped(deviations, [1, n]));
  for (const part of isComplex(c.dtype) ? [realPart(c), imaginaryPart(c)] : [c]) {
    callInto('maximum', [part, new PyFloat(-1)], part);
    callInto('minimum', [part, new PyFloat(1)], part);
  }
  return c;
}

const COV_KEYWORDS = ['rowvar', 'bias', 'ddof', 'fweights', 'aweights', 'dtype'];

interface CovarianceSpec {
  readonly name: 'cov' | 'corrcoef';
  readonly first: 'm' | 'x';
  /** FLOPs beyond those of the products and the centring. */
  readonly more: (features: bigint) => bigint;
  readonly keywords: readonly string[];
  readonly run: (covarianceCall: CovarianceCall, ctx: OpContext) => OpResult;
}

function covarianceOp({ name, first, more, keywords: allowed, run }: CovarianceSpec): OpDefinition {
  return defineOp<CovarianceCall>({
    name,
    params: `${first}, y=, **kwargs`,
    check: (args: Bound, ctx) => {
      const { a: m, foreign } = shapeOperand(args[first]);
      const checked = { m, y: args['y'] ?? null, keywords: extraKeywords(args) };
      // Extents are read before anything objects to what is not numeric.
      if (ctx.release.traits.dtypeBilling) sizeOfCall(name, checked, rowvarOf(checked.keywords), true);
      else sizeOfCall(name, checked, true, false);
      if (foreign !== undefined) throw new UnsupportedDtypeError(`${name}: dtype '${foreign}' is not numeric`);
      return checked;
    },
    price: byRelease<(covarianceCall: CovarianceCall) => Charge>({
      '0.4.1': (covarianceCall) => {
        const { features, samples } = sizeOfCall(name, covarianceCall, true, false);
        return { op: name, flops: atLeast1(2n * features * features * samples) };
      },
      '0.12.4': (covarianceCall) => {
        const { m, y, keywords } = covarianceCall;
        const { features, samples } = sizeOfCall(name, covarianceCall, rowvarOf(keywords), true);
        const flops = atLeast1(2n * features * features * samples + 2n * features * samples) + more(features);
        const dtypes = [m.dtype, D.Float64, ...(y === null ? [] : [operand(name, y).dtype])];
        return { op: name, flops, dtypes };
      },
    }),
    run: (covarianceCall, ctx) => {
      checkKeywords(name, covarianceCall.keywords, allowed);
      return run(covarianceCall, ctx);
    },
  });
}

export const COVARIANCE: readonly OpDefinition[] = [
  covarianceOp({
    name: 'cov',
    first: 'm',
    more: () => 0n,
    keywords: COV_KEYWORDS,
    run: (covarianceCall, ctx) => covariance('cov', covarianceCall, ctx),
  }),
  covarianceOp({
    name: 'corrcoef',
    first: 'x',
    more: (features) => 2n * features * features + features,
    keywords: ['rowvar', 'dtype'],
    run: correlation,
  }),
];
