/** Differences, gradients, integrals, interpolation and phases. */
import type { OpDefinition } from '../define.js';
import { DIFFERENCES } from './diff.js';
import { GRADIENT } from './gradient.js';
import { INTERP } from './interp.js';
import { TRAPEZOID } from './trapezoid.js';
import { UNWRAP } from './unwrap.js';

export const CALCULUS: readonly OpDefinition[] = [...DIFFERENCES, ...GRADIENT, ...TRAPEZOID, ...INTERP, ...UNWRAP];
