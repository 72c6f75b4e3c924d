/** cholesky, qr, svd and svdvals. */
import { QrMode } from '../../addon/linalg.js';
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import type { Flops } from '../../cost/flops.js';
import { PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { isText } from '../contraction/operand.js';
import { permuted } from '../contraction/views.js';
import { type OpContext, type OpDefinition, type OpResult, ResultTuple } from '../define.js';
import { arrayOf, requireRoomFor, sliced } from '../structure/common.js';
import {
  commonType,
  orthogonalTriangular,
  requireSquare,
  requireStacked,
  rounded,
  singularDecomposition,
  singularValues,
  svdShapes,
} from './compute.js';
import { hermitianSingular } from './hermitian-svd.js';
import {
  batchSize,
  extentAt,
  extentsOf,
  flag,
  forStack,
  linalgOp,
  named,
  readMatrix,
  requireNumeric,
} from './operand.js';
import { early, present } from './prices.js';

const cholesky = linalgOp<{ readonly a: NdArray; readonly upper: boolean }>({
  name: 'linalg.cholesky',
  params: 'a, /, *, upper=',
  read: (args) => ({ a: readMatrix(args), upper: flag(args['upper'], false) }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a }) => forStack(a, early.cubic(extentAt(a.shape, -1))),
    '0.12.4': ({ a }) => forStack(a, present.cholesky(extentAt(a.shape, -1))),
  },
  run: ({ a, upper }) => {
    requireSquare('linalg.cholesky', a);
    const { compute, result } = commonType(a);
    requireNumeric('linalg.cholesky', a);
    return rounded(native.cholesky(asType(a, compute).slot, upper), a.shape, compute, result);
  },
});

interface Qr {
  readonly a: NdArray;
  readonly mode: PyValue;
}

/** Modes by their names; those of old NumPys still compute, but the reference makes one array of both factors. */
const MODES: Readonly<Record<string, QrMode>> = {
  reduced: QrMode.Reduced,
  complete: QrMode.Complete,
  r: QrMode.R,
  raw: QrMode.Raw,
  full: QrMode.Reduced,
  f: QrMode.Reduced,
  economic: QrMode.Raw,
  e: QrMode.Raw,
};

const formsQ = (mode: PyValue): boolean => mode === 'reduced' || mode === 'complete';

/** Shapes of what a mode gives, in its order. */
function qrShapes(shape: Shape, mode: QrMode): Shape[] {
  const [m, n] = shape.slice(-2) as [number, number];
  const [stack, k] = [shape.slice(0, -2), Math.min(m, n)];
  if (mode === QrMode.Raw) return [shape, [...stack, k]];
  const columns = mode === QrMode.Complete ? m : k;
  const r = [...stack, columns, n];
  return mode === QrMode.R ? [r] : [[...stack, m, columns], r];
}

const swapped = (a: NdArray): NdArray => {
  const axes = [...a.shape.keys()];
  axes.push(axes.splice(-2, 1)[0]!);
  return permuted(a, axes);
};

/** Two arrays as one with a new first axis. ValueError when their shapes differ. */
function joined(first: NdArray, second: NdArray): NdArray {
  if (first.shape.join() !== second.shape.join()) {
    throw new ValueError('setting an array element with a sequence. The requested array has an inhomogeneous shape');
  }
  const shape = [2, ...first.shape];
  const { dtype } = first;
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  for (const [i, part] of [first, second].entries()) {
    const half = sliced(result, 0, i, 1);
    native.assign(half.slot, part.slot, -1);
  }
  return result;
}

function runQr({ a, mode: given }: Qr, ctx: OpContext): OpResult {
  const mode = typeof given === 'string' ? MODES[given] : undefined;
  if (mode === undefined || typeof given !== 'string') {
    throw new ValueError(`linalg.qr: unrecognized mode '${String(given)}'`);
  }
  requireStacked('linalg.qr', a);
  const { result } = commonType(a);
  if (isText(a)) throw new ValueError('linalg.qr: could not convert string to float');
  requireNumeric('linalg.qr', a);
  const shapes = qrShapes(a.shape, mode);
  for (const shape of shapes) requireRoomFor(shape, result, ctx);
  const [first, second] = orthogonalTriangular(a, mode, shapes) as [NdArray, NdArray];
  if (mode === QrMode.R) return first;
  if (given === 'raw') return new ResultTuple([swapped(first), second]);
  if (mode === QrMode.Raw) return first;
  if (formsQ(given)) return named('QRResult', { Q: first, R: second });
  return a.isPlain ? new ResultTuple([first, second]) : joined(first, second);
}

const qr = linalgOp<Qr>({
  name: 'linalg.qr',
  params: 'a, mode=',
  read: (args) => ({ a: readMatrix(args), mode: args['mode'] === undefined ? 'reduced' : args['mode'] }),
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a }) => forStack(a, early.rectangular(...extentsOf(a))),
    '0.12.4': ({ a, mode }) => {
      if (mode instanceof NdArray) throw new UnsupportedDtypeError('equal: a name is not numeric');
      return forStack(a, present.qr(...extentsOf(a), formsQ(mode)));
    },
  },
  run: runQr,
});

/** How many leading singular values are asked for: a Python number, which only an integer can be in the end. */
type Top = number | PyFloat | null;

function topOf(value: PyValue | undefined): Top {
  if (value === undefined || value === null) return null;
  if (value instanceof PyFloat) return value;
  if (isInt(value) || typeof value === 'boolean') return toIndex(value);
  throw new PyTypeError(`'<=' not supported between instances of 'int' and '${typeName(value)}'`);
}

const numberOf = (top: Top): number | undefined => (top instanceof PyFloat ? top.value : (top ?? undefined));

/** ValueError unless 1 <= k <= min(m, n); matrices without elements have no such limit. */
function requireTop(op: string, top: Top, limit: number): void {
  const k = numberOf(top);
  if (k === undefined || limit === 0 || (k >= 1 && k <= limit)) return;
  throw new ValueError(`${op}: k must be between 1 and min(m, n) = ${limit}, got ${k}`);
}

/** The price of leading singular values; a fraction of one, which fails later, is priced all the same. */
function presentSvdFlops(a: NdArray, top: Top, work: { vectors: boolean; full: boolean }): Flops | number {
  const [m, n] = extentsOf(a);
  const k = numberOf(top);
  if (k === undefined || Number.isInteger(k) || k >= Math.min(m, n)) {
    return forStack(a, present.svd(m, n, { ...work, top: k === undefined ? undefined : Math.ceil(Math.max(k, 0)) }));
  }
  const [quadratic, cubic] = work.vectors ? [6, 20] : [2, 2];
  const truncated = 4 * m * n * k + quadratic * (m + n) * k * k + cubic * k ** 3;
  const economy = Number(present.svd(m, n, { vectors: work.vectors }));
  return m * n === 0 ? 0 : Math.max(Math.min(truncated, economy), 1) * Number(batchSize(a.shape));
}

function earlySvdFlops(a: NdArray, top: Top): Flops | number {
  const [m, n] = extentsOf(a);
  if (m * n === 0) return 0;
  return m * n * (numberOf(top) ?? Math.min(m, n)) * Number(batchSize(a.shape));
}

/** The first elements along an axis, as `[..., :k]` has them. TypeError when k is no integer. */
function leading(a: NdArray, axis: number, top: Top): NdArray {
  if (top === null) return a;
  if (top instanceof PyFloat) throw new PyTypeError('slice indices must be integers or None');
  const at = a.ndim + axis;
  const extent = a.shape[at]!;
  return sliced(a, at, 0, Math.max(0, Math.min(extent, top < 0 ? extent + top : top)));
}

interface SvdFlags {
  readonly full: boolean;
  readonly vectors: boolean;
  readonly hermitian: boolean;
}

interface Svd {
  readonly a: NdArray;
  readonly top: Top;
  /** ValueError for a flag that is an array. */
  readonly flags: () => SvdFlags;
}

function runSvd({ a, top, flags }: Svd, ctx: OpContext): OpResult {
  const op = 'linalg.svd';
  const { full, vectors, hermitian } = flags();
  if (hermitian) requireSquare(op, a);
  else requireStacked(op, a);
  const { result } = commonType(a);
  requireNumeric(op, a);
  if (!vectors) {
    const s = hermitian ? hermitianSingular(a, false).s : singularValues(a);
    return leading(s, -1, top);
  }
  const isFull = full && top === null;
  const shapes = svdShapes(a.shape, isFull);
  for (const shape of Object.values(shapes)) requireRoomFor(shape, result, ctx);
  const { u, s, vh } = hermitian ? hermitianSingular(a, true) : singularDecomposition(a, isFull);
  return named('SVDResult', { U: leading(u!, -1, top), S: leading(s, -1, top), Vh: leading(vh!, -2, top) });
}

const svd = linalgOp<Svd>({
  name: 'linalg.svd',
  params: 'a, full_matrices=, compute_uv=, hermitian=, *, k=',
  read: (args, ctx) => {
    const a = readMatrix(args);
    if (a.ndim < 2) throw new ValueError(`linalg.svd: matrices are needed, not an array of ${a.ndim} dimensions`);
    const top = topOf(args['k']);
    const limit = Math.min(...extentsOf(a));
    if (ctx.release.traits.dtypeBilling) requireTop('linalg.svd', top, limit);
    else if ((numberOf(top) ?? 0) > limit) throw new ValueError(`linalg.svd: k exceeds min(m, n) = ${limit}`);
    const flags = (): SvdFlags => ({
      full: flag(args['full_matrices'], true),
      vectors: flag(args['compute_uv'], true),
      hermitian: flag(args['hermitian'], false),
    });
    // Early releases look at the flags once they have charged.
    if (ctx.release.traits.dtypeBilling) flags();
    return { a, top, flags };
  },
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a, top }) => earlySvdFlops(a, top),
    '0.12.4': ({ a, top, flags }) => presentSvdFlops(a, top, flags()),
  },
  run: runSvd,
});

interface SingularValuesCall {
  readonly a: NdArray;
  readonly top: Top;
}

const svdvals = linalgOp<SingularValuesCall>({
  name: 'linalg.svdvals',
  params: 'x, /, *, k=',
  read: (args) => {
    const a = readMatrix(args, 'x');
    const limit = Math.min(...extentsOf(a));
    const top = topOf(args['k']) ?? limit;
    requireTop('linalg.svdvals', top, limit);
    return { a, top };
  },
  operands: ({ a }) => [a],
  flops: {
    '0.4.1': ({ a, top }) => Math.max(Number(earlySvdFlops(a, top)), a.size === 0 ? 0 : 1),
    '0.12.4': ({ a, top }) => presentSvdFlops(a, top, { vectors: false, full: false }),
  },
  run: ({ a, top }) => {
    commonType(a);
    requireNumeric('linalg.svdvals', a);
    const values = singularValues(a);
    return (numberOf(top) ?? 0) < values.shape.at(-1)! ? leading(values, -1, top) : values;
  },
});

export const DECOMPOSITIONS: readonly OpDefinition[] = [cholesky, qr, svd, svdvals];
