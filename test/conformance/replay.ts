/** Replays recorded cases against an endpoint in this process. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Endpoint } from '../../src/server/endpoint.js';
import { magnitudesOf } from './array-data.js';
import { type Bound, boundFor, difference, sameValue } from './compare.js';
import { type Fetched, multipliesBack } from './reconstruct.js';
import { Requests } from './requests.js';
import { contractedLength, UNITS_PER_ROOT } from './sums.js';
import { field, map, type Tagged } from './wire.js';

export const DATA = process.env['CONFORMANCE_DATA'] ?? fileURLToPath(new URL('data', import.meta.url));

interface Expectation {
  readonly flops: number;
  readonly error?: string;
  readonly message?: string;
  readonly result?: Tagged;
  /** Blobs: the bytes of each array of the result. */
  readonly data?: readonly number[];
  /** SHA-256 of the bytes of each array of the result, where the bytes were not kept. */
  readonly digests?: readonly string[];
  /** Blobs: the bytes of observed operands afterwards. */
  readonly after?: readonly number[];
}

export interface Case {
  readonly op: string;
  readonly args: unknown;
  readonly kwargs: unknown;
  readonly loose?: true;
  readonly budget?: number;
  readonly observe?: readonly number[];
  /** Requests made before the call: `[op, args, kwargs]`. */
  readonly first?: readonly (readonly [op: string, args: unknown, kwargs: unknown])[];
  readonly expect: Expectation;
}

export interface Recording {
  readonly release: string;
  readonly family: string;
  readonly blobs: readonly string[];
  readonly operands: readonly (readonly [op: string, args: unknown, kwargs: unknown])[];
  readonly groups: readonly { readonly name: string; readonly cases: readonly Case[] }[];
}

/** What a case disagrees in, the first that applies in this order. */
export type Kind = 'outcome' | 'flops' | 'class' | 'container' | 'dtype' | 'shape' | 'symmetry' | 'value' | 'written';

export interface Disagreement {
  readonly kind: Kind;
  /** Whether both refuse the call. */
  readonly refused: boolean;
  readonly ours: string;
  readonly theirs: string;
}

/** Fields of a reply that give an object's id, and the keys by which arguments name the object. */
export const MARKERS = [
  ['id', '__handle__'],
  ['gen_id', '__gen__'],
  ['rs_id', '__rs__'],
  ['seq_id', '__seq__'],
] as const;

const PLENTY = 10 ** 15;

export const recordings = (): string[] =>
  readdirSync(DATA, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json.gz'))
    .sort();

export const load = (name: string): Recording =>
  JSON.parse(gunzipSync(readFileSync(join(DATA, name))).toString()) as Recording;

/** One endpoint that cases of a recording are replayed on. */
export class Replay {
  readonly #requests: Requests;
  /** Handles of the operands of the case under way. */
  readonly #handles = new Map<number, string>();
  /** How arguments name those operands. */
  readonly #markers = new Map<number, string>();
  /** Where the last array compared differs. */
  #where: string | undefined;
  /** Dtypes of those operands. */
  readonly #dtypes = new Map<number, string>();

  constructor(readonly recording: Recording) {
    const blobs = recording.blobs.map((text) => Buffer.from(text, 'base64'));
    this.#requests = new Requests(new Endpoint({ release: recording.release }), blobs, (number) => this.#name(number));
    this.#requests.ask('hello', null, map({ client_version: recording.release }));
    this.#requests.open(PLENTY);
  }

  #name(number: number): Readonly<Record<string, Tagged>> {
    const handle = this.#operand(number);
    return { [this.#markers.get(number)!]: handle };
  }

  #operand(number: number): string {
    let handle = this.#handles.get(number);
    if (handle === undefined) {
      const [op, args, kwargs] = this.recording.operands[number]!;
      const reply = this.#requests.ask(op, this.#requests.filled(args), this.#requests.filled(kwargs));
      const result = field(reply, 'result') ?? null;
      const [id, marker] = MARKERS.find(([name]) => field(result, name) !== undefined) ?? MARKERS[0]!;
      handle = field(result, id) as string;
      this.#markers.set(number, marker);
      if (typeof handle !== 'string') throw new Error(`operand ${op} was refused: ${JSON.stringify(reply)}`);
      this.#handles.set(number, handle);
      if (marker === '__handle__') this.#dtypes.set(number, field(result, 'dtype') as string);
    }
    return handle;
  }

  /** Gives back the endpoint's memory. */
  end(): void {
    this.#requests.endpoint.close();
  }

  /** Runs a case; undefined when it agrees. */
  run(recorded: Case): Disagreement | undefined {
    if (recorded.budget !== undefined) {
      this.#requests.close();
      this.#requests.open(recorded.budget);
    }
    const kept: string[] = [];
    try {
      const [args, kwargs] = [this.#requests.filled(recorded.args), this.#requests.filled(recorded.kwargs)];
      for (const number of recorded.observe ?? []) this.#operand(number);
      for (const [op, stepArgs, stepKwargs] of recorded.first ?? []) {
        kept.push(
          ...idsIn(
            field(this.#requests.ask(op, this.#requests.filled(stepArgs), this.#requests.filled(stepKwargs)), 'result'),
          ),
        );
      }
      const before = this.#requests.used();
      const reply = this.#requests.ask(recorded.op, args, kwargs);
      return this.#judge(recorded, reply, this.#requests.used() - before, kept);
    } finally {
      this.#requests.free([...this.#handles.values(), ...kept]);
      this.#handles.clear();
      this.#dtypes.clear();
      if (recorded.budget !== undefined) {
        this.#requests.close();
        this.#requests.open(PLENTY);
      }
    }
  }

  #judge(recorded: Case, reply: Tagged, flops: number, kept: string[]): Disagreement | undefined {
    const { expect } = recorded;
    const failed = field(reply, 'status') !== 'ok';
    const summary = failed
      ? `${String(field(reply, 'error_type'))}: ${String(field(reply, 'message'))}`
      : JSON.stringify(field(reply, 'result')).slice(0, 300);
    const theirs = expect.error !== undefined ? `${expect.error}: ${expect.message}` : JSON.stringify(expect.result);
    const differs = (kind: Kind, ours = summary, other = theirs): Disagreement => ({
      kind,
      refused: failed,
      ours,
      theirs: other,
    });
    if (failed !== (expect.error !== undefined)) return differs('outcome');
    if (flops !== expect.flops) return differs('flops', `${flops}, ${summary}`, `${expect.flops}, ${theirs}`);
    if (failed && field(reply, 'error_type') !== expect.error) return differs('class');
    if (!failed) {
      const result = field(reply, 'result') as Tagged;
      const kind = this.#compareResult(recorded, result, kept);
      if (kind === 'value' && this.#multipliesBack(recorded, result)) return undefined;
      if (kind !== undefined) return differs(kind, kind === 'value' ? (this.#where ?? summary) : summary);
    }
    for (const [i, number] of (recorded.observe ?? []).entries()) {
      const written = this.#requests.bytes(this.#handles.get(number)!);
      const dtype = this.#dtypes.get(number)!;
      const bound = this.#bound(recorded);
      const where = difference(written, this.#requests.blobs[expect.after![i]!]!, dtype, bound);
      if (where !== undefined) return differs('written', where);
    }
    return undefined;
  }

  /** Whether the factors of a decomposition multiply back to the operand it was called with. */
  #multipliesBack({ op, args }: Case, result: Tagged): boolean {
    const first = Array.isArray(args) ? (args[0] as { h?: number } | null) : null;
    const operand = this.#handles.get(first?.h ?? -1);
    const items = field(result, 'multi');
    if (operand === undefined || !Array.isArray(items)) return false;
    const fetched = (handle: string): Fetched => {
      const reply = this.#requests.fetch(handle);
      const shape = (field(reply, 'shape') as readonly Tagged[]).map(Number);
      return { dtype: field(reply, 'dtype') as string, shape, bytes: field(reply, 'data') as Uint8Array };
    };
    return multipliesBack(
      op,
      fetched(operand),
      items.map((item) => fetched(field(item as Tagged, 'id') as string)),
    );
  }

  #bound(recorded: Case): Bound {
    const bound = boundFor(recorded.op, [...this.#dtypes.values()]);
    return bound.adds === true ? { ...bound, allowed: () => this.#allowed(recorded) } : bound;
  }

  /** What each element of a sum of products may be off by; the magnitudes summed are computed by the operation itself. */
  #allowed({ op, args, kwargs }: Case): number[] | undefined {
    const sizes = new Map<number, string>();
    const shapes: number[][] = [];
    const made: string[] = [];
    const ask = (name: string, given: Tagged, keywords: Tagged): Tagged | undefined => {
      const result = field(this.#requests.ask(name, given, keywords), 'result');
      made.push(...idsIn(result));
      return result;
    };
    const magnitudes = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(magnitudes);
      const number = (value as { h?: number } | null)?.h;
      if (number === undefined) return value;
      const reply = this.#requests.fetch(this.#handles.get(number)!);
      const shape = (field(reply, 'shape') as readonly Tagged[]).map(Number);
      shapes.push(shape);
      if (!sizes.has(number)) {
        const data = magnitudesOf(field(reply, 'data') as Uint8Array, field(reply, 'dtype') as string);
        const uploaded = ask('create_from_data', [new Uint8Array(data.buffer), shape, 'float64'], map({}));
        sizes.set(number, field(uploaded!, 'id') as string);
      }
      return { d: [['__handle__', sizes.get(number)!]] };
    };
    try {
      const list = magnitudes(args) as unknown[];
      const words = ((kwargs as { d?: [string, unknown][] } | null)?.d ?? []).filter(([name]) => SHAPING.has(name));
      const result = ask(op, this.#requests.filled(list), {
        d: words.map(([name, value]) => [name, this.#requests.filled(value)]),
      });
      const id = field(result ?? null, 'id');
      if (id === undefined && field(result ?? null, 'value') === undefined) return undefined;
      const fetched = id === undefined ? undefined : this.#requests.fetch(id as string);
      const shape = fetched === undefined ? [] : (field(fetched, 'shape') as readonly Tagged[]).map(Number);
      const units = UNITS_PER_ROOT * Math.sqrt(contractedLength(op, list[0], shapes, shape));
      const sums =
        fetched === undefined
          ? [Number((field(result!, 'value') as { f: number }).f)]
          : [...magnitudesOf(field(fetched, 'data') as Uint8Array, field(fetched, 'dtype') as string)];
      return sums.map((sum) => units * sum);
    } finally {
      this.#requests.free(made);
    }
  }

  #compareResult(recorded: Case, ours: Tagged, kept: string[]): Kind | undefined {
    let arrays = 0;
    const compare = (mine: Tagged, other: Tagged): Kind | undefined => {
      const [id, otherId] = [field(mine, 'id'), field(other, 'id')];
      if (id !== undefined) kept.push(id as string);
      if ((id === undefined) !== (otherId === undefined)) return 'container';
      if (id !== undefined) return this.#compareArray(recorded, mine, other, id as string, arrays++);
      const [items, otherItems] = [field(mine, 'multi'), field(other, 'multi')];
      if (Array.isArray(items) && Array.isArray(otherItems)) {
        if (items.length !== otherItems.length || !sameEntries(mine, other, 'multi')) return 'container';
        for (const [i, item] of items.entries()) {
          const kind = compare(item as Tagged, otherItems[i] as Tagged);
          if (kind !== undefined) return kind;
        }
        return undefined;
      }
      if (!sameEntries(mine, other, 'value')) return 'container';
      const [value, otherValue] = [field(mine, 'value'), field(other, 'value')];
      if ((value === undefined) !== (otherValue === undefined)) return 'container';
      if (value === undefined) return undefined;
      if (typeName(value) !== typeName(otherValue!)) return 'container';
      const dtype = field(other, 'dtype') as string | undefined;
      return sameValue(value, this.#requests.filled(otherValue), this.#bound(recorded), dtype) ? undefined : 'value';
    };
    return compare(ours, recorded.expect.result!);
  }

  #compareArray(recorded: Case, mine: Tagged, other: Tagged, id: string, number: number): Kind | undefined {
    for (const name of ['dtype', 'shape', 'symmetry'] as const) {
      if (JSON.stringify(field(mine, name)) !== JSON.stringify(field(other, name))) return name;
    }
    if (!sameEntries(mine, other, 'id')) return 'container';
    if (recorded.loose === true) return undefined;
    const dtype = field(other, 'dtype') as string;
    const { digests } = recorded.expect;
    if (digests !== undefined) {
      const digest = createHash('sha256').update(this.#requests.bytes(id)).digest('hex');
      return digest === digests[number] ? undefined : 'value';
    }
    const bound = this.#bound(recorded);
    const expected = this.#requests.blobs[recorded.expect.data![number]!]!;
    this.#where = difference(this.#requests.bytes(id), expected, dtype, bound);
    return this.#where === undefined ? undefined : 'value';
  }
}

/** Keywords that decide which elements are multiplied. */
const SHAPING: ReadonlySet<string> = new Set(['axis', 'axes', 'mode']);

/** Ids of the arrays in a result. */
function idsIn(result: Tagged | undefined): string[] {
  const items = [result ?? null, ...((field(result ?? null, 'multi') ?? []) as readonly Tagged[])];
  return items.map((item) => field(item, 'id')).filter((id) => typeof id === 'string');
}

/** Whether two maps agree in everything but one field. */
function sameEntries(a: Tagged, b: Tagged, except: string): boolean {
  const entries = (value: Tagged): string => {
    if (typeof value !== 'object' || value === null || !('d' in value)) return JSON.stringify(value);
    const rest = value.d.filter(([key]) => key !== except).map((entry) => JSON.stringify(entry));
    return rest.sort().join();
  };
  return entries(a) === entries(b);
}

const typeName = (value: Tagged): string => {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Array.isArray(value) ? 'list' : 'f' in value ? 'float' : 'int' in value ? 'number' : 'other';
};
