/** Arrays of what others hold: frombuffer, fromiter, fromstring, from_dlpack. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { asArray } from '../../array/convert.js';
import { Dtype, dtypeName, isInexact, itemsizeOf, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { AttributeError, PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue, typeName } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import type { OpDefinition } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, copyOf, dtypeArgument, operand, requireRoomFor } from '../structure/common.js';
import { type MovePrice, moveOp } from '../structure/move-op.js';
import { bindNames, isNil } from './common.js';

/** Another array over the same memory. */
export const view = (a: NdArray): NdArray => arrayOf(native.alias(a.slot), a.dtype, a.shape);

/** What is made: so many elements of a dtype. */
export interface Elements {
  readonly dtype: Dtype;
  readonly size: number;
}

/** One FLOP an element, before weights: most of these are free. */
export const perElement = <Call, Plan extends Elements>(): Readonly<Record<string, MovePrice<Call, Plan>>> => ({
  '0.4.1': { charged: 'last', flops: (_, { size }) => size },
  '0.12.4': { charged: 'last', flops: (_, { size }) => size, dtypes: (_, { dtype }) => [dtype] },
});

interface BufferPlan extends Elements {
  readonly buffer: Uint8Array | NdArray;
  readonly offset: number;
}

/** What has bytes. TypeError for what has none, ValueError for an array out of order. */
function bufferOf(value: PyValue): Uint8Array | NdArray {
  if (value instanceof Uint8Array) return value;
  if (!(value instanceof NdArray)) throw new PyTypeError(`a bytes-like object is required, not '${typeName(value)}'`);
  if ((native.layout(value.slot) & 1) === 0) throw new ValueError('ndarray is not C-contiguous');
  return value;
}

/** The bytes of a buffer. */
function bytesOf(value: Uint8Array | NdArray): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const bytes = new Uint8Array(value.size * itemsizeOf(value.dtype));
  native.writeBytes(value.slot, bytes, 0);
  return bytes;
}

const frombuffer = moveOp<Bound, BufferPlan>({
  name: 'frombuffer',
  params: 'buffer, dtype=, count=, offset=',
  prepare: (args) => args,
  infer: (args) => {
    const dtype = dtypeArgument('frombuffer', args['dtype'], Dtype.Float64);
    const count = args['count'] === undefined ? -1 : toIndex(args['count']);
    const offset = args['offset'] === undefined ? 0 : toIndex(args['offset']);
    const buffer = bufferOf(args['buffer']!);
    const length = buffer instanceof NdArray ? buffer.size * itemsizeOf(buffer.dtype) : buffer.length;
    const item = itemsizeOf(dtype);
    if (offset < 0 || offset > length) {
      throw new ValueError(`offset must be non-negative and no greater than buffer length (${length}), got ${offset}`);
    }
    const available = length - offset;
    if (count < 0 && available % item !== 0) throw new ValueError('buffer size must be a multiple of element size');
    const size = count < 0 ? available / item : count;
    if (size * item > available) throw new ValueError('buffer is smaller than requested size');
    return { dtype, size, buffer, offset };
  },
  price: perElement(),
  run: (_, { dtype, size, buffer, offset }, ctx) => {
    requireRoomFor([size], dtype, ctx);
    const shared = buffer instanceof NdArray ? sharedView(buffer, dtype, size, offset) : undefined;
    if (shared !== undefined) return shared;
    const bytes = bytesOf(buffer).subarray(offset, offset + size * itemsizeOf(dtype));
    const result = arrayOf(native.fromBytes(bytes, dtype, [size]), dtype, [size]);
    // The buffer of a message is not to be written to.
    return buffer instanceof NdArray && buffer.isWriteable ? result : result.asReadOnly();
  },
});

/**
 * The memory of an array as elements of another dtype; undefined where they would not be aligned, and for truth values
 * beside others, which through the other array could be neither true nor false.
 */
function sharedView(a: NdArray, dtype: Dtype, size: number, offset: number): NdArray | undefined {
  if ((dtype === Dtype.Bool) !== (a.dtype === Dtype.Bool)) return undefined;
  const slot = native.bufferView(a.slot, dtype, size, offset);
  return slot === -1 ? undefined : arrayOf(slot, dtype, [size]);
}

interface IterPlan extends Elements {
  readonly items: NdArray;
}

/** What an iteration over a value gives. TypeError for what cannot be iterated over. */
function iterated(value: PyValue): readonly PyValue[] | NdArray {
  if (value instanceof NdArray) {
    if (value.ndim === 0) throw new PyTypeError('iteration over a 0-d array');
    return value;
  }
  if (value instanceof Uint8Array) return [...value];
  if (typeof value === 'string') return [...value];
  if (!Array.isArray(value)) throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
  return value as readonly PyValue[];
}

function itemsOf(value: PyValue, dtype: Dtype, count: number): NdArray {
  const all = iterated(value);
  const length = all instanceof NdArray ? all.shape[0]! : all.length;
  const read = count === -1 ? length : Math.max(count, 0);
  let items: NdArray;
  if (all instanceof NdArray) {
    const taken = Math.min(read, length);
    if (all.ndim > 1 && taken > 0) throw new ValueError('setting an array element with a sequence.');
    items = asType(firstOf(all, taken), dtype);
  } else {
    items = fromItems(all.slice(0, read), dtype);
  }
  if (count >= 0 && length < count)
    throw new ValueError(`iterator too short: Expected ${count} but iterator had only ${length} items.`);
  return items;
}

function firstOf(a: NdArray, count: number): NdArray {
  const strides = native.strides(a.slot).slice(0, 1);
  return arrayOf(native.stridedView(a.slot, [count], strides, 0), a.dtype, [count]);
}

function fromItems(items: readonly PyValue[], dtype: Dtype): NdArray {
  const nested = items.find((item) => Array.isArray(item) || (item instanceof NdArray && item.ndim > 0));
  if ('iu'.includes(kindOf(dtype)) && Array.isArray(nested))
    throw new PyTypeError("int() argument must be a string, a bytes-like object or a real number, not 'list'");
  operand('fromiter', items);
  if (nested !== undefined) throw new ValueError('setting an array element with a sequence.');
  return asArray(items, dtype);
}

const fromiter = moveOp<Bound, IterPlan>({
  name: 'fromiter',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args, ctx) => {
    const others = new Map([...extraKeywords(args)].filter(([name, value]) => name !== 'like' || value !== null));
    const bound = { args: restArguments(args), kwargs: others } as unknown as Bound;
    const [iter, type, given] = bindNames('fromiter', bound, ['iter', 'dtype', 'count'], 2);
    const count = given === undefined ? -1 : toIndex(given);
    // What the elements are is looked at before the dtype.
    if (ctx.release.traits.dtypeBilling && Array.isArray(iter))
      operand('fromiter', count < 0 ? iter : iter.slice(0, count));
    const dtype = dtypeArgument('fromiter', type, Dtype.Float64);
    const items = itemsOf(iter!, dtype, count);
    return { dtype, size: items.size, items };
  },
  price: perElement(),
  run: (_, { items }) => (items.ndim === 0 ? items : copyOf(items)),
});

interface TextPlan extends Elements {
  readonly values: readonly PyValue[];
}

const REAL = /^[+-]?(\d+\.?\d*(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?|inf(inity)?|nan)/i;

/** How C reads the numbers of a kind of dtype: how they begin a text, in which dtype, and their values. */
interface Reading {
  readonly pattern: RegExp;
  readonly dtype: Dtype;
  value(text: string): PyValue;
}

const clamped = (value: bigint, low: bigint, high: bigint): bigint => (value < low ? low : value > high ? high : value);
/** Digits beyond which an integer is out of every bound: converting millions of them would take seconds. */
const MOST_DIGITS = 24;
const integer = (text: string): bigint => {
  const digits = text.replace(/^[+-]?0*/, '').slice(0, MOST_DIGITS);
  return BigInt(digits) * (text.startsWith('-') ? -1n : 1n);
};
const infinity = (text: string): number => (text.startsWith('-') ? -Infinity : Infinity);

const READINGS: Readonly<Record<'unsigned' | 'signed' | 'real', Reading>> = {
  unsigned: {
    pattern: /^\+?\d+/,
    dtype: Dtype.Uint64,
    value: (text) => clamped(integer(text), 0n, 2n ** 64n - 1n),
  },
  signed: {
    pattern: /^[+-]?\d+/,
    dtype: Dtype.Int64,
    value: (text) => clamped(integer(text), -(2n ** 63n), 2n ** 63n - 1n),
  },
  real: {
    pattern: REAL,
    dtype: Dtype.Float64,
    value: (text) => new PyFloat(/inf/i.test(text) ? infinity(text) : Number(text)),
  },
};

const readingOf = (dtype: Dtype): Reading =>
  isInexact(dtype) ? READINGS.real : kindOf(dtype) === 'u' ? READINGS.unsigned : READINGS.signed;

/** The first `count` numbers of a text, all if that is negative. ValueError for what is no number of the dtype. */
function numbersIn(text: string, separator: string, dtype: Dtype, count: number): PyValue[] {
  const mark = separator.trim();
  const parts = (mark === '' ? text.trim().split(/\s+/) : text.split(mark)).map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const read = count < 0 ? parts : parts.slice(0, count);
  const { pattern, value } = readingOf(dtype);
  return read.map((part, i) => {
    const number = pattern.exec(part)?.[0] ?? '';
    // What follows the last number asked for is not read.
    if (number !== '' && (number === part || i + 1 === count)) return value(number);
    throw new ValueError(`fromstring: '${part}' is no ${dtypeName(dtype)}, so that the text cannot be read to its end`);
  });
}

const fromstring = moveOp<Bound, TextPlan>({
  name: 'fromstring',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const names = ['string', 'dtype', 'count', 'sep'];
    const [string, type, given, sep] = bindNames('fromstring', args, names, 1);
    if (type instanceof NdArray) throw new PyTypeError('Cannot construct a dtype from an array');
    const dtype = dtypeArgument('fromstring', type, Dtype.Float64);
    if (typeof string !== 'string' && !(string instanceof Uint8Array) && !(string instanceof NdArray))
      throw new PyTypeError(`a bytes-like object is required, not '${typeName(string)}'`);
    const count = given === undefined ? -1 : toIndex(given);
    if (isNil(sep) || sep === '')
      throw new ValueError('The binary mode of fromstring is removed, use frombuffer instead');
    if (typeof sep !== 'string') throw new PyTypeError(`sep must be str, not ${typeName(sep)}`);
    const text = typeof string === 'string' ? string : Buffer.from(bytesOf(bufferOf(string))).toString('latin1');
    const values = numbersIn(text, sep, dtype, count);
    const size = count < 0 ? values.length : count;
    if (size > values.length) throw new ValueError('string is smaller than requested size');
    return { dtype, size, values: values.slice(0, size) };
  },
  price: perElement(),
  // Integers wrap around.
  run: (_, { values, dtype }) => asType(asArray(values, readingOf(dtype).dtype), dtype),
});

const fromDlpack = moveOp<Bound, Elements & { readonly a: NdArray; readonly copy: boolean }>({
  name: 'from_dlpack',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (name !== 'device' && name !== 'copy')
        throw new PyTypeError(`from_dlpack() got an unexpected keyword argument '${name}'`);
    }
    const given = restArguments(args);
    if (given.length !== 1)
      throw new PyTypeError(`from_dlpack() takes exactly 1 positional argument (${given.length} given)`);
    const device = keywords.get('device');
    if (!isNil(device) && device !== 'cpu')
      throw new ValueError(`Device not understood. Only "cpu" is allowed, but received: ${String(device)}`);
    const [a] = given;
    if (!(a instanceof NdArray)) throw new AttributeError(`'${typeName(a)}' object has no attribute '__dlpack__'`);
    return { a, dtype: a.dtype, size: a.size, copy: keywords.get('copy') === true };
  },
  price: perElement(),
  run: (_, { a, copy }) => (copy ? copyOf(a) : view(a)),
});

export const BUFFERS: readonly OpDefinition[] = [frombuffer, fromiter, fromstring, fromDlpack];
