/**
 * Price of summing a (possibly symmetric) tensor over axes: accumulations needed for the distinct outputs.
 *
 * Without symmetry that is outputs × (extent summed over − 1). With a group, products that agree are formed once and
 * outputs that agree are stored once.
 */
import {
  ENUMERATION_BUDGET,
  EnumerationBudgetExceeded,
  type SymmetryGroup,
  withCumulativeBudget,
} from '../symmetry/group.js';
import { compose, identity, isIdentity, keyOf, type Permutation } from '../symmetry/permutation.js';
import { reduceGroup } from '../symmetry/propagate.js';
import { atLeastOne, countElements, type Flops } from './flops.js';
import { burnside, type Component, countAccumulations, interactingLabels, restrictPermutation } from './orbits.js';

/** Labels an expression can have (one per letter); tensors of higher rank are priced densely. */
const MAX_LABELS = 26;

/** Particulars of a release's reduction prices. */
export interface ReductionRules {
  /** A sum over nothing is free of accumulations (otherwise its outputs are subtracted all the same). */
  readonly emptyIsFree: boolean;
  /** All enumerations of one computation share one budget. */
  readonly cumulativeBudget: boolean;
}

/** Normalises axes for pricing: any integer is taken modulo the rank, as the reference does. */
export function pricedAxes(axes: readonly number[] | null, ndim: number): number[] {
  if (axes === null || ndim === 0) return [...identity(ndim)];
  return [...new Set(axes.map((axis) => ((axis % ndim) + ndim) % ndim))].sort((a, b) => a - b);
}

const outputShape = (shape: readonly number[], axes: readonly number[]): number[] =>
  shape.filter((_, axis) => !axes.includes(axis));

/** Number of distinct outputs of a reduction. */
export function outputOrbits(shape: readonly number[], axes: readonly number[], symmetry: SymmetryGroup | null): Flops {
  const output = outputShape(shape, axes);
  if (output.length === 0) return 1n;
  const group = symmetry === null ? null : reduceGroup(symmetry, shape.length, axes, false);
  if (group === null) return countElements(output);
  const orbits = burnside(
    group.elements,
    group.axes.map((axis) => output[axis]!),
  );
  const others = countElements(output.filter((_, axis) => !group.axes.includes(axis)));
  return orbits * atLeastOne(others);
}

/** Price of an order statistic: a dense price for each distinct output. */
export const discountedCost = (
  shape: readonly number[],
  axes: readonly number[],
  symmetry: SymmetryGroup | null,
  perOutput: Flops,
): Flops => outputOrbits(shape, axes, symmetry) * perOutput;

function denseCost(shape: readonly number[], axes: readonly number[], factor: Flops): Flops {
  const outputs = countElements(outputShape(shape, axes));
  const summed = outputs === 0n ? 0n : countElements(shape) / outputs;
  return outputs * (summed > 1n ? summed - 1n : 0n) * factor;
}

/** The group's elements as permutations of all of the tensor's axes. */
function onAllAxes(symmetry: SymmetryGroup, ndim: number): Permutation[] {
  return symmetry.elements.map((element) => {
    const lifted = [...identity(ndim)];
    symmetry.axes.forEach((axis, position) => {
      lifted[axis] = symmetry.axes[element[position]!]!;
    });
    return lifted;
  });
}

/** Closure of generators, as a list of elements with the identity first. */
export function closure(generators: readonly Permutation[], degree: number): Permutation[] {
  const elements: Permutation[] = [identity(degree)];
  const seen = new Set([keyOf(elements[0]!)]);
  for (let i = 0; i < elements.length; i++) {
    for (const generator of generators) {
      const image = compose(elements[i]!, generator);
      const key = keyOf(image);
      if (seen.has(key)) continue;
      seen.add(key);
      elements.push(image);
      if (elements.length > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(elements.length);
    }
  }
  return elements;
}

/**
 * A small generating set chosen greedily in the order of `elements`. Every trial enlargement counts against a
 * cumulative enumeration budget when there is one.
 */
export function minimalGenerators(
  elements: readonly Permutation[],
  degree: number,
  cumulativeBudget: boolean,
): { generators: Permutation[]; elements: Permutation[] } {
  const candidates = elements.filter((element) => !isIdentity(element));
  if (candidates.length <= 1) return { generators: candidates, elements: closure(candidates, degree) };
  let generators: Permutation[] = [];
  let group: Permutation[] = [identity(degree)];
  let members = new Set(group.map(keyOf));
  let spent = 0;
  for (const candidate of candidates) {
    if (!members.has(keyOf(candidate))) {
      generators = [...generators, candidate];
      group = closure(generators, degree);
      members = new Set(group.map(keyOf));
    }
    spent += group.length;
    if (cumulativeBudget && spent > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(spent);
  }
  return { generators, elements: group };
}

/** Splits a group on labels into components the group acts on separately. */
export function componentsOf(
  generators: readonly Permutation[],
  visible: readonly boolean[],
  sizes: readonly number[],
): Component[] {
  return interactingLabels(sizes.length, generators).map((labels) => {
    const local = new Map<string, Permutation>();
    for (const generator of generators) {
      const restricted = restrictPermutation(generator, labels);
      if (restricted !== undefined && !isIdentity(restricted)) local.set(keyOf(restricted), restricted);
    }
    return {
      labels,
      visible: labels.map((label) => visible[label]!),
      sizes: labels.map((label) => sizes[label]!),
      elements: closure([...local.values()], labels.length),
    };
  });
}

function symmetricCost(
  shape: readonly number[],
  axes: readonly number[],
  symmetry: SymmetryGroup,
  factor: Flops,
  rules: ReductionRules,
): Flops {
  const all = onAllAxes(symmetry, shape.length);
  const { generators } = minimalGenerators(all, shape.length, rules.cumulativeBudget);
  const visible = shape.map((_, axis) => !axes.includes(axis));
  let accumulations = 1n;
  for (const component of componentsOf(generators, visible, shape)) {
    const count = countAccumulations(component);
    const outputs = outputOrbits(shape, axes, symmetry);
    if (count === undefined) {
      const summed = outputs === 0n ? 0n : countElements(shape) / outputs;
      return outputs * (summed > 1n ? summed - 1n : 0n) * factor;
    }
    accumulations *= count;
  }
  const outputs = outputOrbits(shape, axes, symmetry);
  if (accumulations === 0n && rules.emptyIsFree) return 0n;
  return factor * (accumulations - outputs);
}

/**
 * FLOPs of accumulating a tensor over axes; may be zero, and below zero where the release prices a sum over nothing
 * so. `factor` is the FLOPs of one accumulation.
 */
export function accumulationCost(
  shape: readonly number[],
  axes: readonly number[],
  symmetry: SymmetryGroup | null,
  rules: ReductionRules,
  factor: Flops = 1n,
): Flops {
  if (axes.length === 0) return 0n;
  if (shape.length > MAX_LABELS) return denseCost(shape, axes, factor);
  if (symmetry === null) {
    const total = countElements(shape);
    if (total === 0n && rules.emptyIsFree) return 0n;
    return factor * (total - countElements(outputShape(shape, axes)));
  }
  try {
    if (!rules.cumulativeBudget) return symmetricCost(shape, axes, symmetry, factor, rules);
    return withCumulativeBudget(() => symmetricCost(shape, axes, symmetry, factor, rules));
  } catch (error) {
    if (error instanceof EnumerationBudgetExceeded) return denseCost(shape, axes, factor);
    throw error;
  }
}

/** FLOPs of a plain reduction, at least 1. `axes` null means all. */
export function reductionCost(
  shape: readonly number[],
  axes: readonly number[] | null,
  symmetry: SymmetryGroup | null,
  rules: ReductionRules,
): Flops {
  return atLeastOne(accumulationCost(shape, pricedAxes(axes, shape.length), symmetry, rules));
}
