/**
 * The price of an expression: multiplications that differ, and additions into outputs that differ.
 *
 * A pair is priced over its distinct products. What only one operand sums is reduced beforehand and priced as a
 * reduction. Three and more operands are priced step by step (see walk.ts).
 */
import { burnside, countAccumulations } from '../../cost/orbits.js';
import { accumulationCost, pricedAxes } from '../../cost/reduction.js';
import { ValueError } from '../../errors.js';
import { EnumerationBudgetExceeded } from '../../symmetry/enumeration.js';
import { SymmetryGroup } from '../../symmetry/group.js';
import { keyOf, type Permutation } from '../../symmetry/permutation.js';
import { reducedGroup } from '../../symmetry/propagate.js';
import { eachExtent } from '../path/network.js';
import type { EinsumRules } from '../rules.js';
import type { Label, Shape, Term } from '../terms.js';
import { type Contracted, type DetectedSymmetry, detectSymmetry } from './detect.js';
import { SubsetSymmetries } from './subset-symmetry.js';
import { stepwiseCost } from './walk.js';

/** An expression with the shapes of its operands. */
export interface PricedExpression extends Contracted {
  readonly shapes: readonly Shape[];
}

/** FLOPs of an expression before weighting. */
export interface Accumulation {
  /** May fall below zero where the release prices sums over nothing so. */
  readonly total: bigint;
  /** Multiplications among them; null where they were not told apart from additions. */
  readonly multiplications: bigint | null;
  /** Symmetries were too many to count: the price is that of untagged operands. */
  readonly isDense: boolean;
}

/** Extents of labels over all operands. Raises ValueError when they disagree. */
function extentsOf({ inputs, shapes }: PricedExpression, rules: EinsumRules): Map<Label, number> {
  const extents = new Map<Label, number>();
  eachExtent(inputs, shapes, (label, extent) => {
    const known = extents.get(label) ?? extent;
    if (known !== extent && !(rules.stretchesLabels && (known === 1 || extent === 1))) {
      throw new ValueError(`label '${label}' has extents ${known} and ${extent}`);
    }
    extents.set(label, Math.max(known, extent));
  });
  return extents;
}

const productOf = (values: Iterable<number>): bigint => {
  let product = 1n;
  for (const value of values) product *= BigInt(value);
  return product;
};

/** Outputs of a component that differ. */
function distinctOutputs(
  { visible, sizes, elements }: DetectedSymmetry['components'][number],
  emptyIsFree: boolean,
): bigint {
  const places = [...visible.keys()].filter((i) => visible[i]);
  if (places.length === 0) return emptyIsFree && productOf(sizes) === 0n ? 0n : 1n;
  const local = new Map(places.map((place, i) => [place, i]));
  const actions = new Map<string, Permutation>();
  for (const element of elements) {
    const images = places.map((place) => local.get(element[place]!));
    if (!images.includes(undefined)) actions.set(keyOf(images as number[]), images as number[]);
  }
  return burnside(
    [...actions.values()],
    places.map((place) => sizes[place]!),
  );
}

/** The price of one step, or of one or two operands, from the symmetries found. */
function countedCost(operands: number, { components, sizes }: DetectedSymmetry, rules: EinsumRules): Accumulation {
  let products = 1n;
  let accumulations: bigint | undefined = 1n;
  let outputs = 1n;
  for (const component of components) {
    const count = countAccumulations(component);
    accumulations = count === undefined || accumulations === undefined ? undefined : accumulations * count;
    if (count === undefined) continue;
    products *= burnside(component.elements, component.sizes);
    outputs *= distinctOutputs(component, rules.symmetry.emptyIsFree);
  }
  if (accumulations === undefined) return denseCost(operands, sizes);
  const multiplications = BigInt(operands - 1) * products;
  if (accumulations === 0n && rules.symmetry.emptyIsFree) return { total: 0n, multiplications, isDense: false };
  return { total: multiplications + accumulations - outputs, multiplications, isDense: false };
}

const denseCost = (operands: number, sizes: Iterable<number>): Accumulation => ({
  total: BigInt(operands) * productOf(sizes),
  multiplications: null,
  isDense: true,
});

/** An operand before or after what only it sums was reduced. */
export interface Reducible {
  readonly term: Term;
  readonly shape: Shape;
  readonly symmetry: SymmetryGroup | null;
}

/** The same group as it is rebuilt for counting: nothing is known of it but its generators. */
export const rebuilt = (group: SymmetryGroup): SymmetryGroup => new SymmetryGroup(group.generators, group.axes);

/** Sums out the labels that neither the other operands nor the output have; undefined when there are none. */
export function reduceBeforehand(
  { term, shape, symmetry }: Reducible,
  others: readonly Term[],
  output: Term,
  rules: EinsumRules,
): (Reducible & { readonly flops: bigint }) | undefined {
  const isKept = (label: Label): boolean => output.includes(label) || others.some((other) => other.includes(label));
  const kept = [...term.keys()].filter((axis) => isKept(term[axis]!));
  if (kept.length === term.length) return undefined;
  const axes = [...term.keys()].filter((axis) => !isKept(term[axis]!));
  const priced = pricedAxes(axes, term.length);
  return {
    term: kept.map((axis) => term[axis]!),
    shape: kept.map((axis) => shape[axis]!),
    symmetry: reducedGroup(symmetry, term.length, axes),
    flops: accumulationCost(shape, priced, symmetry === null ? null : rebuilt(symmetry), rules.symmetry),
  };
}

/** A pair of which at least one operand is reduced beforehand; undefined when neither is. */
function reducedPairCost(expression: PricedExpression, rules: EinsumRules): Accumulation | undefined {
  const { inputs, output, shapes, symmetries } = expression;
  const operands = inputs.map((term, i) => ({ term, shape: shapes[i]!, symmetry: symmetries[i]! }));
  const reduced = operands.map((operand, i) => reduceBeforehand(operand, [inputs[1 - i]!], output, rules));
  if (reduced.every((operand) => operand === undefined)) return undefined;
  const left = operands.map((operand, i) => reduced[i] ?? operand);
  const rest = priceExpression(
    {
      inputs: left.map(({ term }) => term),
      output,
      shapes: left.map(({ shape }) => shape),
      symmetries: left.map(({ symmetry }) => (symmetry === null ? null : rebuilt(symmetry))),
      identical: expression.identical,
    },
    rules,
  );
  const beforehand = reduced.reduce((sum, operand) => sum + (operand?.flops ?? 0n), 0n);
  return { ...rest, total: rest.total + beforehand };
}

/**
 * The price of an expression. `symmetries` are taken as they are; pass them through `rebuilt` where the reference does.
 * `found` are the symmetries of its intermediate results as far as they are known.
 *
 * Raises ValueError for extents that disagree, also where a symmetry exchanges labels of different extents, and what the
 * reference raises by oversight: IndexError when identical operands are reduced to different ranks, ValueError when a
 * step reduces all labels that a symmetry exchanges, EnumerationBudgetExceeded when a step's symmetries are too many.
 */
export function priceExpression(
  expression: PricedExpression,
  rules: EinsumRules,
  found: SubsetSymmetries = new SubsetSymmetries(expression),
): Accumulation {
  const operands = expression.inputs.length;
  const extents = extentsOf(expression, rules);
  let detected: DetectedSymmetry;
  try {
    detected = detectSymmetry(expression, extents, rules.symmetry);
  } catch (error) {
    if (error instanceof EnumerationBudgetExceeded) return denseCost(operands, extents.values());
    throw error;
  }
  if (operands >= 3) return stepwiseCost(expression, found, rules);
  const pair = operands === 2 ? reducedPairCost(expression, rules) : undefined;
  return pair ?? countedCost(operands, detected, rules);
}
