/** The plan of an Einstein summation: its steps, its price and the symmetry of its result. */
import type { Flops } from '../cost/flops.js';
import type { PyValue } from '../python/values.js';
import { SymmetryGroup } from '../symmetry/group.js';
import { priceExpression, rebuilt } from './cost/accumulation.js';
import { complexFactor } from './cost/complex-factor.js';
import { renewTrials } from './cost/detect.js';
import { SubsetSymmetries } from './cost/subset-symmetry.js';
import { pathSymmetry, singleOperandSymmetry } from './output-symmetry.js';
import { type Expression, parseSubscripts } from './parse.js';
import { choosePath, type Optimize, readOptimize } from './path/choose.js';
import { labelExtents, Network, type Path } from './path/network.js';
import { PlanCache } from './plan-cache.js';
import { type EinsumRules, PRESENT_EINSUM_RULES } from './rules.js';
import { pathSteps, type Step } from './steps.js';
import type { Shape, Term } from './terms.js';

export interface EinsumOperand {
  readonly shape: Shape;
  readonly symmetry: SymmetryGroup | null;
  /** What tells arrays apart: operands with one identity are one array. Without it an operand is like no other. */
  readonly identity?: unknown;
}

export interface EinsumRequest {
  readonly subscripts: string;
  readonly operands: readonly EinsumOperand[];
  /** The `optimize=` argument. It decides the steps, never the price. */
  readonly optimize?: PyValue | undefined;
  readonly rules?: EinsumRules;
}

export interface EinsumPlan {
  /** The expression with output and ellipses spelled out. */
  readonly canonicalSubscripts: string;
  readonly inputs: readonly Term[];
  readonly output: Term;
  readonly outputShape: Shape;
  /** The path as clients see it, and its steps. After the last step the result is the first of what is left. */
  readonly path: Path;
  readonly steps: readonly Step[];
  /** FLOPs before weighting; may be below zero where the release prices sums over nothing so. */
  readonly flops: Flops;
  /** Real operations per FLOP if the operands are complex: 6 for a multiplication, 2 for an addition. */
  readonly complexFactor: number;
  /** The symmetry the result has for reasons of algebra, to be verified on its values. */
  readonly outputSymmetry: SymmetryGroup | null;
}

const plans = new PlanCache<EinsumPlan>();

/** Groups of operands that are one array, by first occurrence. */
function identicalOperands(operands: readonly EinsumOperand[]): number[][] {
  const places = new Map<unknown, number[]>();
  operands.forEach(({ identity }, i) => {
    if (identity === undefined) return;
    const known = places.get(identity);
    if (known === undefined) places.set(identity, [i]);
    else known.push(i);
  });
  return [...places.values()].filter((group) => group.length >= 2);
}

function makePlan(
  { inputs, output, text }: Expression,
  operands: readonly EinsumOperand[],
  identical: readonly (readonly number[])[],
  optimize: Optimize,
  rules: EinsumRules,
): EinsumPlan {
  renewTrials();
  const shapes = operands.map(({ shape }) => shape);
  const symmetries = operands.map(({ symmetry }) => symmetry);
  const extents = labelExtents(inputs, shapes);
  const path = choosePath(new Network(inputs, output, extents), optimize);
  const steps = pathSteps(path, inputs, output, extents);
  const contracted = { inputs, output, symmetries, identical };
  const found = new SubsetSymmetries(contracted);
  const outputSymmetry =
    operands.length === 1
      ? singleOperandSymmetry(symmetries[0]!, inputs[0]!, output)
      : pathSymmetry(steps, contracted, found, rules);
  const counted = symmetries.map((symmetry) => (symmetry === null ? null : rebuilt(symmetry)));
  const cost = priceExpression({ inputs, output, shapes, symmetries: counted, identical }, rules, found);
  return {
    canonicalSubscripts: text,
    inputs,
    output,
    outputShape: output.map((label) => extents.get(label)!),
    path,
    steps,
    flops: cost.total,
    complexFactor: complexFactor(cost),
    outputSymmetry,
  };
}

/** The `optimize=` argument. What is wrong with the shapes of operands is raised before what is wrong with it. */
function readAfterShapes(
  { inputs }: Expression,
  operands: readonly EinsumOperand[],
  optimize: PyValue | undefined,
  rules: EinsumRules,
): Optimize {
  try {
    return readOptimize(optimize, operands.length, rules);
  } catch (error) {
    labelExtents(
      inputs,
      operands.map(({ shape }) => shape),
    );
    throw error;
  }
}

/**
 * Plans an Einstein summation from metadata alone.
 *
 * Raises ValueError for subscripts that cannot be read or do not fit the shapes, KeyError for an unknown search,
 * TypeError and IndexError for a path that is none, and what `priceExpression` raises.
 */
export function planEinsum({
  subscripts,
  operands,
  optimize,
  rules = PRESENT_EINSUM_RULES,
}: EinsumRequest): EinsumPlan {
  const identical = identicalOperands(operands);
  const expression = parseSubscripts(
    subscripts,
    operands.map(({ shape }) => shape),
  );
  const wanted = readAfterShapes(expression, operands, optimize, rules);
  const plan = plans.get(rules, expression.text, operands, identical, wanted, () =>
    makePlan(expression, operands, identical, wanted, rules),
  );
  if (plan.outputSymmetry === null) return plan;
  const { generators, axes } = plan.outputSymmetry;
  return { ...plan, outputSymmetry: new SymmetryGroup(generators, axes) };
}

/** The plan of a product of two arrays, as dot, matmul, inner, outer, vdot and tensordot are priced. */
export const resolveContraction = (
  subscripts: string,
  a: EinsumOperand,
  b: EinsumOperand,
  rules: EinsumRules = PRESENT_EINSUM_RULES,
): EinsumPlan => planEinsum({ subscripts, operands: [a, b], rules });

/** FLOPs of an expression on untagged, distinct arrays, before weighting. Raises as `planEinsum`. */
export function einsumCost(
  subscripts: string,
  shapes: readonly Shape[],
  rules: EinsumRules = PRESENT_EINSUM_RULES,
): Flops {
  const { inputs, output } = parseSubscripts(subscripts, shapes);
  renewTrials();
  const symmetries = shapes.map(() => null);
  return priceExpression({ inputs, output, shapes, symmetries, identical: [] }, rules).total;
}
