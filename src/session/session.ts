/** One budget session, and the tenant it belongs to. */

import type { Charge, OpContext } from '../ops/define.js';
import type { Release } from '../release/release.js';
import type { Budget } from './budget.js';
import { now } from './clock.js';
import { CommsTracker } from './comms.js';
import { ArrayStore, RandomStore } from './handles.js';
import { History } from './history.js';
import type { Count, OperationTotals } from './totals.js';

/** Bounds on what clients may keep. */
export interface Limits {
  /** Greatest size of one array in bytes. */
  readonly maxArrayBytes: number;
  /** Greatest number of array handles at a time. */
  readonly maxArrayCount: number;
}

export const DEFAULT_LIMITS: Limits = { maxArrayBytes: 100 * 1024 * 1024, maxArrayCount: 100_000 };

/**
 * The one user of an endpoint: what outlives sessions. Releases whose handles outlive sessions keep them here; state
 * shared by all of a tenant's calls (NumPy's legacy random state) is keyed by this object.
 */
export class Tenant {
  readonly arrays: ArrayStore;
  readonly random = new RandomStore();
  readonly #histories = new Map<Release, History>();

  constructor(readonly limits: Limits) {
    this.arrays = new ArrayStore(limits.maxArrayCount);
  }

  /** What closed sessions of a release used, since the last reset. */
  historyOf(release: Release): History {
    let history = this.#histories.get(release);
    if (history === undefined) {
      history = new History();
      this.#histories.set(release, history);
    }
    return history;
  }

  forgetHistory(): void {
    this.#histories.clear();
  }

  /** Gives back everything that outlived sessions. */
  close(): void {
    this.arrays.clear();
    this.random.clear();
  }
}

/** An open budget: a release, a budget and the objects its requests may name. */
export class Session {
  readonly limits: Limits;
  readonly arrays: ArrayStore;
  readonly random: RandomStore;
  readonly comms = new CommsTracker();
  /** What operations get to see. */
  readonly context: OpContext;
  /** Seconds in kernels, and seconds spent on requests otherwise. */
  backend = 0;
  overhead = 0;
  /** Milliseconds in the kernel of the current request. */
  kernelTime = 0;
  /** When the current request came, in milliseconds of the clock. */
  requestStarted = 0;
  readonly #opened = now();
  #closed: number | undefined;
  /** The charge weighed last, and what it came to: calls that repeat themselves are charged the same object. */
  #weighed: Charge | undefined;
  #weight: Count = 0;

  constructor(
    readonly tenant: Tenant,
    readonly release: Release,
    readonly budget: Budget,
  ) {
    this.limits = tenant.limits;
    const shared = release.traits.handlesOutliveSessions;
    this.arrays = shared ? tenant.arrays : new ArrayStore(tenant.limits.maxArrayCount);
    this.random = shared ? tenant.random : new RandomStore();
    this.context = { release, session: this };
  }

  /** FLOPs that a charge takes from the budget. UnsupportedDtypeError where the release refuses it for complex operands. */
  weigh(charge: Charge): Count {
    if (charge !== this.#weighed) {
      this.#weight = this.release.weigh(charge, this.budget.multiplier);
      this.#weighed = charge;
    }
    return this.#weight;
  }

  /** Seconds since the session was opened, up to its end. */
  get wall(): number {
    return ((this.#closed ?? now()) - this.#opened) / 1000;
  }

  /** Books the times of a call, in milliseconds, to the operation it was charged as. */
  recordTimes(charged: OperationTotals | undefined, planning: number, kernel: number): void {
    this.kernelTime += kernel;
    if (charged === undefined) return;
    charged.timed ??= !this.release.isUntimed(charged.name);
    charged.overhead += (charged.timed ? planning : planning + kernel) / 1000;
    if (!charged.timed) return;
    charged.backend += kernel / 1000;
    this.backend += kernel / 1000;
  }

  /** Records an exchange: bytes, and milliseconds from the frame that came to the one that goes. */
  recordRequest(received: number, sent: number, handling: number, isFetch: boolean): void {
    const kernel = this.kernelTime;
    this.overhead += Math.max(0, handling - kernel) / 1000;
    const compute = this.release.traits.kernelTimeOnly ? kernel : handling;
    this.comms.record(received, sent, (handling - compute) * 1e6, compute * 1e6, isFetch);
  }

  /** Ends the session: its use goes on record, handles that belong to it are freed. */
  close(): void {
    this.#closed = now();
    this.tenant.historyOf(this.release).add(this);
    if (this.release.traits.handlesOutliveSessions) return;
    this.arrays.clear();
    this.random.clear();
  }
}
