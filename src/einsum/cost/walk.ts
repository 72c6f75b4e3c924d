/**
 * The price of three and more operands: the sum over the steps of the path that the automatic search picks.
 *
 * Each step is priced from the symmetries of what enters it, and again from those of its result; the least counts.
 */
import { burnside } from '../../cost/orbits.js';
import { PyError, ValueError } from '../../errors.js';
import { EnumerationBudgetExceeded, listElements } from '../../symmetry/enumeration.js';
import { SymmetryGroup } from '../../symmetry/group.js';
import { codeOf, identity, type Permutation } from '../../symmetry/permutation.js';
import { choosePath } from '../path/choose.js';
import { labelExtents, Network } from '../path/network.js';
import type { EinsumRules } from '../rules.js';
import { pathSteps, type Step, takeAt } from '../steps.js';
import type { Label, Term } from '../terms.js';
import {
  type Accumulation,
  type PricedExpression,
  priceExpression,
  type Reducible,
  rebuilt,
  reduceBeforehand,
} from './accumulation.js';
import {
  joinSubsets,
  type LabelGroup,
  onAxes,
  orderOnAxes,
  type Subset,
  type SubsetSymmetries,
} from './subset-symmetry.js';

const productOf = (labels: Iterable<Label>, extents: ReadonlyMap<Label, number>): bigint => {
  let product = 1n;
  for (const label of labels) product *= BigInt(extents.get(label) ?? 1);
  return product;
};

/** The symmetry of a step's operand, found from the operands it was made of. */
export function foundSymmetry(group: LabelGroup | null, term: Term): SymmetryGroup | null {
  if (group === null) return null;
  const order = orderOnAxes(group, term);
  const known = order === undefined ? {} : { order: BigInt(order) };
  return new SymmetryGroup(onAxes(group, term), identity(term.length), known);
}

/** A step once its operands have been reduced, with what is known of its symmetries. */
interface ReducedStep {
  readonly terms: readonly Term[];
  readonly output: Term;
  readonly extents: ReadonlyMap<Label, number>;
}

/** The subgroup that maps the removed labels among themselves, seen on the others; null when it does nothing there. */
function withoutRemoved(group: LabelGroup | null, removed: ReadonlySet<Label>): LabelGroup | null {
  if (group === null || !group.labels.some((label) => removed.has(label))) return group;
  const kept = [...group.labels.keys()].filter((i) => !removed.has(group.labels[i]!));
  if (kept.length === 0) throw new ValueError('a step sums all labels that a symmetry exchanges beforehand');
  const local = new Map(kept.map((place, i) => [place, i]));
  const distinct = new Map<number | string, Permutation>();
  for (const element of listElements(group.generators, group.labels.length, group.order)) {
    const images = kept.map((place) => local.get(element[place]!));
    if (!images.includes(undefined)) distinct.set(codeOf(images as number[]), images as number[]);
  }
  if (distinct.size <= 1) return null;
  return {
    labels: kept.map((place) => group.labels[place]!),
    generators: [...distinct.values()],
    order: distinct.size,
  };
}

/**
 * The price over products that differ under a group on all labels of a step; undefined where the group does not apply.
 * Raises ValueError when it exchanges labels of different extents.
 */
function jointCost(
  group: LabelGroup,
  { terms, output, extents }: ReducedStep,
  emptyIsFree: boolean,
): bigint | undefined {
  const summed = [...new Set(terms.flat())].filter((label) => !output.includes(label));
  const labels = [...output, ...summed];
  const place = new Map(labels.map((label, i) => [label, i]));
  if (labels.length !== group.labels.length || group.labels.some((label) => !place.has(label))) return undefined;
  const number = new Map(group.labels.map((label, i) => [label, i]));
  const generators = group.generators.map((generator) =>
    labels.map((label) => place.get(group.labels[generator[number.get(label)!]!]!)!),
  );
  const mixes = (generator: Permutation): boolean => generator.slice(0, output.length).some((i) => i >= output.length);
  if (generators.some(mixes)) return undefined;
  let elements: Permutation[];
  try {
    elements = listElements(generators, labels.length, group.order);
  } catch (error) {
    if (error instanceof EnumerationBudgetExceeded) return undefined;
    throw error;
  }
  const sizes = labels.map((label) => extents.get(label)!);
  const products = burnside(elements, sizes);
  if (products === 0n && emptyIsFree) return 0n;
  const onOutput = elements.map((element) => element.slice(0, output.length));
  const outputs = burnside(onOutput, sizes.slice(0, output.length));
  return BigInt(terms.length) * products - outputs;
}

/** The price of computing only outputs that differ, each on its own; undefined where none agree. */
function outputCost(
  group: LabelGroup,
  { terms, output, extents }: ReducedStep,
): { readonly total: bigint; readonly multiplications: bigint } | undefined {
  const sizes = output.map((label) => extents.get(label) ?? 1);
  let outputs: bigint;
  try {
    outputs = burnside(listElements(onAxes(group, output), output.length, group.order), sizes);
  } catch (error) {
    if (error instanceof PyError) return undefined;
    throw error;
  }
  if (outputs <= 0n || outputs >= productOf(output, extents)) return undefined;
  const summed = productOf(new Set(terms.flat().filter((label) => !output.includes(label))), extents);
  const total = outputs * (2n * summed - 1n);
  return total > 0n ? { total, multiplications: (summed - 1n) * outputs } : undefined;
}

/** Groups of a step's operands that are one array: originals only, by their place in the step. */
function identicalInStep(identical: readonly (readonly number[])[], subsets: readonly Subset[]): number[][] {
  const place = new Map<number, number>();
  subsets.forEach((subset, i) => {
    if (subset.length === 1) place.set(subset[0]!, i);
  });
  return identical
    .map((group) => group.map((operand) => place.get(operand)).filter((i) => i !== undefined))
    .filter((group) => group.length >= 2);
}

/** The price of one step of a path. */
function stepCost(
  step: Step,
  subsets: readonly Subset[],
  found: SubsetSymmetries,
  expression: PricedExpression,
  rules: EinsumRules,
): Accumulation {
  const operands: Reducible[] = step.inputs.map((term, i) => {
    const [only, ...more] = subsets[i]!;
    const isOriginal = only !== undefined && more.length === 0;
    return { term, shape: step.shapes[i]!, symmetry: isOriginal ? expression.symmetries[only]! : null };
  });
  const reduced = operands.map((operand, i) =>
    reduceBeforehand(
      operand,
      step.inputs.filter((_, other) => other !== i),
      step.output,
      rules,
    ),
  );
  const left = operands.map((operand, i) => reduced[i] ?? operand);
  const terms = left.map(({ term }) => term);
  const symmetries = left.map(({ term, symmetry }, i) => {
    if (reduced[i] !== undefined) return symmetry === null ? null : rebuilt(symmetry);
    return foundSymmetry(found.of(subsets[i]!).output, term);
  });
  let best = priceExpression(
    {
      inputs: terms,
      output: step.output,
      shapes: left.map(({ shape }) => shape),
      symmetries,
      identical: identicalInStep(expression.identical, subsets),
    },
    rules,
  );
  const merged = found.of(joinSubsets(subsets));
  const extents = new Map(left.flatMap(({ term, shape }) => term.map((label, axis) => [label, shape[axis]!] as const)));
  const removed = new Set(step.inputs.flatMap((term, i) => term.filter((label) => !terms[i]!.includes(label))));
  const reducedStep: ReducedStep = { terms, output: step.output, extents };
  const joint = withoutRemoved(merged.joint, removed);
  const jointTotal = joint === null ? undefined : jointCost(joint, reducedStep, rules.symmetry.emptyIsFree);
  if (jointTotal !== undefined && jointTotal < best.total) best = { ...best, total: jointTotal };
  const byOutput = merged.output === null ? undefined : outputCost(merged.output, reducedStep);
  if (byOutput !== undefined && byOutput.total < best.total) best = { ...best, ...byOutput };
  const beforehand = reduced.reduce((sum, operand) => sum + (operand?.flops ?? 0n), 0n);
  return beforehand > 0n ? { ...best, total: best.total + beforehand } : best;
}

/** The price of an expression of three or more operands. Raises as `priceExpression`. */
export function stepwiseCost(expression: PricedExpression, found: SubsetSymmetries, rules: EinsumRules): Accumulation {
  const { inputs, output, shapes } = expression;
  const extents = labelExtents(inputs, shapes);
  const path = choosePath(new Network(inputs, output, extents), 'auto');
  const subsets: Subset[] = inputs.map((_, i) => [i]);
  let total = 0n;
  let multiplications = 0n;
  let isDense = false;
  for (const step of pathSteps(path, inputs, output, extents)) {
    const entering = step.positions.map((position) => takeAt(subsets, position));
    const cost = stepCost(step, entering, found, expression, rules);
    subsets.push(joinSubsets(entering));
    total += cost.total;
    multiplications += cost.multiplications ?? 0n;
    isDense ||= cost.isDense;
  }
  return { total, multiplications: multiplications > 0n ? multiplications : null, isDense };
}
