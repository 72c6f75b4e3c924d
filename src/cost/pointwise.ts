/** Price of elementwise work: one FLOP per distinct element. */
import type { SymmetryGroup } from '../symmetry/group.js';
import { uniqueElements } from '../symmetry/unique.js';
import { atLeastOne, countElements, type Flops } from './flops.js';

/** FLOPs of one elementwise pass over a tensor of this shape, never below 1. */
export function pointwiseCost(shape: readonly number[], symmetry: SymmetryGroup | null): Flops {
  return atLeastOne(symmetry === null ? countElements(shape) : uniqueElements(symmetry, shape));
}
