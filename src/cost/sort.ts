/** Prices of comparison sorting and searching. */
import { atLeastOne, countElements, type Flops } from './flops.js';

/** ceil(log2 n), at least 1. */
export function ceilLog2(n: number | bigint): bigint {
  if (n <= 1) return 1n;
  if (n <= 0x1_0000_0000) return BigInt(32 - Math.clz32(Number(n) - 1));
  // Beyond, as the reference computes it: in double precision.
  if (Number(n) <= Number.MAX_VALUE) return BigInt(Math.max(Math.ceil(Math.log2(Number(n))), 1));
  return BigInt((BigInt(n) - 1n).toString(2).length);
}

/** FLOPs of sorting n elements. */
export const sortCost = (n: number | bigint): Flops => (n <= 0 ? 1n : atLeastOne(BigInt(n) * ceilLog2(n)));

/** FLOPs of looking up `queries` values among `size` sorted ones. */
export const searchCost = (queries: number | bigint, size: number | bigint): Flops =>
  queries <= 0 ? 1n : atLeastOne(BigInt(queries) * ceilLog2(size));

/** Number of one-dimensional slices along an axis; 1 for slices without elements. */
export function sliceCount(shape: readonly number[], axis: number): bigint {
  const extent = shape[axis]!;
  return extent > 0 ? countElements(shape) / BigInt(extent) : 1n;
}

/** FLOPs of sorting each slice along an axis, which may be counted from the end; null sorts all elements together. */
export function sortCostAlong(shape: readonly number[], axis: number | null): Flops {
  if (shape.length === 0) return 1n;
  if (axis === null) return sortCost(countElements(shape));
  const along = ((axis % shape.length) + shape.length) % shape.length;
  return atLeastOne(sliceCount(shape, along) * sortCost(shape[along]!));
}

/** FLOPs of partitioning each slice along an axis (null: the last) around `pivots` elements. */
export function partitionCost(shape: readonly number[], axis: number | null, pivots: number): Flops {
  if (shape.length === 0) return 1n;
  const along = (((axis ?? -1) % shape.length) + shape.length) % shape.length;
  return atLeastOne(sliceCount(shape, along) * BigInt(shape[along]!) * BigInt(pivots));
}
