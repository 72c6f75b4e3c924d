/** Operations that make, view, join and index arrays. */
import type { OpDefinition } from '../define.js';
import { AXES } from './axes.js';
import { CONVERSION } from './conversion.js';
import { CREATION } from './creation.js';
import { DIAGONAL } from './diagonal.js';
import { FLIPS } from './flips.js';
import { INDEXING } from './indexing.js';
import { JOINING } from './joining.js';
import { RAMPS } from './ramps.js';
import { REPEATING } from './repeating.js';
import { SHAPE } from './shape.js';
import { SPLITTING } from './splitting.js';
import { TRACE } from './trace.js';

export const STRUCTURE: readonly OpDefinition[] = [
  ...CREATION,
  ...RAMPS,
  ...CONVERSION,
  ...SHAPE,
  ...AXES,
  ...FLIPS,
  ...DIAGONAL,
  ...JOINING,
  ...SPLITTING,
  ...REPEATING,
  ...INDEXING,
  ...TRACE,
];
