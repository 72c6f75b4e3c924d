/** Predicates, rounding, comparison with tolerance, parts of complex numbers. */
import type { OpDefinition } from '../define.js';
import { CLIP } from './clip.js';
import { CLOSE } from './close.js';
import { ROUNDING } from './rounding.js';
import { UNARY } from './unary.js';

export const PREDICATE: readonly OpDefinition[] = [...UNARY, ...ROUNDING, ...CLIP, ...CLOSE];
