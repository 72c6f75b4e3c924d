/** The random objects clients hold, and the state that the module's own functions share. */
import { native } from '../../addon/native.js';
import { GAUSS_OFFSET, MERSENNE_BYTES, PCG_BYTES } from '../../addon/random.js';
import { asArray } from '../../array/convert.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, type PyValue, type RandomObject } from '../../python/values.js';
import type { Session, Tenant } from '../../session/session.js';
import { integersOf, SeedSequence } from './seed-sequence.js';

const bytesOf = (words: Uint32Array): Uint8Array => new Uint8Array(words.buffer);

const WORDS = 624;
const GREATEST_SEED = 0xffffffffn;

function seedWords(seeds: ArrayLike<bigint>): Uint32Array {
  const words = new Uint32Array(seeds.length);
  for (let i = 0; i < words.length; i++) {
    const seed = seeds[i]!;
    if (seed < 0n || seed > GREATEST_SEED) throw new ValueError('Seed must be between 0 and 2**32 - 1');
    words[i] = Number(seed);
  }
  return words;
}

/** An MT19937 with the functions of RandomState. */
export class RandomState implements RandomObject {
  readonly randomKind = 'RandomState';
  readonly state = new Uint8Array(MERSENNE_BYTES);

  constructor(seed?: PyValue) {
    // Where NumPy's key stands that the operating system has filled and nothing was drawn of.
    new DataView(this.state.buffer).setInt32(4 * WORDS, WORDS - 1, true);
    this.seed(seed);
  }

  /** Seeds by an int, a sequence of ints or, without a seed, by the operating system. */
  seed(seed: PyValue | undefined): void {
    if (seed === undefined || seed === null) {
      const key = new SeedSequence().words(WORDS);
      key[0] = 0x80000000;
      this.state.set(bytesOf(key));
      // The position in the key stays where it is, as in NumPy.
      this.state.fill(0, GAUSS_OFFSET);
      return;
    }
    if (isInt(seed) || typeof seed === 'boolean') {
      native.seedMersenne(this.state, bytesOf(seedWords([BigInt(seed)])), false);
      return;
    }
    if (seed instanceof Uint8Array || typeof seed === 'string') throw new PyTypeError('a seed is no text');
    const array = asArray(seed);
    if (array.size === 0) throw new ValueError('Seed must be non-empty');
    if ((!isInteger(array.dtype) && array.dtype !== Dtype.Bool) || array.dtype === Dtype.Uint64) {
      throw new PyTypeError("cannot cast the seed to dtype('int64') according to the rule 'safe'");
    }
    const words = seedWords(integersOf(array));
    if (seed instanceof NdArray && array.size === 1) {
      native.seedMersenne(this.state, bytesOf(words), false);
      return;
    }
    if (array.ndim !== 1) throw new ValueError('Seed array must be 1-d');
    native.seedMersenne(this.state, bytesOf(words), true);
  }
}

/** A PCG64 with the functions of Generator. */
export class RandomGenerator implements RandomObject {
  readonly randomKind = 'Generator';
  readonly state: Uint8Array = new Uint8Array(PCG_BYTES);

  constructor(seed?: PyValue) {
    const sequence = seed instanceof SeedSequence ? seed : new SeedSequence(seed);
    native.seedPcg(this.state, bytesOf(sequence.words(8)));
  }
}

const shared = new WeakMap<Tenant, RandomState>();

/** The state of the module's functions: one for each tenant, whatever the session. */
export function sharedState(session: Session): RandomState {
  let state = shared.get(session.tenant);
  if (state === undefined) {
    state = new RandomState();
    shared.set(session.tenant, state);
  }
  return state;
}
