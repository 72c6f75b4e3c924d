/** eig, eigvals, eigh and eigvalsh. */
import type { NdArray } from '../../array/ndarray.js';
import type { Flops } from '../../cost/flops.js';
import { AttributeError, LinAlgError, PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { isForeign } from '../contraction/operand.js';
import { isAllFinite } from '../contraction/tags.js';
import type { OpDefinition, OpResult } from '../define.js';
import { commonType, type Eigen, eigen, hermitianEigen, requireSquare } from './compute.js';
import { extentAt, forStack, linalgOp, named, readMatrix, requireNumeric } from './operand.js';
import { early, present } from './prices.js';

const results = (name: string, { values, vectors }: Eigen): OpResult =>
  vectors === undefined ? values : named(name, { eigenvalues: values, eigenvectors: vectors });

function generalOp(name: string, withVectors: boolean, price: (n: number) => Flops): OpDefinition {
  return linalgOp<NdArray>({
    name,
    params: 'a',
    read: (args) => readMatrix(args),
    operands: (a) => [a],
    flops: {
      '0.4.1': (a) => forStack(a, early.cubic(extentAt(a.shape, -1))),
      '0.12.4': (a) => forStack(a, price(extentAt(a.shape, -1))),
    },
    run: (a) => {
      requireSquare(name, a);
      if (isForeign(a)) throw new PyTypeError(`${name}: isfinite is not defined for what is no number`);
      if (!isAllFinite(a)) throw new LinAlgError(`${name}: elements must be finite`);
      return results('EigResult', eigen(a, withVectors));
    },
  });
}

/** Whether the upper triangle is read. AttributeError for what is no string, ValueError for another letter. */
export function readsUpper(op: string, value: PyValue | undefined): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'string') throw new AttributeError(`'${typeName(value)}' object has no attribute 'upper'`);
  const letter = value.toUpperCase();
  if (letter !== 'L' && letter !== 'U') throw new ValueError(`${op}: UPLO must be 'L' or 'U', not '${value}'`);
  return letter === 'U';
}

interface Hermitian {
  readonly a: NdArray;
  readonly triangle: PyValue | undefined;
}

function hermitianOp(name: string, withVectors: boolean, price: (n: number) => Flops): OpDefinition {
  return linalgOp<Hermitian>({
    name,
    params: 'a, UPLO=',
    read: (args) => ({ a: readMatrix(args), triangle: args['UPLO'] }),
    operands: ({ a }) => [a],
    flops: {
      '0.4.1': ({ a }) => forStack(a, early.cubic(extentAt(a.shape, -1))),
      '0.12.4': ({ a }) => forStack(a, price(extentAt(a.shape, -1))),
    },
    run: ({ a, triangle }) => {
      const upper = readsUpper(name, triangle);
      requireSquare(name, a);
      commonType(a);
      requireNumeric(name, a);
      return results('EighResult', hermitianEigen(a, upper, withVectors));
    },
  });
}

export const EIGENVALUES: readonly OpDefinition[] = [
  generalOp('linalg.eig', true, present.eig),
  generalOp('linalg.eigvals', false, present.eigvals),
  hermitianOp('linalg.eigh', true, present.eigh),
  hermitianOp('linalg.eigvalsh', false, present.eigvalsh),
];
