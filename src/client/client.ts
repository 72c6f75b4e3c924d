/** A client: a connection that has said hello, and everything that can be asked over it. */
import { WireMap, type WireValue } from '../wire/value.js';
import { Budget } from './budget.js';
import { Connection, type Message } from './connection.js';
import { type ArrayData, type DtypeName, dataOf, payloadOf } from './data.js';
import { ConnectionError } from './errors.js';
import { type IndexKey, keysToWire } from './index-key.js';
import { type Operations, operationsOf } from './operations.js';
import { type Owner, RemoteArray } from './remote.js';
import { arrayOf, type Result, resultOf } from './results.js';
import { type Argument, keywordsToWire, toWire } from './values.js';

/** The release asked for unless told otherwise. */
const NEWEST = '0.12.4';

export interface ConnectOptions {
  /** Release of the protocol and of all results and prices; 0.12.4 by default. */
  readonly release?: string;
  /** Milliseconds to wait for a reply; 30 seconds by default. */
  readonly timeout?: number;
  /** Entitles to open and close budgets where the server demands it. */
  readonly controlToken?: string;
}

export interface BudgetOptions {
  /** FLOPs that may be spent. */
  readonly flops: number | bigint;
  /** Heading that operations are listed under in summaries; since 0.12. */
  readonly namespace?: string;
  /** Factor on every price; before 0.12. */
  readonly multiplier?: number;
}

/** Connects and says hello. VersionMismatchError when the server has not that release, ConnectionError without one. */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Client> {
  const connection = new Connection(url, options.timeout ?? 30_000);
  const release = options.release ?? NEWEST;
  try {
    const reply = await connection.ask({ op: 'hello', args: null, kwargs: { client_version: release } });
    return new Client(connection, release, namesOf(reply.get('capabilities')), options.controlToken);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

const namesOf = (value: WireValue | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

export class Client implements Owner {
  /** Operations as functions: `client.ops.add(x, 2)`, `client.ops.fft.fft(x)`. */
  readonly ops: Operations = operationsOf((op, args, kwargs) => this.call(op, args, kwargs));
  readonly #connection: Connection;
  readonly #controlToken: string | undefined;
  /** Handles disposed of, to be freed by one request. */
  #disposed: string[] = [];

  constructor(
    connection: Connection,
    /** The release agreed on. */
    readonly release: string,
    /** What the server announced beyond the protocol's basics. */
    readonly capabilities: readonly string[],
    controlToken: string | undefined,
  ) {
    this.#connection = connection;
    this.#controlToken = controlToken;
  }

  /** Whether the release writes index keys with tags, takes namespaces and sums up budgets: since 0.12. */
  get #isPresent(): boolean {
    return !/^0\.[0-9]\./.test(this.release);
  }

  get namesMethodsInFull(): boolean {
    return !this.#isPresent;
  }

  /** Opens a budget, which everything else needs. */
  async openBudget({ flops, namespace, multiplier }: BudgetOptions): Promise<Budget> {
    const extra = this.#isPresent ? { namespace: namespace ?? null } : { flop_multiplier: toWire(multiplier ?? 1) };
    const token = this.#controlToken === undefined ? {} : { control_token: this.#controlToken };
    await this.#ask({ op: 'budget_open', args: null, kwargs: { flop_budget: toWire(flops), ...extra }, ...token });
    const budget = new Budget(this.#connection, this.#controlToken);
    await budget.status().then((status) => {
      this.#connection.budget = status;
    });
    return budget;
  }

  /** Runs `body` under a budget that is closed afterwards, whatever happens. */
  async withBudget<T>(options: BudgetOptions, body: (budget: Budget) => Promise<T>): Promise<T> {
    const budget = await this.openBudget(options);
    try {
      return await body(budget);
    } finally {
      await budget.close();
    }
  }

  /**
   * Calls an operation by name. Numbers without a fraction are ints (`float(2)` is 2.0), bigints are ints.
   * FlopscopeError of the class the server names.
   */
  async call(
    op: string,
    args: readonly Argument[] = [],
    kwargs: Readonly<Record<string, Argument>> = {},
  ): Promise<Result> {
    const reply = await this.#ask({ op, args: args.map(toWire), kwargs: keywordsToWire(kwargs) });
    return resultOf(reply.get('result'), this);
  }

  /** As `call`, for operations that return an array. TypeError when this one does not. */
  async compute(
    op: string,
    args: readonly Argument[] = [],
    kwargs: Readonly<Record<string, Argument>> = {},
  ): Promise<RemoteArray> {
    const result = await this.call(op, args, kwargs);
    if (result instanceof RemoteArray) return result;
    throw new TypeError(`${op} did not return an array`);
  }

  /** Makes an array on the server of a typed array or of numbers; see `payloadOf` for dtypes and shapes. */
  async array<D extends DtypeName = DtypeName>(
    data: ArrayData | readonly number[],
    options: { readonly shape?: readonly number[]; readonly dtype?: D } = {},
  ): Promise<RemoteArray<D>> {
    const { bytes, shape, dtype } = payloadOf(data, options);
    const reply = await this.#ask({ op: 'create_from_data', args: [bytes, shape, dtype], kwargs: null });
    return this.#arrayIn(reply) as RemoteArray<D>;
  }

  /** The elements of an array, in C order. */
  async fetch(array: RemoteArray): Promise<ArrayData> {
    const reply = await this.#ask({ op: 'fetch', args: null, kwargs: { handle_id: array.id } });
    const [data, dtype] = [reply.get('data'), reply.get('dtype')];
    if (data instanceof Uint8Array && typeof dtype === 'string') return dataOf(data, dtype as DtypeName);
    throw new ConnectionError('the reply to fetch holds no data');
  }

  async getItem(array: RemoteArray, keys: readonly IndexKey[]): Promise<Result> {
    const key = keysToWire(keys, this.#isPresent);
    const reply = await this.#ask({ op: '__getitem__', args: [array.reference(), key], kwargs: null });
    return resultOf(reply.get('result'), this);
  }

  async astype(array: RemoteArray, dtype: DtypeName): Promise<RemoteArray> {
    return this.#arrayIn(await this.#ask({ op: 'astype', args: [array.reference(), dtype], kwargs: null }));
  }

  async free(ids: readonly string[]): Promise<void> {
    await this.#ask({ op: 'free', args: null, kwargs: { handles: ids } });
  }

  freeLater(id: string): void {
    this.#disposed.push(id);
    if (this.#disposed.length === 1) queueMicrotask(() => void this.#freeDisposed());
  }

  /** Waits for what was asked, frees what was disposed of and closes the connection. An open budget stays open. */
  async close(): Promise<void> {
    await this.#freeDisposed();
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Handles may be gone already, with their budget or the connection: then there is nothing to free. */
  async #freeDisposed(): Promise<void> {
    const ids = this.#disposed;
    this.#disposed = [];
    if (ids.length > 0) await this.free(ids).catch(() => {});
  }

  #ask(message: Message): Promise<WireMap> {
    return this.#connection.ask(message);
  }

  #arrayIn(reply: WireMap): RemoteArray {
    const result = reply.get('result');
    if (result instanceof WireMap && result.has('id')) return arrayOf(result, this);
    throw new ConnectionError('the reply holds no array');
  }
}
