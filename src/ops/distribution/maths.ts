/**
 * The arithmetic distributions are written in. A formula is evaluated twice: for what it costs, on shapes and dtypes
 * alone, and for its value. Both must follow Python in what is an array, a NumPy scalar or a Python number, because
 * the reference charges operators on arrays of its own class.
 */
import { describe } from '../../array/convert.js';
import { PyTypeError, UFuncNoLoopError, ZeroDivisionError } from '../../errors.js';
import { isInt, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';

export type Operator =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'less'
  | 'less_equal'
  | 'greater'
  | 'greater_equal'
  | 'equal'
  | 'bitwise_and';
export type Elementary = 'exp' | 'log' | 'log1p' | 'tan' | 'arctan' | 'absolute' | 'square';

/** Evaluates formulas over terms of type T; whatever is no term is a Python value. */
export interface Maths<T> {
  /** A Python operator. */
  op(name: Operator, a: T | PyValue, b: T | PyValue): T | PyValue;
  negative(a: T | PyValue): T | PyValue;
  /** A function of NumPy's of one argument. */
  apply(name: Elementary, a: T | PyValue): T | PyValue;
  /** numpy.maximum with a number. */
  atLeast(a: T | PyValue, least: number): T | PyValue;
  /** numpy.clip to [0, 1]. */
  clip(a: T | PyValue): T | PyValue;
  where(condition: T | PyValue, a: T | PyValue, b: T | PyValue): T | PyValue;
  /** The error function; a Python float for an argument without axes. */
  erf(a: T | PyValue): T | PyValue;
  /** The normal quantile; a Python float for an argument without axes. */
  quantile(a: T | PyValue): T | PyValue;
  /** A NumPy scalar of type float64. */
  constant(value: number): T;
}

/** A formula of the point and the parameters (shapes first, then location and scale). */
export type Formula = <T>(m: Maths<T>, x: T, ...parameters: (T | PyValue)[]) => T | PyValue;

const isNumber = (value: PyValue): value is number | bigint | boolean | PyFloat =>
  isInt(value) || typeof value === 'boolean' || value instanceof PyFloat;

const toNumber = (value: number | bigint | boolean | PyFloat): number =>
  value instanceof PyFloat ? value.value : Number(value);

/** Items of a Python sequence; undefined for anything else. */
const itemsOf = (value: PyValue): readonly PyValue[] | undefined =>
  Array.isArray(value) ? (value as readonly PyValue[]) : value instanceof PyTuple ? value.items : undefined;

/** A Python operator between Python values. TypeError for what is no number, ZeroDivisionError. */
export function pythonOperator(name: Operator, a: PyValue, b: PyValue): PyValue {
  if (!isNumber(a) || !isNumber(b)) {
    const [left, right] = [itemsOf(a), itemsOf(b)];
    if (name === 'add' && left !== undefined && right !== undefined) return [...left, ...right];
    throw new PyTypeError(`unsupported operand types for ${name}: '${typeName(a)}' and '${typeName(b)}'`);
  }
  if (!(a instanceof PyFloat) && !(b instanceof PyFloat) && name !== 'divide') {
    const [m, n] = [BigInt(a), BigInt(b)];
    const exact = name === 'add' ? m + n : name === 'subtract' ? m - n : m * n;
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }
  const [x, y] = [toNumber(a), toNumber(b)];
  if (name === 'add') return new PyFloat(x + y);
  if (name === 'subtract') return new PyFloat(x - y);
  if (name === 'multiply') return new PyFloat(x * y);
  if (y === 0) throw new ZeroDivisionError('float division by zero');
  return new PyFloat(x / y);
}

/** The negative of a Python number. */
export const pythonNegative = (a: PyValue): PyValue => pythonOperator('subtract', 0, a);

const FINDS_NO_LOOP = new Set<Operator>([
  ...(['add', 'subtract', 'multiply', 'less', 'less_equal', 'greater', 'greater_equal', 'equal'] as const),
]);

export const isSequence = (value: PyValue): boolean => itemsOf(value) !== undefined;

/**
 * Refuses a Python value beside an array in an operator: text and nil are no operands, and a NumPy scalar does not
 * multiply a sequence.
 */
export function refuseBeside(name: Operator, value: PyValue, otherIsScalar: boolean): void {
  if (isNumber(value)) return;
  const sequence = isSequence(value);
  if ((sequence || typeof value === 'string') && otherIsScalar && name === 'multiply') {
    throw new PyTypeError("can't multiply sequence by non-int of type 'numpy.float64'");
  }
  if (typeof value === 'string' && otherIsScalar && name === 'add') {
    throw new PyTypeError('can only concatenate str (not "numpy.float64") to str');
  }
  const { foreign } = describe(value);
  if (foreign === undefined) return;
  if (foreign !== 'object' && FINDS_NO_LOOP.has(name)) {
    throw new UFuncNoLoopError(`ufunc '${name}' has no loop for an operand of dtype '${foreign}'`);
  }
  throw new PyTypeError(`unsupported operand type for ${name}: '${typeName(value)}'`);
}
