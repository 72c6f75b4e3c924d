/** Every operation this server implements, family by family. */
import type { OpDefinition } from './define.js';

export const ALL_OPS: readonly OpDefinition[] = [];
