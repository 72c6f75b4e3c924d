/** Assembling arrays, and building indices, grids and triangles. */
import type { OpDefinition } from '../define.js';
import { BITS } from './bits.js';
import { BLOCK } from './block.js';
import { BUFFERS } from './buffers.js';
import { CALLABLES } from './callables.js';
import { EDITING } from './editing.js';
import { FLAT_INDEX } from './flat-index.js';
import { GRIDS } from './grids.js';
import { PAD } from './pad.js';
import { REFUSED } from './refused.js';
import { REQUIREMENTS } from './requirements.js';
import { TRIANGLES } from './triangles.js';
import { TRIM } from './trim.js';
import { VANDER } from './vander.js';

export const ASSEMBLING: readonly OpDefinition[] = [
  ...EDITING,
  ...BLOCK,
  ...TRIM,
  ...PAD,
  ...GRIDS,
  ...TRIANGLES,
  ...FLAT_INDEX,
  ...VANDER,
  ...BITS,
  ...BUFFERS,
  ...REQUIREMENTS,
  ...CALLABLES,
  ...REFUSED,
];
