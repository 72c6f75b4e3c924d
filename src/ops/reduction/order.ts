/** Order statistics: median, percentile, quantile and their NaN-skipping forms. */
import { native } from '../../addon/native.js';
import { normalizeAxes } from '../../array/axes.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { meanComputeDtype } from '../../cost/dtype-billing.js';
import { PyFloat, PyTuple } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease } from '../define.js';
import { bindNumpy, checkedAxes, deliver, type Kernel, withAxes } from './call.js';
import { divideBy, heldBy, summedIn } from './fold.js';
import { hasNan, overNumbers } from './nan-lanes.js';

/** Early releases hand all arguments to NumPy's function as they come. */
export const NANMEDIAN_PARAMETERS = byRelease({
  '0.4.1': 'a, axis=, out=, overwrite_input=, keepdims=',
  '0.12.4': 'a, axis=, out=, keepdims=, *, overwrite_input=',
});
export const MEDIAN_PARAMETERS = 'a, axis=, out=, keepdims=, *, overwrite_input=';

/** The operand with the reduced axes merged into a last one; the same memory where its layout allows. */
export function lanesOf(a: NdArray, axes: readonly number[]): { lanes: NdArray; rest: Shape } {
  const kept = a.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const rest = kept.map((axis) => a.shape[axis]!);
  const shape = [...rest, sizeOf(axes.map((axis) => a.shape[axis]!))];
  const moved = new NdArray(
    native.transpose(a.slot, [...kept, ...axes]),
    a.dtype,
    [...kept, ...axes].map((axis) => a.shape[axis]!),
  );
  const packed = new NdArray(native.contiguous(moved.slot), a.dtype, moved.shape);
  return { lanes: new NdArray(native.reshapeView(packed.slot, shape, 0), a.dtype, shape), rest };
}

/** Elements at ranks of each lane; float16 goes through float32, which orders it alike. */
export function ranked(lanes: NdArray, ranks: readonly number[], rest: Shape): NdArray {
  const wide =
    lanes.dtype === Dtype.Float16
      ? asType(lanes, Dtype.Float32)
      : lanes.dtype === Dtype.Bool
        ? asType(lanes, Dtype.Uint8)
        : lanes;
  return new NdArray(native.orderStatistics(wide.slot, ranks), wide.dtype, [ranks.length, ...rest]);
}

export function slice(a: NdArray, index: number): NdArray {
  const [, ...rest] = a.shape as [number, ...number[]];
  const strides = native.strides(a.slot);
  return new NdArray(
    native.stridedView(a.slot, rest, strides.slice(1), a.size === 0 ? 0 : index * strides[0]!),
    a.dtype,
    rest,
  );
}

/** NaN of a float or complex dtype. */
const notANumber = (dtype: Dtype): NdArray =>
  isComplex(dtype)
    ? new NdArray(native.fromComplex(dtype, Number.NaN, Number.NaN), dtype, [])
    : scalarArray(new PyFloat(Number.NaN), dtype);

/** Mean of the middle elements, in the dtype means have, or that of an output. */
export function medianOf(lanes: NdArray, rest: Shape, out: NdArray | null = null): NdArray {
  const n = lanes.shape.at(-1)!;
  const result = meanComputeDtype(lanes.dtype);
  if (n === 0) {
    const empty = new NdArray(native.empty(result, rest), result, rest);
    native.assign(empty.slot, notANumber(result).slot, -1);
    return empty;
  }
  const half = Math.floor(n / 2);
  const isWhole = 'biu'.includes(kindOf(lanes.dtype));
  const working = result === Dtype.Float16 ? Dtype.Float32 : isWhole ? result : summedIn(result, out);
  const middle = ranked(lanes, n % 2 === 1 ? [half] : [half - 1, half], rest);
  const [low, high] = n % 2 === 1 ? [slice(middle, 0)] : [slice(middle, 0), slice(middle, 1)];
  // The mean of one element too is a sum, which starts from zero: of a negative zero it is zero.
  const first = applyUfunc('add', asType(low!, working), scalarArray(0, working));
  if (high === undefined) return asType(first, out?.dtype ?? result);
  const sum = heldBy(out, applyUfunc('add', first, asType(high, working)));
  const mean = asType(divideBy(sum, scalarArray(2, Dtype.Int64)), out?.dtype ?? result);
  if (isComplex(result) && out === null) {
    // Dividing makes both parts NaN; numpy.median stores a NaN without an imaginary part.
    const nan = new NdArray(native.fromComplex(result, Number.NaN, 0), result, []);
    native.assign(mean.slot, nan.slot, applyUfunc('isnan', mean).slot);
  }
  return mean;
}

export const median: Kernel = (call) => {
  bindNumpy(call, MEDIAN_PARAMETERS);
  const axes = checkedAxes(call, {});
  const { lanes, rest } = lanesOf(call.a, axes);
  const result = medianOf(lanes, rest, call.out);
  return deliver(call, call.keepdims ? withAxes(result, axes) : result, 'unsafe');
};

export const nanMedian: Kernel = (call, ctx) => {
  bindNumpy(call, ctx.release.pick(NANMEDIAN_PARAMETERS));
  const axes = normalizeAxes(call.axes === null ? null : new PyTuple(call.axes), call.a.ndim).sort((x, y) => x - y);
  const { lanes, rest } = lanesOf(call.a, axes);
  const medians = hasNan(lanes)
    ? overNumbers(
        lanes,
        rest,
        [],
        (group) => medianOf(group, [group.shape[0]!]),
        (shape) => medianOf(new NdArray(native.empty(lanes.dtype, [...shape, 0]), lanes.dtype, [...shape, 0]), shape),
      )
    : medianOf(lanes, rest);
  return deliver(call, call.keepdims ? withAxes(medians, axes) : medians, 'unsafe', true);
};
