/** Everything under numpy.linalg but products: systems, decompositions, norms and what they tell. */
import type { OpDefinition } from '../define.js';
import { CONDITION } from './condition.js';
import { DECOMPOSITIONS } from './decompositions.js';
import { DETERMINANTS } from './determinants.js';
import { EIGENVALUES } from './eigenvalues.js';
import { NORMS } from './norms.js';
import { MATRIX_POWER } from './power.js';
import { PSEUDO_INVERSE } from './pseudo-inverse.js';
import { SYSTEMS } from './systems.js';
import { LINALG_VIEWS } from './views.js';

export const LINALG: readonly OpDefinition[] = [
  ...SYSTEMS,
  ...DECOMPOSITIONS,
  ...EIGENVALUES,
  ...DETERMINANTS,
  ...NORMS,
  ...CONDITION,
  ...PSEUDO_INVERSE,
  ...MATRIX_POWER,
  ...LINALG_VIEWS,
];
