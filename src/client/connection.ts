/** The socket: one request at a time, each answered before the next is sent. */
import { Request } from 'zeromq';
import { PyFloat } from '../python/values.js';
import { decodeValue } from '../wire/decode.js';
import { encode } from '../wire/encode.js';
import { type ReplyValue, WireMap, type WireValue } from '../wire/value.js';
import { type BudgetStatus, ConnectionError, errorFrom } from './errors.js';

export type Message = { readonly [field: string]: ReplyValue };

export class Connection {
  readonly #socket: Request;
  readonly #timeout: number;
  /** Resolves when everything asked so far has been answered. */
  #idle: Promise<unknown> = Promise.resolve();
  #broken: ConnectionError | undefined;
  /** The budget as the last reply showed it. */
  budget: BudgetStatus | undefined;

  /** @param timeout milliseconds to wait for a reply */
  constructor(
    readonly url: string,
    timeout: number,
  ) {
    this.#timeout = timeout;
    this.#socket = new Request({ linger: 0, receiveTimeout: timeout, sendTimeout: timeout });
    this.#socket.connect(url);
  }

  /** The reply to a request. FlopscopeError when it is an error, ConnectionError without one. */
  ask(message: Message): Promise<WireMap> {
    const answered = this.#idle.then(() => this.#exchange(encode(message)));
    this.#idle = answered.catch(() => {});
    return answered;
  }

  /** Closes the socket once everything asked has been answered. */
  async close(): Promise<void> {
    await this.#idle;
    this.#broken ??= new ConnectionError(`the connection to ${this.url} is closed`);
    this.#socket.close();
  }

  async #exchange(frame: Uint8Array): Promise<WireMap> {
    if (this.#broken !== undefined) throw this.#broken;
    const reply = this.#reply(await this.#roundTrip(frame));
    this.#note(reply.get('budget'));
    if (reply.get('status') === 'ok') return reply;
    const [type, message] = [reply.get('error_type'), reply.get('message')];
    throw errorFrom(String(type), String(message), statusOf(reply.get('budget')));
  }

  async #roundTrip(frame: Uint8Array): Promise<Uint8Array> {
    try {
      await this.#socket.send(frame);
      const [answer] = await this.#socket.receive();
      return answer!;
    } catch (error) {
      // A request without its reply leaves the socket in the middle of an exchange.
      throw this.#fail(`no answer from ${this.url} within ${this.#timeout} ms`, error);
    }
  }

  #reply(frame: Uint8Array): WireMap {
    try {
      const value = decodeValue(frame);
      if (value instanceof WireMap) return value;
    } catch (error) {
      throw this.#fail(`${this.url} answered with what is no reply`, error);
    }
    throw this.#fail(`${this.url} answered with what is no reply`);
  }

  #fail(message: string, cause?: unknown): ConnectionError {
    this.#broken = new ConnectionError(message, { cause });
    this.#socket.close();
    return this.#broken;
  }

  #note(budget: WireValue | undefined): void {
    const status = statusOf(budget);
    if (status !== undefined) this.budget = status;
  }
}

/** A budget among the fields of a reply; undefined for the other forms the field has. */
export function statusOf(value: WireValue | undefined): BudgetStatus | undefined {
  if (!(value instanceof WireMap)) return undefined;
  const figure = (key: string): number | bigint => {
    const given = value.get(key);
    return given instanceof PyFloat ? given.value : typeof given === 'bigint' ? given : Number(given);
  };
  return {
    flopBudget: figure('flop_budget'),
    flopsUsed: figure('flops_used'),
    flopsRemaining: figure('flops_remaining'),
  };
}
