/** The arithmetic that turns a price into a charge: doubles in a fixed order, then truncation to an integer. */
import { OverflowError, ValueError } from '../errors.js';

/**
 * `int(flops * factors[0] * factors[1] ...)` as Python computes it. A charge is never negative.
 * OverflowError when the product leaves the doubles, ValueError when it is no number.
 */
export function scale(flops: number | bigint, factors: readonly number[]): number | bigint {
  let product = Number(flops);
  for (const factor of factors) product *= factor;
  return truncate(product);
}

/** `int(x)` of a float, at least 0. */
export function truncate(value: number): number | bigint {
  if (value <= 0) return 0;
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole;
  if (Number.isNaN(value)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new OverflowError('cannot convert float infinity to integer');
  return BigInt(whole);
}
