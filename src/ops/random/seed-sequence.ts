/** NumPy's SeedSequence: turns entropy of any size into well mixed words (O'Neill's seed_seq_fe, 2015). */
import { native } from '../../addon/native.js';
import { Dtype as D, type Dtype, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyTuple, type PyValue, type RandomObject, typeName } from '../../python/values.js';

const POOL_WORDS = 4;

/** A multiplicative hash whose constant changes with every word. */
class Hash {
  constructor(
    private constant: number,
    private readonly factor: number,
  ) {}

  next(word: number): number {
    const mixed = word ^ this.constant;
    this.constant = Math.imul(this.constant, this.factor);
    const product = Math.imul(mixed, this.constant);
    return (product ^ (product >>> 16)) >>> 0;
  }
}

function mix(x: number, y: number): number {
  const sum = (Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715)) | 0;
  return (sum ^ (sum >>> 16)) >>> 0;
}

/** 32-bit words of a non-negative integer, lowest first; one word for 0. */
function wordsOfInteger(value: bigint): number[] {
  if (value < 0n) throw new ValueError('expected non-negative integer');
  const words: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words.length === 0 ? [0] : words;
}

/** Integers of an array in C order. */
export function integersOf(array: NdArray): BigInt64Array | BigUint64Array {
  const wide = new NdArray(native.copy(array.slot, D.Int64, 0), D.Int64, array.shape);
  const values = new BigInt64Array(wide.size);
  native.writeBytes(wide.slot, new Uint8Array(values.buffer), 0);
  return array.dtype === D.Uint64 ? new BigUint64Array(values.buffer) : values;
}

/** As wordsOfInteger, of every element of an array. */
function wordsOfArray(array: NdArray): number[] {
  const words: number[] = [];
  const values = integersOf(array);
  const halves = new Uint32Array(values.buffer);
  for (let i = 0; i < halves.length; i += 2) {
    const high = halves[i + 1]!;
    if (high >= 0x80000000 && array.dtype !== D.Uint64) throw new ValueError('expected non-negative integer');
    words.push(halves[i]!);
    if (high !== 0) words.push(high);
  }
  return words;
}

function wordsOf(value: PyValue): number[] {
  if (isInt(value) || typeof value === 'boolean') return wordsOfInteger(BigInt(value));
  if (value instanceof NdArray) {
    if (value.ndim === 0) throw new PyTypeError('len() of unsized object');
    if (value.dtype === D.Uint32 && value.ndim > 1) throw new ValueError('words of entropy have one dimension');
    if (!'iub'.includes(kindOf(value.dtype))) throw new PyTypeError('SeedSequence expects integers for entropy');
    return wordsOfArray(value);
  }
  if (Array.isArray(value)) return (value as readonly PyValue[]).flatMap(wordsOf);
  if (value instanceof PyTuple) return value.items.flatMap(wordsOf);
  if (typeof value === 'string') {
    if (!/^(0x[0-9a-f]+|[0-9]+)$/i.test(value)) throw new ValueError(`unrecognized seed string '${value}'`);
    return wordsOfInteger(BigInt(value));
  }
  throw new PyTypeError(`SeedSequence expects int or sequence of ints for entropy, not ${typeName(value)}`);
}

function entropyWords(entropy: PyValue): number[] {
  if (typeof entropy === 'string') throw new PyTypeError('SeedSequence expects int or sequence of ints for entropy');
  return wordsOf(entropy);
}

export class SeedSequence implements RandomObject {
  readonly randomKind = 'SeedSequence';
  readonly #pool: number[];

  /** Entropy of the operating system where none is given. TypeError for what is neither int nor sequence of ints. */
  constructor(entropy?: PyValue, spawnKey: PyValue = [], poolWords = POOL_WORDS) {
    if (poolWords < POOL_WORDS) throw new ValueError(`the entropy pool has at least ${POOL_WORDS} words`);
    const own =
      entropy === undefined || entropy === null
        ? [...crypto.getRandomValues(new Uint32Array(POOL_WORDS))]
        : entropyWords(entropy);
    const spawned = wordsOf(spawnKey);
    // Without the padding a spawn key could not be told from more entropy.
    if (spawned.length > 0) while (own.length < poolWords) own.push(0);
    this.#pool = SeedSequence.#mixed([...own, ...spawned], poolWords);
  }

  static #mixed(entropy: readonly number[], poolWords: number): number[] {
    const hash = new Hash(0x43b0d7e5, 0x931e8875);
    const pool = Array.from({ length: poolWords }, (_, i) => hash.next(entropy[i] ?? 0));
    for (let from = 0; from < poolWords; from++) {
      for (let to = 0; to < poolWords; to++) if (from !== to) pool[to] = mix(pool[to]!, hash.next(pool[from]!));
    }
    for (let from = poolWords; from < entropy.length; from++) {
      for (let to = 0; to < poolWords; to++) pool[to] = mix(pool[to]!, hash.next(entropy[from]!));
    }
    return pool;
  }

  /** `count` words of 32 bits. */
  words(count: number): Uint32Array {
    const hash = new Hash(0x8b51f9dd, 0x58f38ded);
    return Uint32Array.from({ length: count }, (_, i) => hash.next(this.#pool[i % this.#pool.length]!));
  }

  /** As an array of uint32 or uint64. */
  generateState(count: number, dtype: Dtype): NdArray {
    const words = this.words(dtype === D.Uint64 ? 2 * count : count);
    return new NdArray(native.fromBytes(new Uint8Array(words.buffer), dtype, [count]), dtype, [count]);
  }
}
