/** Parameters and sizes of random functions: conversion and checks, with NumPy's classes of errors. */
import { native } from '../../addon/native.js';
import { toShape } from '../../array/axes.js';
import { asArray, NonNumericError, scalarArray } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import {
  MemoryError,
  OverflowError,
  PyTypeError,
  UFuncNoLoopError,
  UnsupportedDtypeError,
  ValueError,
} from '../../errors.js';
import { isInt, PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import type { OpContext } from '../define.js';
import { integersOf } from './seed-sequence.js';

/** What a parameter must satisfy, and what is said of one that does not. NaN passes `nonNegative` and `positive`. */
const REFUSALS = {
  none: '',
  nonNegative: '< 0',
  positive: '<= 0',
  unit: 'lies outside [0, 1] or is NaN',
  unitNotZero: 'lies outside (0, 1] or is NaN',
  unitNotOne: 'lies outside [0, 1) or is NaN',
  aboveOne: '<= 1 or is NaN',
  atLeastOne: '< 1 or is NaN',
  poisson: '< 0, NaN or too large',
  rejectable: 'too large to draw by rejection',
} as const;

export type Constraint = keyof typeof REFUSALS;

/** ValueError when a value of the parameter, a float64 or int64 array, violates the constraint. */
export function requireConstraint(name: string, values: NdArray, constraint: Constraint): void {
  if (constraint === 'none' || native.satisfies(values.slot, constraint)) return;
  throw new ValueError(`${name} ${REFUSALS[constraint]}`);
}

/** Whether a comparison of arrays, element by element, is true nowhere. */
export const isNowhere = (comparison: 'less' | 'greater' | 'equal', a: NdArray, b: NdArray): boolean =>
  native.satisfies(applyUfunc(comparison, a, b).slot, 'none');

/** A nested list with NaN in the place of None, as NumPy makes floats of it. */
function nanForNone(value: PyValue): PyValue {
  if (value === null) return new PyFloat(Number.NaN);
  if (Array.isArray(value)) return (value as readonly PyValue[]).map(nanForNone);
  if (value instanceof PyFloat || isInt(value) || typeof value === 'boolean' || value instanceof NdArray) return value;
  throw new PyTypeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
}

/** Refuses text and other values that are not numeric, as the release words it. */
export function numericArray(op: string, value: PyValue, ctx: OpContext): NdArray {
  try {
    return asArray(value);
  } catch (error) {
    if (!(error instanceof NonNumericError)) throw error;
    if (value === null) throw new PyTypeError('must be real number, not NoneType');
    if (typeof value === 'string') throw new ValueError(`could not convert string to float: '${value}'`);
    if (ctx.release.traits.dtypeBilling)
      throw new UnsupportedDtypeError(`${op}: dtype '${error.dtype}' is not numeric`);
    if (error.dtype === 'str') throw new ValueError('could not convert string to float');
    if (Array.isArray(value)) return asArray(nanForNone(value));
    throw new PyTypeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
  }
}

/** A parameter as float64, with its elements where they have to be looked at. */
export function toDoubles(op: string, value: PyValue, ctx: OpContext): NdArray {
  if (value instanceof PyFloat) return scalarArray(value, D.Float64);
  if (value instanceof PyComplex) throw new PyTypeError("float() argument must be a real number, not 'complex'");
  const array = numericArray(op, value, ctx);
  if (isComplex(array.dtype)) {
    throw new PyTypeError("Cannot cast array data from complex to dtype('float64') according to the rule 'safe'");
  }
  return asArray(array, D.Float64);
}

/** Elements of a float64 array, broadcast to a shape, in C order. */
export function doublesOf(array: NdArray, shape: Shape = array.shape): Float64Array {
  const wide = shape === array.shape ? array : new NdArray(native.broadcastTo(array.slot, shape), array.dtype, shape);
  const values = new Float64Array(wide.size);
  native.writeBytes(wide.slot, new Uint8Array(values.buffer), 0);
  return values;
}

/** A Python number cut off to an integer, as C conversion of a Python float does. */
export function truncated(value: PyValue): bigint {
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.value)) throw new ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(value.value)) throw new OverflowError('cannot convert float infinity to integer');
    return BigInt(Math.trunc(value.value));
  }
  if (isInt(value) || typeof value === 'boolean') return BigInt(value);
  if (value instanceof NdArray && value.ndim === 0 && !isComplex(value.dtype)) {
    const item = native.readItem(value.slot) as number | bigint | boolean;
    return truncated(isInexact(value.dtype) ? new PyFloat(item as number) : item);
  }
  throw new PyTypeError(`int() argument must be a real number, not '${typeName(value)}'`);
}

const holdsNone = (value: PyValue): boolean =>
  Array.isArray(value) && (value as readonly PyValue[]).some((item) => item === null || holdsNone(item));

/** A parameter as int64: numbers are cut off, arrays must be of integers. */
export function toCounts(op: string, value: PyValue, ctx: OpContext): NdArray {
  if (value instanceof PyFloat || isInt(value) || typeof value === 'boolean') {
    const whole = truncated(value);
    if (whole !== BigInt.asIntN(64, whole)) throw new OverflowError('Python int too large to convert to C long');
    return scalarArray(whole, D.Int64);
  }
  if (holdsNone(value) && !ctx.release.traits.dtypeBilling) {
    throw new PyTypeError("int() argument must be a real number, not 'NoneType'");
  }
  const array = numericArray(op, value, ctx);
  // The numbers of a list are cut off one by one; an array has to be of integers.
  const isArray = value instanceof NdArray;
  if (isComplex(array.dtype) || (isArray && (isInexact(array.dtype) || array.dtype === D.Uint64))) {
    throw new PyTypeError("Cannot cast array data to dtype('int64') according to the rule 'safe'");
  }
  return asArray(array, D.Int64);
}

/** ValueError for more bytes than can be counted, MemoryError for more than any machine has. */
function requirePossible(shape: Shape): Shape {
  const bytes = 8 * sizeOf(shape.filter((extent) => extent !== 0));
  if (bytes >= 2 ** 63) throw new ValueError(`array of shape ${shapeText(shape)} is too big`);
  if (bytes > 2 ** 46 && !shape.includes(0))
    throw new MemoryError(`no memory for an array of shape ${shapeText(shape)}`);
  return shape;
}

const MOST_DIMENSIONS = 64;

/** A size argument: null where none was given. */
export function sizeShape(value: PyValue | undefined): Shape | null {
  if (value === undefined || value === null) return null;
  if (value instanceof NdArray) {
    if (isInexact(value.dtype)) throw new PyTypeError(`an array of ${dtypeName(value.dtype)} is no size`);
    if (value.size > MOST_DIMENSIONS) throw new ValueError(`an array has at most ${MOST_DIMENSIONS} dimensions`);
    return requirePossible(toShape(Array.from(integersOf(value), Number)));
  }
  return requirePossible(toShape(value));
}

/** Shape of the result: the size if given, which the parameters' common shape must then fit. */
export function resultShape(size: Shape | null, common: Shape): Shape {
  if (size === null) return common;
  const fits =
    common.length <= size.length &&
    common.every((extent, k) => extent === 1 || extent === size[size.length - common.length + k]);
  if (!fits) {
    throw new ValueError(
      `Output size ${shapeText(size)} is not compatible with broadcast dimensions ${shapeText(common)}`,
    );
  }
  return size;
}

/** The element type of Python's number for a dtype: float for floats, int for integers. */
export function pythonScalar(array: NdArray): PyValue {
  const item = native.readItem(array.slot);
  if (typeof item === 'bigint') return Number.isSafeInteger(Number(item)) ? Number(item) : item;
  if (typeof item === 'number' && isInexact(array.dtype)) return new PyFloat(item);
  return item as PyValue;
}

export type { Dtype };

/** numpy.prod of a size argument, as a Python int: what prices are reckoned by before NumPy sees the size. */
export function outputSize(size: PyValue): bigint {
  if (isInt(size) || typeof size === 'boolean') return BigInt(size);
  if (size instanceof PyFloat) return truncated(size);
  let array: NdArray;
  try {
    array = asArray(size);
  } catch (error) {
    if (error instanceof NonNumericError) {
      if (error.dtype === 'str') throw new UFuncNoLoopError("ufunc 'multiply' has no loop for text");
      throw new PyTypeError(`a size cannot be of dtype '${error.dtype}'`);
    }
    throw error;
  }
  if (isComplex(array.dtype)) throw new PyTypeError("int() argument must be a real number, not 'complex'");
  if (isInexact(array.dtype)) {
    const product = doublesOf(asArray(array, D.Float64)).reduce((all, extent) => all * extent, 1);
    return truncated(new PyFloat(product));
  }
  let product = 1n;
  for (const extent of integersOf(array)) product = BigInt.asIntN(64, product * extent);
  return array.dtype === D.Uint64 ? BigInt.asUintN(64, product) : product;
}

/** As outputSize, but 1 for what is no size at all: the objection to it comes later. */
export function sizeProduct(size: PyValue): bigint {
  try {
    return outputSize(size);
  } catch (error) {
    if (error instanceof UFuncNoLoopError) throw error;
    return 1n;
  }
}
