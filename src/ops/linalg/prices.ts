/** Prices of linear algebra: what releases charge for matrices of these extents, before weights and dtype rates. */
import { atLeastOne, type Flops } from '../../cost/flops.js';

const big = BigInt;
const cube = (n: number): bigint => big(n) ** 3n;
const smaller = (m: number, n: number): bigint => big(Math.min(m, n));

/** Early releases: every cubic algorithm costs n³, and m·n·min(m, n) for rectangles. */
export const early = {
  cubic: (n: number): Flops => atLeastOne(cube(n)),
  rectangular: (m: number, n: number): Flops => atLeastOne(big(m) * big(n) * smaller(m, n)),
  symmetricInverse: (n: number): Flops => atLeastOne(cube(n) / 3n + cube(n)),
  matmul: (m: number, k: number, n: number): Flops => atLeastOne(2n * big(m) * big(k) * big(n) - big(m) * big(n)),
  /** Singular values, then products with the right side; a vector's cost as much as those of a square matrix. */
  leastSquares(m: number, n: number, columns: number, isVector: boolean): Flops {
    const k = Math.min(m, n);
    const [rows, unknowns, rank] = [big(m), big(n), big(k)];
    const projected = isVector ? rank * rows * rows : early.matmul(k, m, columns);
    const rebuilt = isVector ? unknowns * rank * rank : early.matmul(n, k, columns);
    return atLeastOne(rows * unknowns * rank + projected + rank * big(columns) + rebuilt);
  },
  pseudoInverse(m: number, n: number): Flops {
    const k = smaller(m, n);
    return atLeastOne(big(m) * big(n) * k + k + big(n) * k + early.matmul(n, Math.min(m, n), m));
  },
  condition(m: number, n: number, bySingularValues: boolean): Flops {
    if (bySingularValues) return early.rectangular(m, n);
    return atLeastOne(cube(Math.min(m, n)) + big(m) * big(n));
  },
  /** A matrix norm by singular values. */
  singularNorm: (m: number, n: number): Flops => 4n * big(m) * big(n) * smaller(m, n),
};

/** What a singular value decomposition computes. */
export interface SvdWork {
  readonly vectors: boolean;
  readonly full?: boolean;
  /** Leading singular values asked for, of all. */
  readonly top?: number | undefined;
}

/** Present releases: operation counts of the LAPACK drivers to leading order, multiplications and additions apart. */
export const present = {
  cholesky: (n: number): Flops => atLeastOne(cube(n) / 3n),
  /** With Q formed the same count again. */
  qr(m: number, n: number, formsQ: boolean): Flops {
    const k = smaller(m, n);
    const factor = 2n * big(m) * big(n) * k - (2n * k ** 3n) / 3n;
    return atLeastOne(formsQ ? 2n * factor : factor);
  },
  eig: (n: number): Flops => atLeastOne(25n * cube(n)),
  eigvals: (n: number): Flops => atLeastOne(10n * cube(n)),
  eigh: (n: number): Flops => atLeastOne(9n * cube(n)),
  eigvalsh: (n: number): Flops => atLeastOne((4n * cube(n)) / 3n),
  svd(m: number, n: number, { vectors, full, top }: SvdWork): Flops {
    const [a, b] = [big(Math.max(m, n)), smaller(m, n)];
    const economy = vectors ? 6n * a * b * b + 20n * b ** 3n : 2n * a * b * b + 2n * b ** 3n;
    if (top === undefined) {
      return atLeastOne(vectors && full === true && m !== n ? 4n * a * a * b + 22n * b ** 3n : economy);
    }
    if (top >= Math.min(m, n)) return atLeastOne(economy);
    const k = big(top);
    const [quadratic, cubic] = vectors ? [6n, 20n] : [2n, 2n];
    const truncated = 4n * big(m) * big(n) * k + quadratic * (big(m) + big(n)) * k * k + cubic * k ** 3n;
    return atLeastOne(truncated < economy ? truncated : economy);
  },
  solve: (n: number, columns: number): Flops => atLeastOne((2n * cube(n)) / 3n + 2n * big(n) * big(n) * big(columns)),
  inverse: (n: number): Flops => atLeastOne(2n * cube(n)),
  symmetricInverse: early.symmetricInverse,
  matmul: early.matmul,
  leastSquares(m: number, n: number, columns: number): Flops {
    const k = Math.min(m, n);
    const products = early.matmul(k, m, columns) + early.matmul(n, k, columns);
    return present.svd(m, n, { vectors: true }) + products + big(k) * big(columns);
  },
  pseudoInverse(m: number, n: number): Flops {
    const k = Math.min(m, n);
    return present.svd(m, n, { vectors: true }) + big(k) + big(n) * big(k) + early.matmul(n, k, m);
  },
  determinant: (n: number): Flops => atLeastOne((2n * cube(n)) / 3n + big(n)),
  logDeterminant: (n: number): Flops => atLeastOne((2n * cube(n)) / 3n + 18n * big(n)),
  condition(m: number, n: number, bySingularValues: boolean): Flops {
    if (bySingularValues) return present.svd(m, n, { vectors: false }) + 1n;
    return 2n * cube(Math.min(m, n)) + 4n * big(m) * big(n) + 1n;
  },
  rank: (m: number, n: number): Flops => present.svd(m, n, { vectors: false }) + smaller(m, n),
  singularNorm: (m: number, n: number): Flops => present.svd(m, n, { vectors: false }),
};

/** Matrix powers by repeated squaring; a negative one inverts first. */
export function matrixPower(n: number, exponent: bigint): Flops {
  if (exponent === 0n || exponent === 1n) return 0n;
  const product = early.matmul(n, n, n);
  if (exponent < 0n) return product + matrixPower(n, -exponent);
  const ones = [...exponent.toString(2)].filter((bit) => bit === '1').length;
  return atLeastOne(big(Math.floor(Math.log2(Number(exponent))) + ones - 1) * product);
}

/** The integer part of a square root. */
export function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = big(Math.floor(Math.sqrt(Number(value))));
  while (root * root > value) root--;
  while ((root + 1n) * (root + 1n) <= value) root++;
  return root;
}
