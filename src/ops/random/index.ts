/** numpy.random: functions on a shared state, RandomState, Generator, SeedSequence. */
import { Dtype as D } from '../../array/dtype.js';
import type { OpDefinition } from '../define.js';
import { restArguments } from '../signature.js';
import { choice, choicePrice } from './choice.js';
import { LEGACY, SHARED } from './distributions.js';
import { byExtents, bySize, generated } from './floats.js';
import { methodsByFullName } from './full-names.js';
import { bounded, randomBytes, randomIntegers, toMaxInt, truncatedLength } from './integers.js';
import { permutation, permutationPrice, permutedLines, shuffle, shuffleMethod, shufflePrice } from './movement.js';
import { outputSize } from './parameters.js';
import { chargedFirst, method, moduleFunction } from './sampler.js';
import { STATE } from './state.js';
import { symmetric } from './symmetric.js';
import { dirichlet, multinomial, multivariateNormal } from './vectors.js';

const DRAWN = [...SHARED, ...LEGACY, multinomial, dirichlet, multivariateNormal, bounded('randint')];
const BY_SIZE = ['random', 'random_sample', 'ranf', 'sample'].map(bySize);
const BY_EXTENTS = [byExtents('rand', 'random'), byExtents('randn', 'standard_normal')];

const counted = (size: bigint): bigint => (size > 1n ? size : 1n);

const MODULE: readonly OpDefinition[] = [
  ...DRAWN.map((sampler) => moduleFunction(sampler)),
  ...BY_SIZE.map((sampler) =>
    chargedFirst(sampler, ({ size }) => counted(size === undefined || size === null ? 1n : outputSize(size)), [
      D.Float64,
    ]),
  ),
  ...BY_EXTENTS.map((sampler) =>
    chargedFirst(
      sampler,
      (args) => {
        const extents = restArguments(args);
        return counted(extents.length === 0 ? 1n : outputSize(extents));
      },
      [D.Float64],
    ),
  ),
  chargedFirst(choice(false), choicePrice),
  chargedFirst(permutation(false), permutationPrice),
  chargedFirst(shuffle, shufflePrice),
  chargedFirst(randomBytes, ({ length }) => counted(truncatedLength(length!))),
  symmetric(new Map([...DRAWN, ...BY_SIZE, ...BY_EXTENTS, choice(false)].map((sampler) => [sampler.name, sampler]))),
];

const RANDOM_STATE: readonly OpDefinition[] = [
  ...DRAWN,
  bySize('random'),
  bySize('random_sample'),
  ...BY_EXTENTS,
  toMaxInt,
  randomIntegers,
  choice(false),
  permutation(false),
  shuffleMethod,
  randomBytes,
].map((sampler) => method('RandomState', sampler));

/** The methods of Generator that the clients of 0.12.4 have. */
const ADMITTED = [
  ...SHARED,
  generated('random', false),
  generated('standard_normal', false),
  generated('standard_exponential', true),
  bounded('integers'),
  choice(true),
  permutation(true),
  permutedLines,
];
const GENERATOR: readonly OpDefinition[] = ADMITTED.map((sampler) => method('Generator', sampler));

export const RANDOM: readonly OpDefinition[] = [
  ...STATE,
  ...MODULE,
  ...RANDOM_STATE,
  ...GENERATOR,
  ...methodsByFullName(ADMITTED),
];
