/**
 * Exports of native/binding/random.cpp: random numbers.
 *
 * A generator is the memory of its state, a Uint8Array of MERSENNE_BYTES or PCG_BYTES; calls advance it in place.
 */
import type { Dtype } from '../array/dtype.js';
import type { Slot } from './native.js';

/** Size of an MT19937: 624 words, position, whether a normal variate is kept (int32 each), that variate (float64). */
export const MERSENNE_BYTES = 2512;
/** Where the kept normal variate begins. */
export const GAUSS_OFFSET = 2500;
/** Size of a PCG64. */
export const PCG_BYTES = 40;

export interface RandomExports {
  /** Seeds an MT19937 by one uint32 or, with `isArray`, by several. */
  seedMersenne(state: Uint8Array, words: Uint8Array, isArray: boolean): void;
  /** Seeds a PCG64 by four uint64. */
  seedPcg(state: Uint8Array, words: Uint8Array): void;
  /** A new array of variates of a distribution; parameters are broadcast to the shape and have been checked. */
  draw(state: Uint8Array, distribution: string, shape: readonly number[], parameters: readonly Slot[]): Slot;
  /** Integers of `dtype` in [low, high]; the bounds are uint64 arrays of int64 or uint64 bits. */
  drawIntegers(state: Uint8Array, dtype: Dtype, shape: readonly number[], low: Slot, high: Slot): Slot;
  /** Shuffles an array in place: the slices across `axis`, or with `each` every line along it. */
  shuffle(state: Uint8Array, array: Slot, axis: number, each: boolean): void;
  /** Distinct int64 below `population`: in random order, of a PCG64 only with `mixed`. */
  distinctIntegers(state: Uint8Array, population: number, count: number, mixed: boolean): Slot;
  /** int64 positions drawn by weight with replacement; the weights are a vector that is not empty. */
  weighted(state: Uint8Array, weights: Slot, shape: readonly number[]): Slot;
  /** `count` distinct int64 positions drawn by weight; at least as many weights are positive. */
  distinctWeighted(state: Uint8Array, weights: Slot, count: number): Slot;
  /** int64 counts of `n` trials, from an MT19937; the last axis runs over the probabilities. */
  multinomial(state: Uint8Array, n: bigint, probabilities: Slot, shape: readonly number[]): Slot;
  /** Shares that sum to 1, from an MT19937; the last axis runs over `alpha`. */
  dirichlet(state: Uint8Array, alpha: Slot, shape: readonly number[]): Slot;
  /**
   * Whether all elements of a float64 or int64 array satisfy a constraint (native/random/constraints.h names them); of a
   * bool array `none`: whether all are false.
   */
  satisfies(values: Slot, constraint: string): boolean;
  /** Whether integers of `dtype` can be drawn between int64 or uint64 bounds that broadcast together. */
  boundsHold(low: Slot, high: Slot, closed: boolean, dtype: Dtype): boolean;
}
