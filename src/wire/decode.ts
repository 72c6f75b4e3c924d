/**
 * Decodes request frames.
 *
 * Stock msgpack decoders for JavaScript give the number 2 for Python's `2` and for `2.0`; NumPy promotes the two
 * differently, so this decoder keeps them apart. It trusts nothing: claimed lengths are checked against the frame
 * before anything is allocated, nesting and the number of values are bounded.
 */
import { InvalidRequestError } from '../errors.js';
import { PyFloat } from '../python/values.js';
import { decodeString } from './strings.js';
import { HANDLE_KEY, WireExtension, WireMap, type WireValue } from './value.js';

/** Levels of arrays and maps a frame may nest. NumPy stops at 64 dimensions. */
const MAX_DEPTH = 512;
/** Values a frame may hold; array data travels as one binary value. */
const MAX_VALUES = 1 << 21;
/** What a map counts for: it takes as much memory as so many values. */
const MAP_VALUES = 8;

/** A short string's head and the key of a handle. */
const HANDLE_HEAD = Uint8Array.from([0xa0 | HANDLE_KEY.length, ...Buffer.from(HANDLE_KEY)]);
/** So many digits are an exact integer. */
const MAX_DIGITS = 15;
const LETTER_A = 0x61;
const DIGIT_0 = 0x30;

const floatBits = new DataView(new ArrayBuffer(8));

/** A decoded request: the three fields every client sends, and whatever else stood beside them. */
export interface Request {
  /** Operation name; a value that is no string is shown in angle brackets and so names no operation. */
  readonly op: string;
  readonly args: WireValue | undefined;
  readonly kwargs: WireValue | undefined;
  /** Every top-level field but these three. */
  readonly fields: ReadonlyMap<string, WireValue>;
}

const NO_FIELDS: ReadonlyMap<string, WireValue> = new Map();

const malformed = (why: string): InvalidRequestError => new InvalidRequestError(`malformed request: ${why}`);

class Decoder {
  readonly #frame: Uint8Array;
  readonly #stringKeysOnly: boolean;
  #position = 0;
  #depth = 0;
  #values = 0;

  constructor(frame: Uint8Array, stringKeysOnly: boolean) {
    this.#frame = frame;
    this.#stringKeysOnly = stringKeysOnly;
  }

  get atEnd(): boolean {
    return this.#position === this.#frame.length;
  }

  value(): WireValue {
    if (++this.#values > MAX_VALUES) throw malformed(`more than ${MAX_VALUES} values`);
    const byte = this.#take(1);
    const head = this.#frame[byte]!;
    if (head < 0x80) return head;
    if (head < 0x90) return this.#map(head & 0x0f);
    if (head < 0xa0) return this.#array(head & 0x0f);
    if (head < 0xc0) return this.#string(head & 0x1f);
    if (head >= 0xe0) return head - 0x100;
    return this.#tagged(head);
  }

  /** The top-level map of a request; keys that are no strings are named as strings. */
  request(): Request {
    const count = this.#requestSize();
    this.#enter(2 * count);
    let op: WireValue | undefined;
    let args: WireValue | undefined;
    let kwargs: WireValue | undefined;
    let fields: Map<string, WireValue> | undefined;
    for (let i = 0; i < count; i++) {
      const key = this.#key();
      const value = this.value();
      if (key === 'op') op = value;
      else if (key === 'args') args = value;
      else if (key === 'kwargs') kwargs = value;
      else {
        fields ??= new Map();
        fields.set(String(key), value);
      }
    }
    if (this.#position !== this.#frame.length) throw malformed('bytes follow the request');
    if (op === undefined) throw malformed("there is no 'op' field");
    return { op: operationName(op), args, kwargs, fields: fields ?? NO_FIELDS };
  }

  #requestSize(): number {
    const head = this.#frame[this.#take(1)]!;
    if ((head & 0xf0) === 0x80) return head & 0x0f;
    if (head === 0xde) return this.#unsigned(2);
    if (head === 0xdf) return this.#unsigned(4);
    throw malformed('a request is a map');
  }

  #tagged(head: number): WireValue {
    switch (head) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return this.#binary(this.#unsigned(1));
      case 0xc5:
        return this.#binary(this.#unsigned(2));
      case 0xc6:
        return this.#binary(this.#unsigned(4));
      case 0xc7:
        return this.#extension(this.#unsigned(1));
      case 0xc8:
        return this.#extension(this.#unsigned(2));
      case 0xc9:
        return this.#extension(this.#unsigned(4));
      case 0xca:
        return this.#float(4);
      case 0xcb:
        return this.#float(8);
      case 0xcc:
        return this.#unsigned(1);
      case 0xcd:
        return this.#unsigned(2);
      case 0xce:
        return this.#unsigned(4);
      case 0xcf:
        return this.#integer64(false);
      case 0xd0:
        return (this.#unsigned(1) << 24) >> 24;
      case 0xd1:
        return (this.#unsigned(2) << 16) >> 16;
      case 0xd2:
        return this.#unsigned(4) | 0;
      case 0xd3:
        return this.#integer64(true);
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (head - 0xd4));
      case 0xd9:
        return this.#string(this.#unsigned(1));
      case 0xda:
        return this.#string(this.#unsigned(2));
      case 0xdb:
        return this.#string(this.#unsigned(4));
      case 0xdc:
        return this.#array(this.#unsigned(2));
      case 0xdd:
        return this.#array(this.#unsigned(4));
      case 0xde:
        return this.#map(this.#unsigned(2));
      case 0xdf:
        return this.#map(this.#unsigned(4));
      default:
        throw malformed('a byte that msgpack does not use');
    }
  }

  /** Claims the next bytes and returns where they start. */
  #take(count: number): number {
    const start = this.#position;
    if (count > this.#frame.length - start) throw malformed('the frame ends in the middle of a value');
    this.#position = start + count;
    return start;
  }

  #unsigned(bytes: 1 | 2 | 4): number {
    const frame = this.#frame;
    const at = this.#take(bytes);
    if (bytes === 1) return frame[at]!;
    if (bytes === 2) return (frame[at]! << 8) | frame[at + 1]!;
    return ((frame[at]! << 24) | (frame[at + 1]! << 16) | (frame[at + 2]! << 8) | frame[at + 3]!) >>> 0;
  }

  #integer64(signed: boolean): number | bigint {
    const upper = this.#unsigned(4);
    const lower = this.#unsigned(4);
    const high = signed ? upper | 0 : upper;
    const value = high * 0x1_0000_0000 + lower;
    return Number.isSafeInteger(value) ? value : (BigInt(high) << 32n) | BigInt(lower);
  }

  #float(bytes: 4 | 8): PyFloat {
    const at = this.#take(bytes);
    for (let i = 0; i < bytes; i++) floatBits.setUint8(i, this.#frame[at + i]!);
    return new PyFloat(bytes === 4 ? floatBits.getFloat32(0) : floatBits.getFloat64(0));
  }

  #string(length: number): string {
    const start = this.#take(length);
    return decodeString(this.#frame, start, start + length);
  }

  #binary(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#frame.subarray(start, start + length);
  }

  #extension(length: number): WireExtension {
    const type = (this.#unsigned(1) << 24) >> 24;
    return new WireExtension(type, this.#binary(length));
  }

  #array(count: number): WireValue[] {
    this.#enter(count);
    const items: WireValue[] = [];
    for (let i = 0; i < count; i++) items.push(this.value());
    this.#depth--;
    return items;
  }

  #map(count: number): WireMap {
    this.#enter(2 * count);
    this.#values += MAP_VALUES;
    const handle = count === 1 ? this.#handle() : -1;
    if (handle >= 0) {
      this.#depth--;
      return new WireMap(undefined, handle);
    }
    const map = new WireMap();
    for (let i = 0; i < count; i++) {
      const key = this.#key();
      map.set(key, this.value());
    }
    this.#depth--;
    return map;
  }

  /**
   * The number of a handle, when that is what comes next: its key, and the letter `a` with a number as servers write it.
   * -1, and nothing taken, for anything else.
   */
  #handle(): number {
    const frame = this.#frame;
    const start = this.#position + HANDLE_HEAD.length;
    if (start >= frame.length) return -1;
    for (let i = 0; i < HANDLE_HEAD.length; i++) if (frame[this.#position + i] !== HANDLE_HEAD[i]) return -1;
    const digits = (frame[start]! & 0x1f) - 1;
    const end = start + 2 + digits;
    if ((frame[start]! & 0xe0) !== 0xa0 || digits < 1 || digits > MAX_DIGITS || end > frame.length) return -1;
    if (frame[start + 1] !== LETTER_A || (frame[start + 2] === DIGIT_0 && digits > 1)) return -1;
    let number = 0;
    for (let i = start + 2; i < end; i++) {
      const digit = frame[i]! - DIGIT_0;
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    this.#position = end;
    this.#values += 2;
    return number;
  }

  /** Map keys may be sent as text or as bytes of text; arrays and maps are no keys in Python. */
  #key(): WireValue {
    const key = this.value();
    if (key instanceof Uint8Array) return decodeString(key, 0, key.length);
    if (this.#stringKeysOnly && typeof key !== 'string') throw malformed('a map key is no string');
    if (Array.isArray(key) || key instanceof WireMap) throw malformed('a map key is an array or a map');
    return key;
  }

  /** Every element takes a byte at least, so a count beyond the rest of the frame is a lie. */
  #enter(elements: number): void {
    if (elements > this.#frame.length - this.#position) throw malformed('a count exceeds the frame');
    if (++this.#depth > MAX_DEPTH) throw malformed(`nested more than ${MAX_DEPTH} deep`);
  }
}

/** Decodes any frame. InvalidRequestError when it is not exactly one msgpack value. */
export function decodeValue(frame: Uint8Array, stringKeysOnly = false): WireValue {
  if (frame.length === 0) throw malformed('the frame is empty');
  const decoder = new Decoder(frame, stringKeysOnly);
  const value = decoder.value();
  if (!decoder.atEnd) throw malformed('bytes follow the request');
  return value;
}

/**
 * Decodes a request frame; InvalidRequestError unless it is a map with an `op`.
 * @param stringKeysOnly whether keys of maps must be strings
 */
export function decodeRequest(frame: Uint8Array, stringKeysOnly = false): Request {
  if (frame.length === 0) throw malformed('the frame is empty');
  return new Decoder(frame, stringKeysOnly).request();
}

function operationName(op: WireValue): string {
  if (typeof op === 'string') return op;
  if (op instanceof Uint8Array) return decodeString(op, 0, op.length);
  return `<${op === null ? 'nil' : typeof op}>`;
}
