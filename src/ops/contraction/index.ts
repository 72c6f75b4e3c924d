/** Contractions: products of arrays and Einstein summation. */
import type { OpDefinition } from '../define.js';
import { EINSUM } from './einsum.js';
import { OUTER_PRODUCTS } from './outer.js';
import { PRODUCTS } from './products.js';

export const CONTRACTION: readonly OpDefinition[] = [...PRODUCTS, ...OUTER_PRODUCTS, ...EINSUM];
