/** Carries out the steps of a contraction: two operands at a time, as matrix products where something is summed. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { Dtype, isComplex } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { sizeOf } from '../../array/shape.js';
import type { EinsumPlan } from '../../einsum/plan.js';
import { takeAt } from '../../einsum/steps.js';
import type { Label, Term } from '../../einsum/terms.js';
import { ValueError } from '../../errors.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { requireLetters } from './subscripts.js';
import { extentOf, inOrder, type Labelled, reshaped, withoutAxes, withoutRepeats } from './views.js';

export interface ContractionOptions {
  /** Refuses a result of so many bytes before it is made. */
  readonly limit: (shape: readonly number[], dtype: Dtype) => void;
  /** Sums over one operand alone are taken in its own dtype; otherwise in that of the product. */
  readonly sumsInOwnDtype: boolean;
}

const zero = (dtype: Dtype): NdArray =>
  new NdArray(isComplex(dtype) ? native.fromComplex(dtype, 0, 0) : native.fromNumber(dtype, 0), dtype, []);

/** Sums over the labels that are not wanted, in the array's own dtype; bools are or-ed. */
function summedOut({ array, labels }: Labelled, wanted: ReadonlySet<Label>): Labelled {
  const axes = [...labels.keys()].filter((axis) => !wanted.has(labels[axis]!));
  if (axes.length === 0) return { array, labels };
  const kept = labels.filter((label) => wanted.has(label));
  const op = array.dtype === Dtype.Bool ? ReduceOp.Any : ReduceOp.Sum;
  const slot = native.reduce(op, array.slot, axes, array.dtype, zero(array.dtype).slot, -1);
  return {
    array: new NdArray(
      slot,
      array.dtype,
      kept.map((label) => extentOf({ array, labels }, label)),
    ),
    labels: kept,
  };
}

/** One operand: its diagonal, summed and transposed; a view where nothing is summed. */
export function contractOne(array: NdArray, term: Term, output: Term): NdArray {
  const wanted = new Set(output);
  return inOrder(summedOut(withoutRepeats(array, term), wanted), output);
}

/** Labels one operand has with extent 1 while the other's is greater: they stretch, so the axis says nothing. */
function stretched(a: Labelled, b: Labelled): Set<Label> {
  const found = new Set<Label>();
  for (const label of a.labels) {
    if (!b.labels.includes(label)) continue;
    const [own, other] = [extentOf(a, label), extentOf(b, label)];
    if (own === other) continue;
    if (own === 1) found.add(label);
    else if (other !== 1) {
      throw new ValueError(`einsum: label '${label}' stands for extents ${own} and ${other}`);
    }
  }
  return found;
}

/** Nothing is summed: the product of elements, broadcast. */
function multiplied(a: Labelled, b: Labelled, output: Term): NdArray {
  const aligned = (operand: Labelled): NdArray => {
    const present = output.filter((label) => operand.labels.includes(label));
    return reshaped(
      inOrder(operand, present),
      output.map((label) => (operand.labels.includes(label) ? extentOf(operand, label) : 1)),
    );
  };
  return applyUfunc('multiply', aligned(a), aligned(b));
}

/** Sums over what both operands share and the output has not: a stack of matrix products. */
function productOf(a: Labelled, b: Labelled, output: Term, dtype: Dtype): NdArray {
  const summed = a.labels.filter((label) => b.labels.includes(label) && !output.includes(label));
  const stacked = output.filter((label) => a.labels.includes(label) && b.labels.includes(label));
  const rows = output.filter((label) => a.labels.includes(label) && !b.labels.includes(label));
  const columns = output.filter((label) => !a.labels.includes(label) && b.labels.includes(label));
  const extents = (labels: readonly Label[], from: Labelled): number[] => labels.map((label) => extentOf(from, label));
  const [stack, m, n, k] = [extents(stacked, a), extents(rows, a), extents(columns, b), extents(summed, a)];
  const [depth, height, width, length] = [sizeOf(stack), sizeOf(m), sizeOf(n), sizeOf(k)];
  const left = inOrder(a, [...stacked, ...rows, ...summed]);
  const right = inOrder(b, [...stacked, ...summed, ...columns]);
  const shape = [...stack, ...m, ...n];
  if (shape.length === 0) {
    const slot = native.dot(reshaped(left, [length]).slot, reshaped(right, [length]).slot, dtype);
    return new NdArray(slot, dtype, []);
  }
  const lead = stacked.length === 0 ? [] : [depth];
  const x = reshaped(left, [...lead, height, length]);
  const y = reshaped(right, [...lead, length, width]);
  const product = new NdArray(native.stackedProduct(0, x.slot, y.slot, dtype, -1), dtype, [...lead, height, width]);
  const labels = [...stacked, ...rows, ...columns];
  return inOrder({ array: reshaped(product, shape), labels }, output);
}

/** Two operands: `output` may name any of their labels. */
export function contractTwo(
  first: NdArray,
  firstTerm: Term,
  second: NdArray,
  secondTerm: Term,
  output: Term,
  options: ContractionOptions,
): NdArray {
  let a = withoutRepeats(first, firstTerm);
  let b = withoutRepeats(second, secondTerm);
  const [fromA, fromB] = [stretched(a, b), stretched(b, a)];
  a = withoutAxes(a, fromA);
  b = withoutAxes(b, fromB);
  const dtype = promoteTypes(a.array.dtype, b.array.dtype);
  const inDtype = ({ array, labels }: Labelled): Labelled => ({ array: asType(array, dtype), labels });
  const prepared = options.sumsInOwnDtype ? (operand: Labelled) => operand : inDtype;
  a = inDtype(summedOut(prepared(a), new Set([...output, ...b.labels])));
  b = inDtype(summedOut(prepared(b), new Set([...output, ...a.labels])));
  const shape = output.map((label) => (a.labels.includes(label) ? extentOf(a, label) : extentOf(b, label)));
  options.limit(shape, dtype);
  const isSum = a.labels.some((label) => !output.includes(label));
  return isSum ? productOf(a, b, output, dtype) : multiplied(a, b, output);
}

/** Labels of an intermediate result that later operands or the output still need. */
const needed = (terms: readonly Term[], present: readonly Label[]): Label[] => {
  const later = new Set(terms.flat());
  return [...new Set(present)].filter((label) => later.has(label));
};

/**
 * All operands of one step, from the left; a pair as numpy.einsum multiplies it, which takes them in reverse: as steps name
 * the last operand first, matrices then meet in the order of the expression.
 */
function contractStep(
  operands: readonly NdArray[],
  terms: readonly Term[],
  output: Term,
  options: ContractionOptions,
): NdArray {
  if (operands.length === 1) return contractOne(operands[0]!, terms[0]!, output);
  if (operands.length === 2) return contractTwo(operands[1]!, terms[1]!, operands[0]!, terms[0]!, output, options);
  let result = operands[0]!;
  let term = terms[0]!;
  for (let i = 1; i < operands.length; i++) {
    const isLast = i === operands.length - 1;
    const next = isLast ? output : needed([...terms.slice(i + 1), output], [...term, ...terms[i]!]);
    const product = contractTwo(result, term, operands[i]!, terms[i]!, next, options);
    if (i > 1) result.leaveScope();
    result = product;
    term = next;
  }
  return result;
}

/** The value of a planned expression. Intermediate results are released as soon as they were used. */
export function contract(plan: EinsumPlan, operands: readonly NdArray[], options: ContractionOptions): NdArray {
  if (plan.steps.length === 0) {
    requireLetters(plan.inputs, plan.output);
    return ownRecord(contractStep(operands, plan.inputs, plan.output, options), operands);
  }
  const left = [...operands];
  const made = new Set<NdArray>();
  for (const step of plan.steps) {
    const taken = step.positions.map((position) => takeAt(left, position));
    requireLetters(step.inputs, step.output);
    const result = contractStep(taken, step.inputs, step.output, options);
    // A step of one operand may leave it as it is.
    for (const array of taken) if (array !== result && made.has(array)) array.leaveScope();
    left.push(result);
    if (!operands.includes(result)) made.add(result);
  }
  return ownRecord(left[0]!, operands);
}

/** An expression may leave an operand as it is; its result is another array over the same memory. */
function ownRecord(result: NdArray, operands: readonly NdArray[]): NdArray {
  if (!operands.includes(result)) return result;
  return new NdArray(native.alias(result.slot), result.dtype, result.shape);
}
