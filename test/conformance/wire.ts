/**
 * msgpack to and from the tagged form recorded data are written in (see scripts/conformance/tagged.py), which tells
 * integers from floats. Independent of the server's own codec.
 */

/** A wire value: `{f}` is a float, `{int}` a large integer, `{d}` a map; byte strings are themselves. */
export type Tagged =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Tagged[]
  | { readonly f: number | string }
  | { readonly int: string }
  | { readonly d: readonly (readonly [Tagged, Tagged])[] };

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const floatOf = (value: number | string): number =>
  typeof value === 'number' ? value : value === 'nan' ? Number.NaN : value.startsWith('-') ? -Infinity : Infinity;

const header = (marker: number, length: number): Buffer => {
  const bytes = Buffer.alloc(5);
  bytes[0] = marker;
  bytes.writeUInt32BE(length, 1);
  return bytes;
};

/** Encodes a tagged value. */
export function encode(value: Tagged): Buffer {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

function write(value: Tagged, parts: Buffer[]): void {
  if (value === null) parts.push(Buffer.of(0xc0));
  else if (typeof value === 'boolean') parts.push(Buffer.of(value ? 0xc3 : 0xc2));
  else if (typeof value === 'number') parts.push(integer(BigInt(value)));
  else if (typeof value === 'string') {
    const text = Buffer.from(value);
    parts.push(header(0xdb, text.length), text);
  } else if (value instanceof Uint8Array) parts.push(header(0xc6, value.length), Buffer.from(value));
  else if (Array.isArray(value)) {
    parts.push(header(0xdd, value.length));
    for (const item of value as readonly Tagged[]) write(item, parts);
  } else writeMarked(value as Fields, parts);
}

function writeMarked(value: Fields, parts: Buffer[]): void {
  if ('f' in value) {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xcb;
    bytes.writeDoubleBE(floatOf(value['f'] as number | string), 1);
    parts.push(bytes);
  } else if ('int' in value) {
    parts.push(integer(BigInt(value['int'] as string)));
  } else {
    const entries = value['d'] as readonly (readonly [Tagged, Tagged])[];
    parts.push(header(0xdf, entries.length));
    for (const [key, item] of entries) {
      write(key, parts);
      write(item, parts);
    }
  }
}

function integer(value: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = value < 0n ? 0xd3 : 0xcf;
  if (value < 0n) bytes.writeBigInt64BE(value, 1);
  else bytes.writeBigUInt64BE(value, 1);
  return bytes;
}

/** Decodes a frame to its tagged form. RangeError for a frame that is cut short or has extension types. */
export function decode(frame: Uint8Array): Tagged {
  const reader = new Reader(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength));
  return reader.value();
}

class Reader {
  #at = 0;
  constructor(readonly bytes: Buffer) {}

  value(): Tagged {
    const marker = this.#uint(1);
    if (marker < 0x80) return marker;
    if (marker < 0x90) return this.#map(marker & 15);
    if (marker < 0xa0) return this.#list(marker & 15);
    if (marker < 0xc0) return this.#text(marker & 31);
    if (marker >= 0xe0) return marker - 256;
    switch (marker) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return marker === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#binary(this.#uint(1 << (marker - 0xc4)));
      case 0xcb:
        return float(this.#take(8).readDoubleBE());
      case 0xca:
        return float(this.#take(4).readFloatBE());
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#uint(1 << (marker - 0xcc));
      case 0xcf:
        return large(this.#take(8).readBigUInt64BE());
      case 0xd0:
      case 0xd1:
      case 0xd2:
        return this.#take(1 << (marker - 0xd0)).readIntBE(0, 1 << (marker - 0xd0));
      case 0xd3:
        return large(this.#take(8).readBigInt64BE());
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#uint(1 << (marker - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#list(this.#uint(2 << (marker - 0xdc)));
      case 0xde:
      case 0xdf:
        return this.#map(this.#uint(2 << (marker - 0xde)));
      default:
        throw new RangeError(`unexpected msgpack marker ${marker}`);
    }
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.bytes.length) throw new RangeError('the frame is cut short');
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  #uint = (length: number): number => this.#take(length).readUIntBE(0, length);
  #binary = (length: number): Uint8Array => Uint8Array.from(this.#take(length));
  #text = (length: number): string => this.#take(length).toString();
  #list = (length: number): Tagged[] => Array.from({ length }, () => this.value());
  #map = (length: number): Tagged => ({
    d: Array.from({ length }, () => [this.value(), this.value()] as const),
  });
}

const float = (value: number): Tagged => ({
  f: Number.isFinite(value) ? value : Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf',
});
const large = (value: bigint): Tagged =>
  value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : { int: String(value) };

/** A field of a map, by name. */
export function field(value: Tagged, name: string): Tagged | undefined {
  if (!isFields(value) || !('d' in value)) return undefined;
  return (value['d'] as readonly (readonly [Tagged, Tagged])[]).find(([key]) => key === name)?.[1];
}

export const map = (entries: Readonly<Record<string, Tagged>>): Tagged => ({ d: Object.entries(entries) });
