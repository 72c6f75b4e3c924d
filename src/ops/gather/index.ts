/** Taking elements by position and putting elements in place: take, choose, select, put, place, copyto and their like. */
import type { OpDefinition } from '../define.js';
import { CHOOSE } from './choose.js';
import { PUT } from './put.js';
import { TAKE } from './take.js';

export const GATHER: readonly OpDefinition[] = [...TAKE, ...CHOOSE, ...PUT];
