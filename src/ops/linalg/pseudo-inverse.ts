/** pinv: the Moore-Penrose inverse by singular values. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { scalarArray } from '../../array/convert.js';
import type { NdArray } from '../../array/ndarray.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { MATMUL, stackedProduct } from '../contraction/kernels.js';
import { isForeign, isText, productOperand } from '../contraction/operand.js';
import { permuted } from '../contraction/views.js';
import type { OpContext, OpDefinition } from '../define.js';
import { fold } from '../reduction/fold.js';
import { arrayOf, requireRoomFor, reshaped } from '../structure/common.js';
import { commonType, requireSquare, requireStacked, singularDecomposition, svdShapes } from './compute.js';
import { hermitianSingular } from './hermitian-svd.js';
import { extentsOf, flag, forStack, linalgOp, readMatrix, requireNumeric } from './operand.js';
import { early, present } from './prices.js';

interface PseudoInverse {
  readonly a: NdArray;
  readonly rcond: PyValue;
  readonly rtol: PyValue;
  readonly hermitian: boolean;
}

const DEFAULT_CUTOFF = new PyFloat(1e-15);

const matricesTransposed = (a: NdArray): NdArray => {
  const axes = [...a.shape.keys()];
  axes.push(axes.splice(-2, 1)[0]!);
  return permuted(a, axes);
};

/** Reciprocals of the singular values above `cutoff` times the greatest, zero for the others. */
function reciprocals(s: NdArray, cutoff: NdArray): NdArray {
  const greatest = fold(ReduceOp.Max, s, { axes: [s.ndim - 1], dtype: s.dtype, keepdims: true });
  const counts = applyUfunc('greater', s, applyUfunc('multiply', reshaped(cutoff, [...cutoff.shape, 1]), greatest));
  if (broadcastShapes(counts.shape, s.shape).join() !== s.shape.join()) {
    throw new ValueError('linalg.pinv: rcond has more axes than there are matrices');
  }
  const inverse = applyUfunc('divide', scalarArray(new PyFloat(1), s.dtype), s);
  const zero = scalarArray(new PyFloat(0), s.dtype);
  return arrayOf(native.select(counts.slot, inverse.slot, zero.slot, s.dtype, s.shape), s.dtype, s.shape);
}

function run({ a, rcond, rtol, hermitian }: PseudoInverse, ctx: OpContext): NdArray {
  const op = 'linalg.pinv';
  if (rcond !== null && rtol !== null) throw new ValueError(`${op}: rcond and rtol exclude each other`);
  const [m, n] = extentsOf(a);
  const cutoff = productOperand(rcond ?? rtol ?? DEFAULT_CUTOFF);
  if (a.size === 0 && sizeOf([m, n]) === 0) {
    const shape = [...a.shape.slice(0, -2), n, m];
    return arrayOf(native.empty(a.dtype, shape), a.dtype, shape);
  }
  if (isText(a)) throw new PyTypeError(`${op}: cannot conjugate strings`);
  if (hermitian) requireSquare(op, a);
  else requireStacked(op, a);
  const { result } = commonType(a);
  requireNumeric(op, a);
  if (isForeign(cutoff)) throw new UFuncNoLoopError(`${op}: ufunc 'multiply' has no loop for strings`);
  for (const shape of Object.values(svdShapes(a.shape, false))) requireRoomFor(shape, result, ctx);
  const conjugate = applyUfunc('conjugate', a);
  const { u, s, vh } = hermitian ? hermitianSingular(conjugate, true) : singularDecomposition(conjugate, false);
  const scaled = applyUfunc('multiply', reshaped(reciprocals(s, cutoff), [...s.shape, 1]), matricesTransposed(u!));
  return stackedProduct(op, MATMUL, matricesTransposed(vh!), scaled, null);
}

export const PSEUDO_INVERSE: readonly OpDefinition[] = [
  linalgOp<PseudoInverse>({
    name: 'linalg.pinv',
    params: 'a, rcond=, hermitian=, *, rtol=',
    read: (args) => ({
      a: readMatrix(args),
      rcond: args['rcond'] ?? null,
      rtol: args['rtol'] ?? null,
      hermitian: flag(args['hermitian'], false),
    }),
    operands: ({ a }) => [a],
    flops: {
      '0.4.1': ({ a }) => forStack(a, early.pseudoInverse(...extentsOf(a))),
      '0.12.4': ({ a }) => forStack(a, present.pseudoInverse(...extentsOf(a))),
    },
    run,
  }),
];
