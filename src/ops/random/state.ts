/** Making, seeding, reading and restoring random objects: none of it is charged. */

import { native } from '../../addon/native.js';
import { GAUSS_OFFSET } from '../../addon/random.js';
import { asArray } from '../../array/convert.js';
import { Dtype as D } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { parseAnyDtype } from '../../array/parse-dtype.js';
import { IndexError, OverflowError, PyTypeError, UnsupportedFunctionError, ValueError } from '../../errors.js';
import { isInt, PyDict, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import {
  byRelease,
  type Charge,
  defineOp,
  type OpContext,
  type OpDefinition,
  type OpResult,
  ResultTuple,
} from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, requireRoomFor } from '../structure/common.js';
import { RandomGenerator, RandomState, sharedState } from './generators.js';
import { truth } from './integers.js';
import { receiver } from './sampler.js';
import { integersOf, SeedSequence } from './seed-sequence.js';

const WORDS = 624;

function free(name: string, params: string, run: (args: Bound, ctx: OpContext) => OpResult): OpDefinition {
  return defineOp<Bound>({
    name,
    params,
    check: (args) => args,
    price: () => null,
    run,
  });
}

/** get_state: a tuple of name, key, position, and the kept normal variate; a dict without `legacy`. */
function stateOf({ state }: RandomState, legacy: boolean): OpResult {
  const view = new DataView(state.buffer);
  const key = state.slice(0, 4 * WORDS);
  const [position, has] = [view.getInt32(4 * WORDS, true), view.getInt32(4 * WORDS + 4, true)];
  const gauss = new PyFloat(view.getFloat64(4 * WORDS + 8, true));
  if (legacy) {
    const words = arrayOf(native.fromBytes(key, D.Uint32, [WORDS]), D.Uint32, [WORDS]);
    return new ResultTuple(['MT19937', words, position, has, gauss]);
  }
  const dict = (entries: Record<string, PyValue>): PyDict => new PyDict(new Map(Object.entries(entries)));
  return dict({
    bit_generator: 'MT19937',
    state: dict({ key: [...new Uint32Array(key.buffer)], pos: position }),
    has_gauss: has,
    gauss,
  });
}

function integer(value: PyValue | undefined): number {
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof PyFloat) return Math.trunc(value.value);
  throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

function real(value: PyValue | undefined): number {
  if (value instanceof PyFloat) return value.value;
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  throw new PyTypeError(`must be real number, not ${typeName(value)}`);
}

/** Writes the words of a key one after the other, as NumPy does: up to the one that cannot be written. */
function writeKey(value: PyValue | undefined, state: Uint8Array): void {
  const array = asArray(value ?? null);
  if (array.ndim !== 1) throw new ValueError('a key has one dimension');
  if (array.dtype >= D.Float16) throw new PyTypeError('an integer is required');
  const view = new DataView(state.buffer);
  for (const [i, word] of integersOf(array).subarray(0, WORDS).entries()) {
    if (word !== BigInt.asUintN(32, word)) throw new OverflowError("can't convert a value of the key to uint32_t");
    view.setUint32(4 * i, Number(word), true);
  }
  if (array.size < WORDS)
    throw new IndexError(`index ${array.size} is out of bounds for axis 0 with size ${array.size}`);
}

/** set_state: a tuple (it arrives as a list) or a dict as get_state gives it. TypeError and ValueError otherwise. */
function restore(target: RandomState, given: PyValue): void {
  let parts: readonly (PyValue | undefined)[];
  if (given instanceof PyDict) {
    const inner = given.entries.get('state');
    if (!(inner instanceof PyDict)) throw new ValueError('state dictionary is not valid.');
    const name = given.entries.get('bit_generator');
    parts = [
      name,
      inner.entries.get('key'),
      inner.entries.get('pos'),
      given.entries.get('has_gauss'),
      given.entries.get('gauss'),
    ];
  } else if (Array.isArray(given) || given instanceof PyTuple) {
    parts = given instanceof PyTuple ? given.items : (given as readonly PyValue[]);
  } else {
    throw new PyTypeError('state must be a dict or a tuple.');
  }
  if (parts.length === 0) throw new IndexError('tuple index out of range');
  if (parts[0] !== 'MT19937') throw new ValueError('set_state can only be used with legacy MT19937 state instances.');
  if (parts.length < 3) throw new IndexError('tuple index out of range');
  if (parts.length === 4) throw new IndexError('list index out of range');
  const [, key, position, has, gauss] = parts;
  writeKey(key, target.state);
  const pos = integer(position);
  const view = new DataView(target.state.buffer);
  if (pos < 0 || pos > WORDS) throw new ValueError(`the position in a state is one of 0 to ${WORDS}, not ${pos}`);
  view.setInt32(4 * WORDS, pos, true);
  if (parts.length > 3) {
    view.setInt32(4 * WORDS + 4, integer(has), true);
    view.setFloat64(4 * WORDS + 8, real(gauss), true);
  } else {
    target.state.fill(0, GAUSS_OFFSET);
  }
}

function words(sequence: SeedSequence, count: PyValue, dtypeGiven: PyValue | undefined, ctx: OpContext): OpResult {
  const n = integer(count instanceof PyFloat || typeof count === 'boolean' ? null : count);
  const dtype = dtypeGiven === undefined ? D.Uint32 : dtypeGiven === null ? D.Float64 : parseAnyDtype(dtypeGiven);
  if (dtype !== D.Uint32 && dtype !== D.Uint64) throw new ValueError('only support uint32 or uint64');
  if (n < 0) throw new ValueError('negative dimensions are not allowed');
  requireRoomFor([n], dtype, ctx);
  return sequence.generateState(n, dtype);
}

/**
 * default_rng, which is free; but a seed that is an array of uint32 goes into two concatenations that the library
 * charges where such arrays are of its own class.
 */
function seedingGenerator(run: (args: Bound, ctx: OpContext) => OpResult): OpDefinition {
  return defineOp<Bound>({
    name: 'random.default_rng',
    params: 'seed=',
    check: (args) => args,
    price: byRelease<(args: Bound) => readonly Charge[] | null>({
      '0.4.1': () => null,
      '0.12.4': ({ seed }) => {
        if (!(seed instanceof NdArray) || seed.dtype !== D.Uint32 || seed.ndim === 0) return null;
        const joined = { op: 'concatenate', flops: seed.size, dtypes: [D.Uint32] };
        return [joined, joined];
      },
    }),
    run,
  });
}

export const STATE: readonly OpDefinition[] = [
  free('random.seed', 'seed=', ({ seed }, { session }) => {
    sharedState(session).seed(seed);
    return null;
  }),
  free('random.get_state', 'legacy=', ({ legacy }, { session }) =>
    stateOf(sharedState(session), legacy === undefined || truth(legacy)),
  ),
  free('random.set_state', 'state', ({ state }, { session }) => {
    restore(sharedState(session), state!);
    return null;
  }),
  seedingGenerator(({ seed }) => {
    if (seed instanceof RandomGenerator || seed instanceof RandomState) {
      throw new UnsupportedFunctionError('flopscope hands out no bit generator to seed by');
    }
    return new RandomGenerator(seed);
  }),
  free('random.RandomState', 'seed=', ({ seed }) => new RandomState(seed)),
  free('random.SeedSequence', 'entropy=', ({ entropy }) => new SeedSequence(entropy)),
  free('RandomState.seed', 'self=, /, seed=', ({ self, seed }) => {
    receiver('RandomState.seed', self, RandomState).seed(seed);
    return null;
  }),
  free('RandomState.get_state', 'self=, /, legacy=', ({ self, legacy }) =>
    stateOf(receiver('RandomState.get_state', self, RandomState), legacy === undefined || truth(legacy)),
  ),
  free('RandomState.set_state', 'self=, /, state', ({ self, state }) => {
    restore(receiver('RandomState.set_state', self, RandomState), state!);
    return null;
  }),
  free('SeedSequence.generate_state', 'self=, /, n_words, dtype=', ({ self, n_words, dtype }, ctx) =>
    words(receiver('SeedSequence.generate_state', self, SeedSequence), n_words!, dtype, ctx),
  ),
];
