/** FLOP amounts: exact integers of any size. */

/** An amount of FLOPs. Budgets and totals pass 2^53, so it is a bigint; small prices are computed as numbers first. */
export type Flops = bigint;

/** Product of extents as a bigint. */
export function countElements(shape: readonly number[]): bigint {
  let product = 1;
  for (const extent of shape) product *= extent;
  if (Number.isSafeInteger(product)) return BigInt(product);
  return shape.reduce((total, extent) => total * BigInt(extent), 1n);
}

export const atLeastOne = (flops: bigint): bigint => (flops < 1n ? 1n : flops);
