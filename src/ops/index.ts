/** Every operation this server implements, family by family. */
import type { OpDefinition } from './define.js';
import { POINTWISE } from './pointwise/index.js';

export const ALL_OPS: readonly OpDefinition[] = [...POINTWISE];
