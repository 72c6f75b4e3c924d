/** Results that decide what is charged next: computed once, in between two charges or when the operation runs. */
import { fromNative } from '../errors.js';

/** What a computation comes to, errors included; computed when first asked for. */
export class Outcome<T> {
  #settled: { readonly result: T } | { readonly thrown: unknown } | undefined;

  constructor(private readonly compute: () => T) {}

  /** The result; null when there is none, which `take` tells the reason of. */
  settle(): T | null {
    try {
      this.#settled ??= { result: this.compute() };
    } catch (thrown) {
      this.#settled = { thrown };
    }
    return 'result' in this.#settled ? this.#settled.result : null;
  }

  /** The result. Raises what the computation raised. */
  take(): T {
    this.settle();
    const settled = this.#settled!;
    if ('thrown' in settled) throw fromNative(settled.thrown);
    return settled.result;
  }
}
