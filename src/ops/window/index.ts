/** Windows: bartlett, blackman, hamming, hanning, kaiser. */
import { native } from '../../addon/native.js';
import { describe, scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, itemsizeOf, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ufuncBillingDtype } from '../../cost/dtype-billing.js';
import { MemoryError, OverflowError, PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { type OperandType, resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { type Charge, defineOp, type OpContext, type OpDefinition } from '../define.js';
import { call } from '../predicate/apply.js';
import { i0 } from '../predicate/bessel.js';
import type { Bound } from '../signature.js';
import { arrayOf, requireRoomFor } from '../structure/common.js';

/** Larger requests are beyond any machine's memory, not only beyond the limit of an array. */
const BEYOND_MEMORY = 2 ** 42;

interface WindowCall {
  /** The number of points, which need not be whole. */
  readonly points: number;
  /** Set if the number came as an array: the reference then computes the price with arrays of its own, and charges it. */
  readonly array: NdArray | undefined;
  readonly beta: PyValue;
}

interface WindowSpec {
  readonly name: string;
  /** FLOPs per point, in early and in present releases. */
  readonly early: number;
  readonly present: number;
  readonly takesBeta?: boolean;
  /** A sum of cosines, which complex numbers have too. */
  readonly isCosine?: boolean;
  readonly compute: (points: number, beta: PyValue, ctx: OpContext) => NdArray;
}

/** A product as integers of a dtype have it: modulo their range. */
function productIn(dtype: Dtype, factor: number, points: number): number {
  if (kindOf(dtype) === 'i') return Number(BigInt.asIntN(8 * itemsizeOf(dtype), BigInt(factor) * BigInt(points || 0)));
  if (kindOf(dtype) === 'u') return Number(BigInt.asUintN(8 * itemsizeOf(dtype), BigInt(factor) * BigInt(points || 0)));
  return factor * points;
}

/** The arithmetic on an array that says how many points there are, as charges. */
function arrayCharges(array: NdArray, factor: number, enough: boolean, ctx: OpContext): Charge[] {
  const charges: Charge[] = [];
  const charge = (op: string, ...types: readonly OperandType[]): Dtype => {
    const ufunc = ufuncNamed(op);
    const loop = resolveLoop(ufunc, types);
    const complex = loop.inputs.some(isComplex);
    const priced = { op, flops: array.size, dtypes: [ufuncBillingDtype(ufunc, loop, types)] };
    charges.push(complex ? priced : { ...priced, complexFactor: 1 });
    return loop.outputs[0]!;
  };
  if (ctx.release.traits.dtypeBilling) {
    const product = charge('multiply', 'int', array.dtype);
    charge('less', product, 'int');
    if (enough) {
      const flops = charge('multiply', product, 'float');
      charge('multiply', flops, 'float');
      charge('multiply', flops, 'float');
    }
    return charges;
  }
  if (!array.isPlain) {
    if (factor > 1) charge('multiply', 'int', array.dtype);
    charge('less', array.dtype, 'int');
  }
  if (enough && staysArray(array, factor)) {
    charge('multiply', array.dtype, 'float');
    charge('multiply', array.dtype, 'float');
  }
  return charges;
}

/** The number of points. TypeError for anything that does not multiply into a price. */
function pointsOf(name: string, value: PyValue): number {
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.value)) throw new ValueError('cannot convert float NaN to integer');
    if (value.value === Number.POSITIVE_INFINITY) throw new OverflowError('cannot convert float infinity to integer');
    return value.value;
  }
  throw new PyTypeError(`${name}: the number of points must be a number, not ${typeName(value)}`);
}

function numberIn(array: NdArray): number {
  if (array.size !== 1) return Number.NaN;
  const item = native.readItem(array.slot);
  return Array.isArray(item) ? item[0] : Number(item);
}

const isRealValued = (array: NdArray | undefined): boolean => {
  if (array === undefined || array.size !== 1 || !isComplex(array.dtype)) return false;
  const item = native.readItem(array.slot);
  return Array.isArray(item) && item[1] === 0;
};

/** Refuses what the reference finds out while it computes the price. */
function refuseArray({ array, points }: WindowCall, takesComplex: boolean): void {
  if (array === undefined) return;
  if (array.size !== 1) throw new ValueError('The truth value of an array with more than one element is ambiguous');
  if (array.ndim > 0) throw new PyTypeError('only 0-dimensional arrays can be converted to Python scalars');
  if (isComplex(array.dtype) && !takesComplex)
    throw new PyTypeError("int() argument must be a real number, not 'complex'");
  if (Number.isNaN(points)) throw new ValueError('cannot convert float NaN to integer');
}

/** Whether the base price is reached. */
function isPriced(array: NdArray | undefined, factor: number, ctx: OpContext): boolean {
  if (array === undefined) return true;
  if (array.size !== 1 || array.ndim > 0) return false;
  return !isComplex(array.dtype) || !(ctx.release.traits.dtypeBilling || staysArray(array, factor));
}

/** In early releases the price itself is an array when nothing turned it into a scalar. */
const staysArray = (array: NdArray, factor: number): boolean => !array.isPlain || array.ndim > 0 || factor === 1;

function windowOp(spec: WindowSpec): OpDefinition {
  const { name } = spec;
  return defineOp<WindowCall>({
    name,
    params: spec.takesBeta === true ? 'M, beta' : 'M',
    check: (args: Bound) => {
      const given = args['M']!;
      const beta = args['beta'] ?? null;
      if (given instanceof NdArray) return { points: numberIn(given), array: given, beta };
      return { points: pointsOf(name, given), array: undefined, beta };
    },
    price: ({ points, array }, ctx) => {
      const factor = ctx.release.traits.dtypeBilling ? spec.present : spec.early;
      const product = array === undefined ? factor * points : productIn(array.dtype, factor, points);
      const flops = Math.max(product, 1);
      const charges = array === undefined ? [] : arrayCharges(array, factor, product >= 1, ctx);
      if (isPriced(array, factor, ctx)) charges.push({ op: name, flops, dtypes: [Dtype.Float64] });
      return charges;
    },
    run: (request, ctx) => {
      const { points, beta, array } = request;
      const takesComplex = !ctx.release.traits.dtypeBilling && spec.isCosine === true && isRealValued(array);
      refuseArray(request, takesComplex);
      // A range of complex numbers without imaginary parts has no elements.
      if (takesComplex && points > 1) return arrayOf(native.empty(Dtype.Complex128, [0]), Dtype.Complex128, [0]);
      if (points * 8 > BEYOND_MEMORY)
        throw new MemoryError(`Unable to allocate an array of ${points} float64 elements`);
      return spec.compute(points, beta, ctx);
    },
  });
}

const float = (value: number): PyFloat => new PyFloat(value);

function ramp(start: number, stop: number, step: number, ctx: OpContext): NdArray {
  const length = Math.max(Math.ceil((stop - start) / step), 0);
  requireRoomFor([length], Dtype.Float64, ctx);
  return arrayOf(native.ramp(Dtype.Float64, start, step, length), Dtype.Float64, [length]);
}

const ones = (): NdArray => {
  const one = scalarArray(float(1), Dtype.Float64);
  return arrayOf(native.reshapeView(one.slot, [1], 0), Dtype.Float64, [1]);
};

/** A window that is a function of the positions 1 - M, 3 - M, ..., M - 1 and of M - 1; one point has weight one. */
const centred =
  (weigh: (n: NdArray, span: PyFloat) => NdArray) =>
  (points: number, _beta: PyValue, ctx: OpContext): NdArray => {
    if (points < 1) return arrayOf(native.empty(Dtype.Float64, [0]), Dtype.Float64, [0]);
    if (points === 1) return ones();
    return weigh(ramp(1 - points, points, 2, ctx), float(points - 1));
  };

/** cos(factor n / span) */
const cosine = (factor: number, n: NdArray, span: PyFloat): NdArray =>
  call('cos', call('divide', call('multiply', float(factor), n), span));

const raisedCosine = (base: number, height: number): WindowSpec['compute'] =>
  centred((n, span) => call('add', float(base), call('multiply', float(height), cosine(Math.PI, n, span))));

const blackman = centred((n, span) => {
  const first = call('add', float(0.42), call('multiply', float(0.5), cosine(Math.PI, n, span)));
  return call('add', first, call('multiply', float(0.08), cosine(2 * Math.PI, n, span)));
});

const bartlett = centred((n, span) => {
  const slope = call('divide', n, span);
  const rises = call('less_equal', n, 0);
  const [left, right] = [call('add', 1, slope), call('subtract', 1, slope)];
  return arrayOf(native.select(rises.slot, left.slot, right.slot, Dtype.Float64, n.shape), Dtype.Float64, n.shape);
});

/** The parameter of the Kaiser window. TypeError for what is no real number, ValueError for arrays with axes. */
function shapeParameter(value: PyValue): NdArray {
  if (value instanceof NdArray || Array.isArray(value)) {
    const { shape, dtype } = describe(value);
    if (shape.length > 0) throw new ValueError('setting an array element with a sequence: beta must be a number');
    if (isComplex(dtype)) throw new PyTypeError('i0 not supported for complex values');
    return scalarArray(float(Number(native.readItem((value as NdArray).slot))), Dtype.Float64);
  }
  if (!isInt(value) && typeof value !== 'boolean' && !(value instanceof PyFloat)) {
    throw new PyTypeError(`kaiser: beta must be a number, not ${typeName(value)}`);
  }
  return scalarArray(value, Dtype.Float64);
}

function kaiser(points: number, beta: PyValue, ctx: OpContext): NdArray {
  const shape = shapeParameter(beta);
  if (points === 1) return ones();
  const n = ramp(0, points, 1, ctx);
  const alpha = float((points - 1) / 2);
  const offset = call('square', call('divide', call('subtract', n, alpha), alpha));
  const argument = call('multiply', shape, call('sqrt', call('subtract', 1, offset)));
  return call('divide', i0(argument), i0(shape));
}

export const WINDOW: readonly OpDefinition[] = [
  windowOp({ name: 'bartlett', early: 1, present: 4, compute: bartlett }),
  windowOp({ name: 'blackman', early: 3, present: 40, isCosine: true, compute: blackman }),
  windowOp({ name: 'hamming', early: 2, present: 18, isCosine: true, compute: raisedCosine(0.54, 0.46) }),
  windowOp({ name: 'hanning', early: 2, present: 18, isCosine: true, compute: raisedCosine(0.5, 0.5) }),
  windowOp({ name: 'kaiser', early: 3, present: 23, takesBeta: true, compute: kaiser }),
];
