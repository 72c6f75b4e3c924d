/** The symmetry of a contraction's result, as far as it follows from its operands. */
import { PyError } from '../errors.js';
import { SymmetryGroup } from '../symmetry/group.js';
import type { Permutation } from '../symmetry/permutation.js';
import { reducedGroup } from '../symmetry/propagate.js';
import { priceExpression } from './cost/accumulation.js';
import type { Contracted } from './cost/detect.js';
import { joinSubsets, type LabelGroup, type Subset, type SubsetSymmetries } from './cost/subset-symmetry.js';
import { foundSymmetry } from './cost/walk.js';
import type { EinsumRules } from './rules.js';
import { type Step, takeAt } from './steps.js';
import type { Label, Term } from './terms.js';

/** Intermediate results beyond which the reference does not list what is left to contract. */
const LISTED_OPERANDS = 20;

/** A group on labels as one on the axes of the output; null when it has labels that the output has not. */
function onOutput(
  labels: readonly Label[],
  generators: readonly Permutation[],
  output: Term,
  order?: number,
): SymmetryGroup | null {
  const axes = labels.map((label) => output.indexOf(label));
  if (axes.length === 0 || axes.includes(-1) || new Set(axes).size !== axes.length) return null;
  const sorted = [...axes.keys()].sort((a, b) => axes[a]! - axes[b]!);
  const place = new Map(sorted.map((source, i) => [source, i]));
  const carried = generators.map((generator) => sorted.map((source) => place.get(generator[source]!)!));
  return new SymmetryGroup(
    carried,
    sorted.map((source) => axes[source]!),
    order === undefined ? {} : { order: BigInt(order) },
  );
}

/** The symmetry of a single operand's sum over the labels the output has not. Raises EnumerationBudgetExceeded. */
export function singleOperandSymmetry(symmetry: SymmetryGroup | null, term: Term, output: Term): SymmetryGroup | null {
  if (symmetry === null) return null;
  const kept = [...term.keys()].filter((axis) => output.includes(term[axis]!));
  const summed = [...term.keys()].filter((axis) => !output.includes(term[axis]!));
  const left = summed.length === 0 ? symmetry : reducedGroup(symmetry, term.length, summed);
  if (left === null) return null;
  const labels = left.axes.map((axis) => term[summed.length === 0 ? axis : kept[axis]!]!);
  return onOutput(labels, left.generators, output);
}

/** Operands the reference believes a path to have, judging by what is left after its first step. */
function believedOperands(steps: readonly Step[], operands: number): number {
  if (steps.length === 0) return 1;
  const left = operands - steps[0]!.positions.length + 1;
  return left <= LISTED_OPERANDS ? left + 1 : steps.length + 1;
}

/**
 * Operands that go into each step and into its result, as the reference keeps the books: it looks all positions up
 * before it takes any operand out, and passes over positions beyond the end. Raises IndexError for one before the start.
 */
function trackSubsets(steps: readonly Step[], operands: number): { entering: Subset[]; merged: Subset }[] {
  const subsets: Subset[] = Array.from({ length: operands }, (_, i) => [i]);
  return steps.map(({ positions }) => {
    const present = positions.filter((position) => position < subsets.length);
    const entering = present.map((position) => takeAt([...subsets], position));
    for (const position of present) takeAt(subsets, position);
    const merged = joinSubsets(entering);
    subsets.push(merged);
    return { entering, merged };
  });
}

/**
 * The symmetry of what the last step of a path gives. The reference prices each step on the way, symmetries included,
 * which matters only by what it raises: as `priceExpression` does, and IndexError as `trackSubsets`.
 */
export function pathSymmetry(
  steps: readonly Step[],
  expression: Contracted,
  found: SubsetSymmetries,
  rules: EinsumRules,
): SymmetryGroup | null {
  const operands = expression.inputs.length;
  const believed = believedOperands(steps, operands);
  const tracked = trackSubsets(steps, believed);
  const isPlain = expression.identical.length === 0 && expression.symmetries.every((symmetry) => symmetry === null);
  if (isPlain || steps.length === 0 || believed !== operands) return null;
  let result: LabelGroup | null = null;
  steps.forEach((step, i) => {
    const { entering, merged } = tracked[i]!;
    let groups: (LabelGroup | null)[];
    try {
      groups = entering.map((subset) => found.of(subset).output);
      result = found.of(merged).output;
    } catch (error) {
      if (!(error instanceof PyError)) throw error;
      groups = [];
      result = null;
    }
    if (groups.every((group) => group === null)) return;
    const symmetries = step.inputs.map((term, k) => foundSymmetry(groups[k]!, term));
    priceExpression(
      { inputs: step.inputs, output: step.output, shapes: step.shapes, symmetries, identical: [] },
      rules,
    );
  });
  return symmetryOnOutput(result, steps.at(-1)!.output, expression.output, rules);
}

function symmetryOnOutput(
  found: LabelGroup | null,
  lastTerm: Term,
  output: Term,
  rules: EinsumRules,
): SymmetryGroup | null {
  if (found === null) return null;
  const labels = rules.sortedFrame ? found.labels : found.labels.map((_, i) => lastTerm[i]!);
  return onOutput(labels, found.generators, output, found.order);
}
