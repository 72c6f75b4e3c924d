/** Recorded conversations with the reference, and what of a reply counts when two are compared. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { PyFloat } from '../../src/python/values.js';
import { decodeValue } from '../../src/wire/decode.js';
import { WireMap, type WireValue } from '../../src/wire/value.js';

export interface Exchange {
  readonly request: Uint8Array;
  /** Null where the reference ended its process. */
  readonly reply: Uint8Array | null;
}

interface Recording {
  readonly release: string;
  readonly conversations: Readonly<Record<string, readonly (readonly [string, string | null])[]>>;
}

/** Conversations by name, as scripts/fixtures/release_protocol.py recorded them. */
export function recordedConversations(release: string): ReadonlyMap<string, readonly Exchange[]> {
  const file = new URL(`../fixtures/protocol-${release}.json.gz`, import.meta.url);
  const recording = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording;
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
  return new Map(
    Object.entries(recording.conversations).map(([name, exchanges]) => [
      name,
      exchanges.map(([request, reply]) => ({ request: bytes(request), reply: reply === null ? null : bytes(reply) })),
    ]),
  );
}

/** A decoded value as plain data in which ints, floats, text and bytes stay apart. */
export function plain(value: WireValue): unknown {
  if (value instanceof PyFloat) return { float: String(value.value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (value instanceof WireMap) {
    return { dict: [...value].map(([key, item]) => [plain(key), plain(item)]) };
  }
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? { int: String(value) } : value;
}

/**
 * A reply without what differs from run to run or is ours to word: times, the size of replies, and the text of
 * messages, of which only a class named in it counts.
 */
export function comparable(frame: Uint8Array): unknown {
  return plain(strip(decodeValue(frame), ''));
}

function strip(value: WireValue, key: string): WireValue {
  if (value instanceof WireMap) return new WireMap([...value].map(([k, item]) => [k, strip(item, String(k))]));
  if (Array.isArray(value)) return value.map((item) => strip(item, ''));
  if (/(_time_s|^total_.*_ns|_compute_ns|_bytes_sent|^overhead_ratio)$/.test(key))
    return value === null ? null : 'measured';
  if (key === 'budget_summary' && typeof value === 'string') return withoutTimes(value);
  if (key === 'message' && typeof value === 'string') return namedClass(value);
  return value;
}

const namedClass = (message: string): string =>
  /^internal server error: (\w+)/.exec(message)?.[1] ?? /\d[\d,.]* FLOPs but only .* remain/.exec(message)?.[0] ?? '';

/** A summary text with its measured figures blanked and the block ordered by time sorted by name. */
export function withoutTimes(text: string): string {
  const [head, timed] = text.split('  By operation (time):\n');
  const blank = (part: string): string =>
    part.replace(/ +\d+\.\d{3}s( +\( *[\d.]+%\))?/g, ' TIME').replace(/e-?\d+s/g, 'TIME');
  if (timed === undefined) return blank(head!);
  return `${blank(head!)}TIMED\n${blank(timed).split('\n').sort().join('\n')}`;
}
