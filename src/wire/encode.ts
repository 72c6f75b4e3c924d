/**
 * Encodes replies as msgpack.
 *
 * Ints and floats must reach Python as what they are, and an int of any size up to 64 bits exactly, so numbers are
 * written as ints and only PyFloat as a float.
 */
import { OverflowError } from '../errors.js';
import { PyFloat } from '../python/values.js';
import type { ReplyValue } from './value.js';

/** Replies are carved from slabs of this size; a larger one gets a slab of its own. */
const SLAB = 1 << 16;
/** A reply starts in the current slab when at least this much is left of it. */
const ROOM = 1 << 10;

const floatBits = new DataView(new ArrayBuffer(8));

/**
 * Writes one reply after another. Each finished reply is a part of a slab that is never written again, so it may be
 * handed to the socket as it is.
 */
export class Writer {
  #slab = new Uint8Array(SLAB);
  /** Where the reply being written begins and ends. */
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Drops what was written and not finished. */
  reset(): this {
    this.#end = this.#start;
    return this;
  }

  /** The reply written so far; the next one starts behind it. */
  finish(): Uint8Array {
    const frame = new Uint8Array(this.#slab.buffer, this.#start, this.#end - this.#start);
    this.#start = this.#end;
    if (this.#slab.length - this.#start < ROOM) this.#open(SLAB);
    return frame;
  }

  #open(bytes: number): void {
    this.#slab = new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer); // only what was written is given out
    this.#start = 0;
    this.#end = 0;
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
    this.#head(value >= 0 ? 0xcf : 0xd3, Math.floor(value / 0x1_0000_0000), 4);
    return this.#word(value);
  }

  #bigInteger(value: bigint): this {
    if (value >= 1n << 64n || value < -(1n << 63n)) throw new OverflowError('Integer value out of range');
    const bits = BigInt.asUintN(64, value);
    this.#head(value >= 0n ? 0xcf : 0xd3, Number(bits >> 32n), 4);
    return this.#word(Number(bits & 0xffff_ffffn));
  }

  float(value: number): this {
    floatBits.setFloat64(0, value);
    this.#head(0xcb, floatBits.getUint32(0), 4);
    return this.#word(floatBits.getUint32(4));
  }

  string(text: string): this {
    const { length } = text;
    if (length < 32) {
      // Up to 31 ASCII characters are written directly; at the first other one this starts over.
      const start = this.#reserve(1 + length);
      const slab = this.#slab;
      slab[start] = 0xa0 | length;
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code > 0x7f) break;
        slab[start + 1 + i] = code;
      }
      if (i === length) return this;
      this.#end = start;
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
    const slab = this.#slab;
    if (bytes.length > 64) slab.set(bytes, at);
    else for (let i = 0; i < bytes.length; i++) slab[at + i] = bytes[i]!;
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
    const slab = this.#slab;
    slab[at] = tag;
    for (let i = bytes, rest = value; i > 0; i--, rest >>= 8) slab[at + i] = rest;
    return this;
  }

  /** The lower 32 bits of a number. */
  #word(value: number): this {
    const at = this.#reserve(4);
    const slab = this.#slab;
    const bits = value >>> 0;
    slab[at] = bits >>> 24;
    slab[at + 1] = bits >>> 16;
    slab[at + 2] = bits >>> 8;
    slab[at + 3] = bits;
    return this;
  }

  #byte(byte: number): this {
    const at = this.#reserve(1);
    this.#slab[at] = byte;
    return this;
  }

  /** Makes room and returns where it starts. */
  #reserve(count: number): number {
    if (this.#end + count > this.#slab.length) this.#grow(count);
    const at = this.#end;
    this.#end = at + count;
    return at;
  }

  /** Moves the reply being written to a slab with room for `count` more bytes. */
  #grow(count: number): void {
    const written = this.#slab.subarray(this.#start, this.#end);
    this.#open(Math.max(SLAB, 2 * written.length + count + ROOM));
    this.#slab.set(written);
    this.#end = written.length;
  }
}

/** Encodes one value by itself. */
export const encode = (value: ReplyValue): Uint8Array => shared.reset().value(value).finish();

const shared = new Writer();
