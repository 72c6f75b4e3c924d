/** Which elements of a symmetric tensor are the same, for imposing a symmetry by copying. */
import { transpositionOf } from './check.js';
import type { SymmetryGroup } from './group.js';
import { isIdentity } from './permutation.js';

/** Row-major strides of a shape, in elements. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** Calls `visit` with the row-major index of each element of the tensor transposed by `order`, in row-major order. */
function forEachTransposed(shape: readonly number[], order: readonly number[], visit: (source: number) => void): void {
  const strides = stridesOf(shape);
  const extents = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const at = new Array<number>(shape.length).fill(0);
  for (let source = 0; ; ) {
    visit(source);
    let axis = shape.length - 1;
    while (axis >= 0 && ++at[axis]! === extents[axis]) {
      source -= (extents[axis]! - 1) * steps[axis]!;
      at[axis--] = 0;
    }
    if (axis < 0) return;
    source += steps[axis]!;
  }
}

/**
 * For each element of a tensor in row-major order the row-major index of the first element of its orbit. The group must
 * fit the shape (`validateShape`). Needs the generators only, so it serves groups too large to list.
 */
export function orbitRepresentatives(group: SymmetryGroup, shape: readonly number[]): Int32Array {
  const first = Int32Array.from({ length: shape.reduce((size, extent) => size * extent, 1) }, (_, i) => i);
  if (first.length === 0) return first;
  const find = (index: number): number => {
    let at = index;
    while (first[at] !== at) {
      first[at] = first[first[at]!]!;
      at = first[at]!;
    }
    return at;
  };
  for (const generator of group.generators) {
    if (isIdentity(generator)) continue;
    let index = 0;
    forEachTransposed(shape, transpositionOf(group, generator, shape.length), (source) => {
      const [a, b] = [find(index++), find(source)];
      if (a < b) first[b] = a;
      else first[a] = b;
    });
  }
  for (let index = 0; index < first.length; index++) first[index] = find(index);
  return first;
}
