/** numpy.fft: transforms along one axis and several, frequencies and shifts. */
import type { OpDefinition } from '../define.js';
import { FREQUENCIES } from './frequencies.js';
import { GRIDS } from './grids.js';
import { LINES } from './lines.js';

export const FFT: readonly OpDefinition[] = [...LINES, ...GRIDS, ...FREQUENCIES];
