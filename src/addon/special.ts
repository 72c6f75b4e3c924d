/** Exports of native/binding/special.cpp: special functions of real numbers. */
import type { Slot } from './native.js';

export interface SpecialExports {
  /** The error function, in float64. */
  erf(x: Slot): Slot;
  /** Quantiles of the standard normal distribution, in float64; NaN outside [0, 1]. */
  normalQuantile(p: Slot): Slot;
  /** The modified Bessel function I0 of floats, given exp(|x|) in the same dtype and shape. */
  besselI0(x: Slot, exponential: Slot): Slot;
}
