/** The last step from a price to a charge: Python's truncation of a float to an int. */
import { OverflowError, ValueError } from '../errors.js';

/** `int(x)` of a float, at least 0. */
export function truncate(value: number): number | bigint {
  if (value <= 0) return 0;
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole;
  if (Number.isNaN(value)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new OverflowError('cannot convert float infinity to integer');
  return BigInt(whole);
}
