/** `flops.svd_cost`: what an operation would cost, asked without running or paying for it. */
import { KeyError, PyTypeError, ValueError } from '../errors.js';
import { PyFloat, type PyValue, typeName } from '../python/values.js';
import type { Session } from '../session/session.js';
import { WireMap, type WireValue } from '../wire/value.js';

/** Weighted cost of the singular values of an m by n matrix, or of its k largest ones. */
export function svdCost(kwargs: WireMap, session: Session): number | bigint {
  const m = wholeNumber(required(kwargs, 'm'));
  const n = wholeNumber(required(kwargs, 'n'));
  const k = wholeNumber(kwargs.get('k') ?? 0);
  const flops = singularValuesCost(m, n, k === 0n ? undefined : k);
  return session.release.weigh({ op: 'linalg.svd', flops });
}

function singularValuesCost(m: bigint, n: bigint, k: bigint | undefined): bigint {
  const [long, short] = m > n ? [m, n] : [n, m];
  const all = 2n * long * short * short + 2n * short ** 3n;
  if (k === undefined || k >= short) return all < 1n ? 1n : all;
  const largest = 4n * m * n * k + 2n * (m + n) * k * k + 2n * k * k * k;
  const cheaper = largest < all ? largest : all;
  return cheaper < 1n ? 1n : cheaper;
}

export function required(kwargs: WireMap, name: string): WireValue {
  const value = kwargs.get(name);
  if (value === undefined) throw new KeyError(`'${name}'`);
  return value;
}

/** Python's int(). */
function wholeNumber(value: WireValue): bigint {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value);
  if (value instanceof PyFloat && Number.isFinite(value.value)) return BigInt(Math.trunc(value.value));
  if (typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value)) return BigInt(value.trim().replace(/^\+/, ''));
  if (typeof value === 'string') throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
  throw new PyTypeError(
    `int() takes a number or a string, not '${value instanceof WireMap ? 'dict' : typeName(value as PyValue)}'`,
  );
}
