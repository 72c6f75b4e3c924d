/** det and slogdet. */
import { native } from '../../addon/native.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { asType } from '../../ufunc/apply.js';
import type { OpDefinition } from '../define.js';
import { commonType, realOf, requireSquare, rounded, stackShape } from './compute.js';
import { deliver, extentAt, forStack, linalgOp, named, readMatrix, requireNumeric } from './operand.js';
import { early, present } from './prices.js';

const det = linalgOp<NdArray>({
  name: 'linalg.det',
  params: 'a',
  read: (args) => readMatrix(args),
  operands: (a) => [a],
  flops: {
    '0.4.1': (a) => forStack(a, early.cubic(extentAt(a.shape, -1))),
    '0.12.4': (a) => forStack(a, present.determinant(extentAt(a.shape, -1))),
  },
  run: (a) => {
    requireSquare('linalg.det', a);
    const { compute, result } = commonType(a);
    requireNumeric('linalg.det', a);
    return deliver(rounded(native.determinant(asType(a, compute).slot), stackShape(a), compute, result));
  },
});

const slogdet = linalgOp<NdArray>({
  name: 'linalg.slogdet',
  params: 'a',
  read: (args) => readMatrix(args),
  operands: (a) => [a],
  flops: {
    '0.4.1': (a) => forStack(a, early.cubic(extentAt(a.shape, -1))),
    '0.12.4': (a) => forStack(a, present.logDeterminant(extentAt(a.shape, -1))),
  },
  run: (a) => {
    requireSquare('linalg.slogdet', a);
    const { compute, result } = commonType(a);
    requireNumeric('linalg.slogdet', a);
    const [sign, logarithm] = native.logDeterminant(asType(a, compute).slot);
    return named('SlogdetResult', {
      sign: deliver(rounded(sign, stackShape(a), compute, result)),
      logabsdet: deliver(rounded(logarithm, stackShape(a), Dtype.Float64, realOf(result))),
    });
  },
});

export const DETERMINANTS: readonly OpDefinition[] = [det, slogdet];
