/** Exports of native/binding/ufunc.cpp: elementwise functions. */
import type { Slot } from './native.js';

/** One ufunc as the addon lists it; `types` are loops by NumPy's type characters, inputs before outputs. */
export type UfuncListing = [name: string, nin: number, nout: number, types: string[]];

export interface UfuncExports {
  /** All ufuncs; indices into the list and into `types` name kernels. */
  ufuncs(): UfuncListing[];
  /** Applies a loop to one operand; a new array. */
  unary(ufunc: number, loop: number, a: Slot): Slot;
  /** Applies a loop to two operands, broadcast; a new array. */
  binary(ufunc: number, loop: number, a: Slot, b: Slot): Slot;
  /**
   * The general form: several results, given outputs (-1 for a new array), a mask (-1 for none). Operands of other
   * dtypes are converted. Given outputs come back under new slots.
   */
  ufunc(ufunc: number, loop: number, inputs: readonly Slot[], outputs: readonly Slot[], where: Slot): Slot[];
  /**
   * A loop of an array's own dtype applied to the successor of each element along an axis and the element, in one or
   * more rounds; a new array, shorter by one element a round until none is left.
   */
  differences(ufunc: number, loop: number, a: Slot, axis: number, rounds: number): Slot;
}
