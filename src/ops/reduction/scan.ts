/** Running sums and products, and positions of extrema. */
import { native } from '../../addon/native.js';
import { Dtype, dtypeName } from '../../array/dtype.js';
import { NdArray, numberArray } from '../../array/ndarray.js';
import { canCast, promoteTypes } from '../../array/promote.js';
import { sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyTuple, type PyValue } from '../../python/values.js';
import { bindNumpy, checkedAxes, deliver, type Kernel, type ReductionCall, truth, withAxes } from './call.js';

export const SCAN_PARAMETERS = 'a, axis=, dtype=, out=';

function flattened(a: NdArray): NdArray {
  const packed = new NdArray(native.copy(a.slot, a.dtype, 0), a.dtype, a.shape);
  return new NdArray(native.reshapeView(packed.slot, [a.size], 0), a.dtype, [a.size]);
}

/** The operand and the one axis to walk: all elements in C order where no axis is given. */
function lane(call: ReductionCall, a: NdArray): { source: NdArray; axis: number } {
  if (call.axes === null) return { source: a.ndim === 1 ? a : flattened(a), axis: 0 };
  const axes = checkedAxes(call);
  if (a.ndim === 0) return { source: flattened(a), axis: 0 };
  if (axes.length !== 1) throw new PyTypeError("'tuple' object cannot be interpreted as an integer");
  return { source: a, axis: axes[0]! };
}

/** The dtype totals run in: `dtype=`, or what the operand and `out` have in common. */
const totalDtype = ({ dtype, out }: ReductionCall, source: NdArray): Dtype =>
  dtype ?? (out === null ? sumAccumulatorDtype(source.dtype) : promoteTypes(source.dtype, out.dtype));

export const runningTotal =
  (product: boolean, prepare: (a: NdArray) => NdArray = (a) => a): Kernel =>
  (call) => {
    bindNumpy(call, SCAN_PARAMETERS);
    const { source, axis } = lane(call, prepare(call.a));
    const dtype = totalDtype(call, source);
    const totals = new NdArray(native.scan(product, source.slot, axis, dtype), dtype, source.shape);
    return deliver(call, totals, 'unsafe');
  };

/** cumulative_sum and cumulative_prod: the axis may be left out for one-dimensional arrays only. */
export const cumulative =
  (product: boolean): Kernel =>
  (call) => {
    const keywords = call.args['kwargs'] as unknown as ReadonlyMap<string, PyValue>;
    for (const name of keywords.keys()) {
      if (!['dtype', 'out', 'include_initial'].includes(name))
        throw new PyTypeError(`${call.op}() got an unexpected keyword argument '${name}'`);
    }
    if (call.axes === null && call.a.ndim !== 1) {
      if (call.a.ndim >= 2)
        throw new ValueError('For arrays which have more than one dimension ``axis`` argument is required.');
    }
    if (call.axes !== null && call.axes.length > 1) throw new ValueError('accumulate does not allow multiple axes');
    const { source, axis } = lane(call, call.a);
    const dtype = totalDtype(call, source);
    const totals = new NdArray(native.scan(product, source.slot, axis, dtype), dtype, source.shape);
    if (!truth(keywords.get('include_initial'))) return deliver(call, totals, 'unsafe');
    const shape = source.shape.map((extent, k) => (k === axis ? extent + 1 : extent));
    const padded = new NdArray(native.zeros(dtype, shape), dtype, shape);
    if (product) native.assign(padded.slot, numberArray(dtype, 1).slot, -1);
    const strides = native.strides(padded.slot);
    const rest = new NdArray(
      native.stridedView(padded.slot, source.shape, strides, source.size === 0 ? 0 : strides[axis]!),
      dtype,
      source.shape,
    );
    native.assign(rest.slot, totals.slot, -1);
    return deliver(call, padded, 'unsafe');
  };

export const ARG_PARAMETERS = 'a, axis=, out=, *, keepdims=';

export const position =
  (greatest: boolean, prepare: (a: NdArray) => NdArray = (a) => a): Kernel =>
  (call) => {
    bindNumpy(call, ARG_PARAMETERS);
    const given = call.args['axis'] ?? null;
    if (given instanceof PyTuple || Array.isArray(given))
      throw new PyTypeError("'tuple' object cannot be interpreted as an integer");
    const { source, axis } = lane(call, prepare(call.a));
    if (source.shape[axis] === 0) {
      throw new ValueError(`attempt to get ${greatest ? 'argmax' : 'argmin'} of an empty sequence`);
    }
    const shape = source.shape.filter((_, k) => k !== axis);
    let result = new NdArray(native.argExtremum(greatest, source.slot, axis), Dtype.Int64, shape);
    // A number has no axis to keep.
    if (call.keepdims && call.a.ndim > 0)
      result =
        call.axes === null
          ? withAxes(
              result,
              call.a.shape.map((_, k) => k),
            )
          : withAxes(result, [axis]);
    return deliver(call, result, 'unsafe');
  };

/** ValueError for an output of another shape than the positions'. */
export function checkOutputShape(call: ReductionCall): void {
  if (call.out === null) return;
  const axes = checkedAxes(call, { noTruth: true, noneOfScalars: true });
  const kept = (extent: number, axis: number): number[] =>
    axes.includes(axis) ? (call.keepdims ? [1] : []) : [extent];
  const shape = call.axes === null && !call.keepdims ? [] : call.a.shape.flatMap(kept);
  if (shape.join() !== call.out.shape.join())
    throw new ValueError(`${call.op}: output array does not match the result`);
}

/** TypeError unless positions can be written to `out`. */
export function checkIndexOutput(call: ReductionCall): void {
  if (call.out !== null && !canCast(call.out.dtype, Dtype.Int64, 'safe')) {
    throw new PyTypeError(
      `${call.op}: cannot cast array data from ${dtypeName(call.out.dtype)} to int64 according to the rule 'safe'`,
    );
  }
}
