/** Views that contractions work on: arrays with a label per axis. */
import { native } from '../../addon/native.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import type { Label, Term } from '../../einsum/terms.js';
import { ValueError } from '../../errors.js';

/** An array whose axes have labels, none twice. */
export interface Labelled {
  readonly array: NdArray;
  readonly labels: Term;
}

/** The array with its axes in another order: a view. */
export function permuted(a: NdArray, axes: readonly number[]): NdArray {
  if (axes.every((axis, i) => axis === i)) return a;
  return new NdArray(
    native.transpose(a.slot, axes),
    a.dtype,
    axes.map((axis) => a.shape[axis]!),
  );
}

/** The array in another shape of as many elements: a view where its layout allows. */
export function reshaped(a: NdArray, shape: Shape): NdArray {
  if (shape.length === a.shape.length && shape.every((extent, i) => extent === a.shape[i])) return a;
  let slot = native.reshapeView(a.slot, shape, 0);
  if (slot < 0) {
    const flat = new NdArray(native.copy(a.slot, a.dtype, 0), a.dtype, a.shape);
    slot = native.reshapeView(flat.slot, shape, 0);
    flat.leaveScope();
  }
  return new NdArray(slot, a.dtype, shape);
}

/** One dimension holding all elements in C order. */
export const flattened = (a: NdArray): NdArray => reshaped(a, [a.size]);

/** The axes of `a` in the order of `labels`, all of which it has. */
export const inOrder = ({ array, labels }: Labelled, order: readonly Label[]): NdArray =>
  permuted(
    array,
    order.map((label) => labels.indexOf(label)),
  );

export const extentOf = ({ array, labels }: Labelled, label: Label): number => array.shape[labels.indexOf(label)]!;

/** Takes the diagonal along labels that occur more than once. ValueError when their extents differ. */
export function withoutRepeats(array: NdArray, term: Term): Labelled {
  const labels = [...new Set(term)];
  if (labels.length === term.length) return { array, labels };
  const strides = native.strides(array.slot);
  const shape = labels.map((label) => array.shape[term.indexOf(label)]!);
  const steps = labels.map(() => 0);
  term.forEach((label, axis) => {
    const at = labels.indexOf(label);
    if (array.shape[axis] !== shape[at]) {
      throw new ValueError(
        `einsum: label '${label}' stands for extents ${shape[at]} and ${array.shape[axis]} of one operand`,
      );
    }
    steps[at]! += strides[axis]!;
  });
  return { array: new NdArray(native.stridedView(array.slot, shape, steps, 0), array.dtype, shape), labels };
}

/** Drops axes of extent 1. */
export function withoutAxes({ array, labels }: Labelled, dropped: ReadonlySet<Label>): Labelled {
  if (dropped.size === 0) return { array, labels };
  const kept = labels.filter((label) => !dropped.has(label));
  const shape = kept.map((label) => array.shape[labels.indexOf(label)]!);
  return { array: reshaped(array, shape), labels: kept };
}
