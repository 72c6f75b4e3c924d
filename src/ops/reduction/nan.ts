/** Reductions that pass over NaNs: the NaNs are replaced by what changes nothing, then the plain kernel runs. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyFloat } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { bindNumpy, checkedAxes, deliver, type Kernel, REDUCTION_RULES, requireTruth, whereMask } from './call.js';
import {
  COUNTED,
  degrees,
  extremum,
  fold,
  heldBy,
  MEAN_PARAMETERS,
  meanOf,
  rootOf,
  summedIn,
  VARIANCE_PARAMETERS,
  varianceOf,
} from './fold.js';

const mayHaveNan = (a: NdArray): boolean => kindOf(a.dtype) === 'f' || isComplex(a.dtype);

/** The array with NaNs replaced by a number: a copy, or the same memory where there are none. */
export function replaceNan(a: NdArray, by: number): NdArray {
  if (!mayHaveNan(a)) return a;
  return new NdArray(native.replaceNan(a.slot, by), a.dtype, a.shape);
}

/** nanmax and nanmin: fmax and fmin skip NaNs by themselves. */
export const nanExtremum = (greatest: boolean): Kernel => extremum(greatest ? ReduceOp.Fmax : ReduceOp.Fmin);

/** nanargmax and nanargmin; ValueError for a slice of NaNs only. */
export const nanPosition =
  (greatest: boolean, plain: (prepare: (a: NdArray) => NdArray) => Kernel): Kernel =>
  (call, ctx) => {
    if (mayHaveNan(call.a) && call.a.size > 0) {
      const axes = checkedAxes(call);
      const allNan = fold(ReduceOp.All, applyUfunc('isnan', call.a), { axes, dtype: Dtype.Bool, keepdims: false });
      if (native.countTrue(allNan.slot) > 0) throw new ValueError('All-NaN slice encountered');
    }
    return plain((a) => replaceNan(a, greatest ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY))(call, ctx);
  };

/** Counts of numbers over axes, as int64. */
function numbersOver(a: NdArray, axes: readonly number[], keepdims: boolean, where: NdArray | null): NdArray {
  const isNumber = applyUfunc('logical_not', applyUfunc('isnan', a));
  return fold(ReduceOp.Sum, isNumber, { axes, dtype: Dtype.Int64, keepdims, where });
}

/** TypeError where an integer dtype is asked for a mean or variance of numbers that can be NaN. */
function requireInexact(call: Parameters<Kernel>[0]): void {
  if (call.dtype !== undefined && 'biu'.includes(kindOf(call.dtype))) {
    throw new PyTypeError('If a is inexact, then dtype must be inexact');
  }
  if (call.out !== null && 'biu'.includes(kindOf(call.out.dtype))) {
    throw new PyTypeError('If a is inexact, then out must be inexact');
  }
}

export const nanMean: Kernel = (call, ctx) => {
  const bound = bindNumpy(call, MEAN_PARAMETERS);
  if (ctx.release.pick(REDUCTION_RULES).findsLate) requireTruth(bound);
  const axes = checkedAxes(call, COUNTED);
  const where = whereMask(bound['where']);
  if (!mayHaveNan(call.a)) {
    return deliver(
      call,
      meanOf(call.a, { axes, dtype: call.dtype, keepdims: call.keepdims, where, out: call.out }),
      'unsafe',
    );
  }
  requireInexact(call);
  const dtype = call.dtype ?? summedIn(call.a.dtype, call.out);
  const count = numbersOver(call.a, axes, call.keepdims, where);
  const sum = fold(ReduceOp.Sum, replaceNan(call.a, 0), { axes, dtype, keepdims: call.keepdims, where });
  const total = heldBy(call.out, sum);
  return deliver(call, applyInPlace('divide', total, count), 'unsafe');
};

export const nanVariance =
  (root: boolean): Kernel =>
  (call, ctx) => {
    const bound = bindNumpy(call, VARIANCE_PARAMETERS);
    if (ctx.release.pick(REDUCTION_RULES).findsLate) requireTruth(bound);
    const axes = checkedAxes(call, mayHaveNan(call.a) ? { noTruth: true } : COUNTED);
    const where = whereMask(bound['where']);
    const ddof = degrees(bound);
    const { a } = call;
    const finish = (result: NdArray): NdArray => (root ? rootOf(call, result) : deliver(call, result, 'unsafe'));
    if (!mayHaveNan(a)) {
      const { dtype, keepdims, out } = call;
      return finish(varianceOf(a, { axes, dtype, keepdims, where, out, ddof, mean: null }));
    }
    requireInexact(call);
    const dtype = call.dtype ?? a.dtype;
    const filled = replaceNan(a, 0);
    const total = fold(ReduceOp.Sum, filled, { axes, dtype, keepdims: true, where });
    const centre = applyInPlace('divide', total, numbersOver(a, axes, true, where));
    const deviations = asType(applyUfunc('subtract', filled, centre), a.dtype);
    const zero = scalarArray(0, deviations.dtype);
    native.assign(deviations.slot, zero.slot, applyUfunc('isnan', a).slot);
    const squared = isComplex(a.dtype)
      ? realPart(applyUfunc('multiply', deviations, applyUfunc('conjugate', deviations)))
      : applyInPlace('multiply', deviations, deviations);
    const working = call.dtype ?? summedIn(squared.dtype, call.out);
    const squares = fold(ReduceOp.Sum, squared, { axes, dtype: working, keepdims: call.keepdims, where });
    const sum = heldBy(call.out, squares);
    const freedom = Number.isInteger(ddof)
      ? scalarArray(ddof, Dtype.Int64)
      : scalarArray(new PyFloat(ddof), Dtype.Float64);
    const count = applyUfunc('subtract', numbersOver(a, axes, call.keepdims, where), freedom);
    applyInPlace('divide', sum, count);
    // Too few numbers for the degrees of freedom give NaN, not infinity or a negative variance.
    const short = applyUfunc('less_equal', count, scalarArray(0, Dtype.Int64));
    native.assign(sum.slot, scalarArray(new PyFloat(Number.NaN), sum.dtype).slot, short.slot);
    return finish(sum);
  };

/** Real parts as a new array. */
export function realPart(a: NdArray): NdArray {
  const dtype = a.dtype === Dtype.Complex64 ? Dtype.Float32 : Dtype.Float64;
  return new NdArray(native.copy(a.slot, dtype, 3), dtype, a.shape);
}
