/** Queries: of arrays, shapes and dtypes. */
import type { OpDefinition } from '../define.js';
import { ARRAY_QUERIES } from './arrays.js';
import { DTYPE_QUERIES } from './dtypes.js';
import { SETTINGS } from './settings.js';
import { TEXT_QUERIES } from './text.js';
import { TYPE_QUERIES } from './types.js';

export const QUERY: readonly OpDefinition[] = [
  ...ARRAY_QUERIES,
  ...DTYPE_QUERIES,
  ...TEXT_QUERIES,
  ...TYPE_QUERIES,
  ...SETTINGS,
];
