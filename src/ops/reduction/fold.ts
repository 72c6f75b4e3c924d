/** Sums, products, extrema and truth over axes, and what is built from them: means, variances. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, dtypeName, isComplex, itemsizeOf, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { PyTypeError, UFuncOutputCastingError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import type { Bound } from '../signature.js';
import {
  bindNumpy,
  checkedAxes,
  countOver,
  deliver,
  initialValue,
  type Kernel,
  REDUCTION_RULES,
  type ReductionCall,
  requireTruth,
  whereMask,
  withAxes,
} from './call.js';

const nothingToFold = (): ValueError => new ValueError('zero-size array to reduction operation which has no identity');

const EXTREMA: ReadonlySet<ReduceOp> = new Set([ReduceOp.Max, ReduceOp.Min, ReduceOp.Fmax, ReduceOp.Fmin]);

export interface FoldOptions {
  readonly axes: readonly number[];
  readonly dtype: Dtype;
  readonly keepdims: boolean;
  readonly initial?: NdArray | undefined;
  readonly where?: NdArray | null;
  /** `initial=None`: nothing may be left to the identity. */
  readonly withoutIdentity?: boolean;
}

/** Folds an array over axes; a new array. ValueError for an extremum of nothing. */
export function fold(
  op: ReduceOp,
  a: NdArray,
  { axes, dtype, keepdims, initial, where, withoutIdentity }: FoldOptions,
): NdArray {
  let start = initial;
  if (withoutIdentity === true && countOver(a, axes) === 0) throw nothingToFold();
  if (start === undefined && !EXTREMA.has(op)) {
    start = scalarArray(op === ReduceOp.Sum || op === ReduceOp.Any ? 0 : 1, dtype);
  }
  if (start === undefined && countOver(a, axes) === 0 && (a.size !== 0 || resultSize(a, axes) > 0)) {
    throw nothingToFold();
  }
  if (start === undefined && where !== null && where !== undefined) {
    throw new ValueError(
      "reduction operation does not have an identity, so to use a where mask one has to specify 'initial'",
    );
  }
  const shape = a.shape.filter((_, axis) => !axes.includes(axis));
  if (start === undefined && a.size === 0)
    return new NdArray(
      native.zeros(dtype, keepdims ? a.shape.map((e, k) => (axes.includes(k) ? 1 : e)) : shape),
      dtype,
      keepdims ? a.shape.map((e, k) => (axes.includes(k) ? 1 : e)) : shape,
    );
  const source = where === null || where === undefined ? a : broadcastWith(a, where);
  const slot = native.reduce(op, source.slot, axes, dtype, start?.slot ?? -1, where?.slot ?? -1);
  const result = new NdArray(slot, dtype, shape);
  return keepdims ? withAxes(result, axes) : result;
}

const resultSize = (a: NdArray, axes: readonly number[]): number =>
  a.shape.reduce((size, extent, axis) => (axes.includes(axis) ? size : size * extent), 1);

function broadcastWith(a: NdArray, where: NdArray): NdArray {
  native.release(native.broadcastTo(where.slot, a.shape)); // ValueError when it does not fit
  return a;
}

const SUM_PARAMETERS = 'a, axis=, dtype=, out=, keepdims=, initial=, where=';
const EXTREMUM_PARAMETERS = 'a, axis=, out=, keepdims=, initial=, where=';
const TRUTH_PARAMETERS = 'a, axis=, out=, keepdims=, *, where=';

export const PARAMETERS = { sum: SUM_PARAMETERS, extremum: EXTREMUM_PARAMETERS, truth: TRUTH_PARAMETERS };

/** sum and prod: small integers accumulate in 64 bits. */
export const accumulate =
  (op: ReduceOp.Sum | ReduceOp.Prod, prepare: (a: NdArray) => NdArray = (a) => a): Kernel =>
  (call) => {
    const bound = bindNumpy(call, SUM_PARAMETERS);
    requireTruth(bound);
    const axes = checkedAxes(call);
    const dtype =
      call.dtype ??
      (call.out === null ? sumAccumulatorDtype(call.a.dtype) : promoteTypes(call.a.dtype, call.out.dtype));
    const a = prepare(call.a);
    const initial = initialValue(bound['initial'], dtype);
    return deliver(
      call,
      fold(op, a, {
        axes,
        dtype,
        keepdims: call.keepdims,
        initial,
        where: whereMask(bound['where']),
        withoutIdentity: bound['initial'] === null,
      }),
      'unsafe',
    );
  };

export const extremum =
  (op: ReduceOp.Max | ReduceOp.Min | ReduceOp.Fmax | ReduceOp.Fmin): Kernel =>
  (call) => {
    const bound = bindNumpy(call, EXTREMUM_PARAMETERS);
    requireTruth(bound);
    const axes = checkedAxes(call);
    const dtype = call.out === null ? call.a.dtype : promoteTypes(call.a.dtype, call.out.dtype);
    const initial = initialValue(bound['initial'], dtype);
    return deliver(
      call,
      fold(op, call.a, { axes, dtype, keepdims: call.keepdims, initial, where: whereMask(bound['where']) }),
      'unsafe',
    );
  };

export const truthFold =
  (op: ReduceOp.Any | ReduceOp.All): Kernel =>
  (call) => {
    const bound = bindNumpy(call, TRUTH_PARAMETERS);
    requireTruth(bound);
    const axes = checkedAxes(call);
    const result = fold(op, call.a, {
      axes,
      dtype: Dtype.Bool,
      keepdims: call.keepdims,
      where: whereMask(bound['where']),
    });
    return deliver(call, result, 'unsafe');
  };

/** Number of elements averaged over: an int, or per result where a mask makes it vary. */
function countOf(a: NdArray, axes: readonly number[], where: NdArray | null, keepdims: boolean): NdArray {
  if (where === null) return scalarArray(countOver(a, axes), Dtype.Int64);
  const mask = new NdArray(native.broadcastTo(where.slot, a.shape), Dtype.Bool, a.shape);
  return fold(ReduceOp.Sum, mask, { axes, dtype: Dtype.Int64, keepdims });
}

/** Divides an array by counts, in place. */
export function divideBy(total: NdArray, count: NdArray): NdArray {
  if (count.ndim === 0 && kindOf(total.dtype) === 'f') {
    const divisor = asType(count, total.dtype === Dtype.Float16 ? Dtype.Float32 : total.dtype);
    return applyInPlace('divide', total, divisor);
  }
  return applyInPlace('divide', total, count);
}

export interface MeanOptions {
  readonly axes: readonly number[];
  readonly dtype: Dtype | undefined;
  readonly keepdims: boolean;
  readonly where: NdArray | null;
  /** The output, in which the sum is stored before it is divided. */
  readonly out?: NdArray | null;
}

/** The dtype that sums of a dtype run in: no narrower than an output they are to go to. */
export const summedIn = (dtype: Dtype, out: NdArray | null | undefined): Dtype =>
  out === null || out === undefined ? dtype : promoteTypes(dtype, out.dtype);

/** A value as its output holds it, if there is one: what is left to do to it is done there. */
export const heldBy = (out: NdArray | null | undefined, value: NdArray): NdArray =>
  out === null || out === undefined ? value : asType(value, out.dtype);

/** A value as it is read back from the output in which it is stored on the way. */
function stored(value: NdArray, out: NdArray | null | undefined): NdArray {
  if (out === null || out === undefined || out.dtype === value.dtype) return value;
  return asType(asType(value, out.dtype), value.dtype);
}

/**
 * The mean as NumPy computes it: float16 is summed in float32, integers in float64, all else in what an output asks for;
 * the sum is divided where it is stored.
 */
export function meanOf(a: NdArray, { axes, dtype, keepdims, where, out }: MeanOptions): NdArray {
  const isHalf = dtype === undefined && a.dtype === Dtype.Float16;
  const isWhole = 'biu'.includes(kindOf(a.dtype));
  const working = dtype ?? (isWhole ? Dtype.Float64 : isHalf ? Dtype.Float32 : summedIn(a.dtype, out));
  const total = heldBy(out, fold(ReduceOp.Sum, a, { axes, dtype: working, keepdims, where }));
  const mean = divideBy(total, countOf(a, axes, where, keepdims));
  return isHalf && (out === null || out === undefined) ? asType(mean, Dtype.Float16) : mean;
}

/** Axes whose elements are counted must be there. */
export const COUNTED = { noTruth: true, noneOfScalars: true };

export const MEAN_PARAMETERS = 'a, axis=, dtype=, out=, keepdims=, *, where=';

export const mean: Kernel = (call) => {
  const bound = bindNumpy(call, MEAN_PARAMETERS);
  const axes = checkedAxes(call, COUNTED);
  return deliver(
    call,
    meanOf(call.a, {
      axes,
      dtype: call.dtype,
      keepdims: call.keepdims,
      where: whereMask(bound['where']),
      out: call.out,
    }),
    'unsafe',
  );
};

export const VARIANCE_PARAMETERS = 'a, axis=, dtype=, out=, ddof=, keepdims=, *, where=, mean=, correction=';

/** Degrees of freedom: `ddof`, or `correction` when that is given instead. */
export function degrees(bound: Bound): number {
  const read = (value: PyValue): number => {
    if (value instanceof PyFloat) return value.value;
    if (isInt(value) || typeof value === 'boolean') return Number(value);
    throw new PyTypeError('ddof must be a number');
  };
  const ddof = bound['ddof'] === undefined ? 0 : read(bound['ddof']);
  if (bound['correction'] === undefined) return ddof;
  if (ddof !== 0) throw new ValueError("ddof and correction can't be provided simultaneously.");
  return read(bound['correction']);
}

/** Squared distance of complex numbers from zero, as reals. */
function squares(x: NdArray): NdArray {
  if (!isComplex(x.dtype)) return applyInPlace('multiply', x, x);
  const part = x.dtype === Dtype.Complex64 ? Dtype.Float32 : Dtype.Float64;
  const size = itemsizeOf(part);
  const strides = native.strides(x.slot);
  const halves = [0, size].map((offset) => new NdArray(native.partView(x.slot, part, strides, offset), part, x.shape));
  const [re, im] = halves.map((half) => applyUfunc('multiply', half, half)) as [NdArray, NdArray];
  return applyInPlace('add', re, im);
}

/** The variance in NumPy's steps: mean, deviations, squares, sum, division. */
export function varianceOf(a: NdArray, options: MeanOptions & { ddof: number; mean: NdArray | null }): NdArray {
  const { axes, keepdims, where, ddof } = options;
  const dtype = options.dtype ?? ('biu'.includes(kindOf(a.dtype)) ? Dtype.Float64 : a.dtype);
  let centre = options.mean;
  if (centre === null) {
    const total = fold(ReduceOp.Sum, a, { axes, dtype, keepdims: true, where });
    centre = divideBy(total, countOf(a, axes, where, true));
  }
  const distances = applyUfunc('subtract', a, centre);
  const deviations = isComplex(a.dtype) ? squares(distances) : applyInPlace('multiply', distances, distances);
  const resultDtype = options.dtype ?? summedIn(isComplex(a.dtype) ? deviations.dtype : dtype, options.out);
  const total = heldBy(options.out, fold(ReduceOp.Sum, deviations, { axes, dtype: resultDtype, keepdims, where }));
  let count = countOf(a, axes, where, keepdims);
  const float = new PyFloat(ddof);
  count = applyUfunc('subtract', asType(count, Dtype.Float64), scalarArray(float, Dtype.Float64));
  count = applyUfunc('maximum', count, scalarArray(new PyFloat(0), Dtype.Float64));
  return divideBy(total, count);
}

export const variance =
  (root: boolean): Kernel =>
  (call, ctx) => {
    const bound = bindNumpy(call, VARIANCE_PARAMETERS);
    if (ctx.release.pick(REDUCTION_RULES).findsLate) requireTruth(bound);
    const axes = checkedAxes(call, COUNTED);
    const given = bound['mean'];
    const result = varianceOf(call.a, {
      axes,
      dtype: call.dtype,
      keepdims: call.keepdims,
      where: whereMask(bound['where']),
      out: call.out,
      ddof: degrees(bound),
      mean: given instanceof NdArray ? given : null,
    });
    return root ? rootOf(call, result) : deliver(call, result, 'unsafe');
  };

/** The square root of a variance, taken in place: what holds no fractions holds the variance when that is refused. */
export function rootOf(call: ReductionCall, result: NdArray): NdArray {
  const target = call.out?.dtype ?? result.dtype;
  if ('biu'.includes(kindOf(target)) && (call.out !== null || result.ndim > 0)) {
    deliver(call, result, 'unsafe');
    throw new UFuncOutputCastingError(`Cannot cast ufunc 'sqrt' output from float64 to ${dtypeName(target)}`);
  }
  const deviation = applyUfunc('sqrt', kindOf(target) === 'f' ? asType(result, target) : result);
  return deliver(call, call.dtype === undefined ? deviation : asType(deviation, call.dtype), 'unsafe');
}

export const ptp: Kernel = (call, ctx) => {
  requireTruth(bindNumpy(call, 'a, axis=, out=, keepdims='));
  const axes = checkedAxes(call);
  const options = { axes, dtype: call.a.dtype, keepdims: call.keepdims };
  const [high, low] = [fold(ReduceOp.Max, call.a, options), fold(ReduceOp.Min, call.a, options)];
  const result = applyUfunc('subtract', stored(high, call.out), low);
  if (call.out !== null && call.out.shape.join() === high.shape.join()) native.assign(call.out.slot, high.slot, -1);
  const { tagsRange } = ctx.release.pick(REDUCTION_RULES);
  return deliver(tagsRange ? call : { ...call, symmetry: null }, result);
};

/** Number of true elements over axes. */
export function countNonzero(call: ReductionCall): NdArray {
  requireTruth(bindNumpy(call, 'a, axis=, *, keepdims='));
  const flags = asType(call.a, Dtype.Bool);
  return deliver(
    call,
    fold(ReduceOp.Sum, flags, { axes: checkedAxes(call), dtype: Dtype.Int64, keepdims: call.keepdims }),
  );
}
