/** Values of formulas. */
import { native } from '../../addon/native.js';
import { asArray, NonNumericError, scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { resultType, weakKindOf } from '../../array/promote.js';
import { broadcastShapes } from '../../array/shape.js';
import { ValueError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import {
  type Elementary,
  isSequence,
  type Maths,
  type Operator,
  pythonNegative,
  pythonOperator,
  refuseBeside,
} from './maths.js';

/** An array, or a NumPy scalar (the result of a function of arguments without axes). */
export class Term {
  constructor(
    readonly array: NdArray,
    readonly isScalar: boolean,
  ) {}
}

type Operand = Term | PyValue;

const resultOf = (array: NdArray): Term => new Term(array, array.ndim === 0);
const arrayOrValue = (value: Operand): NdArray | PyValue => {
  if (value instanceof Term) return value.array;
  return isSequence(value) ? asArray(value) : value;
};
const asTerm = (value: Operand): NdArray => {
  const array = arrayOrValue(value);
  return array instanceof NdArray ? array : asArray(array);
};

const FLOAT_TEXT = /^\s*[-+]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[-+]?\d+)?|inf(?:inity)?|nan)\s*$/i;

/** float() of text. ValueError for anything else than a number. */
function parseFloatText(text: string): number {
  if (!FLOAT_TEXT.test(text) || !/\d|n/i.test(text))
    throw new ValueError(`could not convert string to float: '${text}'`);
  return Number(
    text
      .replaceAll('_', '')
      .replace(/inf(inity)?/i, 'Infinity')
      .replace(/nan/i, 'NaN'),
  );
}

/** numpy.asarray(value, dtype=float64): imaginary parts are dropped, nil is NaN, text is read. */
export function asFloat64(value: PyValue): NdArray {
  if (value instanceof NdArray) {
    if (value.dtype === Dtype.Float64) return value;
    return new NdArray(native.copy(value.slot, Dtype.Float64, 3), Dtype.Float64, value.shape);
  }
  if (value === null) return scalarArray(new PyFloat(Number.NaN), Dtype.Float64);
  if (typeof value === 'string') return scalarArray(new PyFloat(parseFloatText(value)), Dtype.Float64);
  try {
    return asArray(value, Dtype.Float64);
  } catch (error) {
    if (error instanceof NonNumericError) throw new ValueError(`could not convert '${error.dtype}' to float`);
    throw error;
  }
}

/** Computes. */
export class Evaluation implements Maths<Term> {
  op(name: Operator, a: Operand, b: Operand): Operand {
    if (!(a instanceof Term) && !(b instanceof Term)) return pythonOperator(name, a, b);
    if (!(a instanceof Term)) refuseBeside(name, a, (b as Term).isScalar);
    if (!(b instanceof Term)) refuseBeside(name, b, (a as Term).isScalar);
    return resultOf(call(name, arrayOrValue(a), arrayOrValue(b)));
  }

  negative(a: Operand): Operand {
    return a instanceof Term ? resultOf(applyUfunc('negative', a.array)) : pythonNegative(a);
  }

  apply(name: Elementary, a: Operand): Operand {
    return resultOf(applyUfunc(name, asTerm(a)));
  }

  atLeast(a: Operand, least: number): Operand {
    return resultOf(call('maximum', asTerm(a), new PyFloat(least)));
  }

  clip(a: Operand): Operand {
    return resultOf(call('minimum', call('maximum', asTerm(a), new PyFloat(0)), new PyFloat(1)));
  }

  where(condition: Operand, a: Operand, b: Operand): Operand {
    const choices = [a, b].map(arrayOrValue);
    const types = choices.map((choice) =>
      choice instanceof NdArray ? choice.dtype : (weakKindOf(choice) ?? Dtype.Bool),
    );
    const dtype = resultType(types);
    const [x, y] = choices.map((choice) => (choice instanceof NdArray ? choice : scalarArray(choice, dtype)));
    const test = asTerm(condition);
    const shape = broadcastShapes(test.shape, x!.shape, y!.shape);
    return new Term(new NdArray(native.select(test.slot, x!.slot, y!.slot, dtype, shape), dtype, shape), false);
  }

  erf(a: Operand): Operand {
    return this.#special(a, (slot) => native.erf(slot));
  }

  quantile(a: Operand): Operand {
    return this.#special(a, (slot) => native.normalQuantile(slot));
  }

  constant(value: number): Term {
    return new Term(scalarArray(new PyFloat(value), Dtype.Float64), true);
  }

  #special(a: Operand, compute: (slot: number) => number): Operand {
    const x = asFloat64(a instanceof Term ? a.array : a);
    const result = new NdArray(compute(x.slot), Dtype.Float64, x.shape);
    return x.ndim === 0 ? new PyFloat(native.readItem(result.slot) as number) : new Term(result, false);
  }
}

/** The result of a formula as the array that is delivered. */
export const delivered = (value: Operand): NdArray => asTerm(value);
