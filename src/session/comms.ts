/** Counts requests, bytes and time of one session: the `comms_summary` of a closed budget. */
import { PyFloat } from '../python/values.js';
import type { ReplyValue } from '../wire/value.js';

export class CommsTracker {
  #requests = 0;
  #fetches = 0;
  #sent = 0;
  #received = 0;
  #overhead = 0;
  #compute = 0;

  /** Nanoseconds spent computing. */
  get computeNs(): number {
    return Math.round(this.#compute);
  }

  /** Records one exchange; times are nanoseconds. */
  record(received: number, sent: number, overheadNs: number, computeNs: number, isFetch: boolean): void {
    this.#requests++;
    if (isFetch) this.#fetches++;
    this.#received += received;
    this.#sent += sent;
    this.#overhead += overheadNs;
    this.#compute += computeNs;
  }

  summary(): Record<string, ReplyValue> {
    const overhead = Math.round(this.#overhead);
    const compute = Math.round(this.#compute);
    const total = overhead + compute;
    return {
      request_count: this.#requests,
      fetch_count: this.#fetches,
      total_bytes_sent: this.#sent,
      total_bytes_received: this.#received,
      total_comms_overhead_ns: overhead,
      total_compute_time_ns: compute,
      overhead_ratio: new PyFloat(total === 0 ? 0 : overhead / total),
    };
  }
}
