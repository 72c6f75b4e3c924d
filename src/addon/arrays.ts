/** Exports of native/binding/arrays.cpp: making, viewing, reading and releasing arrays. */
import type { Dtype } from '../array/dtype.js';
import type { Slot } from './native.js';

/** Memory order codes shared with `enum class Order` in native/core/array.h. */
export enum Order {
  C = 0,
  F = 1,
  A = 2,
  K = 3,
}

/** Element of an array as JavaScript sees it: 64-bit integers are bigints, complex numbers pairs. */
export type Item = boolean | number | bigint | [re: number, im: number];

export interface ArrayExports {
  /** A new C-ordered array with unspecified contents: the caller must fill it. */
  empty(dtype: Dtype, shape: readonly number[]): Slot;
  zeros(dtype: Dtype, shape: readonly number[]): Slot;
  /** Copies C-ordered bytes; ValueError when their number does not fit. */
  fromBytes(bytes: Uint8Array, dtype: Dtype, shape: readonly number[]): Slot;
  /** A 0-d array. A bigint must fit 64 bits and is taken modulo the dtype's size. */
  fromNumber(dtype: Dtype, value: number | bigint): Slot;
  fromComplex(dtype: Dtype, re: number, im: number): Slot;
  /** The element of an array of size 1. */
  readItem(array: Slot): Item;
  /** The element at these indices, one per axis and none negative. At most 11 axes. */
  readElement(array: Slot, ...indices: readonly number[]): Item;
  /** Writes the elements in C order into `target` from byte `offset` on. */
  writeBytes(array: Slot, target: Uint8Array, offset: number): void;
  /** Another record of the same array (shared memory). */
  alias(array: Slot): Slot;
  /** Empties a slot; its memory goes when no view shares it. */
  release(array: Slot): void;
  /** Counts a write by a client to the memory of an array. */
  noteWrite(array: Slot): void;
  /** How many such writes there have been, through whichever array shares the memory. */
  writesTo(array: Slot): number;
  /** Forbids writes by clients through this array and the views made of it. */
  makeReadOnly(array: Slot): void;
  isWriteable(array: Slot): boolean;
  /** Extents, where only the addon knows how many elements a result has. */
  shape(array: Slot): number[];
  /** Strides in bytes. */
  strides(array: Slot): number[];
  /** Bit 0: C-contiguous, bit 1: Fortran-contiguous. */
  layout(array: Slot): number;
  /** Whether two arrays may share a byte. */
  overlaps(a: Slot, b: Slot): boolean;
  /** Whether two arrays do share a byte; true also where that would take too long to find. */
  shares(a: Slot, b: Slot): boolean;
  /** A view with these extents and strides (bytes), starting `offset` bytes after the array's first element. */
  stridedView(array: Slot, shape: readonly number[], strides: readonly number[], offset: number): Slot;
  /** Part of each element as a narrower dtype, `offset` bytes into it: real and imaginary parts. */
  partView(array: Slot, dtype: Dtype, strides: readonly number[], offset: number): Slot;
  /**
   * `size` elements of any dtype in the memory of a C-contiguous array, from a byte offset on; -1 where they would not
   * be aligned.
   */
  bufferView(array: Slot, dtype: Dtype, size: number, offset: number): Slot;
  transpose(array: Slot, axes: readonly number[]): Slot;
  broadcastTo(array: Slot, shape: readonly number[]): Slot;
  /** A view of another shape, or -1 where the layout would need a copy. */
  reshapeView(array: Slot, shape: readonly number[], order: Order.C | Order.F): Slot;
  /** A copy converted to `dtype` (casting 'unsafe'). */
  copy(array: Slot, dtype: Dtype, order: Order): Slot;
  /** The elements in C order, in the same memory where they are. */
  contiguous(array: Slot): Slot;
  /** Writes `source`, broadcast and converted (casting 'unsafe'), into `target`, where `mask` is true unless it is -1. */
  assign(target: Slot, source: Slot, mask: Slot): void;
  /** [arrays alive, bytes in use, bytes kept for reuse] */
  memory(): [number, number, number];
  /** Gives the bytes kept for reuse back to the system. */
  trim(): void;
}
