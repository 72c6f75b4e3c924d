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

const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * Writes one reply after another. Each finished reply is a part of a slab that is never written again, so it may be
 * handed to the socket as it is.
 */
export class Writer {
  #slab = new Uint8Array(SLAB);
  #view = new DataView(this.#slab.buffer);
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
    this.#view = new DataView(this.#slab.buffer);
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
      const near = Number(value);
      return Number.isSafeInteger(near) ? this.integer(near) : this.#bigInteger(value);
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
    this.#slab[at] = value >= 0 ? 0xcf : 0xd3;
    this.#view.setInt32(at + 1, Math.floor(value / 0x1_0000_0000));
    this.#view.setInt32(at + 5, value);
    return this;
  }

  #bigInteger(value: bigint): this {
    if (value > UINT64_MAX || value < INT64_MIN) throw new OverflowError('Integer value out of range');
    const at = this.#reserve(9);
    this.#slab[at] = value >= 0n ? 0xcf : 0xd3;
    this.#view.setBigUint64(at + 1, BigInt.asUintN(64, value));
    return this;
  }

  float(value: number): this {
    const at = this.#reserve(9);
    this.#slab[at] = 0xcb;
    this.#view.setFloat64(at + 1, value);
    return this;
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

  /** The text of an array's handle: `a` and its number. */
  handle(number: number): this {
    let digits = 1;
    for (let limit = 10; number >= limit; limit *= 10) digits++;
    const at = this.#reserve(2 + digits);
    const slab = this.#slab;
    slab[at] = 0xa1 + digits;
    slab[at + 1] = 0x61;
    for (let i = at + 1 + digits, rest = number; i > at + 1; i--, rest = Math.floor(rest / 10)) {
      slab[i] = 0x30 + (rest % 10);
    }
    return this;
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
