/** A budget: what the server charges operations to, from opening to closing. */

import { WireMap } from '../wire/value.js';
import type { Connection } from './connection.js';
import { statusOf } from './connection.js';
import type { BudgetStatus } from './errors.js';
import { type Plain, plain } from './values.js';

/** What is sent back when a budget is closed. */
export interface ClosedBudget {
  /** For people. */
  readonly summary: string;
  /** FLOPs, calls and times by operation and namespace; the namespace of calls outside any is `null`. */
  readonly breakdown: Plain;
  /** Requests, bytes and times of the connection. */
  readonly communication: Plain;
}

/** The open budget of an endpoint. There is one at a time; all its connections share it. */
export class Budget {
  readonly #connection: Connection;
  readonly #controlToken: string | undefined;
  #closed: Promise<ClosedBudget> | undefined;

  constructor(connection: Connection, controlToken: string | undefined) {
    this.#connection = connection;
    this.#controlToken = controlToken;
  }

  /** FLOPs left, as the last reply showed them; no request is made. */
  get remaining(): number | bigint {
    return this.#connection.budget?.flopsRemaining ?? 0;
  }

  /** FLOPs used, as the last reply showed them; no request is made. */
  get used(): number | bigint {
    return this.#connection.budget?.flopsUsed ?? 0;
  }

  /** The budget as it stands. */
  async status(): Promise<BudgetStatus> {
    const reply = await this.#connection.ask({ op: 'budget_status', args: null, kwargs: null });
    return statusOf(reply.get('result'))!;
  }

  /**
   * FLOPs, calls and times so far. UnsupportedFunctionError or InvalidRequestError in releases before 0.12.
   * @param scope this budget, or all since the last reset
   */
  async summary(scope: 'active_context' | 'session' = 'active_context', byNamespace = false): Promise<Plain> {
    const kwargs = { scope, by_namespace: byNamespace };
    return plain((await this.#connection.ask({ op: 'budget_summary', args: null, kwargs })).get('result'));
  }

  /** Closes the budget; a second time gives the same answer. */
  close(): Promise<ClosedBudget> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<ClosedBudget> {
    const token = this.#controlToken === undefined ? {} : { control_token: this.#controlToken };
    const reply = await this.#connection.ask({ op: 'budget_close', args: null, kwargs: null, ...token });
    const result = reply.get('result');
    const field = (name: string): Plain => (result instanceof WireMap ? plain(result.get(name)) : null);
    return {
      summary: String(field('budget_summary')),
      breakdown: field('budget_breakdown'),
      communication: field('comms_summary'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
