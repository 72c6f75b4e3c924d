/** Request frames: types kept apart, nothing trusted. */
import { Packr } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../../src/errors.js';
import { PyFloat } from '../../../src/python/values.js';
import { decodeRequest, decodeValue } from '../../../src/wire/decode.js';
import { encode } from '../../../src/wire/encode.js';
import { WireExtension, WireMap } from '../../../src/wire/value.js';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const packr = new Packr({ useRecords: false });

describe('values', () => {
  it.each([
    ['00', 0],
    ['7f', 127],
    ['e0', -32],
    ['ff', -1],
    ['cc ff', 255],
    ['cd ff ff', 65535],
    ['ce ff ff ff ff', 4294967295],
    ['cf 00 1f ff ff ff ff ff ff', 2 ** 53 - 1],
    ['cf 00 20 00 00 00 00 00 01', 2n ** 53n + 1n],
    ['cf ff ff ff ff ff ff ff ff', 2n ** 64n - 1n],
    ['d0 80', -128],
    ['d1 80 00', -32768],
    ['d2 80 00 00 00', -(2 ** 31)],
    ['d3 80 00 00 00 00 00 00 00', -(2n ** 63n)],
    ['d3 ff ff ff ff 00 00 00 00', -(2 ** 32)],
    ['d3 00 00 00 00 00 00 00 05', 5],
  ])('%s is an int', (hex, value) => {
    expect(decodeValue(bytes(hex))).toBe(value);
  });

  it.each([
    ['cb 40 00 00 00 00 00 00 00', 2],
    ['cb 80 00 00 00 00 00 00 00', -0],
    ['cb 7f f0 00 00 00 00 00 00', Number.POSITIVE_INFINITY],
    ['ca 3f c0 00 00', 1.5],
  ])('%s is a float', (hex, value) => {
    const decoded = decodeValue(bytes(hex));
    expect(decoded).toBeInstanceOf(PyFloat);
    expect((decoded as PyFloat).value).toBe(value);
  });

  it('keep text and bytes apart, and bytes are not copied', () => {
    const frame = bytes('c4 03 61 62 63');
    const decoded = decodeValue(frame) as Uint8Array;
    expect(decoded.buffer).toBe(frame.buffer);
    expect([...decoded]).toEqual([0x61, 0x62, 0x63]);
    expect(decodeValue(bytes('a3 61 62 63'))).toBe('abc');
  });

  it('read text of any length and script', () => {
    for (const text of ['', 'a', 'add', 'é', '日本語', '😀'.repeat(40), 'x'.repeat(70_000), '\0', '\ufeffmark']) {
      expect(decodeValue(packr.pack(text))).toBe(text);
    }
  });

  it('let the last of equal keys win, in the place of the first', () => {
    const map = decodeValue(bytes('83 a1 61 01 a1 62 02 a1 61 03')) as WireMap;
    expect([...map]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  it('take bytes for text where they are keys', () => {
    expect(decodeValue(bytes('81 c4 01 61 01'))).toEqual(new WireMap([['a', 1]]));
  });

  it.each([
    ['a0', 0],
    ['a7', 7],
    ['a123456789012345', 123456789012345],
    ['a1234567890123456', -1],
    ['a', -1],
    ['a01', -1],
    ['a1x', -1],
    ['g1', -1],
    ['', -1],
  ])('know a map of the handle %j by its number', (text, handle) => {
    const map = decodeValue(packr.pack({ __handle__: text })) as WireMap;
    expect([map.handle, map.size, map.get('__handle__'), map.get('other')]).toEqual([handle, 1, text, undefined]);
    expect([...map]).toEqual([['__handle__', text]]);
  });

  it('take a map for no handle when it says more, or ends too soon', () => {
    const map = decodeValue(packr.pack({ __handle__: 'a1', x: 2 })) as WireMap;
    expect([map.handle, map.get('__handle__'), map.get('x')]).toEqual([-1, 'a1', 2]);
    const frame = packr.pack({ __handle__: 'a12' });
    for (let length = 0; length < frame.length; length++) {
      expect(() => decodeValue(frame.subarray(0, length))).toThrow(InvalidRequestError);
    }
  });

  it('keep extensions for what they are', () => {
    expect(decodeValue(bytes('d4 05 61'))).toEqual(new WireExtension(5, bytes('61')));
    expect(decodeValue(bytes('c7 02 ff 61 62'))).toEqual(new WireExtension(-1, bytes('61 62')));
  });

  it('come back as they were sent', () => {
    const value = [0, -1, 2 ** 40, -(2n ** 62n), new PyFloat(3), null, true, 'text', [], ['nested', [1]]];
    expect(decodeValue(encode(value))).toEqual(value);
  });
});

describe('frames that are none', () => {
  it.each([
    ['empty', ''],
    ['a byte msgpack does not use', 'c1'],
    ['cut short', 'a3 61 62'],
    ['cut short in a number', 'cb 00 00'],
    ['claiming more text than there is', 'db ff ff ff ff 61'],
    ['claiming more bytes than there are', 'c6 7f ff ff ff 61'],
    ['claiming a longer array', 'dd ff ff ff ff 01'],
    ['claiming a larger map', 'df ff ff ff ff 01 01'],
    ['with bytes behind', '01 01'],
    ['with text that is not UTF-8', 'a2 ff fe'],
    ['with a surrogate in UTF-8', 'a3 ed a0 80'],
    ['with overlong UTF-8', 'a2 c0 80'],
    ['with an array for a key', '81 90 01'],
    ['with a map for a key', '81 80 01'],
  ])('%s', (_, hex) => {
    expect(() => decodeValue(bytes(hex))).toThrow(InvalidRequestError);
  });

  it('nested without end', () => {
    expect(() => decodeValue(Buffer.alloc(100_000, 0x91))).toThrow('nested');
    expect(() => decodeValue(Buffer.alloc(100_000, 0x81))).toThrow(InvalidRequestError);
  });

  it('with millions of values', () => {
    const frame = Buffer.alloc(5_000_005, 0x01);
    frame.set(bytes('dd 00 4c 4b 40'));
    expect(() => decodeValue(frame)).toThrow('values');
  });

  it('whatever random bytes hold', () => {
    let state = 1;
    const next = (): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state >> 16;
    };
    for (let round = 0; round < 5000; round++) {
      const frame = Uint8Array.from({ length: 1 + (next() % 40) }, () => next() & 0xff);
      try {
        decodeValue(frame);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidRequestError);
      }
    }
  });
});

describe('requests', () => {
  it('have an operation and keep every other field', () => {
    const request = decodeRequest(packr.pack({ op: 'fetch_slice', args: null, id: 'a0', slices: [[0, 1]] }));
    expect(request.op).toBe('fetch_slice');
    expect(request.args).toBeNull();
    expect(request.kwargs).toBeUndefined();
    expect([...request.fields.keys()]).toEqual(['id', 'slices']);
  });

  it('are maps', () => {
    for (const hex of ['c0', '93 01 02 03', 'a2 6f 70', '80', '81 a1 61 01']) {
      expect(() => decodeRequest(bytes(hex))).toThrow(InvalidRequestError);
    }
  });

  it('have string keys where the release says so', () => {
    const frame = bytes('82 a2 6f 70 a1 78 05 01');
    expect(decodeRequest(frame).fields.get('5')).toBe(1);
    expect(() => decodeRequest(frame, true)).toThrow(InvalidRequestError);
  });
});
