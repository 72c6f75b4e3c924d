/** numpy.linalg.norm on arrays: vector norms along an axis, matrix norms over two, the Frobenius norm of everything. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { normalizeAxis } from '../../array/axes.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, isInexact, itemsizeOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { permuted } from '../contraction/views.js';
import { fold } from '../reduction/fold.js';
import { arrayOf, reshaped } from '../structure/common.js';
import { realOf, singularValues } from './compute.js';
import { ambiguous } from './operand.js';

/** The order of a norm: nil, a number (Python's True is 1), a name, or something else that equals none of these. */
export interface NormOrder {
  readonly number: number | undefined;
  readonly name: string | undefined;
  readonly isDefault: boolean;
  readonly given: PyValue;
}

export function normOrder(value: PyValue | undefined, otherwise: PyValue): NormOrder {
  const given = value === undefined ? otherwise : value;
  const isNumber = isInt(given) || typeof given === 'boolean';
  const number = given instanceof PyFloat ? given.value : isNumber ? Number(given) : undefined;
  const name = typeof given === 'string' ? given : undefined;
  return { number, name, isDefault: given === null, given };
}

const sum = (a: NdArray, axes: readonly number[], keepdims: boolean): NdArray =>
  fold(ReduceOp.Sum, a, { axes, dtype: a.dtype, keepdims });

function greatest(a: NdArray, axes: readonly number[], keepdims: boolean): NdArray {
  return fold(ReduceOp.Max, a, { axes, dtype: a.dtype, keepdims, initial: scalarArray(new PyFloat(0), a.dtype) });
}

const least = (a: NdArray, axes: readonly number[], keepdims: boolean): NdArray =>
  fold(ReduceOp.Min, a, { axes, dtype: a.dtype, keepdims });

/** Real or imaginary parts of complex numbers: a view. */
const part = (a: NdArray, imaginary: boolean): NdArray => {
  const dtype = realOf(a.dtype);
  const offset = imaginary && a.size > 0 ? itemsizeOf(dtype) : 0;
  return arrayOf(native.partView(a.slot, dtype, native.strides(a.slot), offset), dtype, a.shape);
};

/** |x|² element by element. */
function squares(x: NdArray): NdArray {
  if (!isComplex(x.dtype)) return applyUfunc('multiply', x, x);
  return part(applyUfunc('multiply', applyUfunc('conjugate', x), x), false);
}

/** The elements in the order of memory. */
function inMemoryOrder(a: NdArray): NdArray {
  const strides = native.strides(a.slot);
  const axes = [...strides.keys()].sort((x, y) => Math.abs(strides[y]!) - Math.abs(strides[x]!));
  return reshaped(permuted(a, axes), [a.size]);
}

const innerSquare = (x: NdArray): NdArray => arrayOf(native.dot(x.slot, x.slot, x.dtype), x.dtype, []);

/** The root of the sum of all squares, by dot products. */
function euclidean(a: NdArray): NdArray {
  const x = inMemoryOrder(a);
  if (!isComplex(x.dtype)) return applyUfunc('sqrt', innerSquare(x));
  return applyUfunc('sqrt', applyUfunc('add', innerSquare(part(x, false)), innerSquare(part(x, true))));
}

/** A power with a Python number as exponent: NumPy computes some of them by simpler functions. */
function power(a: NdArray, exponent: number): NdArray {
  if (exponent === 0.5) return applyUfunc('sqrt', a);
  if (exponent === -1) return applyUfunc('reciprocal', a);
  return applyUfunc('power', a, scalarArray(new PyFloat(exponent), a.dtype));
}

function vectorNorm(x: NdArray, order: NormOrder, axis: number, keepdims: boolean): NdArray {
  if (order.name !== undefined) throw new ValueError(`Invalid norm order '${order.name}' for vectors`);
  const axes = [normalizeAxis(axis, x.ndim)];
  const { number } = order;
  if (number === Number.POSITIVE_INFINITY) return greatest(applyUfunc('absolute', x), axes, keepdims);
  if (number === Number.NEGATIVE_INFINITY) return least(applyUfunc('absolute', x), axes, keepdims);
  if (number === 0) {
    const zero = scalarArray(new PyFloat(0), x.dtype);
    return sum(asType(applyUfunc('not_equal', x, zero), realOf(x.dtype)), axes, keepdims);
  }
  if (number === 1) return sum(applyUfunc('absolute', x), axes, keepdims);
  if (order.isDefault || number === 2) return applyUfunc('sqrt', sum(squares(x), axes, keepdims));
  if (order.given instanceof NdArray) throw ambiguous();
  if (number === undefined) throw new PyTypeError(`a norm of order ${typeName(order.given)} is not defined`);
  const total = sum(power(applyUfunc('absolute', x), number), axes, keepdims);
  const root = scalarArray(new PyFloat(1 / number), total.dtype);
  return applyUfunc('power', total, root);
}

const last = (a: NdArray): number[] => [a.ndim - 1];

function singularNorm(x: NdArray, row: number, column: number, reduce: (s: NdArray) => NdArray): NdArray {
  const others = [...x.shape.keys()].filter((axis) => axis !== row && axis !== column);
  return reduce(singularValues(permuted(x, [...others, row, column])));
}

/** Sums of absolute values along one axis, of which the greatest or least along the other counts. */
function extremeSum(x: NdArray, summed: number, other: number, isGreatest: boolean): NdArray {
  const sums = sum(applyUfunc('absolute', x), [summed], false);
  const axes = [other > summed ? other - 1 : other];
  return isGreatest ? greatest(sums, axes, false) : least(sums, axes, false);
}

function matrixNormOver(x: NdArray, order: NormOrder, row: number, column: number): NdArray {
  const { number, name } = order;
  if (number === 2) return singularNorm(x, row, column, (s) => greatest(s, last(s), false));
  if (number === -2) return singularNorm(x, row, column, (s) => least(s, last(s), false));
  if (number === 1 || number === -1) return extremeSum(x, row, column, number > 0);
  if (number === Number.POSITIVE_INFINITY || number === Number.NEGATIVE_INFINITY) {
    return extremeSum(x, column, row, number > 0);
  }
  if (order.isDefault || name === 'fro' || name === 'f') {
    return applyUfunc('sqrt', sum(squares(x), [row, column], false));
  }
  if (name === 'nuc') return singularNorm(x, row, column, (s) => sum(s, last(s), false));
  throw new ValueError('Invalid norm order for matrices.');
}

function matrixNorm(x: NdArray, order: NormOrder, axes: readonly number[], keepdims: boolean): NdArray {
  const [row, column] = axes.map((axis) => normalizeAxis(axis, x.ndim)) as [number, number];
  if (row === column) throw new ValueError('Duplicate axes given.');
  const result = matrixNormOver(x, order, row, column);
  if (!keepdims) return result;
  return reshaped(
    result,
    x.shape.map((extent, axis) => (axis === row || axis === column ? 1 : extent)),
  );
}

/**
 * numpy.linalg.norm over one or two axes, or over everything (`axes` null). ValueError for orders and numbers of axes
 * that make no norm, AxisError.
 */
export function normOf(a: NdArray, order: NormOrder, axes: readonly number[] | null, keepdims: boolean): NdArray {
  const x = isInexact(a.dtype) ? a : asType(a, Dtype.Float64);
  const { ndim } = x;
  if (axes === null) {
    const isFrobenius = (order.name === 'fro' || order.name === 'f') && ndim === 2;
    if (order.isDefault || isFrobenius || (order.number === 2 && ndim === 1)) {
      const result = euclidean(x);
      return keepdims ? reshaped(result, new Array<number>(ndim).fill(1)) : result;
    }
  }
  const over = axes ?? [...x.shape.keys()];
  if (over.length === 1) return vectorNorm(x, order, over[0]!, keepdims);
  if (over.length === 2) return matrixNorm(x, order, over, keepdims);
  throw new ValueError('Improper number of dimensions to norm.');
}
