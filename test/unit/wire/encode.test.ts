/** Replies: every value in the type and size Python's msgpack would use. */
import { Unpackr } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { OverflowError } from '../../../src/errors.js';
import { PyFloat } from '../../../src/python/values.js';
import { encode, Writer } from '../../../src/wire/encode.js';
import type { ReplyValue } from '../../../src/wire/value.js';

const hex = (value: ReplyValue): string => Buffer.from(encode(value)).toString('hex');
const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: false });

describe('encoded', () => {
  it.each<[ReplyValue, string]>([
    [0, '00'],
    [127, '7f'],
    [128, 'cc80'],
    [256, 'cd0100'],
    [65536, 'ce00010000'],
    [2 ** 32, 'cf0000000100000000'],
    [2 ** 53 - 1, 'cf001fffffffffffff'],
    [2n ** 53n + 1n, 'cf0020000000000001'],
    [2n ** 64n - 1n, 'cfffffffffffffffff'],
    [5n, '05'],
    [-1, 'ff'],
    [-33, 'd0df'],
    [-129, 'd1ff7f'],
    [-32769, 'd2ffff7fff'],
    [-(2 ** 31) - 1, 'd3ffffffff7fffffff'],
    [-(2n ** 63n), 'd38000000000000000'],
    [new PyFloat(3), 'cb4008000000000000'],
    [new PyFloat(-0), 'cb8000000000000000'],
    [true, 'c3'],
    [false, 'c2'],
    [null, 'c0'],
    ['', 'a0'],
    ['añ', 'a361c3b1'],
    [new Uint8Array([1, 2]), 'c4020102'],
    [[1, [2]], '92019102'],
    [{ a: 1 }, '81a16101'],
    [new Map([[null, 1]]), '81c001'],
  ])('%s', (value, expected) => {
    expect(hex(value)).toBe(expected);
  });

  it('refuses ints beyond 64 bits', () => {
    expect(() => encode(2n ** 64n)).toThrow(OverflowError);
    expect(() => encode(-(2n ** 63n) - 1n)).toThrow(OverflowError);
  });

  it('writes long texts, arrays and maps', () => {
    for (const length of [31, 32, 255, 256, 65535, 65536]) {
      const text = 'é'.repeat(length / 2);
      const list = Array.from({ length }, (_, i) => i % 7);
      const map = new Map(list.map((_, i) => [`k${i}`, i]));
      expect(unpackr.unpack(Buffer.from(encode([text, list])))).toEqual([text, list]);
      expect(unpackr.unpack(Buffer.from(encode(map)))).toEqual(map);
    }
  });
});

describe('a writer', () => {
  it('never touches a finished reply again', () => {
    const writer = new Writer();
    const frames = Array.from({ length: 5000 }, (_, i) => writer.reset().value([i, 'some text', i]).finish());
    frames.forEach((frame, i) => {
      expect(unpackr.unpack(Buffer.from(frame))).toEqual([i, 'some text', i]);
    });
  });

  it('drops what was not finished', () => {
    const writer = new Writer();
    writer.value('given up');
    expect([...writer.reset().value(1).finish()]).toEqual([1]);
  });

  it.each([0, 9, 10, 99, 100, 12345, 2 ** 31, 999_999_999_999_999])('writes the handle of number %i', (number) => {
    const writer = new Writer();
    expect(unpackr.unpack(writer.handle(number).finish())).toBe(`a${number}`);
  });
});
