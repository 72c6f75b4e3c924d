/** cond and matrix_rank: what singular values tell. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isInexact } from '../../array/dtype.js';
import { inArrayScope, NdArray, type Shape } from '../../array/ndarray.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import { LinAlgError, PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { isForeign, productOperand } from '../contraction/operand.js';
import type { OpDefinition, OpResult } from '../define.js';
import { fold } from '../reduction/fold.js';
import { arrayOf, filled, reshaped, sliced } from '../structure/common.js';
import { commonType, realOf, requireSquare, requireStacked, singularValues, stackShape } from './compute.js';
import { hermitianSingular } from './hermitian-svd.js';
import { type NormOrder, normOf, normOrder } from './norm-kernels.js';
import {
  ambiguous,
  batchSize,
  deliver,
  extentsOf,
  flag,
  forStack,
  linalgOp,
  readMatrix,
  requireNumeric,
} from './operand.js';
import { early, present } from './prices.js';

interface Condition {
  readonly a: NdArray;
  readonly order: NormOrder;
  readonly hasNan: boolean;
}

const bySingularValues = ({ isDefault, number }: NormOrder): boolean => isDefault || number === 2 || number === -2;

const anyOver = (truths: NdArray, axes: readonly number[]): NdArray =>
  fold(ReduceOp.Any, truths, { axes, dtype: Dtype.Bool, keepdims: false });

const isTrue = (truth: NdArray): boolean => native.readItem(truth.slot) as boolean;
const hasAny = (truths: NdArray): boolean => isTrue(anyOver(truths, [...truths.shape.keys()]));

const isEmptyMatrix = (a: NdArray): boolean => a.size === 0 && sizeOf(a.shape.slice(-2)) === 0;

/** One singular value of each matrix: a view without the last axis. */
function singularValue(s: NdArray, index: number): NdArray {
  const one = sliced(s, s.ndim - 1, index, 1);
  return reshaped(one, s.shape.slice(0, -1));
}

function ratios(x: NdArray, order: NormOrder): NdArray {
  if (bySingularValues(order)) {
    requireStacked('linalg.cond', x);
    const s = singularValues(x);
    const [first, last] = [singularValue(s, 0), singularValue(s, s.shape.at(-1)! - 1)];
    return order.number === -2 ? applyUfunc('divide', last, first) : applyUfunc('divide', first, last);
  }
  requireSquare('linalg.cond', x);
  const { compute, result } = commonType(x);
  const inverse = arrayOf(native.inverse(asType(x, compute).slot, true), compute, x.shape);
  const product = applyUfunc('multiply', normOf(x, order, [-2, -1], false), normOf(inverse, order, [-2, -1], false));
  return asType(product, realOf(result));
}

/** numpy.linalg.cond. LinAlgError for matrices without elements, and where singular values do not converge. */
function conditionOf(x: NdArray, order: NormOrder): NdArray {
  if (isEmptyMatrix(x)) throw new LinAlgError('cond is not defined on empty arrays');
  const found = ratios(x, order);
  // What is not defined counts as infinite, unless the matrix holds NaN itself.
  const isNan = applyUfunc('isnan', found);
  if (!hasAny(isNan)) return found;
  const ownNan = isInexact(x.dtype) ? anyOver(applyUfunc('isnan', x), [x.ndim - 2, x.ndim - 1]) : undefined;
  const mask = ownNan === undefined ? isNan : applyUfunc('logical_and', isNan, applyUfunc('logical_not', ownNan));
  const infinity = scalarArray(new PyFloat(Number.POSITIVE_INFINITY), found.dtype);
  return arrayOf(
    native.select(mask.slot, infinity.slot, found.slot, found.dtype, found.shape),
    found.dtype,
    found.shape,
  );
}

const NAN = new PyFloat(Number.NaN);

/** The condition of a single matrix that holds NaN. */
function conditionOrNan(x: NdArray, order: NormOrder): NdArray {
  try {
    return conditionOf(x, order);
  } catch (error) {
    if (error instanceof LinAlgError || (error as { code?: unknown }).code === 'LinAlgError') {
      return scalarArray(NAN, Dtype.Float64);
    }
    throw error;
  }
}

/** Each matrix by itself, so that NaN stays where it is. */
function conditionByMatrix(x: NdArray, order: NormOrder): NdArray {
  const [m, n] = extentsOf(x);
  const stack = stackShape(x);
  const matrices = reshaped(x, [sizeOf(stack), m, n]);
  const result = filled([sizeOf(stack)], Dtype.Float64, scalarArray(NAN, Dtype.Float64));
  for (let i = 0; i < sizeOf(stack); i++) {
    inArrayScope(() => {
      const matrix = reshaped(sliced(matrices, 0, i, 1), [m, n]);
      native.assign(sliced(result, 0, i, 1).slot, conditionOrNan(matrix, order).slot, -1);
    });
  }
  return reshaped(result, stack);
}

const cond = linalgOp<Condition>({
  name: 'linalg.cond',
  params: 'x, p=',
  read: (args) => {
    const a = readMatrix(args, 'x');
    const [m, n] = extentsOf(a);
    if (m * n > 0 && isForeign(a)) throw new PyTypeError('linalg.cond: isnan is not defined for what is no number');
    const hasNan = m * n > 0 && isInexact(a.dtype) && hasAny(applyUfunc('isnan', a));
    return { a, order: normOrder(args['p'], null), hasNan };
  },
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a, order }) => {
      if (order.given instanceof NdArray) throw ambiguous();
      return forStack(a, early.condition(...extentsOf(a), bySingularValues(order)));
    },
    '0.12.4': ({ a, order }) => forStack(a, present.condition(...extentsOf(a), bySingularValues(order))),
  },
  // Present releases compare the order with those they know, which is all that is charged for an array.
  instead: ({ order: { given } }, ctx) =>
    given instanceof NdArray && ctx.release.traits.dtypeBilling
      ? { op: 'equal', flops: given.size, dtypes: [given.dtype] }
      : undefined,
  run: ({ a, order, hasNan }): OpResult => {
    const { given } = order;
    if (given instanceof NdArray) throw ambiguous();
    if (Array.isArray(given)) throw new PyTypeError(`unhashable type: '${typeName(given)}'`);
    requireNumeric('linalg.cond', a);
    if (!hasNan) return deliver(conditionOf(a, order));
    return deliver(a.ndim > 2 ? conditionByMatrix(a, order) : conditionOrNan(a, order));
  },
});

interface Rank {
  readonly a: NdArray;
  readonly tol: PyValue;
  readonly rtol: PyValue;
  readonly hermitian: boolean;
}

/** The shape of a tolerance; undefined where NumPy cannot make an array of it. */
const toleranceShape = (value: PyValue): Shape => productOperand(value).shape;

/** Pairs of matrices and tolerances that are compared. */
function pairs(a: NdArray, tolerance: PyValue): bigint {
  const shape = toleranceShape(tolerance);
  try {
    return countElements(broadcastShapes(a.shape.slice(0, -2), shape));
  } catch (error) {
    if (error instanceof ValueError) return batchSize(a.shape);
    throw error;
  }
}

function tolerance(value: PyValue): NdArray {
  const array = productOperand(value);
  if (isForeign(array)) throw new UFuncNoLoopError("linalg.matrix_rank: ufunc 'greater' has no loop for strings");
  return reshaped(array, [...array.shape, 1]);
}

const EPSILON: Readonly<Partial<Record<Dtype, number>>> = { [Dtype.Float32]: 2 ** -23, [Dtype.Float64]: 2 ** -52 };

/** Singular values above this count. */
function threshold(a: NdArray, s: NdArray, { tol, rtol }: Rank): NdArray {
  if (tol !== null) return tolerance(tol);
  const largest = fold(ReduceOp.Max, s, {
    axes: [s.ndim - 1],
    dtype: s.dtype,
    keepdims: true,
    initial: scalarArray(new PyFloat(0), s.dtype),
  });
  const relative =
    rtol === null ? scalarArray(new PyFloat(Math.max(...extentsOf(a)) * EPSILON[s.dtype]!), s.dtype) : tolerance(rtol);
  return applyUfunc('multiply', largest, relative);
}

function runRank(call: Rank): OpResult {
  const { a, tol, rtol, hermitian } = call;
  if (tol !== null && rtol !== null) throw new ValueError('linalg.matrix_rank: tol and rtol exclude each other');
  if (a.ndim < 2) {
    if (isForeign(a)) return 1;
    return hasAny(applyUfunc('not_equal', a, scalarArray(0, a.dtype))) ? 1 : 0;
  }
  if (hermitian) requireSquare('linalg.matrix_rank', a);
  commonType(a);
  requireNumeric('linalg.matrix_rank', a);
  const s = hermitian ? hermitianSingular(a, false).s : singularValues(a);
  const counts = applyUfunc('greater', s, threshold(a, s, call));
  const total = fold(ReduceOp.Sum, counts, { axes: [counts.ndim - 1], dtype: Dtype.Int64, keepdims: false });
  return deliver(total);
}

const matrixRank = linalgOp<Rank>({
  name: 'linalg.matrix_rank',
  params: 'A, tol=, hermitian=, *, rtol=',
  read: (args) => ({
    a: readMatrix(args, 'A'),
    tol: args['tol'] ?? null,
    rtol: args['rtol'] ?? null,
    hermitian: flag(args['hermitian'], false),
  }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a }) => (a.ndim < 2 ? Math.max(a.size, 1) : forStack(a, early.rectangular(...extentsOf(a)))),
    '0.12.4': ({ a, tol, rtol }) => {
      if (a.ndim < 2) return Math.max(a.size, 1);
      const [m, n] = extentsOf(a);
      const price = forStack(a, present.rank(m, n));
      const given = tol ?? rtol;
      if (price === 0n || given === null) return price;
      return price + BigInt(Math.min(m, n)) * (pairs(a, given) - batchSize(a.shape));
    },
  },
  run: runRank,
});

export const CONDITION: readonly OpDefinition[] = [cond, matrixRank];
