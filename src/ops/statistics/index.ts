/** Counting, histograms, covariance, correlation and convolution. */
import type { OpDefinition } from '../define.js';
import { BINCOUNT } from './bincount.js';
import { COVARIANCE } from './covariance.js';
import { GRID } from './grid.js';
import { HISTOGRAM } from './histogram.js';
import { SLIDING } from './sliding.js';

export const STATISTICS: readonly OpDefinition[] = [...BINCOUNT, ...HISTOGRAM, ...GRID, ...COVARIANCE, ...SLIDING];
