/** Mutants of msgpack frames: whole values exchanged for others, and bytes that are no msgpack any more. */
import type { Dice } from '../dice.js';

interface Span {
  readonly start: number;
  readonly end: number;
  /** Whether it is a key of a map. */
  readonly isKey: boolean;
}

/** Bytes of the counts and lengths behind each head, from 0xc4 on, as powers of two. */
const LENGTH_BYTES = [1, 2, 4, 1, 2, 4];
const FIXED_BYTES = [4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17];

/** Where the values of a frame are, each before what it contains. */
export function valuesOf(frame: Buffer): Span[] {
  const spans: Span[] = [];
  const take = (at: number, isKey = false): number => {
    const place = spans.push({ start: at, end: at, isKey }) - 1;
    let end = at + 1;
    const nested = (count: number): void => {
      for (let i = 0; i < count; i++) end = take(end);
    };
    const entries = (count: number): void => {
      for (let i = 0; i < count; i++) end = take(take(end, true));
    };
    const head = frame[at]!;
    if (head < 0x80 || head >= 0xe0) end = at + 1;
    else if (head < 0x90) entries(head & 15);
    else if (head < 0xa0) nested(head & 15);
    else if (head < 0xc0) end = at + 1 + (head & 31);
    else if (head < 0xc4) end = at + 1;
    else if (head < 0xca) {
      const bytes = LENGTH_BYTES[head - 0xc4]!;
      end = at + 1 + bytes + frame.readUIntBE(at + 1, bytes) + (head >= 0xc7 ? 1 : 0);
    } else if (head < 0xd9) end = at + 1 + FIXED_BYTES[head - 0xca]!;
    else if (head < 0xdc) {
      const bytes = 1 << (head - 0xd9);
      end = at + 1 + bytes + frame.readUIntBE(at + 1, bytes);
    } else {
      const bytes = head % 2 === 0 ? 2 : 4;
      const count = frame.readUIntBE(at + 1, bytes);
      end = at + 1 + bytes;
      if (head >= 0xde) entries(count);
      else nested(count);
    }
    spans[place] = { start: at, end, isKey };
    return end;
  };
  take(0);
  return spans;
}

const hex = (text: string): Buffer => Buffer.from(text.replace(/ /g, ''), 'hex');
const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([hex('db'), Buffer.from(Uint32Array.of(bytes.length).buffer).reverse(), bytes]);
};
const pair = (key: string, value: Buffer): Buffer => Buffer.concat([hex('81'), text(key), value]);
const list = (...items: readonly Buffer[]): Buffer => Buffer.concat([Buffer.of(0x90 + items.length), ...items]);

const INTEGERS = [
  '00',
  '01',
  'ff',
  '7f',
  '80',
  'd08000',
  'ceffffffff',
  'd280000000',
  'cf7fffffffffffffff',
  'cfffffffffffffffff',
];
const FLOATS = [
  'cb7ff8000000000000',
  'cb7ff0000000000000',
  'cbfff0000000000000',
  'cb8000000000000000',
  'cb7fefffffffffffff',
  'ca3fc00000',
];
const EXTENSIONS = ['d4ff00', 'd6ff00000000', 'c70005', 'c703ff010203', 'd8000000000000000000000000000000000000'];
/** More than the frame holds: headers of text, bytes, arrays, maps and extensions. */
const BOASTS = [
  'dbffffffff',
  'c6ffffffff',
  'ddffffffff',
  'dfffffffff',
  'c9ffffffff00',
  'dd00100000',
  'df00100000',
  'da ffff',
  'c1',
];
const TEXTS = [
  '',
  'a',
  'a0',
  'a999999999',
  'g0',
  'r0',
  's0',
  'float64',
  'complex128',
  'object',
  'ij,jk->ik',
  '\u0000',
  '\ud7ff💥é',
  '__handle__',
  'nan',
  '-0',
];
const WIDE = 2000;

/** Values that fit nowhere in particular. */
const ODD: readonly Buffer[] = [
  ...['c0', 'c2', 'c3', '90', '80', 'c400', 'c40100', 'd38000000000000000'].map(hex),
  ...[...INTEGERS, ...FLOATS, ...EXTENSIONS].map(hex),
  ...TEXTS.map(text),
  text('x'.repeat(100_000)),
  text('💥'.repeat(20_000)),
  hex('a2c328'), // no UTF-8
  ...['a0', 'a1', 'a7', 'a999999', 'g0', ''].map((id) => pair('__handle__', text(id))),
  pair('__handle__', hex('00')),
  pair('__gen__', text('a0')),
  pair('__rs__', hex('c0')),
  pair('__seq__', text('q0')),
  pair('__slice__', list(hex('c0'), hex('c0'), hex('00'))),
  pair('__slice__', list(hex('cf7fffffffffffffff'), hex('d38000000000000000'), hex('ff'))),
  pair('__list__', list(hex('c0'))),
  pair('__ellipsis__', hex('c2')),
  pair('__symmetry_group__', hex('82a46178657392 00 01aa67656e657261746f727391920100')),
  pair('__symmetry_group__', hex('82a46178657391cf7fffffffffffffffaa67656e657261746f72739191c0')),
  hex('82a16101a16102'), // a key twice
  hex('8290018002'), // keys that are containers
  Buffer.concat([hex(`dc${WIDE.toString(16).padStart(4, '0')}`), Buffer.alloc(WIDE, 0x01)]),
  Buffer.concat([hex(`dc${WIDE.toString(16).padStart(4, '0')}`), Buffer.alloc(WIDE, 0x90)]),
  Buffer.concat([hex('92cb3ff8000000000000'), Buffer.alloc(60, 0x91), hex('c0')]),
];
/** Values of a request before its arguments: the map, the first key, the name, the second key. */
const BEHIND_NAME = 4;
const DEPTHS = [3, 33, 65, 500, 600, 100_000];

/** `depth` arrays or maps around a nil. */
function nest(dice: Dice): Buffer {
  const shell = dice.pick([hex('91'), hex('81a161'), hex('81a85f5f6c6973745f5f91'), hex('dc0001')]);
  return Buffer.concat([...new Array<Buffer>(dice.pick(DEPTHS)).fill(shell), hex('c0')]);
}

const replaced = (frame: Buffer, { start, end }: Span, by: Buffer): Buffer =>
  Buffer.concat([frame.subarray(0, start), by, frame.subarray(end)]);

/** A mutant of one frame, which parts of another may enter. Frames must be valid msgpack. */
export function mutant(frame: Buffer, other: Buffer, dice: Dice): Buffer {
  let result = frame;
  for (let changes = 1 + dice.below(2); changes > 0; changes--) {
    const spans = valuesOf(result);
    // Mostly values behind the operation's name are exchanged, so that most mutants get beyond the envelope.
    const inner = spans.slice(BEHIND_NAME).filter(({ isKey }) => !isKey);
    const span = dice.pick(inner.length > 0 && dice.below(8) > 0 ? inner : spans);
    if (dice.below(16) > 0) {
      const donor = dice.below(3) > 0 ? undefined : dice.pick(valuesOf(other));
      if (donor === undefined && dice.below(20) === 0) return replaced(result, span, nest(dice));
      result = replaced(result, span, donor === undefined ? dice.pick(ODD) : other.subarray(donor.start, donor.end));
    } else return broken(result, span, dice);
  }
  return result;
}

/** A frame that most likely is no msgpack. */
function broken(frame: Buffer, span: Span, dice: Dice): Buffer {
  switch (dice.below(4)) {
    case 0:
      return replaced(frame, span, hex(dice.pick(BOASTS)));
    case 1:
      return frame.subarray(0, dice.below(frame.length));
    case 2:
      return Buffer.concat([frame, Buffer.of(dice.below(256))]);
    default: {
      const bytes = Buffer.from(frame);
      for (let i = 1 + dice.below(4); i > 0; i--) bytes[dice.below(bytes.length)] = dice.below(256);
      return bytes;
    }
  }
}
