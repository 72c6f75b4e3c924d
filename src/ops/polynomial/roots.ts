/** Polynomials from their roots, and roots by the eigenvalues of companion matrices. */
import { native } from '../../addon/native.js';
import { Dtype, isComplex, isInexact } from '../../array/dtype.js';
import { inArrayScope, type NdArray, numberArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { linalgComputeDtype } from '../../cost/dtype-billing.js';
import { LinAlgError, PyTypeError, ValueError } from '../../errors.js';
import { PyFloat } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { eigenvalues } from '../linalg/compute.js';
import { call } from '../predicate/apply.js';
import type { Bound } from '../signature.js';
import { arrayOf, filled, requireRoomFor, reshaped } from '../structure/common.js';
import { convolution } from './convolve.js';
import {
  type Coefficients,
  coefficients,
  itemAt,
  joined,
  lengthOf,
  part,
  refuseForeign,
  requireNumeric,
  zerosOf,
} from './operand.js';
import { early, present } from './prices.js';

/** Eigenvalues of a matrix whose elements must be finite. */
function finiteEigenvalues(a: NdArray): NdArray {
  const finite = native.countTrue(applyUfunc('isfinite', a).slot) === a.size;
  if (!finite) throw new LinAlgError('Array must not contain infs or NaNs');
  return eigenvalues(a);
}

/** numpy.mintypecode of one dtype: the least of the LAPACK dtypes that holds it, but float64 for all small ones. */
const lapackDtype = (dtype: Dtype): Dtype =>
  dtype === Dtype.Float32 || dtype === Dtype.Complex64 || dtype === Dtype.Complex128 ? dtype : Dtype.Float64;

/** Complex roots that come in conjugate pairs make real coefficients. */
function arePaired(roots: NdArray): boolean {
  const wide = asType(roots, Dtype.Complex128);
  const [sorted, conjugates] = [wide, applyUfunc('conjugate', wide)].map(({ slot, dtype, shape }) =>
    arrayOf(native.sort(slot, false), dtype, shape),
  ) as [NdArray, NdArray];
  return native.countTrue(applyUfunc('equal', sorted, conjugates).slot) === wide.size;
}

/** numpy.poly. ValueError unless the roots are a vector or a square matrix. */
function fromRoots(given: NdArray): OpResult {
  let roots: NdArray;
  if (given.ndim === 2 && given.shape[0] === given.shape[1] && given.size > 0) roots = finiteEigenvalues(given);
  else if (given.ndim === 1) roots = asType(given, lapackDtype(given.dtype));
  else throw new ValueError('input must be 1d or non-empty square 2d array.');
  if (roots.size === 0) return new PyFloat(1);
  const { dtype } = roots;
  const one = filled([1], dtype, arrayOf(native.fromNumber(Dtype.Float64, 1), Dtype.Float64, []));
  const opposite = applyUfunc('negative', roots);
  const result = zerosOf(dtype, roots.size + 1);
  native.assign(part(result, 0, 1).slot, one.slot, -1);
  for (let i = 0; i < roots.size; i++) {
    inArrayScope(() => {
      const next = convolution(part(result, 0, i + 1), joined(dtype, one, part(opposite, i, 1)));
      native.assign(part(result, 0, i + 2).slot, next.slot, -1);
    });
  }
  if (!isComplex(dtype) || !arePaired(roots)) return result;
  const real = dtype === Dtype.Complex64 ? Dtype.Float32 : Dtype.Float64;
  return arrayOf(native.copy(result.slot, real, 0), real, result.shape);
}

/** Positions of the first and the last coefficient that is not zero; undefined if all are. */
function span(p: NdArray): readonly [first: number, last: number] | undefined {
  const flat = reshaped(p, [p.size]);
  const mask = applyUfunc('not_equal', flat, zerosOf(flat.dtype));
  const found = native.countTrue(mask.slot);
  if (found === 0) return undefined;
  const [slot] = native.nonzero(flat.slot) as [number];
  const positions = arrayOf(slot, Dtype.Int64, [found]);
  const at = (i: number): number => Number(native.readItem(itemAt(positions, i).slot));
  return [at(0), at(found - 1)];
}

/** numpy.roots of a vector. */
function rootsOf(given: NdArray, ctx: OpContext): NdArray {
  if (given.ndim !== 1) throw new ValueError('Input must be a rank-1 array.');
  const ends = span(given);
  if (ends === undefined) return zerosOf(Dtype.Float64, 0);
  const [first, last] = ends;
  const trailing = given.size - last - 1;
  const p = asType(part(given, first, last - first + 1), isInexact(given.dtype) ? given.dtype : Dtype.Float64);
  const n = p.size - 1;
  let found = zerosOf(Dtype.Float64, 0);
  if (n > 0) {
    requireRoomFor([n, n], p.dtype, ctx);
    const companion = zerosOf(p.dtype, n, n);
    const [row, column] = native.strides(companion.slot) as [number, number];
    if (n > 1) {
      const below = arrayOf(native.stridedView(companion.slot, [n - 1], [row + column], row), p.dtype, [n - 1]);
      native.assign(below.slot, numberArray(Dtype.Float64, 1).slot, -1);
    }
    const top = call('divide', applyUfunc('negative', part(p, 1, n)), itemAt(p, 0));
    native.assign(itemAt(companion, 0).slot, top.slot, -1);
    found = finiteEigenvalues(companion);
  }
  return joined(promoteTypes(found.dtype, found.dtype), found, zerosOf(found.dtype, trailing));
}

interface RootsCall {
  readonly p: Coefficients;
  readonly n: number;
}

const poly = defineOp<RootsCall>({
  name: 'poly',
  params: 'seq_of_zeros',
  check: (args: Bound, ctx: OpContext) => {
    const p = coefficients(args['seq_of_zeros']);
    const n = lengthOf(p);
    refuseForeign('poly', ctx, p);
    return { p, n };
  },
  price: byRelease<(call: RootsCall) => Charge>({
    '0.4.1': ({ n }) => ({ op: 'poly', flops: early.fromRoots(n) }),
    '0.12.4': ({ p, n }) => {
      const dtype = linalgComputeDtype(p.a.dtype);
      return {
        op: 'poly',
        flops: p.a.ndim === 2 ? present.fromMatrix(n) : present.fromRoots(n),
        dtypes: [dtype === Dtype.Float16 ? Dtype.Float64 : dtype],
      };
    },
  }),
  run: ({ p }) => {
    requireNumeric('poly', p);
    return fromRoots(p.a);
  },
});

const roots = defineOp<RootsCall>({
  name: 'roots',
  params: 'p',
  check: byRelease<(args: Bound, ctx: OpContext) => RootsCall>({
    '0.4.1': (args) => {
      const p = coefficients(args['p']);
      return { p, n: lengthOf(p) - 1 };
    },
    '0.12.4': (args, ctx) => {
      const p = coefficients(args['p']);
      refuseForeign('roots', ctx, p);
      const ends = span(p.a);
      return { p, n: ends === undefined ? 0 : ends[1] - ends[0] };
    },
  }),
  price: byRelease<(call: RootsCall) => Charge>({
    '0.4.1': ({ n }) => ({ op: 'roots', flops: early.roots(n) }),
    '0.12.4': ({ p, n }) => ({ op: 'roots', flops: present.roots(n), dtypes: [linalgComputeDtype(p.a.dtype)] }),
  }),
  run: ({ p }, ctx) => {
    requireNumeric('roots', p);
    if (p.a.ndim === 0) throw new PyTypeError('dispatcher for __array_function__ did not return an iterable');
    return rootsOf(p.a, ctx);
  },
});

export const ROOTS: readonly OpDefinition[] = [poly, roots];
