/**
 * Loads the addon and gives its exports types.
 *
 * The addon keeps arrays in a table; everything here takes and returns slot numbers (`Slot`). Callers above
 * `src/array` and `src/ops` never see them. Errors thrown by the addon carry `code`, the Python class name
 * (see `fromNative` in errors.ts).
 */
import { createRequire } from 'node:module';
import type { ArrayExports } from './arrays.js';
import type { FftExports } from './fft.js';
import { findAddon } from './find.js';
import type { LinalgExports } from './linalg.js';
import type { MoveExports } from './move.js';
import type { RandomExports } from './random.js';
import type { ReduceExports } from './reduce.js';
import type { SortExports } from './sort.js';
import type { SpecialExports } from './special.js';
import type { StatisticsExports } from './statistics.js';
import type { UfuncExports } from './ufunc.js';
import type { WaitExports } from './wait.js';

/** Index into the addon's table of arrays. */
export type Slot = number;

/** Every function the addon exports, by family. */
export interface Native
  extends ArrayExports,
    UfuncExports,
    ReduceExports,
    MoveExports,
    LinalgExports,
    SortExports,
    FftExports,
    StatisticsExports,
    SpecialExports,
    RandomExports,
    WaitExports {}

// Copied: the engine keeps an object that native code fills as a hash table, which every call would search.
export const native: Native = { ...(createRequire(import.meta.url)(findAddon()) as Native) };
