/**
 * Recorded random programs, replayed: sequences of requests of which later ones use, view and overwrite what earlier
 * ones made (scripts/conformance/programs.py). Every reply, every price and every byte must be the reference's.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../src/release/index.js';
import { Endpoint } from '../../src/server/endpoint.js';
import { breathe } from '../breathe.js';
import { difference } from './compare.js';
import { Requests } from './requests.js';
import { field, type Tagged } from './wire.js';

interface Step {
  /** A request; absent for steps that only free an array or look at all of them. */
  readonly op?: string;
  readonly args?: unknown;
  readonly kwargs?: unknown;
  readonly flops?: number;
  readonly error?: string;
  readonly result?: Tagged;
  /** Blobs of the arrays in the result. */
  readonly data?: readonly number[];
  /** The number of an array to free. */
  readonly free?: number;
  /** What arrays hold: their numbers and blobs. */
  readonly state?: readonly (readonly [number: number, blob: number])[];
}

interface Recording {
  readonly blobs: readonly string[];
  readonly programs: readonly (readonly Step[])[];
}

const EXACT = { ulps: 0 };

/** Programs that are known to part from the reference, by the step where they do. */
const KNOWN: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  // An array whose tag a write has voided is refused there as an output of itself (49), and takes the tag of what is
  // written to it (90).
  '0.12.4': { 49: 16, 90: 30 },
};

const load = (release: string): Recording => {
  const file = new URL(`programs/${release}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording;
};

/** Maps with their keys in order, and ids by their place in the reply. */
function canonical(value: Tagged, ids: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item as Tagged, ids));
  if (typeof value !== 'object' || value === null || !('d' in value)) return value;
  const entries = value.d.map(([key, item]): [string, unknown] => {
    const place = key === 'id' ? ids.indexOf(item as string) : -1;
    return [String(key), place >= 0 ? { r: place } : canonical(item, ids)];
  });
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The arrays a result names. */
function arraysIn(result: Tagged): Tagged[] {
  const items = field(result, 'multi');
  return [result, ...(Array.isArray(items) ? (items as Tagged[]) : [])].filter(
    (item) => field(item, 'id') !== undefined,
  );
}

class Run {
  /** Handles and dtypes of the arrays made so far, in order. */
  readonly #arrays: { readonly id: string; readonly dtype: string }[] = [];

  readonly #requests: Requests;

  constructor(endpoint: Endpoint, blobs: readonly Uint8Array[]) {
    this.#requests = new Requests(endpoint, blobs, (number) => ({ __handle__: this.#arrays[number]!.id }));
    this.#requests.open(10 ** 12);
  }

  #contents(id: string, dtype: string, blob: number): string | undefined {
    return difference(this.#requests.bytes(id), this.#requests.blobs[blob]!, dtype, EXACT);
  }

  /** Carries a step out; what disagrees, in words. */
  step(step: Step): string | undefined {
    if (step.free !== undefined) {
      this.#requests.free([this.#arrays[step.free]!.id]);
      return undefined;
    }
    return (step.op === undefined ? undefined : this.#request(step, step.op)) ?? this.#state(step);
  }

  #request(step: Step, op: string): string | undefined {
    const before = this.#requests.used();
    const reply = this.#requests.ask(op, this.#requests.filled(step.args), this.#requests.filled(step.kwargs));
    const result = field(reply, 'result') ?? null;
    const made = arraysIn(result).map((item) => ({
      id: field(item, 'id') as string,
      dtype: field(item, 'dtype') as string,
    }));
    this.#arrays.push(...made);
    const error = field(reply, 'error_type');
    if (error !== step.error) return `${String(error)}: ${String(field(reply, 'message'))} instead of ${step.error}`;
    const flops = this.#requests.used() - before;
    // No charge is negative here (docs/differences.md).
    if (flops !== Math.max(step.flops!, 0)) return `${flops} FLOPs instead of ${step.flops}`;
    if (error !== undefined) return undefined;
    const ids = made.map(({ id }) => id);
    const [ours, theirs] = [JSON.stringify(canonical(result, ids)), JSON.stringify(canonical(step.result!, []))];
    if (ours !== theirs) return `${ours} instead of ${theirs}`;
    for (const [i, { id, dtype }] of made.entries()) {
      const found = this.#contents(id, dtype, step.data![i]!);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #state({ state }: Step): string | undefined {
    for (const [number, blob] of state ?? []) {
      const { id, dtype } = this.#arrays[number]!;
      const found = this.#contents(id, dtype, blob);
      if (found !== undefined) return `array ${number} afterwards: ${found}`;
    }
    return undefined;
  }

  end(): void {
    this.#requests.free(this.#arrays.map(({ id }) => id));
    this.#requests.close();
  }
}

describe('recorded programs', () => {
  it.each(RELEASES.map(({ version }) => version))(
    'of %s run as they did',
    async (release) => {
      const recording = load(release);
      const blobs = recording.blobs.map((text) => Buffer.from(text, 'base64'));
      const endpoint = new Endpoint({ release });
      const disagreements: string[] = [];
      let met = 0;
      for (const [number, steps] of recording.programs.entries()) {
        await breathe();
        const run = new Run(endpoint, blobs);
        for (const [i, step] of steps.entries()) {
          const found = run.step(step);
          if (found === undefined) continue;
          if (KNOWN[release]?.[number] === i) {
            met++;
            break;
          }
          const request = `${step.op ?? ''} ${JSON.stringify(step.args)} ${JSON.stringify(step.kwargs)}`;
          disagreements.push(`program ${number}, step ${i}: ${request}\n  ${found}`);
          break;
        }
        run.end();
      }
      endpoint.close();
      expect(recording.programs.length).toBeGreaterThan(100);
      expect(met).toBe(Object.keys(KNOWN[release] ?? {}).length);
      expect(disagreements.slice(0, 20).join('\n')).toBe('');
    },
    300_000,
  );
});
