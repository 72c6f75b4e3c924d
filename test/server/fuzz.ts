/**
 * Plays mutated requests to a running server over its socket. Whatever is sent, the server answers with an envelope
 * within seconds, its memory stays where it was, and it reports no bug.
 */
import { Dealer } from 'zeromq';
import { load, recordings } from '../conformance/replay.js';
import { filled } from '../conformance/requests.js';
import { decode, encode, field, map, type Tagged } from '../conformance/wire.js';
import { Dice } from '../dice.js';
import { recordedConversations } from './conversation.js';
import { mutant } from './msgpack-mutations.js';
import type { Process } from './served.js';

/** What a session may spend: not enough for any request to take long. */
const BUDGET = 10 ** 8;
/** Requests after which everything is freed and the budget opened anew. */
const TURN = 400;
/** Cases taken from each recording. */
const SAMPLE = 60;
const ANSWER_MS = 20_000;
/** Arrays that stand for the operands of recorded cases. */
const OPERANDS: readonly (readonly [op: string, args: readonly Tagged[], kwargs: Readonly<Record<string, Tagged>>])[] =
  [
    ['arange', [12], {}],
    ['ones', [[3, 3]], {}],
    ['zeros', [[2, 3, 4]], { dtype: 'float32' }],
    ['eye', [4], { dtype: 'complex128' }],
    ['full', [[2, 2], -1], { dtype: 'int8' }],
    ['ones', [[5]], { dtype: 'bool' }],
    ['zeros', [[0, 3]], {}],
    ['linspace', [0, 1, 1000], {}],
    ['zeros', [[]], { dtype: 'float16' }],
    ['random.default_rng', [7], {}],
  ];
const MARKERS: Readonly<Record<string, string>> = { id: '__handle__', gen_id: '__gen__' };

/** Requests as recorded: a function of how the array of a number is named. */
type Frame = (named: (number: number) => Readonly<Record<string, Tagged>>) => Buffer;

export interface Findings {
  requests: number;
  /** Replies by status. */
  answered: number;
  refused: number;
  /** The slowest answer in milliseconds, and what it answered. */
  slowest: number;
  slowestRequest: string;
  /** Growth of the server's memory in bytes since the first turns. */
  growth: number;
}

/** A client that plays by no rules. */
export class Fuzzer {
  readonly findings: Findings = {
    requests: 0,
    answered: 0,
    refused: 0,
    slowest: 0,
    slowestRequest: '',
    growth: 0,
  };
  readonly #dice: Dice;
  readonly #socket = new Dealer({ linger: 0, receiveTimeout: ANSWER_MS });
  readonly #corpus: readonly Frame[];
  #operands: Readonly<Record<string, Tagged>>[] = [];
  #firstId = 0;

  /** @param process the server's, whose memory is watched */
  constructor(
    url: string,
    readonly process: Process,
    release: string,
    seed: number,
  ) {
    this.#dice = new Dice(seed);
    this.#corpus = [...conversationFrames(release), ...caseFrames(release, this.#dice)];
    this.#socket.connect(url);
  }

  close(): void {
    this.#socket.close();
  }

  /** Plays until `deadline` (milliseconds since the epoch) or for so many turns. Throws when the server misbehaves. */
  async play(turns: number, deadline = Number.POSITIVE_INFINITY): Promise<Findings> {
    let settled = 0;
    for (let turn = 0; turn < turns && Date.now() < deadline; turn++) {
      await this.#begin();
      for (let i = 0; i < TURN; i++) await this.#shoot();
      await this.#end();
      if (turn < 4) settled = this.process.memory;
      else this.findings.growth = this.process.memory - settled;
    }
    const bug = /bug in .*/.exec(this.process.errors);
    if (bug !== null) throw new Error(this.process.errors.slice(bug.index, bug.index + 600));
    return this.findings;
  }

  /** Opens a budget and makes the operands. */
  async #begin(): Promise<void> {
    await this.#ask('budget_close');
    const opening = encode(map({ op: 'budget_open', args: null, kwargs: map({ flop_budget: 5 }) }));
    await this.#exchange([mutant(opening, opening, this.#dice)]);
    await this.#ask('budget_close');
    const opened = await this.#ask('budget_open', null, map({ flop_budget: BUDGET }));
    if (field(opened, 'status') !== 'ok') throw new Error(`no budget: ${JSON.stringify(opened)}`);
    this.#operands = [];
    for (const [op, args, kwargs] of OPERANDS) {
      const result = field(await this.#ask(op, args, map(kwargs)), 'result') ?? null;
      for (const [name, marker] of Object.entries(MARKERS)) {
        const id = field(result, name);
        if (typeof id === 'string') this.#operands.push({ [marker]: id });
        if (name === 'id' && typeof id === 'string') this.#firstId = Math.min(this.#firstId, Number(id.slice(1)));
      }
    }
  }

  /** Frees all arrays the turn may have made: ids are consecutive. */
  async #end(): Promise<void> {
    await this.#ask('budget_close');
    await this.#ask('budget_open', null, map({ flop_budget: BUDGET }));
    const last = field(field(await this.#ask('zeros', [1]), 'result') ?? null, 'id') as string;
    const next = Number(last.slice(1)) + 1;
    await this.#ask(
      'free',
      null,
      map({ handles: Array.from({ length: next - this.#firstId }, (_, i) => `a${this.#firstId + i}`) }),
    );
    this.#firstId = next;
  }

  /** One mutant, whole or in several parts. */
  async #shoot(): Promise<void> {
    const named = (number: number): Readonly<Record<string, Tagged>> => this.#operands[number % this.#operands.length]!;
    const frame = mutant(this.#dice.pick(this.#corpus)(named), this.#dice.pick(this.#corpus)(named), this.#dice);
    switch (this.#dice.below(40)) {
      case 0:
        return this.#exchange([]);
      case 1:
        return this.#exchange([frame, frame]);
      case 2:
        return this.#exchange([Buffer.alloc(0), frame]);
      case 3:
        // Without the empty part that ends the envelope of a request, no reply is due.
        return this.#socket.send([Buffer.of(1), frame]);
      default:
        return this.#exchange([frame]);
    }
  }

  async #exchange(parts: readonly Buffer[]): Promise<void> {
    const frame = parts[0] ?? Buffer.alloc(0);
    const started = performance.now();
    const reply = await this.#send(parts.length === 0 ? [frame] : parts, frame);
    const took = performance.now() - started;
    const { findings } = this;
    findings.requests++;
    if (took > findings.slowest) {
      findings.slowest = took;
      findings.slowestRequest = shown(frame);
    }
    const status = field(reply, 'status');
    if (status === 'ok') findings.answered++;
    else if (isRefusal(reply)) findings.refused++;
    else throw new Error(`no envelope: ${JSON.stringify(reply).slice(0, 300)} for ${shown(frame)}`);
  }

  async #send(parts: readonly Buffer[], frame: Buffer): Promise<Tagged> {
    await this.#socket.send([Buffer.alloc(0), ...parts]);
    try {
      const [, reply] = await this.#socket.receive();
      return decode(reply!);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error} for ${shown(frame)}\n${this.process.errors}`);
    }
  }

  #ask(op: string, args: Tagged = null, kwargs: Tagged = null): Promise<Tagged> {
    const frame = encode(map({ op, args, kwargs }));
    return this.#send([frame], frame);
  }
}

const shown = (frame: Buffer): string =>
  `${frame
    .toString('latin1')
    .replace(/[^ -~]/g, '.')
    .slice(0, 200)} (${frame.length} bytes: ${frame.toString('hex').slice(0, 1000)})`;

const isRefusal = (reply: Tagged): boolean =>
  field(reply, 'status') === 'error' &&
  typeof field(reply, 'error_type') === 'string' &&
  typeof field(reply, 'message') === 'string';

/** The requests of recorded conversations, but for those that begin and end a budget. */
function conversationFrames(release: string): Frame[] {
  return [...recordedConversations(release).values()].flat().flatMap(({ request }) => {
    const frame = Buffer.from(request);
    return /budget_(open|close)/.test(frame.toString('latin1')) || !isWhole(frame) ? [] : [() => frame];
  });
}

function isWhole(frame: Buffer): boolean {
  try {
    decode(frame);
    return true;
  } catch {
    return false;
  }
}

/** Some of the recorded cases. */
function caseFrames(release: string, dice: Dice): Frame[] {
  const frames: Frame[] = [];
  for (const name of recordings().filter((each) => each.startsWith(`${release}/`))) {
    const { groups, blobs } = load(name);
    const blob = (number: number): Uint8Array => Buffer.from(blobs[number]!, 'base64');
    for (let i = 0; i < SAMPLE; i++) {
      const { op, args, kwargs } = dice.pick(dice.pick(groups).cases);
      frames.push((named) => encode(map({ op, args: filled(args, blob, named), kwargs: filled(kwargs, blob, named) })));
    }
  }
  return frames;
}
