/** Queries: of arrays, shapes and dtypes. */
import type { OpDefinition } from '../define.js';
import { ARRAY_QUERIES } from './arrays.js';
import { DTYPE_QUERIES } from './dtypes.js';

export const QUERY: readonly OpDefinition[] = [...ARRAY_QUERIES, ...DTYPE_QUERIES];
