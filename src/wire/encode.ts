/**
 * Encodes replies as msgpack.
 *
 * Ints and floats must reach Python as what they are, and an int of any size up to 64 bits exactly, so numbers are
 * written as ints and only PyFloat as a float.
 */
import { OverflowError } from '../errors.js';
import { PyFloat } from '../python/values.js';
import type { ReplyValue } from './value.js';

const INITIAL = 4096;
/** A buffer grown beyond this for one big reply is not kept. */
const KEEP = 1 << 20;

const floatBits = new DataView(new ArrayBuffer(8));

/** Writes msgpack into a buffer that is reused from reply to reply. */
export class Writer {
  #buffer = Buffer.allocUnsafeSlow(INITIAL);
  #length = 0;

  /** Starts a new reply; what was written before is dropped. */
  reset(): this {
    this.#length = 0;
    if (this.#buffer.length > KEEP) this.#buffer = Buffer.allocUnsafeSlow(INITIAL);
    return this;
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of what was written, safe to hand to the socket. */
  finish(): Buffer {
    const frame = Buffer.allocUnsafe(this.#length);
    this.copyTo(frame, 0);
    return frame;
  }

  copyTo(target: Buffer, offset: number): void {
    this.#buffer.copy(target, offset, 0, this.#length);
  }

  /** Any value a reply may hold. */
  value(value: ReplyValue): this {
    if (value === null) return this.nil();
    switch (typeof value) {
      case 'string':
        return this.string(value);
      case 'number':
      case 'bigint':
        return this.integer(value);
      case 'boolean':
        return this.#byte(value ? 0xc3 : 0xc2);
    }
    if (value instanceof PyFloat) return this.float(value.value);
    if (value instanceof Uint8Array) return this.binaryHead(value.length).raw(value);
    if (Array.isArray(value)) {
      this.arrayHead(value.length);
      for (const item of value as readonly ReplyValue[]) this.value(item);
      return this;
    }
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    this.mapHead(entries.length);
    for (const [key, item] of entries) this.value(key).value(item as ReplyValue);
    return this;
  }

  nil(): this {
    return this.#byte(0xc0);
  }

  /** An int in the fewest bytes; OverflowError beyond 64 bits. */
  integer(value: number | bigint): this {
    if (typeof value === 'bigint') {
      if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) return this.#bigInteger(value);
      return this.integer(Number(value));
    }
    if (value >= 0) {
      if (value < 0x80) return this.#byte(value);
      if (value < 0x100) return this.#head(0xcc, value, 1);
      if (value < 0x1_0000) return this.#head(0xcd, value, 2);
      if (value < 0x1_0000_0000) return this.#head(0xce, value, 4);
    } else {
      if (value >= -0x20) return this.#byte(value & 0xff);
      if (value >= -0x80) return this.#head(0xd0, value, 1);
      if (value >= -0x8000) return this.#head(0xd1, value, 2);
      if (value >= -0x8000_0000) return this.#head(0xd2, value, 4);
    }
    if (!Number.isSafeInteger(value)) return this.#bigInteger(BigInt(value));
    const at = this.#reserve(9);
    this.#buffer[at] = value >= 0 ? 0xcf : 0xd3;
    this.#buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), at + 1);
    this.#buffer.writeUInt32BE(value >>> 0, at + 5);
    return this;
  }

  #bigInteger(value: bigint): this {
    if (value >= 1n << 64n || value < -(1n << 63n)) throw new OverflowError('Integer value out of range');
    const at = this.#reserve(9);
    this.#buffer[at] = value >= 0n ? 0xcf : 0xd3;
    this.#buffer.writeBigUInt64BE(BigInt.asUintN(64, value), at + 1);
    return this;
  }

  float(value: number): this {
    floatBits.setFloat64(0, value);
    const at = this.#reserve(9);
    this.#buffer[at] = 0xcb;
    for (let i = 0; i < 8; i++) this.#buffer[at + 1 + i] = floatBits.getUint8(i);
    return this;
  }

  string(text: string): this {
    const length = text.length;
    // Up to 31 ASCII characters, written directly; anything else through Buffer.
    if (length < 32) {
      const start = this.#reserve(1 + length);
      const buffer = this.#buffer;
      buffer[start] = 0xa0 | length;
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code > 0x7f) break;
        buffer[start + 1 + i] = code;
      }
      if (i === length) return this;
      this.#length = start;
    }
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length < 32) this.#byte(0xa0 | bytes.length);
    else this.#sized(bytes.length, 0xd9, 0xda, 0xdb);
    return this.raw(bytes);
  }

  arrayHead(count: number): this {
    return count < 16 ? this.#byte(0x90 | count) : this.#sized16(count, 0xdc);
  }

  mapHead(count: number): this {
    return count < 16 ? this.#byte(0x80 | count) : this.#sized16(count, 0xde);
  }

  binaryHead(length: number): this {
    return this.#sized(length, 0xc4, 0xc5, 0xc6);
  }

  /** Bytes that are msgpack already. */
  raw(bytes: Uint8Array): this {
    const at = this.#reserve(bytes.length);
    if (bytes.length > 64) this.#buffer.set(bytes, at);
    else for (let i = 0; i < bytes.length; i++) this.#buffer[at + i] = bytes[i]!;
    return this;
  }

  #sized(length: number, tag8: number, tag16: number, tag32: number): this {
    if (length < 0x100) return this.#head(tag8, length, 1);
    if (length < 0x1_0000) return this.#head(tag16, length, 2);
    return this.#head(tag32, length, 4);
  }

  #sized16(count: number, tag16: number): this {
    return count < 0x1_0000 ? this.#head(tag16, count, 2) : this.#head(tag16 + 1, count, 4);
  }

  #head(tag: number, value: number, bytes: 1 | 2 | 4): this {
    const at = this.#reserve(1 + bytes);
    const buffer = this.#buffer;
    buffer[at] = tag;
    for (let i = bytes, rest = value; i > 0; i--, rest >>= 8) buffer[at + i] = rest & 0xff;
    return this;
  }

  #byte(byte: number): this {
    const at = this.#reserve(1);
    this.#buffer[at] = byte;
    return this;
  }

  /** Makes room and returns where it starts. */
  #reserve(count: number): number {
    const at = this.#length;
    this.#length = at + count;
    if (this.#length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#length, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, at);
      this.#buffer = larger;
    }
    return at;
  }
}

/** Encodes one value by itself. */
export const encode = (value: ReplyValue): Buffer => new Writer().value(value).finish();
