/** Sorting, searching, distinct elements and sets. */
import type { OpDefinition } from '../define.js';
import { SEARCH } from './search.js';
import { SETS } from './sets.js';
import { SORT } from './sort.js';
import { UNIQUE } from './unique.js';

export const SORTING: readonly OpDefinition[] = [...SORT, ...SEARCH, ...UNIQUE, ...SETS];
