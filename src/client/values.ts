/** Arguments as they travel, and what comes back. */
import { PyFloat } from '../python/values.js';
import { type ReplyValue, WireExtension, WireMap, type WireValue } from '../wire/value.js';

/** Something of the server's that a request can name. */
export interface Remote {
  /** The map that names it in a request. Throws when it has been freed. */
  reference(): ReplyValue;
}

const isRemote = (value: unknown): value is Remote =>
  typeof value === 'object' && value !== null && 'reference' in value && typeof value.reference === 'function';

/** A Python float. A plain number with no fraction is sent as an int, which NumPy promotes differently. */
export class Float implements Remote {
  constructor(readonly value: number) {}

  reference(): ReplyValue {
    return new PyFloat(this.value);
  }
}

/** `float(2)` is Python's 2.0. */
export const float = (value: number): Float => new Float(value);

/** A permutation group that an array is declared, or found, to be symmetric under. */
export class SymmetryGroup implements Remote {
  /**
   * @param axes the axes permuted
   * @param generators permutations of the positions in `axes`
   */
  constructor(
    readonly axes: readonly number[],
    readonly generators: readonly (readonly number[])[],
  ) {}

  reference(): ReplyValue {
    return { __symmetry_group__: { axes: this.axes, generators: this.generators } };
  }
}

/** An argument of a call. Lists nest. */
export type Argument = null | undefined | boolean | number | bigint | string | Remote | readonly Argument[];

/** An argument as it travels. TypeError for what the protocol has no form for. */
export function toWire(value: Argument): ReplyValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : new PyFloat(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Argument[]).map(toWire);
  if (isRemote(value)) return value.reference();
  const hint = ArrayBuffer.isView(value) ? '; make an array of it with client.array(data)' : '';
  throw new TypeError(`${(value as object).constructor?.name ?? 'this'} cannot be an argument${hint}`);
}

/** Keyword arguments as they travel; those that are undefined are not sent. */
export function keywordsToWire(keywords: Readonly<Record<string, Argument>>): ReplyValue {
  const given = Object.entries(keywords).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, toWire(value)]));
}

/** Data of a reply as JavaScript has it: floats and ints are numbers, ints beyond 2^53 bigints, maps records. */
export type Plain =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [key: string]: Plain };

export function plain(value: WireValue | undefined): Plain {
  if (value === undefined) return null;
  if (value instanceof PyFloat) return value.value;
  if (value instanceof WireExtension) return value.data;
  if (value instanceof WireMap) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
}
