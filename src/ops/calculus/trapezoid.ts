/** trapezoid: the integral of samples by the trapezoidal rule. */
import { ReduceOp } from '../../addon/reduce.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { describe } from '../../array/convert.js';
import { type Dtype, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { promoteTypes, resultType } from '../../array/promote.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { resolveBillingDtype, sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { reductionCost } from '../../cost/reduction.js';
import { PRESENT_RULES } from '../../cost/reduction-rules.js';
import { IndexError, PyError, PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { call, callInto } from '../predicate/apply.js';
import { fold } from '../reduction/fold.js';
import { operand, requireRoomFor, reshaped, sliced } from '../structure/common.js';
import { differences } from './diff.js';
import { asNum, billedAs, delivered, type Num } from './numbers.js';

interface TrapezoidCall {
  readonly y: NdArray;
  /** Absent where samples lie `dx` apart. */
  readonly x: PyValue;
  readonly dx: PyValue;
  readonly axis: PyValue;
}

const isIndex = (axis: PyValue): axis is number | bigint | boolean => isInt(axis) || typeof axis === 'boolean';

/** How many integrals are formed: coordinates of several dimensions may repeat y. */
function integrals({ y, x, axis }: TrapezoidCall): number {
  if (x === null) return 1;
  const { shape } = describe(x);
  if (shape.length <= 1 || !isIndex(axis)) return 1;
  try {
    const shortened = (extents: readonly number[]): number[] => {
      const along = normalizeAxis(toIndex(axis), extents.length);
      return extents.map((extent, k) => (k === along ? Math.max(extent - 1, 0) : extent));
    };
    const steps = shortened(shape);
    const sliceShape = shortened(y.shape);
    const each = sizeOf(sliceShape);
    return each === 0 ? 1 : Math.floor(sizeOf(broadcastShapes(sliceShape, steps)) / each);
  } catch (error) {
    if (error instanceof PyError) return 1;
    throw error;
  }
}

/** A position in a Python list of `length` items. IndexError out of range, TypeError for no integer. */
function listIndex(axis: PyValue, length: number): number {
  if (!isIndex(axis)) throw new PyTypeError(`list indices must be integers or slices, not ${typeName(axis)}`);
  const index = Number(axis);
  if (index < -length || index >= length) throw new IndexError('list assignment index out of range');
  return index < 0 ? index + length : index;
}

/** Distances between samples, shaped to multiply them. */
function distances({ y, x, dx, axis }: TrapezoidCall): Num {
  if (typeof dx === 'string' && x === null) throw new UFuncNoLoopError("ufunc 'multiply' has no loop for text");
  if (x === null) return asNum(dx);
  if (describe(x).shape.length === 0) {
    throw new ValueError('trapezoid: diff requires input that is at least one dimensional');
  }
  const given = asNum(x) as NdArray;
  if (given.ndim > 1) {
    if (!isIndex(axis)) throw new PyTypeError(`'${typeName(axis)}' object cannot be interpreted as an integer`);
    return differences(given, normalizeAxis(toIndex(axis), given.ndim));
  }
  const steps = differences(given, 0);
  const along = listIndex(axis, y.ndim);
  return reshaped(
    steps,
    y.shape.map((_, k) => (k === along ? steps.size : 1)),
  );
}

function run(trapezoidCall: TrapezoidCall, ctx: OpContext): OpResult {
  const { y, axis } = trapezoidCall;
  const d = distances(trapezoidCall);
  const along = listIndex(axis, y.ndim);
  const count = Math.max(y.shape[along]! - 1, 0);
  const pairs = call('add', sliced(y, along, Math.min(1, y.shape[along]!), count), sliced(y, along, 0, count));
  if (d instanceof NdArray) requireRoomFor(broadcastShapes(d.shape, pairs.shape), pairs.dtype, ctx);
  // A step that is a number changes neither shape nor dtype of floats: the same memory serves all along.
  const staysPut = isInexact(pairs.dtype) && (isInt(d) || d instanceof PyFloat);
  const products = staysPut ? callInto('multiply', [d, pairs], pairs) : call('multiply', d, pairs);
  const areas = isInexact(products.dtype)
    ? callInto('divide', [products, new PyFloat(2)], products)
    : call('divide', products, new PyFloat(2));
  if (typeof axis === 'boolean') throw new PyTypeError('an integer is required for the axis');
  const dtype: Dtype = sumAccumulatorDtype(areas.dtype);
  const total = fold(ReduceOp.Sum, areas, {
    axes: [normalizeAxis(toIndex(axis), areas.ndim)],
    dtype,
    keepdims: false,
  });
  return delivered(total);
}

function presentCharges(trapezoidCall: TrapezoidCall): Charge[] {
  const { y, x, dx } = trapezoidCall;
  const operands: OperandType[] = [y.dtype, billedAs(dx, operand('trapezoid', dx))];
  if (x !== null) operands.push(billedAs(x, operand('trapezoid', x)));
  const flops = BigInt(4 * y.size) * BigInt(integrals(trapezoidCall));
  const charge = { op: 'trapezoid', flops, dtypes: [resolveBillingDtype(operands)] };
  return x === null && dx instanceof NdArray ? [charge, ...trackedSteps(trapezoidCall, dx)] : [charge];
}

/** An array for `dx` is of the release's own class there: the arithmetic on it is charged as if it stood alone. */
function trackedSteps({ y, axis }: TrapezoidCall, dx: NdArray): Charge[] {
  let pairs: number[];
  let areas: Shape;
  try {
    const along = listIndex(axis, y.ndim);
    pairs = y.shape.map((extent, k) => (k === along ? Math.max(extent - 1, 0) : extent));
    areas = broadcastShapes(dx.shape, pairs);
    normalizeAxis(toIndex(axis), areas.length);
  } catch (error) {
    if (error instanceof PyError) return [];
    throw error;
  }
  const product = promoteTypes(dx.dtype, y.dtype);
  const ratio = resultType([product, 'float']);
  return [
    { op: 'multiply', flops: pointwiseCost(areas, null), dtypes: [product] },
    { op: 'divide', flops: pointwiseCost(areas, null), dtypes: [ratio] },
    { op: 'sum', flops: reductionCost(areas, [toIndex(axis)], null, PRESENT_RULES), dtypes: [ratio] },
  ];
}

const trapezoid = defineOp<TrapezoidCall>({
  name: 'trapezoid',
  params: 'y, x=, dx=, axis=',
  check: (args) => ({
    y: operand('trapezoid', args['y']),
    x: args['x'] ?? null,
    dx: args['dx'] === undefined ? new PyFloat(1) : args['dx'],
    axis: args['axis'] === undefined ? -1 : args['axis'],
  }),
  price: byRelease<(trapezoidCall: TrapezoidCall) => readonly Charge[]>({
    '0.4.1': ({ y }) => [{ op: 'trapezoid', flops: y.size }],
    '0.12.4': presentCharges,
  }),
  run,
});

export const TRAPEZOID: readonly OpDefinition[] = [trapezoid];
