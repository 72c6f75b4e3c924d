/** Taking elements by position and putting elements in place: take, choose, select, put, place, copyto and their like. */
import type { OpDefinition } from '../define.js';

export const GATHER: readonly OpDefinition[] = [];
