/** Every operation this server implements, family by family. */
import { ASSEMBLING } from './assembling/index.js';
import { CALCULUS } from './calculus/index.js';
import { CONTRACTION } from './contraction/index.js';
import type { OpDefinition } from './define.js';
import { DISTRIBUTION } from './distribution/index.js';
import { FFT } from './fft/index.js';
import { GATHER } from './gather/index.js';
import { LINALG } from './linalg/index.js';
import { POINTWISE } from './pointwise/index.js';
import { POLYNOMIAL } from './polynomial/index.js';
import { PREDICATE } from './predicate/index.js';
import { QUANTILE } from './quantile/index.js';
import { QUERY } from './query/index.js';
import { RANDOM } from './random/index.js';
import { REDUCTION } from './reduction/index.js';
import { SORTING } from './sorting/index.js';
import { STATISTICS } from './statistics/index.js';
import { STRUCTURE } from './structure/index.js';
import { SYMMETRIC } from './symmetric/index.js';
import { WINDOW } from './window/index.js';

export const ALL_OPS: readonly OpDefinition[] = [
  ...POINTWISE,
  ...STRUCTURE,
  ...REDUCTION,
  ...CONTRACTION,
  ...PREDICATE,
  ...QUERY,
  ...QUANTILE,
  ...SORTING,
  ...GATHER,
  ...ASSEMBLING,
  ...LINALG,
  ...FFT,
  ...CALCULUS,
  ...STATISTICS,
  ...DISTRIBUTION,
  ...POLYNOMIAL,
  ...WINDOW,
  ...SYMMETRIC,
  ...RANDOM,
];
