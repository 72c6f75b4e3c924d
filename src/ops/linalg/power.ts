/** matrix_power. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import type { NdArray } from '../../array/ndarray.js';
import type { Flops } from '../../cost/flops.js';
import { PyTypeError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { MATMUL, stackedProduct } from '../contraction/kernels.js';
import { isForeign } from '../contraction/operand.js';
import type { OpDefinition, OpResult } from '../define.js';
import { arrayOf } from '../structure/common.js';
import { commonType, inverse, requireSquare } from './compute.js';
import { billingDtype, extentAt, forStack, isEmptyStack, linalgOp, readMatrix, requireNumeric } from './operand.js';
import { matrixPower } from './prices.js';

interface Power {
  readonly a: NdArray;
  readonly exponent: PyValue;
}

const OP = 'linalg.matrix_power';

/** The exponent as an integer; undefined for what only looks like one. */
function integerOf(value: PyValue): bigint | undefined {
  if (isInt(value)) return BigInt(value);
  return typeof value === 'boolean' ? (value ? 1n : 0n) : undefined;
}

/** The exponent as it is priced: a float may be 0 or 1. TypeError for what has no bits. */
function pricedExponent(value: PyValue): bigint {
  const integer = integerOf(value);
  if (integer !== undefined) return integer;
  if (value instanceof PyFloat && (value.value === 0 || value.value === 1)) return BigInt(value.value);
  throw new PyTypeError(`${OP}: the exponent must be an integer, not ${typeName(value)}`);
}

const multiply = (a: NdArray, b: NdArray): NdArray => stackedProduct(OP, MATMUL, a, b, null);

function identityLike(a: NdArray): NdArray {
  const result = arrayOf(native.zeros(a.dtype, a.shape), a.dtype, a.shape);
  const strides = native.strides(result.slot);
  const shape = a.shape.slice(0, -1);
  if (result.size > 0) {
    const steps = [...strides.slice(0, -2), strides.at(-1)! + strides.at(-2)!];
    const diagonal = arrayOf(native.stridedView(result.slot, shape, steps, 0), a.dtype, shape);
    native.assign(diagonal.slot, scalarArray(1, a.dtype).slot, -1);
  }
  return result;
}

/** Repeated squaring; the first powers as NumPy shortens them. */
function raised(a: NdArray, exponent: bigint): NdArray {
  if (exponent === 1n) return arrayOf(native.alias(a.slot), a.dtype, a.shape);
  if (exponent === 2n) return multiply(a, a);
  if (exponent === 3n) return multiply(multiply(a, a), a);
  let square = a;
  let result: NdArray | undefined;
  // Intermediate powers are released as soon as they are used up: there may be many.
  const dispose = (power: NdArray | undefined, ...kept: readonly (NdArray | undefined)[]): void => {
    if (power !== a && !kept.includes(power)) power?.leaveScope();
  };
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest !== exponent) {
      const next = multiply(square, square);
      dispose(square, result);
      square = next;
    }
    if ((rest & 1n) === 0n) continue;
    const next: NdArray = result === undefined ? square : multiply(result, square);
    dispose(result, square);
    result = next;
  }
  return result!;
}

function run({ a, exponent }: Power): OpResult {
  requireSquare(OP, a);
  const n = integerOf(exponent);
  if (n === undefined) throw new PyTypeError(`${OP}: the exponent must be an integer`);
  if (isForeign(a)) requireNumeric(OP, a);
  if (n === 0n) return identityLike(a);
  if (n > 0n) return raised(a, n);
  commonType(a);
  return raised(inverse(a), -n);
}

/** Without elements the exponent is not looked at. */
function flops({ a, exponent }: Power): Flops {
  const n = extentAt(a.shape, -1);
  return isEmptyStack(a) ? 0n : forStack(a, matrixPower(n, pricedExponent(exponent)));
}

/** Whether the exponent is below zero. TypeError for what has no order. */
function isNegative(value: PyValue): boolean {
  const integer = integerOf(value);
  if (integer !== undefined) return integer < 0n;
  if (value instanceof PyFloat) return value.value < 0;
  throw new PyTypeError(`'<' not supported between instances of '${typeName(value)}' and 'int'`);
}

export const MATRIX_POWER: readonly OpDefinition[] = [
  linalgOp<Power>({
    name: OP,
    params: 'a, n',
    read: (args) => ({ a: readMatrix(args), exponent: args['n']! }),
    operands: ({ a }) => [a],
    flops: {
      '0.4.1': flops,
      '0.12.4': flops,
    },
    // Integers are multiplied as they are; only an inverse makes them floats.
    billed: ({ a, exponent }) => (isNegative(exponent) ? billingDtype([a]) : a.dtype),
    run,
  }),
];
