/** trace: sums along diagonals. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { reductionBillingDtype, sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { IndexError, ValueError } from '../../errors.js';
import { byRelease, type Charge, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { fold } from '../reduction/fold.js';
import type { Bound } from '../signature.js';
import { dtypeArgument, operand } from './common.js';
import { diagonalLength } from './diagonal.js';
import { scalarOf } from './indexing.js';

/** The sum along diagonals of two axes, computed in `dtype`. */
export interface TraceCall {
  readonly a: NdArray;
  readonly offset: number;
  readonly axes: readonly [number, number];
  readonly dtype: Dtype | undefined;
  readonly out: NdArray | null;
}

const integer = (value: Bound[string], otherwise: number): number => (value === undefined ? otherwise : toIndex(value));

function prepare(args: Bound): TraceCall {
  const dtype = args['dtype'] ?? null;
  return {
    a: operand('trace', args['a']),
    offset: integer(args['offset'], 0),
    axes: [integer(args['axis1'], 0), integer(args['axis2'], 1)],
    dtype: dtype === null ? undefined : dtypeArgument('trace', dtype, 0),
    out: singleOutput('trace', args['out']),
  };
}

function presentPrice({ a, offset, axes, dtype, out }: TraceCall): Charge {
  const place = (axis: number): number => (a.ndim > 0 ? ((axis % a.ndim) + a.ndim) % a.ndim : 0);
  const [rows, columns] = [a.shape[place(axes[0])] ?? 0, a.shape[place(axes[1])] ?? 0];
  let flops = 0;
  if (a.ndim >= 2 && rows > 0 && columns > 0) {
    const length = Math.min(rows, columns, offset > 0 ? columns - offset : rows, offset < 0 ? rows + offset : columns);
    flops = Math.max(length, 1) * Math.floor(a.size / (rows * columns));
  }
  const options = { dtype, out: out?.dtype, accumulator: sumAccumulatorDtype(a.dtype) };
  return { op: 'trace', flops, dtypes: [reductionBillingDtype(a.dtype, options)] };
}

function earlyPrice({ a, axes }: TraceCall): Charge {
  const extents = axes.map((axis) => a.shape.at(axis));
  if (extents.includes(undefined)) throw new IndexError('tuple index out of range');
  return { op: 'trace', flops: Math.max(Math.min(...(extents as number[])), 1) };
}

/** numpy.trace. ValueError below two axes, for one axis named twice and for an output that does not fit; AxisError. */
export function traceOf({ a, offset, axes, dtype, out }: TraceCall): OpResult {
  if (a.ndim < 2) throw new ValueError('diag requires an array of at least two dimensions');
  const [first, second] = axes.map((axis) => normalizeAxis(axis, a.ndim)) as [number, number];
  if (first === second) throw new ValueError('axis1 and axis2 cannot be the same');
  const strides = native.strides(a.slot);
  const length = diagonalLength(a.shape[first]!, a.shape[second]!, offset);
  const isKept = (axis: number): boolean => axis !== first && axis !== second;
  const rest = a.shape.filter((_, axis) => isKept(axis));
  const shape = [...rest, length];
  const steps = [...strides.filter((_, axis) => isKept(axis)), strides[first]! + strides[second]!];
  const start = length === 0 ? 0 : offset >= 0 ? offset * strides[second]! : -offset * strides[first]!;
  const diagonal = new NdArray(native.stridedView(a.slot, shape, steps, start), a.dtype, shape);
  const sum = fold(ReduceOp.Sum, diagonal, {
    axes: [rest.length],
    dtype: dtype ?? sumAccumulatorDtype(a.dtype),
    keepdims: false,
  });
  if (out !== null) {
    if (out.shape.join() !== rest.join()) throw new ValueError('trace: the output has the wrong shape');
    native.assign(out.slot, sum.slot, -1);
    out.symmetry = null;
    return out;
  }
  return rest.length === 0 ? scalarOf(sum) : sum;
}

export const TRACE: readonly OpDefinition[] = [
  defineOp<TraceCall>({
    name: 'trace',
    params: 'a, offset=, axis1=, axis2=, dtype=, out=',
    check: prepare,
    price: byRelease<(call: TraceCall) => Charge>({ '0.4.1': earlyPrice, '0.12.4': presentPrice }),
    run: traceOf,
  }),
];
