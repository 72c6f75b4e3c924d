/** The contraction problem as path searches see it: sets of labels with extents. */
import { KeyError, ValueError } from '../../errors.js';
import type { Label, Shape, Term } from '../terms.js';

/** A set of labels, bit i standing for the i-th label of the network. */
export type LabelSet = bigint;

/** A contraction: numbers of operands in the list as it then stands; they leave it and the result joins at its end. */
export type Contraction = readonly number[];
export type Path = readonly Contraction[];

/** Extents of labels; one that is 1 in some operand is stretched to what it is in another. */
export function labelExtents(inputs: readonly Term[], shapes: readonly Shape[]): Map<Label, number> {
  const extents = new Map<Label, number>();
  eachExtent(inputs, shapes, (label, extent, operand) => {
    const known = extents.get(label);
    if (known === undefined || known === 1) extents.set(label, extent);
    else if (extent !== 1 && extent !== known) {
      throw new ValueError(`label '${label}' has extent ${extent} in operand ${operand} and ${known} before`);
    }
  });
  return extents;
}

/** Visits the extent of every label of every operand. ValueError for a term that has more or fewer labels than axes. */
export function eachExtent(
  inputs: readonly Term[],
  shapes: readonly Shape[],
  visit: (label: Label, extent: number, operand: number) => void,
): void {
  inputs.forEach((term, operand) => {
    const shape = shapes[operand]!;
    if (shape.length !== term.length) {
      throw new ValueError(`'${term.join('')}' does not fit operand ${operand}, which has ${shape.length} dimensions`);
    }
    for (const [axis, label] of term.entries()) visit(label, shape[axis]!, operand);
  });
}

export class Network {
  readonly inputs: readonly LabelSet[];
  readonly output: LabelSet;
  readonly #extents: readonly number[];
  readonly #sizes = new Map<LabelSet, bigint>();

  /** Raises KeyError for an output label without extent. */
  constructor(inputs: readonly Term[], output: Term, extents: ReadonlyMap<Label, number>) {
    const bits = new Map([...extents.keys()].map((label, i) => [label, 1n << BigInt(i)]));
    const setOf = (term: Term): LabelSet =>
      term.reduce((set, label) => {
        const bit = bits.get(label);
        if (bit === undefined) throw new KeyError(label);
        return set | bit;
      }, 0n);
    this.inputs = inputs.map(setOf);
    this.output = setOf(output);
    this.#extents = [...extents.values()];
  }

  extentOf(label: number): number {
    return this.#extents[label]!;
  }

  /** Elements of a tensor with these labels. */
  sizeOf(labels: LabelSet): bigint {
    const known = this.#sizes.get(labels);
    if (known !== undefined) return known;
    let size = 1n;
    for (const label of labelsOf(labels)) size *= BigInt(this.#extents[label]!);
    this.#sizes.set(labels, size);
    return size;
  }

  /** Labels of the result of contracting a pair, and the operations that takes: doubled where something is summed. */
  contractPair(
    first: LabelSet,
    second: LabelSet,
    others: LabelSet,
  ): { readonly labels: LabelSet; readonly flops: bigint } {
    const either = first | second;
    const keep = this.output | others;
    const isSummed = (first & second & ~keep) !== 0n;
    return { labels: either & keep, flops: this.sizeOf(either) * (isSummed ? 2n : 1n) };
  }
}

/** Label numbers in a set, ascending. */
export function labelsOf(set: LabelSet): number[] {
  const labels: number[] = [];
  for (let rest = set, label = 0; rest !== 0n; rest >>= 1n, label++) if (rest & 1n) labels.push(label);
  return labels;
}

export const unionOf = (sets: Iterable<LabelSet>): LabelSet => {
  let union = 0n;
  for (const set of sets) union |= set;
  return union;
};

/** A path over numbers that are never reused, the i-th result having number operands + i, as a `Path`. */
export function toPath(steps: readonly (readonly number[])[], operands: number): Path {
  const present = Array.from({ length: operands }, (_, i) => i);
  return steps.map((step, i) => {
    const positions = step.map((id) => present.indexOf(id)).sort((a, b) => a - b);
    for (const position of [...positions].reverse()) present.splice(position, 1);
    present.push(operands + i);
    return positions;
  });
}
