/** Exports of native/binding/fft.cpp: discrete Fourier transforms. */
import type { Slot } from './native.js';

/** Codes shared with `enum class Transform` in native/fft/plan.h. */
export enum Transform {
  Forward = 0,
  Backward = 1,
  FromReal = 2,
  ToReal = 3,
}

export interface FftExports {
  /**
   * A transform of length `n` along an axis, in float32 or float64, times `factor`. Input is cut off or filled with
   * zeros to what it needs. With `consume` the input may be overwritten, and the result may share its memory.
   */
  fftLine(
    a: Slot,
    transform: Transform,
    axis: number,
    n: number,
    factor: number,
    single: boolean,
    consume: boolean,
  ): Slot;
  /** Plans kept, and the sum of their lengths. */
  fftCache(): [plans: number, points: number];
}
