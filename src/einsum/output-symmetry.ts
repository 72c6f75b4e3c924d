/** The symmetry of a contraction's result, as far as it follows from its operands. */
import { PyError } from '../errors.js';
import { SymmetryGroup } from '../symmetry/group.js';
import type { Permutation } from '../symmetry/permutation.js';
import { reducedGroup } from '../symmetry/propagate.js';
import { priceExpression } from './cost/accumulation.js';
import type { Contracted } from './cost/detect.js';
import { joinSubsets, type LabelGroup, type Subset, SubsetSymmetries } from './cost/subset-symmetry.js';
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
 * The symmetry of what the last step of a path gives. The reference prices each step on the way, symmetries included,
 * which matters only by what it raises: as `priceExpression` does.
 */
export function pathSymmetry(steps: readonly Step[], expression: Contracted, rules: EinsumRules): SymmetryGroup | null {
  const operands = expression.inputs.length;
  if (steps.length === 0 || believedOperands(steps, operands) !== operands) return null;
  const found = new SubsetSymmetries(expression);
  const subsets: Subset[] = expression.inputs.map((_, i) => [i]);
  let result: LabelGroup | null = null;
  for (const step of steps) {
    const entering = step.positions.map((position) => takeAt(subsets, position));
    const merged = joinSubsets(entering);
    subsets.push(merged);
    let groups: (LabelGroup | null)[];
    try {
      groups = entering.map((subset) => found.of(subset).output);
      result = found.of(merged).output;
    } catch (error) {
      if (!(error instanceof PyError)) throw error;
      groups = [];
      result = null;
    }
    if (groups.every((group) => group === null)) continue;
    const symmetries = step.inputs.map((term, i) => foundSymmetry(groups[i]!, term));
    priceExpression(
      { inputs: step.inputs, output: step.output, shapes: step.shapes, symmetries, identical: [] },
      rules,
    );
  }
  if (result === null) return null;
  const { output } = steps.at(-1)!;
  const labels = rules.sortedFrame ? result.labels : result.labels.map((_, i) => output[i]!);
  return onOutput(labels, result.generators, expression.output, result.order);
}
