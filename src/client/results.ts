/** What a call returns, made of a reply. */
import { type ReplyValue, WireMap, type WireValue } from '../wire/value.js';
import type { DtypeName } from './data.js';
import { type Owner, type RandomKind, RemoteArray, RemoteRandom } from './remote.js';
import { type Plain, plain, type Remote, SymmetryGroup } from './values.js';

/** A result that travels by value. Ints and floats are told apart by `dtype`. */
export class Scalar implements Remote {
  constructor(
    /** Ints beyond 2^53 are bigints; a complex number is a pair. */
    readonly value: Plain,
    readonly dtype: string,
    readonly wire: ReplyValue,
  ) {}

  /** As an argument it is what it was. */
  reference(): ReplyValue {
    return this.wire;
  }

  valueOf(): Plain {
    return this.value;
  }
}

/** Several results: a Python tuple, with names where it is a named one. */
export class Results implements Iterable<Result> {
  constructor(
    readonly items: readonly Result[],
    /** Name of the named tuple, e.g. `SVDResult`. */
    readonly name: string | undefined,
    readonly fields: readonly string[],
  ) {}

  get length(): number {
    return this.items.length;
  }

  [Symbol.iterator](): Iterator<Result> {
    return this.items[Symbol.iterator]();
  }

  /** A result by its field or position. RangeError for what there is not. */
  get(field: string | number): Result {
    const item = this.items[typeof field === 'number' ? field : this.fields.indexOf(field)];
    if (item === undefined) throw new RangeError(`${this.name ?? 'the tuple'} has no ${field}`);
    return item;
  }
}

/** Arrays stay on the server; scalars, text and nil travel by value. */
export type Result = RemoteArray | Scalar | RemoteRandom | Results | Plain;

const RANDOM_KINDS: Readonly<Record<string, RandomKind>> = {
  gen_id: 'Generator',
  rs_id: 'RandomState',
  seq_id: 'SeedSequence',
};

/** The result of a reply. */
export function resultOf(value: WireValue | undefined, owner: Owner): Result {
  if (!(value instanceof WireMap)) return plain(value);
  if (value.has('id')) return arrayOf(value, owner);
  const multi = value.get('multi');
  if (Array.isArray(multi)) {
    const type = value.get('multi_type');
    const [name, fields] = type instanceof WireMap ? [type.get('name'), type.get('fields')] : [];
    const items = multi.map((item) => resultOf(item, owner));
    return new Results(
      items,
      typeof name === 'string' ? name : undefined,
      Array.isArray(fields) ? fields.map(String) : [],
    );
  }
  for (const [key, kind] of Object.entries(RANDOM_KINDS)) {
    if (value.has(key)) return new RemoteRandom(owner, kind, String(value.get(key)));
  }
  if (!value.has('value')) return plain(value);
  const dtype = value.get('dtype');
  const given = value.get('value')!;
  if (typeof dtype !== 'string' || dtype === 'str') return plain(given);
  return new Scalar(plain(given), dtype, given as ReplyValue);
}

/** The array a reply describes. */
export function arrayOf(value: WireMap, owner: Owner): RemoteArray {
  const shape = plain(value.get('shape')) as number[];
  const group = value.get('symmetry');
  const symmetry =
    group instanceof WireMap
      ? new SymmetryGroup(plain(group.get('axes')) as number[], plain(group.get('generators')) as number[][])
      : null;
  return new RemoteArray(owner, String(value.get('id')), shape, String(value.get('dtype')) as DtypeName, symmetry);
}
