/** Distributions of vectors: multinomial, dirichlet, multivariate_normal. */
import { native } from '../../addon/native.js';
import { asArray } from '../../array/convert.js';
import { Dtype as D, isComplex } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { atLeastOne } from '../../cost/flops.js';
import { OverflowError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyDict, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { dot } from '../contraction/kernels.js';
import { byRelease, type OpContext } from '../define.js';
import { singularDecomposition } from '../linalg/compute.js';
import { arrayOf, transposed } from '../structure/common.js';
import { compensatedSum } from './choice.js';
import { doublesOf, numericArray, outputSize, requireConstraint, sizeShape, truncated } from './parameters.js';
import { type Draw, elements, type Sampler } from './sampler.js';

/** A vector argument as float64; TypeError for what has no length, ValueError for other ranks. */
function vectorOf(op: string, value: PyValue, ctx: OpContext): NdArray {
  if (value instanceof PyFloat || isInt(value) || typeof value === 'boolean' || value === null) {
    throw new PyTypeError(`object of type '${typeName(value)}' has no len()`);
  }
  if (typeof value === 'string') throw new ValueError(`could not convert string to float: '${value}'`);
  const array = numericArray(op, value, ctx);
  if (array.ndim === 0) throw new PyTypeError('len() of unsized object');
  if (isComplex(array.dtype)) throw new PyTypeError('Cannot cast array data from complex to float64 safely');
  if (array.ndim > 1) throw new ValueError('object too deep for desired array');
  return asArray(array, D.Float64);
}

const rowsOf = (size: PyValue | undefined, length: number): Shape => [
  ...(sizeShape(typeof size === 'boolean' ? Number(size) : size) ?? []),
  length,
];

export const multinomial: Sampler = {
  name: 'multinomial',
  params: 'n, pvals, size=',
  prepare(args, ctx, place): Draw {
    const n = countOf(args.n!);
    const p = vectorOf(place.op, args.pvals!, ctx);
    const values = doublesOf(p);
    requireConstraint('pvals', p, 'unit');
    if (compensatedSum(values, values.length - 1) > 1 + 1e-12) throw new ValueError('sum(pvals[:-1]) > 1.0');
    const shape = rowsOf(args.size, values.length);
    if (n < 0n) throw new ValueError('n < 0');
    return {
      flops: elements(shape),
      dtypes: [D.Int64],
      result: [shape, D.Int64],
      run: (state) => arrayOf(native.multinomial(state, n, p.slot, shape), D.Int64, shape),
    };
  },
};

/** The number of trials: one integer, also as an array of one element. */
function countOf(value: PyValue): bigint {
  if (!(value instanceof NdArray) && !Array.isArray(value)) {
    const n = truncated(value);
    if (n !== BigInt.asIntN(64, n)) throw new OverflowError('Python int too large to convert to C long');
    return n;
  }
  const array = asArray(value);
  if (array.size !== 1 || array.ndim > 0)
    throw new PyTypeError('only 0-dimensional arrays can be converted to Python scalars');
  return truncated(new PyFloat(Number(native.readItem(array.slot))));
}

export const dirichlet: Sampler = {
  name: 'dirichlet',
  params: 'alpha, size=',
  prepare(args, ctx, place): Draw {
    if (args.alpha instanceof PyDict) throw new ValueError('object of too small depth for desired array');
    const alpha = vectorOf(place.op, args.alpha!, ctx);
    requireConstraint('alpha', alpha, 'positive');
    const shape = rowsOf(args.size, alpha.size);
    return {
      flops: elements(shape),
      dtypes: [D.Float64],
      result: [shape, D.Float64],
      run: (state) => arrayOf(native.dirichlet(state, alpha.slot, shape), D.Float64, shape),
    };
  },
};

/** FLOPs of multivariate_normal where it is priced by its parts: the decomposition, the transformation, the draws. */
const transformed = (draws: bigint, d: bigint): bigint =>
  atLeastOne(26n * d ** 3n + 2n * draws * d * d + 16n * draws * d) as bigint;

/** Draws as the release reckons them from the size, before NumPy sees it. */
const drawsAsked = byRelease({
  '0.4.1': (_: PyValue | undefined): bigint => 1n,
  '0.12.4': (size: PyValue | undefined): bigint => (size === undefined || size === null ? 1n : outputSize(size)),
});

const multivariatePrice = byRelease({
  '0.4.1': (shape: Shape): number | bigint => elements(shape),
  '0.12.4': (_: Shape, draws: bigint, d: number): number | bigint => transformed(draws, BigInt(d)),
});

/** Whether the decomposition gives a symmetric matrix back, within a tolerance: it is positive semidefinite then. */
function isSemidefinite(cov: NdArray, s: NdArray, vh: NdArray, tolerance: PyValue): boolean {
  const vt = transposed(vh, [1, 0]);
  const again = dot(applyUfunc('multiply', vt, s), vh);
  const [ours, theirs] = [doublesOf(again), doublesOf(cov)];
  const tol = Number(tolerance instanceof PyFloat ? tolerance.value : tolerance);
  return ours.every(
    (value, i) => value === theirs[i] || Math.abs(value - theirs[i]!) <= tol + tol * Math.abs(theirs[i]!),
  );
}

export const multivariateNormal: Sampler = {
  name: 'multivariate_normal',
  params: 'mean, cov, size=, check_valid=, tol=',
  prepare(args, ctx, place, state): Draw {
    if (ctx.release.traits.dtypeBilling && (args.mean === null || typeof args.mean === 'string')) {
      throw new UnsupportedDtypeError(`${place.op}: dtype 'str' is not numeric`);
    }
    const mean = numeric(place.op, args.mean!);
    const cov = numeric(place.op, args.cov!);
    const draws = place.kind === 'module' ? ctx.release.pick(drawsAsked)(args.size) : 1n;
    if (mean.ndim !== 1) throw new ValueError('mean must be 1 dimensional');
    if (cov.ndim !== 2 || cov.shape[0] !== cov.shape[1]) throw new ValueError('cov must be 2 dimensional and square');
    const d = mean.shape[0]!;
    if (d !== cov.shape[0]) throw new ValueError('mean and cov must have same length');
    const size = sizeShape(args.size) ?? [];
    const shape = [...size, d];
    const draw = (): NdArray => arrayOf(native.draw(state, 'standard_normal', shape, []), D.Float64, shape);
    const parts = factors(asArray(cov, D.Float64), args, draw);
    return {
      flops: place.kind === 'module' ? ctx.release.pick(multivariatePrice)(shape, draws, d) : methodPrice(shape, d),
      dtypes: [D.Float64],
      result: [shape, D.Float64],
      run() {
        const rows = sizeOf(size);
        const flat = arrayOf(native.reshapeView(draw().slot, [rows, d], 0), D.Float64, [rows, d]);
        const moved = applyUfunc('add', dot(flat, parts), asArray(mean, D.Float64));
        return arrayOf(native.reshapeView(moved.slot, shape, 0), D.Float64, shape);
      },
    };
  },
};

function methodPrice(shape: Shape, d: number): bigint {
  const size = BigInt(elements(shape));
  return transformed(d === 0 ? 0n : size / BigInt(d), BigInt(d));
}

function numeric(op: string, value: PyValue): NdArray {
  if (value === null || typeof value === 'string')
    throw new ValueError(`${op}: '${typeName(value)}' has not the dimensions needed`);
  const array = asArray(value);
  if (isComplex(array.dtype)) throw new UnsupportedDtypeError('complex parameters');
  return array;
}

/**
 * sqrt(s) * v of the singular value decomposition of the covariance. What NumPy refuses here it refuses after the
 * variates have been drawn.
 */
function factors(cov: NdArray, args: { readonly [name: string]: PyValue | undefined }, draw: () => NdArray): NdArray {
  const check = args.check_valid === undefined ? 'warn' : args.check_valid;
  try {
    const { s, vh } = singularDecomposition(cov, true);
    if (check !== 'ignore') {
      if (check !== 'warn' && check !== 'raise') {
        throw new ValueError("check_valid must equal 'warn', 'raise', or 'ignore'");
      }
      if (check === 'raise' && !isSemidefinite(cov, s, vh, args.tol ?? new PyFloat(1e-8))) {
        throw new ValueError('covariance is not symmetric positive-semidefinite.');
      }
    }
    const roots = applyUfunc('sqrt', s);
    return applyUfunc('multiply', arrayOf(native.reshapeView(roots.slot, [s.size, 1], 0), D.Float64, [s.size, 1]), vh);
  } catch (error) {
    draw();
    throw error;
  }
}
