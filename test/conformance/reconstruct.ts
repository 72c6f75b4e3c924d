/**
 * Decompositions against what they decompose. Where eigenvalues or singular values lie close together, or signs are free,
 * vectors may differ from recorded ones and be as good: they must then multiply back to the operand.
 */
import { componentsOf } from './array-data.js';

/** An array as it was fetched. */
export interface Fetched {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A complex matrix in C order. */
interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const EPSILON = 2 ** -52;
const SINGLE_EPSILON = 2 ** -23;
/** Allowed error in units of precision × norm × extent. */
const FACTOR = 100;

const isSingle = (dtype: string): boolean => dtype === 'float32' || dtype === 'complex64';

/** The matrices of a stack; of vectors, the diagonal matrices that hold them. */
function matricesOf({ dtype, shape, bytes }: Fetched, areDiagonals = false): Matrix[] {
  const numbers = componentsOf(bytes, dtype);
  const isComplex = dtype.startsWith('complex');
  const at = (i: number): [number, number] => (isComplex ? [numbers[2 * i]!, numbers[2 * i + 1]!] : [numbers[i]!, 0]);
  const columns = shape.at(-1)!;
  const rows = areDiagonals ? columns : shape.at(-2)!;
  const each = areDiagonals ? columns : rows * columns;
  const count = each === 0 ? 0 : shape.reduce((size, extent) => size * extent, 1) / each;
  return Array.from({ length: count }, (_, k) => {
    const matrix = empty(rows, columns);
    for (let i = 0; i < each; i++) {
      [matrix.re[areDiagonals ? i * (columns + 1) : i], matrix.im[areDiagonals ? i * (columns + 1) : i]] = at(
        k * each + i,
      );
    }
    return matrix;
  });
}

const empty = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  re: new Float64Array(rows * columns),
  im: new Float64Array(rows * columns),
});

/** a·b over the columns that `a` has, and as many rows of `b`. */
function product(a: Matrix, b: Matrix): Matrix {
  const result = empty(a.rows, b.columns);
  const inner = Math.min(a.columns, b.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < inner; k++) {
      const [x, y] = [a.re[i * a.columns + k]!, a.im[i * a.columns + k]!];
      for (let j = 0; j < b.columns; j++) {
        const [u, v] = [b.re[k * b.columns + j]!, b.im[k * b.columns + j]!];
        result.re[i * b.columns + j]! += x * u - y * v;
        result.im[i * b.columns + j]! += x * v + y * u;
      }
    }
  }
  return result;
}

function adjoint(a: Matrix): Matrix {
  const result = empty(a.columns, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      result.re[j * a.rows + i] = a.re[i * a.columns + j]!;
      result.im[j * a.rows + i] = -a.im[i * a.columns + j]!;
    }
  }
  return result;
}

function identity(n: number): Matrix {
  const result = empty(n, n);
  for (let i = 0; i < n; i++) result.re[i * (n + 1)] = 1;
  return result;
}

const norm = (a: Matrix): number => Math.hypot(...a.re, ...a.im);

/** Whether two matrices differ by rounding errors only, for numbers of this size. */
function isNear(a: Matrix, b: Matrix, size: number, epsilon: number): boolean {
  if (a.rows !== b.rows || a.columns !== b.columns) return false;
  const allowed = FACTOR * epsilon * Math.max(size, Number.MIN_VALUE) * Math.max(a.rows, a.columns, 1);
  return a.re.every((x, i) => Math.hypot(x - b.re[i]!, a.im[i]! - b.im[i]!) <= allowed);
}

type Check = (a: Matrix, results: readonly Matrix[], epsilon: number) => boolean;

const isUnitary = (q: Matrix, epsilon: number): boolean =>
  isNear(product(adjoint(q), q), identity(q.columns), 1, epsilon);

/** A·V = V·diag(w) with columns of length one. */
const belong: Check = (a, [w, v], epsilon) =>
  isNear(product(a, v!), product(v!, w!), norm(a), epsilon) &&
  Array.from({ length: v!.columns }, (_, j) =>
    Math.hypot(...v!.re.filter((_, i) => i % v!.columns === j), ...v!.im.filter((_, i) => i % v!.columns === j)),
  ).every((length) => Math.abs(length - 1) <= FACTOR * epsilon);

/** Checks by operation, and which of the results are diagonals. */
const CHECKS: Readonly<Record<string, { readonly diagonal: number; readonly check: Check }>> = {
  'linalg.qr': {
    diagonal: -1,
    check: (a, [q, r], epsilon) => isNear(product(q!, r!), a, norm(a), epsilon) && isUnitary(q!, epsilon),
  },
  'linalg.svd': {
    diagonal: 1,
    check: (a, [u, s, vh], epsilon) =>
      isNear(product(product(u!, s!), vh!), a, norm(a), epsilon) &&
      isUnitary(u!, epsilon) &&
      isUnitary(adjoint(vh!), epsilon),
  },
  'linalg.eig': { diagonal: 0, check: belong },
  'linalg.eigh': {
    diagonal: 0,
    check: (a, results, epsilon) =>
      isNear(a, adjoint(a), norm(a), epsilon) && belong(a, results, epsilon) && isUnitary(results[1]!, epsilon),
  },
};

/** Whether the factors that an operation gave multiply back to its operand. False for operations without factors. */
export function multipliesBack(op: string, operand: Fetched, results: readonly Fetched[]): boolean {
  const rule = CHECKS[op];
  if (rule === undefined || results.length < 2) return false;
  const dimensions = operand.shape.length;
  if (results.some(({ shape }, i) => shape.length !== (i === rule.diagonal ? dimensions - 1 : dimensions)))
    return false;
  const epsilon = isSingle(results[0]!.dtype) ? SINGLE_EPSILON : EPSILON;
  const stacks = results.map((result, i) => matricesOf(result, i === rule.diagonal));
  const matrices = matricesOf(operand);
  if (stacks.some((stack) => stack.length !== matrices.length)) return false;
  return matrices.every((a, k) =>
    rule.check(
      a,
      stacks.map((stack) => stack[k]!),
      epsilon,
    ),
  );
}
