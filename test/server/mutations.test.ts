/**
 * Recorded calls, mutated at random: an answer or a refusal, never a bug, and what is charged only grows.
 *
 * MUTATIONS=<n> sets how many mutants each operation gets, MUTATIONS_SEED=<n> which ones.
 */
import { describe, expect, it } from 'vitest';
import { Endpoint } from '../../src/server/endpoint.js';
import { breathe } from '../breathe.js';
import { type Case, load, MARKERS, type Recording, recordings } from '../conformance/replay.js';
import { Requests } from '../conformance/requests.js';
import { field, map, type Tagged } from '../conformance/wire.js';
import { Dice } from '../dice.js';

const MUTANTS = Number(process.env['MUTATIONS'] ?? 12);
const SEED = Number(process.env['MUTATIONS_SEED'] ?? 1);
const PLENTY = 10 ** 15;
/** Arrays of a few elements, so that a mutant that asks for more is refused soon. */
const LIMITS = { maxArrayBytes: 1 << 20, maxArrayCount: 10_000 };

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
  readonly #requests: Requests;
  /** Arrays made for the mutant under way. */
  #handles: string[] = [];
  #used = 0;

  constructor(
    readonly recording: Recording,
    readonly dice: Dice,
  ) {
    const blobs = recording.blobs.map((text) => Buffer.from(text, 'base64'));
    const endpoint = new Endpoint({
      release: recording.release,
      limits: LIMITS,
      onBug: (error, op) =>
        this.bugs.push(`${op}: ${error instanceof Error ? error.stack?.split('\n', 3).join() : error}`),
    });
    this.#requests = new Requests(endpoint, blobs, (number) => this.#operand(number));
    this.#requests.open(PLENTY);
  }

  end(): void {
    this.#requests.endpoint.close();
  }

  /** Plays mutants of the cases of one operation. */
  play(cases: readonly Case[]): void {
    for (let i = 0; i < MUTANTS; i++) {
      this.#handles = [];
      const { op, args, kwargs } = this.dice.pick(cases);
      const [first, second] = this.#mutated(this.#requests.filled(args), this.#requests.filled(kwargs));
      const reply = this.#requests.ask(op, first, second);
      const status = field(reply, 'status');
      if (status !== 'ok' && status !== 'error') this.bugs.push(`${op}: no reply: ${JSON.stringify(reply)}`);
      this.#fetchAll(reply);
      this.#checkCharges(op);
      this.#requests.free(this.#handles);
    }
  }

  #checkCharges(op: string): void {
    const used = this.#requests.used();
    if (!(used >= this.#used)) this.bugs.push(`${op}: charged ${used - this.#used}`);
    this.#used = used;
  }

  /** Reads every array of a reply, so that a view beyond its memory would be touched. */
  #fetchAll(value: unknown): void {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    if (Array.isArray(value)) for (const item of value) this.#fetchAll(item);
    else if ('d' in value) {
      for (const [key, item] of value['d'] as readonly [unknown, unknown][]) {
        if (key === 'id' && typeof item === 'string') {
          this.#handles.push(item);
          this.#requests.fetch(item);
        } else this.#fetchAll(item);
      }
    }
  }

  #operand(number: number): Readonly<Record<string, Tagged>> {
    const [op, args, kwargs] = this.recording.operands[number]!;
    const reply = this.#requests.ask(op, this.#requests.filled(args), this.#requests.filled(kwargs));
    const result = field(reply, 'result') ?? null;
    for (const [name, marker] of MARKERS) {
      const id = field(result, name);
      if (typeof id !== 'string') continue;
      if (name === 'id') this.#handles.push(id);
      return { [marker]: id };
    }
    // What could not be made is named all the same.
    return { __handle__: 'a999999' };
  }

  /** One to three changes to a call. */
  #mutated(args: Tagged, kwargs: Tagged): [Tagged, Tagged] {
    let [first, second] = [args, kwargs];
    for (let changes = 1 + this.dice.below(3); changes > 0; changes--) {
      const list = Array.isArray(first) ? [...(first as Tagged[])] : [];
      switch (this.dice.below(6)) {
        case 0:
          first = list.slice(0, -1);
          break;
        case 1:
          first = [...list, this.#odd()];
          break;
        case 2:
          second = this.#withKeyword(second);
          break;
        case 3:
          first = list.reverse();
          break;
        default:
          if (this.dice.below(3) > 0) first = this.#replaced(first);
          else second = this.#replaced(second);
      }
    }
    return [first, second];
  }

  #odd(): Tagged {
    switch (this.dice.below(4)) {
      case 0:
        return this.#handles.length > 0 ? map({ __handle__: this.dice.pick(this.#handles) }) : this.dice.pick(ODD);
      case 1:
        return this.dice.below(1 << 30) - (1 << 29);
      default:
        return this.dice.pick(ODD);
    }
  }

  #withKeyword(kwargs: Tagged): Tagged {
    const own = kwargs !== null && typeof kwargs === 'object' && 'd' in kwargs ? kwargs.d : [];
    return { d: [...own, [this.dice.pick(KEYWORDS), this.#odd()] as const] };
  }

  /** The value with one part of it, found at random, replaced. */
  #replaced(value: Tagged): Tagged {
    if (Array.isArray(value) && value.length > 0 && this.dice.below(5) > 0) {
      const items = [...(value as Tagged[])];
      const at = this.dice.below(items.length);
      items[at] = this.#replaced(items[at]!);
      return items;
    }
    if (value !== null && typeof value === 'object' && 'd' in value && value.d.length > 0 && this.dice.below(4) > 0) {
      const at = this.dice.below(value.d.length);
      return {
        d: value.d.map(([key, item], i) => [key, i === at ? this.#replaced(item) : item] as const),
      };
    }
    return this.#odd();
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
