/**
 * Recorded calls, mutated at random: an answer or a refusal, never a bug, and what is charged only grows.
 *
 * MUTATIONS=<n> sets how many mutants each operation gets, MUTATIONS_SEED=<n> which ones.
 */
import { describe, expect, it } from 'vitest';
import { Endpoint } from '../../src/server/endpoint.js';
import { breathe } from '../breathe.js';
import { type Case, load, MARKERS, type Recording, recordings } from '../conformance/replay.js';
import { decode, encode, field, map, type Tagged } from '../conformance/wire.js';

const MUTANTS = Number(process.env['MUTATIONS'] ?? 12);
const SEED = Number(process.env['MUTATIONS_SEED'] ?? 1);
const PLENTY = 10 ** 15;
/** Arrays of a few elements, so that a mutant that asks for more is refused soon. */
const LIMITS = { maxArrayBytes: 1 << 20, maxArrayCount: 10_000 };

/** Pseudo-random integers below a bound (xorshift32). */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed | 1;
  }
  below(bound: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % bound;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const float = (f: number | string): Tagged => ({ f });
const ODD: readonly Tagged[] = [
  ...[null, true, false, 0, 1, -1, 2, 3, 7, -9, 63, 64, 100, 2 ** 31, -(2 ** 31), 2 ** 53, { int: String(2n ** 63n) }],
  ...[float(0), float(-1.5), float(1e308), float('nan'), float('inf'), float('-inf'), { int: String(-(2n ** 63n)) }],
  ...['', 'a', 'float32', 'int8', 'complex128', 'bool', 'ij->ji', 'same_kind', 'F', 'mean', 'valid', 'full'],
  ...[
    [],
    [0],
    [1, 0],
    [-1],
    [[]],
    [
      [1, 2],
      [3, 4],
    ],
    [0, 0],
    [2 ** 40, 2 ** 40],
    [null],
    [float(0.5)],
    [[1], [2, 3]],
  ],
  ...[map({}), map({ __slice__: [null, null, -1] }), map({ __handle__: 'a999999' }), Buffer.from([1, 2, 3])],
];
const KEYWORDS =
  `axis dtype out where keepdims initial order casting shape k n size mode side kind method q weights bins
  range density full_matrices UPLO ord norm s axes optimize symmetry prepend append invert`.split(/\s+/);

/** A tenant that plays mutants of the cases of one recording. */
class Player {
  readonly bugs: string[] = [];
  readonly #endpoint: Endpoint;
  readonly #blobs: readonly Uint8Array[];
  #used = 0;

  constructor(
    readonly recording: Recording,
    readonly dice: Dice,
  ) {
    this.#blobs = recording.blobs.map((text) => Buffer.from(text, 'base64'));
    this.#endpoint = new Endpoint({
      release: recording.release,
      limits: LIMITS,
      onBug: (error, op) =>
        this.bugs.push(`${op}: ${error instanceof Error ? error.stack?.split('\n', 3).join() : error}`),
    });
    this.ask('budget_open', null, map({ flop_budget: PLENTY }));
  }

  ask(op: string, args: Tagged, kwargs: Tagged): Tagged {
    return decode(this.#endpoint.handle(encode(map({ op, args, kwargs }))));
  }

  end(): void {
    this.#endpoint.close();
  }

  /** Plays mutants of the cases of one operation. */
  play(cases: readonly Case[]): void {
    for (let i = 0; i < MUTANTS; i++) {
      const handles: string[] = [];
      const { op, args, kwargs } = this.dice.pick(cases);
      const [first, second] = this.#mutated(this.#filled(args, handles), this.#filled(kwargs, handles), handles);
      const reply = this.ask(op, first, second);
      const status = field(reply, 'status');
      if (status !== 'ok' && status !== 'error') this.bugs.push(`${op}: no reply: ${JSON.stringify(reply)}`);
      this.#fetchAll(reply, handles);
      this.#checkCharges(op);
      this.ask('free', null, map({ handles }));
    }
  }

  #checkCharges(op: string): void {
    const used = Number(field(field(this.ask('budget_status', null, null), 'result') ?? null, 'flops_used'));
    if (!(used >= this.#used)) this.bugs.push(`${op}: charged ${used - this.#used}`);
    this.#used = used;
  }

  /** Reads every array of a reply, so that a view beyond its memory would be touched. */
  #fetchAll(value: unknown, handles: string[]): void {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    if (Array.isArray(value)) for (const item of value) this.#fetchAll(item, handles);
    else if ('d' in value) {
      for (const [key, item] of value['d'] as readonly [unknown, unknown][]) {
        if (key === 'id' && typeof item === 'string') {
          handles.push(item);
          this.ask('fetch', null, map({ handle_id: item }));
        } else this.#fetchAll(item, handles);
      }
    }
  }

  #filled(value: unknown, handles: string[]): Tagged {
    if (Array.isArray(value)) return value.map((item) => this.#filled(item, handles));
    if (typeof value !== 'object' || value === null) return value as Tagged;
    const marked = value as Record<string, unknown>;
    if ('h' in marked) return this.#operand(marked['h'] as number, handles);
    if ('b' in marked) return this.#blobs[marked['b'] as number]!;
    if (!('d' in marked)) return value as Tagged;
    return {
      d: (marked['d'] as [unknown, unknown][]).map(
        ([key, item]) => [this.#filled(key, handles), this.#filled(item, handles)] as const,
      ),
    };
  }

  #operand(number: number, handles: string[]): Tagged {
    const [op, args, kwargs] = this.recording.operands[number]!;
    const reply = this.ask(op, this.#filled(args, handles), this.#filled(kwargs, handles));
    const result = field(reply, 'result') ?? null;
    for (const [name, marker] of MARKERS) {
      const id = field(result, name);
      if (typeof id !== 'string') continue;
      if (name === 'id') handles.push(id);
      return map({ [marker]: id });
    }
    return null;
  }

  /** One to three changes to a call. */
  #mutated(args: Tagged, kwargs: Tagged, handles: string[]): [Tagged, Tagged] {
    let [first, second] = [args, kwargs];
    for (let changes = 1 + this.dice.below(3); changes > 0; changes--) {
      const list = Array.isArray(first) ? [...(first as Tagged[])] : [];
      switch (this.dice.below(6)) {
        case 0:
          first = list.slice(0, -1);
          break;
        case 1:
          first = [...list, this.#odd(handles)];
          break;
        case 2:
          second = this.#withKeyword(second, handles);
          break;
        case 3:
          first = list.reverse();
          break;
        default:
          if (this.dice.below(3) > 0) first = this.#replaced(first, handles);
          else second = this.#replaced(second, handles);
      }
    }
    return [first, second];
  }

  #odd(handles: readonly string[]): Tagged {
    switch (this.dice.below(4)) {
      case 0:
        return handles.length > 0 ? map({ __handle__: this.dice.pick(handles) }) : this.dice.pick(ODD);
      case 1:
        return this.dice.below(1 << 30) - (1 << 29);
      default:
        return this.dice.pick(ODD);
    }
  }

  #withKeyword(kwargs: Tagged, handles: readonly string[]): Tagged {
    const own = kwargs !== null && typeof kwargs === 'object' && 'd' in kwargs ? kwargs.d : [];
    return { d: [...own, [this.dice.pick(KEYWORDS), this.#odd(handles)] as const] };
  }

  /** The value with one part of it, found at random, replaced. */
  #replaced(value: Tagged, handles: readonly string[]): Tagged {
    if (Array.isArray(value) && value.length > 0 && this.dice.below(5) > 0) {
      const items = [...(value as Tagged[])];
      const at = this.dice.below(items.length);
      items[at] = this.#replaced(items[at]!, handles);
      return items;
    }
    if (value !== null && typeof value === 'object' && 'd' in value && value.d.length > 0 && this.dice.below(4) > 0) {
      const at = this.dice.below(value.d.length);
      return {
        d: value.d.map(([key, item], i) => [key, i === at ? this.#replaced(item, handles) : item] as const),
      };
    }
    return this.#odd(handles);
  }
}

describe('mutated calls', () => {
  it.each(recordings())(
    'of %s are answered or refused',
    async (name) => {
      const recording = load(name);
      const player = new Player(recording, new Dice(SEED * 7919 + name.length));
      for (const { cases } of recording.groups) {
        await breathe();
        player.play(cases);
      }
      player.end();
      expect([...new Set(player.bugs)]).toEqual([]);
    },
    300_000,
  );
});
