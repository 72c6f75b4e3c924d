/** FLOPs of operations on polynomials, in early releases by rule of thumb, in present ones by counting. */

import type { Shape } from '../../array/ndarray.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { ValueError } from '../../errors.js';

const atLeastOne = (flops: number): number => Math.max(flops, 1);
const triangle = (n: number): number => (n * (n + 1)) / 2;

export const early = {
  sum: (n: number, m: number): number => atLeastOne(Math.max(n, m)),
  product: (n: number, m: number): number => atLeastOne(n * m),
  value: (degree: number, points: number): number => atLeastOne(2 * points * degree),
  fit: (points: number, degree: number): number => atLeastOne(2 * points * (degree + 1) ** 2),
  fromRoots: (n: number): number => atLeastOne(n * n),
  roots: (n: number): number => atLeastOne(n ** 3),
};

/** Sums of n products take 2n - 1 steps. */
const matrixProduct = (m: number, k: number, n: number): number => atLeastOne(2 * m * k * n - m * n);

function svd(m: number, n: number): number {
  const [long, short] = [Math.max(m, n), Math.min(m, n)];
  return atLeastOne(6 * long * short * short + 20 * short ** 3);
}

function leastSquares(m: number, n: number, columns: number): number {
  const rank = Math.min(m, n);
  const work = svd(m, n) + matrixProduct(rank, m, columns) + rank * columns + matrixProduct(n, rank, columns);
  return atLeastOne(work);
}

const eigenvalues = (n: number): number => atLeastOne(10 * n ** 3);

export const present = {
  /** Size of the sum; ValueError for shapes that do not add after the shorter one is padded in front. */
  sum(a: Shape, b: Shape): number {
    const [left, right] = [a.length === 0 ? [1] : a, b.length === 0 ? [1] : b];
    const longer = Math.max(left[0]!, right[0]!);
    for (const shape of [left, right]) {
      if (shape[0]! < longer && shape.length !== 1) {
        throw new ValueError('only one-dimensional coefficients can be padded to a higher degree');
      }
    }
    const padded = [left, right].map((shape) => [longer, ...shape.slice(1)]);
    return atLeastOne(sizeOf(broadcastShapes(...padded)));
  },
  product: (n: number, m: number): number => atLeastOne(2 * n * m - n - m),
  quotient: (n: number, m: number): number => atLeastOne(1 + Math.max(n - m + 1, 0) * (2 * m + 1)),
  derivative(n: number, order: number): number {
    const times = Math.min(Math.max(order, 0), Math.max(n - 1, 0));
    return atLeastOne(times * n - triangle(times));
  },
  integral: (n: number, order: number): number => atLeastOne(order * n + (order * (order - 1)) / 2),
  value: early.value,
  fit: (points: number, degree: number, columns: number): number =>
    atLeastOne(points * degree + leastSquares(points, degree + 1, columns)),
  /** What the covariance of a fit adds, of `size` elements. */
  covariance(points: number, degree: number, size: number, scaled: boolean): number {
    const n = degree + 1;
    const inverse = atLeastOne(2 * n ** 3);
    const residuals = scaled ? Math.floor(size / (n * n)) : 0;
    return matrixProduct(n, points, n) + inverse + triangle(n) + n * n + size + residuals;
  },
  fromRoots: (n: number): number => atLeastOne(Math.floor((3 * n * n + n) / 2)),
  fromMatrix: (n: number): number => present.fromRoots(n) + eigenvalues(n),
  roots: eigenvalues,
};
