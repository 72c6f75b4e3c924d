/** Polynomials by their coefficients, highest power first, and windows. */
import type { OpDefinition } from '../define.js';
import { ARITHMETIC } from './arithmetic.js';
import { CALCULUS } from './calculus.js';
import { FIT } from './fit.js';
import { ROOTS } from './roots.js';

export const POLYNOMIAL: readonly OpDefinition[] = [...ARITHMETIC, ...CALCULUS, ...ROOTS, ...FIT];
