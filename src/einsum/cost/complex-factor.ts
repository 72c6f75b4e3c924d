/** What complex operands cost more than real ones. */
import type { Accumulation } from './accumulation.js';

const MULTIPLICATION = 6n;
const ADDITION = 2n;
/** Bits of a quotient that decide its rounding to a double. */
const QUOTIENT_BITS = 66;

const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

/** The double nearest to a quotient of positive integers, as Python's `/`. */
export function trueQuotient(dividend: bigint, divisor: bigint): number {
  const [a, b] = [Number(dividend), Number(divisor)];
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return a / b;
  const shift = Math.max(0, QUOTIENT_BITS + bitLength(divisor) - bitLength(dividend));
  const shifted = dividend << BigInt(shift);
  const inexact = shifted % divisor === 0n ? 0n : 1n;
  return Number((shifted / divisor) | inexact) / 2 ** shift;
}

/**
 * Real operations per FLOP: a complex multiplication takes six, an addition two. Where the two were not told apart all
 * count as multiplications.
 */
export function complexFactor({ total, multiplications, isDense }: Accumulation): number {
  if (total <= 0n) return 1;
  if (isDense || multiplications === null || total < multiplications) return Number(MULTIPLICATION);
  const operations = MULTIPLICATION * multiplications + ADDITION * (total - multiplications);
  return trueQuotient(operations, total);
}
