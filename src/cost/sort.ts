/** Prices of comparison sorting and searching. */
import { atLeastOne, type Flops } from './flops.js';

/** ceil(log2 n), at least 1. */
export function ceilLog2(n: number | bigint): bigint {
  if (n <= 1) return 1n;
  // As the reference computes it: in double precision.
  return BigInt(Math.max(Math.ceil(Math.log2(Number(n))), 1));
}

/** FLOPs of sorting n elements. */
export const sortCost = (n: number): Flops => (n <= 0 ? 1n : atLeastOne(BigInt(n) * ceilLog2(n)));

/** FLOPs of looking up `queries` values among `size` sorted ones. */
export const searchCost = (queries: number, size: number): Flops =>
  queries <= 0 ? 1n : atLeastOne(BigInt(queries) * ceilLog2(size));
