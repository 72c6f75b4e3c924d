/** Index keys of `array.get(...)`. */
import type { ReplyValue } from '../wire/value.js';
import { type Argument, type Remote, toWire } from './values.js';

/** `start:stop:step`; nil or absent parts are left out as in Python. */
export class Slice {
  constructor(
    readonly start: number | null = null,
    readonly stop: number | null = null,
    readonly step: number | null = null,
  ) {}
}

export const slice = (start?: number | null, stop?: number | null, step?: number | null): Slice =>
  new Slice(start ?? null, stop ?? null, step ?? null);

/** `...`: all axes that the other keys do not name. */
export const ellipsis: unique symbol = Symbol('...');

/** One key per axis: a position, a slice, `ellipsis`, null for a new axis, a list or an array of positions or a mask. */
export type IndexKey = number | boolean | null | Slice | typeof ellipsis | Remote | readonly Argument[];

/** Keys as they travel. @param tagged whether the release tells lists from tuples and knows `...` */
export function keysToWire(keys: readonly IndexKey[], tagged: boolean): ReplyValue {
  const wired = keys.map((key) => keyToWire(key, tagged));
  return wired.length === 1 ? wired[0]! : wired;
}

function keyToWire(key: IndexKey, tagged: boolean): ReplyValue {
  if (key instanceof Slice) return { __slice__: [key.start, key.stop, key.step] };
  if (key === ellipsis) {
    if (!tagged) throw new TypeError("this release's protocol has no ellipsis");
    return { __ellipsis__: true };
  }
  if (!Array.isArray(key)) return toWire(key as Argument);
  if (!tagged)
    throw new TypeError("this release's protocol takes a list for a tuple: index with an array of positions");
  return { __list__: toWire(key as readonly Argument[]) };
}
