/** Numbers as Python's format mini-language writes them, for texts that clients show or parse. */
import { PyFloat } from '../python/values.js';
import type { Count } from './totals.js';

/** `f'{value:,}'`: digits in groups of three. */
export function formatCount(value: Count | PyFloat): string {
  if (!(value instanceof PyFloat)) return grouped(String(value));
  const text = formatFloat(value.value);
  const [, sign, integer, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  return integer === undefined || rest!.includes('e') ? text : sign + grouped(integer) + rest;
}

/** `repr(float)`: the shortest digits that give the number back. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
    const digits = exponent.slice(1).padStart(2, '0');
    return `${mantissa}e${exponent[0]}${digits}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `f'{value:.{digits}f}'`: rounds half to even where JavaScript's toFixed rounds half up. */
export function formatFixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatFloat(value);
  const text = value.toFixed(digits);
  // A tie is an exact one: the digits after the last kept one are 5 and then nothing (toFixed prints exact digits).
  const beyond = value.toFixed(digits + 40).slice(-40);
  if (!/^50*$/.test(beyond)) return text;
  const kept = value.toFixed(digits + 40).slice(0, -40);
  const lastDigit = Number(kept.at(-1) === '.' ? kept.at(-2) : kept.at(-1));
  return lastDigit % 2 === 0 ? kept.replace(/\.$/, '') : text;
}
