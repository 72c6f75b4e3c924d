/** Requests of recorded data, put to an endpoint in this process. */
import type { Endpoint } from '../../src/server/endpoint.js';
import { decode, encode, field, map, type Tagged } from './wire.js';

type Entries = Readonly<Record<string, Tagged>>;

/** Recorded arguments as they travel: arrays are named, blobs filled in. */
export function filled(
  value: unknown,
  blob: (number: number) => Uint8Array,
  named: (number: number) => Entries,
): Tagged {
  if (Array.isArray(value)) return value.map((item) => filled(item, blob, named));
  if (typeof value !== 'object' || value === null) return value as Tagged;
  const marked = value as Record<string, unknown>;
  if ('h' in marked) return map(named(marked['h'] as number));
  if ('b' in marked) return blob(marked['b'] as number);
  if (!('d' in marked)) return value as Tagged;
  const entries = marked['d'] as readonly (readonly [unknown, unknown])[];
  return { d: entries.map(([key, item]) => [filled(key, blob, named), filled(item, blob, named)] as const) };
}

export class Requests {
  /**
   * @param blobs byte strings of the recording
   * @param named how arguments name the array of a number
   */
  constructor(
    readonly endpoint: Endpoint,
    readonly blobs: readonly Uint8Array[],
    readonly named: (number: number) => Entries,
  ) {}

  /** The reply to a request. */
  ask(op: string, args: Tagged = null, kwargs: Tagged = null): Tagged {
    return decode(this.endpoint.handle(encode(map({ op, args, kwargs }))));
  }

  open(budget: number): void {
    this.ask('budget_open', null, map({ flop_budget: budget }));
  }

  close(): void {
    this.ask('budget_close');
  }

  /** FLOPs the session has used. */
  used(): number {
    return Number(field(field(this.ask('budget_status'), 'result') as Tagged, 'flops_used'));
  }

  fetch(handle: string): Tagged {
    return this.ask('fetch', null, map({ handle_id: handle }));
  }

  bytes(handle: string): Uint8Array {
    return field(this.fetch(handle), 'data') as Uint8Array;
  }

  free(handles: readonly string[]): void {
    this.ask('free', null, map({ handles }));
  }

  /** Recorded arguments as they travel. */
  filled(value: unknown): Tagged {
    return filled(value, (number) => this.blobs[number]!, this.named);
  }
}
