/** Contractions: products of arrays and Einstein summation. */
import type { OpDefinition } from '../define.js';
import { CROSS } from './cross.js';
import { EINSUM } from './einsum.js';
import { LINALG_PRODUCTS } from './linalg.js';
import { OUTER_PRODUCTS } from './outer.js';
import { PRODUCTS } from './products.js';
import { STACKED } from './stacked.js';
import { tensordotOp } from './tensordot.js';

export const CONTRACTION: readonly OpDefinition[] = [
  ...PRODUCTS,
  ...STACKED,
  ...OUTER_PRODUCTS,
  tensordotOp,
  ...CROSS,
  ...LINALG_PRODUCTS,
  ...EINSUM,
];
