/** Linear systems and inverses: solve, inv, tensorsolve, tensorinv, lstsq. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { canCast } from '../../array/promote.js';
import { broadcastShapes, shapeText, sizeOf } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import {
  LinAlgError,
  PyTypeError,
  SymmetryError,
  UFuncInputCastingError,
  UFuncNoLoopError,
  ValueError,
} from '../../errors.js';
import { isInt, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { isForeign, productOperand } from '../contraction/operand.js';
import { TAG_RULES, verifiedTag } from '../contraction/tags.js';
import { flattened, permuted } from '../contraction/views.js';
import { NumpyScalar, type OpContext, type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { requireRoomFor, reshaped } from '../structure/common.js';
import { commonType, inverse, leastSquares, requireSquare, rounded } from './compute.js';
import {
  ambiguous,
  extentAt,
  extentsOf,
  forStack,
  isEmptyStack,
  linalgOp,
  readMatrix,
  requireNumeric,
} from './operand.js';
import { early, integerRoot, present } from './prices.js';

interface System {
  readonly a: NdArray;
  readonly b: NdArray;
}

const readSystem = (args: Readonly<Record<string, PyValue | undefined>>): System => {
  const a = productOperand(args['a']);
  return { a, b: args['b'] === args['a'] ? a : productOperand(args['b']) };
};

const both = ({ a, b }: System): NdArray[] => [a, b];
const columnsOf = (b: NdArray): number => (b.ndim >= 2 ? b.shape.at(-1)! : 1);

/** numpy.linalg.solve. LinAlgError for what is not square or singular, ValueError for extents that do not fit. */
function solved(op: string, a: NdArray, b: NdArray, ctx: OpContext): NdArray {
  requireSquare(op, a);
  const { compute, result } = commonType(a, b);
  requireNumeric(op, a, b);
  const n = a.shape.at(-1)!;
  const core = b.ndim === 1 ? 1 : 2;
  if (b.ndim < core || b.shape.at(-core) !== n) {
    throw new ValueError(`${op}: matrices of ${n} rows and a right side of shape ${shapeText(b.shape)} do not fit`);
  }
  const stack = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -core));
  const shape = [...stack, ...b.shape.slice(-core)];
  requireRoomFor(shape, result, ctx);
  return rounded(native.solve(asType(a, compute).slot, asType(b, compute).slot), shape, compute, result);
}

const solve = linalgOp<System>({
  name: 'linalg.solve',
  params: 'a, b',
  read: readSystem,
  operands: both,
  classOf: ({ b }) => [b],
  flops: {
    '0.4.1': ({ a }) => forStack(a, early.cubic(extentAt(a.shape, -1))),
    '0.12.4': ({ a, b }) => {
      const n = extentAt(a.shape, -1);
      const stack = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, b.ndim >= 2 ? -2 : -1));
      return isEmptyStack(a) ? 0n : present.solve(n, columnsOf(b)) * countElements(stack);
    },
  },
  run: ({ a, b }, ctx) => solved('linalg.solve', a, b, ctx),
});

/** numpy.linalg.inv. */
function inverted(op: string, a: NdArray): NdArray {
  requireSquare(op, a);
  commonType(a);
  requireNumeric(op, a);
  return inverse(a);
}

const inv = linalgOp<NdArray>({
  name: 'linalg.inv',
  params: 'a',
  read: (args) => readMatrix(args),
  operands: (a) => [a],
  flops: {
    '0.4.1': (a) => {
      const n = extentAt(a.shape, -1);
      return forStack(a, a.symmetry === null ? early.cubic(n) : early.symmetricInverse(n));
    },
    '0.12.4': (a) => {
      const n = extentAt(a.shape, -1);
      return forStack(a, a.symmetry === null ? present.inverse(n) : present.symmetricInverse(n));
    },
  },
  run: (a, ctx) => {
    const result = inverted('linalg.inv', a);
    try {
      result.symmetry = verifiedTag(result, a.symmetry, ctx.release.pick(TAG_RULES));
    } catch (error) {
      if (!(error instanceof SymmetryError)) throw error;
    }
    return result;
  },
});

interface TensorSystem extends System {
  readonly axes: PyValue | undefined;
  /** What the right side is refused with once the call has been charged. */
  readonly refused?: ValueError;
}

/** Early releases charge by the left side alone, before they look at the right one. */
function readTensorSystem(args: Readonly<Record<string, PyValue | undefined>>, ctx: OpContext): TensorSystem {
  const axes = args['axes'];
  try {
    return { ...readSystem(args), axes };
  } catch (refused) {
    if (ctx.release.traits.dtypeBilling || !(refused instanceof ValueError)) throw refused;
    const a = productOperand(args['a']);
    return { a, b: a, axes, refused };
  }
}

/** The axes of `a` with those given moved to the end, one after the other. ValueError for one that is not there. */
function axesLast(op: string, ndim: number, value: PyValue): number[] {
  const items = value instanceof PyTuple ? value.items : typeof value === 'string' ? [...value] : value;
  if (!Array.isArray(items)) throw new PyTypeError(`${op}: '${typeName(value)}' object is not iterable`);
  const order = Array.from({ length: ndim }, (_, axis) => axis);
  for (const item of items as readonly PyValue[]) {
    const number = item instanceof PyFloat ? item.value : typeof item === 'boolean' || isInt(item) ? Number(item) : -1;
    const at = order.indexOf(number);
    if (at < 0) throw new ValueError(`${op}: there is no axis ${String(number)} left to move`);
    order.push(order.splice(at, 1)[0]!);
  }
  return order;
}

const tensorsolve = linalgOp<TensorSystem>({
  name: 'linalg.tensorsolve',
  params: 'a, b, axes=',
  read: (args, ctx) => readTensorSystem(args, ctx),
  operands: both,
  flops: {
    '0.4.1': ({ a }) => {
      const n = countElements(a.shape.slice(2));
      return n ** 3n > 1n ? n ** 3n : 1n;
    },
    '0.12.4': ({ a }) => present.solve(Number(integerRoot(countElements(a.shape))), 1),
  },
  run: ({ a, b, axes, refused }, ctx) => {
    const op = 'linalg.tensorsolve';
    if (refused !== undefined) throw refused;
    const moved = axes === undefined || axes === null ? a : permuted(a, axesLast(op, a.ndim, axes));
    // As Python slices: with as many axes in both, -0 keeps all of them.
    const shape = moved.shape.slice(a.ndim === b.ndim ? 0 : b.ndim - a.ndim);
    const unknowns = sizeOf(shape);
    if (a.size !== unknowns ** 2) {
      throw new LinAlgError(`${op}: ${a.size} elements are no square system for unknowns of shape ${shapeText(shape)}`);
    }
    requireNumeric(op, a, b);
    return reshaped(solved(op, reshaped(moved, [unknowns, unknowns]), flattened(b), ctx), shape);
  },
});

interface TensorInverse {
  readonly a: NdArray;
  readonly ind: number;
}

const tensorinv = linalgOp<TensorInverse>({
  name: 'linalg.tensorinv',
  params: 'a, ind=',
  read: (args) => ({ a: readMatrix(args), ind: args['ind'] === undefined ? 2 : toIndex(args['ind']) }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a, ind }) => early.cubic(sizeOf(a.shape.slice(0, ind))),
    '0.12.4': ({ a, ind }) => present.inverse(sizeOf(a.shape.slice(0, ind))),
  },
  run: ({ a, ind }): OpResult => {
    const op = 'linalg.tensorinv';
    if (ind <= 0) throw new ValueError(`${op}: ind must be positive, not ${ind}`);
    const [leading, trailing] = [a.shape.slice(0, ind), a.shape.slice(ind)];
    const rows = sizeOf(trailing);
    if (rows === 0) throw new ValueError(`${op}: an array without elements has no such shape`);
    const matrix = reshaped(a, [rows, a.size / rows]);
    requireSquare(op, matrix);
    requireNumeric(op, a);
    const inverse = inverted(op, matrix);
    // NumPy asks for a shape of no extents, which its method does not take.
    if (a.ndim === 0) throw new PyTypeError(`${op}: an array without axes has no inverse`);
    return reshaped(inverse, [...trailing, ...leading]);
  },
});

interface LeastSquaresCall extends System {
  readonly rcond: PyValue | undefined;
}

/** `rcond` as an array of one number. UFuncTypeError for text, ValueError where it would ask for several solutions. */
function cutoff(op: string, value: PyValue): NdArray {
  const array = productOperand(value);
  if (isForeign(array)) throw new UFuncNoLoopError(`${op}: rcond is no number`);
  if (!canCast(array.dtype, Dtype.Float64, 'same_kind')) throw new UFuncInputCastingError(`${op}: rcond must be real`);
  if (array.size !== 1) throw ambiguous();
  return asType(array, Dtype.Float64);
}

function requireMatrix(op: string, a: NdArray, ndim = a.ndim): void {
  if (ndim !== 2) throw new LinAlgError(`${op}: ${a.ndim}-dimensional array given, a matrix is needed`);
}

function runLeastSquares({ a, b, rcond }: LeastSquaresCall, ctx: OpContext): OpResult {
  const op = 'linalg.lstsq';
  requireMatrix(op, a);
  requireMatrix(op, b, b.ndim === 1 ? 2 : b.ndim);
  const [m, n] = extentsOf(a);
  if (b.shape[0] !== m) throw new LinAlgError(`${op}: ${m} equations and ${b.shape[0]} right sides`);
  const { result } = commonType(a, b);
  requireNumeric(op, a, b);
  const columns = Math.max(columnsOf(b), 1);
  requireRoomFor([Math.max(m, n), columns], result, ctx);
  const limit = rcond === undefined || rcond === null ? undefined : cutoff(op, rcond);
  const found = leastSquares(a, b, limit === undefined ? undefined : (native.readItem(limit.slot) as number));
  const { x, residuals, rank, singular } = found;
  if (limit === undefined || limit.ndim === 0) {
    return new ResultTuple([x, residuals, new NumpyScalar(rank, Dtype.Int32), singular]);
  }
  // A limit with axes gives them to the results, except to residuals that are left out.
  const lifted = (array: NdArray): NdArray => reshaped(array, [...limit.shape, ...array.shape]);
  const rankArray = scalarArray(rank, Dtype.Int32);
  return new ResultTuple([
    lifted(x),
    found.hasResiduals ? lifted(residuals) : residuals,
    lifted(rankArray),
    lifted(singular),
  ]);
}

const lstsq = linalgOp<LeastSquaresCall>({
  name: 'linalg.lstsq',
  params: 'a, b, rcond=',
  read: (args) => ({ ...readSystem(args), rcond: args['rcond'] }),
  operands: both,
  classOf: ({ b }) => [b],
  flops: {
    '0.4.1': ({ a, b }) => {
      const [m, n] = extentsOf(a);
      return forStack(a, early.leastSquares(m, n, columnsOf(b), b.ndim === 1));
    },
    '0.12.4': ({ a, b }) => {
      const [m, n] = extentsOf(a);
      return forStack(a, present.leastSquares(m, n, columnsOf(b)));
    },
  },
  run: runLeastSquares,
});

export const SYSTEMS: readonly OpDefinition[] = [solve, inv, tensorsolve, tensorinv, lstsq];
