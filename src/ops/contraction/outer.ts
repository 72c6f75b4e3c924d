/** Products over all pairs of elements, and inner products of flattened arrays: outer, kron, vdot, tensordot. */
import { native } from '../../addon/native.js';
import { isComplex } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { resultType } from '../../array/promote.js';
import { broadcastShapes, shapeText } from '../../array/shape.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { symmetryAdjustedCost } from '../../cost/pointwise.js';
import type { EinsumOperand, EinsumPlan } from '../../einsum/plan.js';
import { einsumCost } from '../../einsum/plan.js';
import { IndexError, PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { ENUMERATION_BUDGET } from '../../symmetry/enumeration.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { productOfGroups, remapAxes, restrictToAxes } from '../../symmetry/propagate.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { checkOutput, resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { RULES } from '../reduction/call.js';
import type { Bound } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { asColumn, asRow, outerShape, tensordot, vdot } from './kernels.js';
import { asEinsumOperand, chargeFor, EINSUM_RULES, planProduct, productDtype, productOperand } from './operand.js';
import { pairSubscripts } from './products.js';
import { TAG_RULES, tagInto, verifiedTag } from './tags.js';
import { reshaped } from './views.js';

/** numpy.multiply into a given array. */
function multiplyInto(x: NdArray, y: NdArray, out: NdArray): void {
  const ufunc = ufuncNamed('multiply');
  const loop = resolveLoop(ufunc, [x.dtype, y.dtype]);
  checkOutput(ufunc, loop.outputs[0]!, out.dtype, 'same_kind');
  const shape = broadcastShapes(x.shape, y.shape);
  if (shapeText(broadcastShapes(shape, out.shape)) !== shapeText(out.shape)) {
    throw new ValueError(`outer: out of shape ${shapeText(out.shape)} cannot hold a result of ${shapeText(shape)}`);
  }
  const [slot] = native.ufunc(ufunc.index, loop.index, [x.slot, y.slot], [out.slot], -1) as [number];
  native.release(slot);
}

interface Outer {
  readonly a: NdArray;
  readonly b: NdArray;
  readonly out: NdArray | null;
  readonly plan: EinsumPlan;
  readonly tag: SymmetryGroup | null;
}

/** An array flattened; the same array twice stays the same only where it was flat already, or by choice. */
const flatOperand = (array: NdArray, identity?: unknown): EinsumOperand =>
  array.ndim === 1 ? asEinsumOperand(array) : { shape: [array.size], symmetry: null, identity };

const outer = defineOp<Outer>({
  name: 'outer',
  params: 'a, b, out=',
  check: (args, ctx) => {
    const a = productOperand('outer', args['a']);
    const b = args['b'] === args['a'] ? a : productOperand('outer', args['b']);
    const out = singleOutput('outer', args['out']);
    const plan = planProduct('i,j->ij', flatOperand(a, a), flatOperand(b, b), ctx);
    const target = plan.outputSymmetry;
    const rules = ctx.release.pick(TAG_RULES);
    const tag = target === null && !ctx.release.traits.dtypeBilling ? null : tagInto(out, target, rules);
    return { a, b, out, plan, tag };
  },
  price: ({ a, b, out, plan }): Charge => ({
    op: 'outer',
    flops: plan.flops,
    dtypes: [a.dtype, b.dtype, ...(out === null ? [] : [out.dtype])],
  }),
  run: ({ a, b, out, tag }, ctx): OpResult => {
    const [x, y] = [asColumn(a), asRow(b)];
    if (out === null) {
      requireRoomFor(outerShape(a, b), productDtype(a, b), ctx);
      const result = applyUfunc('multiply', x, y);
      result.symmetry = tag;
      return result;
    }
    if (out.symmetry === null) {
      multiplyInto(x, y, out);
      verifiedTag(out, tag, ctx.release.pick(TAG_RULES));
      return out;
    }
    // A tagged destination takes the values only once they are known to have its symmetry.
    const result = applyUfunc('multiply', x, y);
    const verified = verifiedTag(result, tag, ctx.release.pick(TAG_RULES));
    native.assign(out.slot, result.slot, -1);
    out.symmetry = verified;
    return out;
  },
});

interface Pair {
  readonly a: NdArray;
  readonly b: NdArray;
}

const pairOf = (op: string, args: Bound): Pair => {
  const a = productOperand(op, args['a']);
  return { a, b: args['b'] === args['a'] ? a : productOperand(op, args['b']) };
};

const vdotOp = defineOp<Pair & { readonly plan: EinsumPlan }>({
  name: 'vdot',
  params: 'a, b',
  check: (args, ctx) => {
    const pair = pairOf('vdot', args);
    return { ...pair, plan: planProduct('i,i->', flatOperand(pair.a), flatOperand(pair.b), ctx) };
  },
  price: ({ a, b, plan }) => chargeFor('vdot', plan, [a, b], null),
  run: ({ a, b }) => scalarOf(vdot(a, b)),
});

const kron = defineOp<Pair>({
  name: 'kron',
  params: 'a, b',
  check: (args) => pairOf('kron', args),
  price: ({ a, b }) => {
    const size = countElements(a.shape) * countElements(b.shape);
    return { op: 'kron', flops: size > 1n ? size : 1n, dtypes: [a.dtype, b.dtype] };
  },
  run: ({ a, b }, ctx): OpResult => {
    const ndim = Math.max(a.ndim, b.ndim);
    if (ndim === 0) return scalarOf(applyUfunc('multiply', a, b));
    const padded = (shape: Shape): number[] => [...new Array<number>(ndim - shape.length).fill(1), ...shape];
    const [m, n] = [padded(a.shape), padded(b.shape)];
    const shape = m.map((extent, axis) => extent * n[axis]!);
    requireRoomFor(shape, productDtype(a, b), ctx);
    const x = reshaped(
      a,
      m.flatMap((extent) => [extent, 1]),
    );
    const y = reshaped(
      b,
      n.flatMap((extent) => [1, extent]),
    );
    return reshaped(applyUfunc('multiply', x, y), shape);
  },
});

/** The two lists of an `axes` argument, as given. */
function axesPair(axes: PyValue | undefined, aNdim: number, fromEnd: boolean): [PyValue[], PyValue[]] {
  const value = axes === undefined ? 2 : axes;
  if (typeof value === 'string' && value.length === 2) return [[value[0]!], [value[1]!]];
  if (typeof value === 'string') throw new ValueError(`tensordot: axes must be two lists, not '${value}'`);
  if (typeof value === 'boolean' || isInt(value)) {
    const count = Math.max(Number(value), 0);
    const start = fromEnd ? -Number(value) : aNdim - Number(value);
    return [Array.from({ length: count }, (_, i) => start + i), Array.from({ length: count }, (_, i) => i)];
  }
  const items = itemsOf(value);
  if (items === undefined)
    throw new PyTypeError(`tensordot: axes must be an integer or two lists, not ${typeName(value)}`);
  if (items.length !== 2) throw new ValueError(`tensordot: axes must be two lists, not ${items.length}`);
  const [first, second] = items.map((item) => itemsOf(item) ?? [item]);
  return [[...first!], [...second!]];
}

const itemsOf = (value: PyValue | undefined): readonly PyValue[] | undefined =>
  value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as readonly PyValue[]) : undefined;

function checkedAxis(axis: PyValue, ndim: number, which: string): number {
  if (!isInt(axis)) throw new PyTypeError(`tensordot: contracted axes must be integers, got ${typeName(axis)}`);
  const index = Number(axis);
  if (index < -ndim || index >= ndim) {
    throw new IndexError(`tensordot: axis ${index} is out of range for the ${which} operand of ${ndim} axes`);
  }
  return index < 0 ? index + ndim : index;
}

/** Axes checked in full. IndexError, TypeError and ValueError as numpy.tensordot. */
function checkedAxes(a: NdArray, b: NdArray, given: readonly [PyValue[], PyValue[]]): [number[], number[]] {
  if (given[0].length !== given[1].length) {
    throw new ValueError(`tensordot: ${given[0].length} axes of one operand against ${given[1].length} of the other`);
  }
  const first = given[0].map((axis) => checkedAxis(axis, a.ndim, 'first'));
  const second = given[1].map((axis) => checkedAxis(axis, b.ndim, 'second'));
  for (const axes of [first, second]) {
    if (new Set(axes).size !== axes.length) throw new ValueError(`tensordot: axes (${axes.join(', ')}) repeat`);
  }
  first.forEach((axis, i) => {
    const [x, y] = [a.shape[axis]!, b.shape[second[i]!]!];
    if (x !== y) throw new ValueError(`tensordot: axes ${axis} and ${second[i]} have extents ${x} and ${y}`);
  });
  return [first, second];
}

interface Tensordot extends Pair {
  readonly axes: readonly [PyValue[], PyValue[]];
  readonly price: { readonly flops: Flops; readonly complexFactor?: number };
  readonly tag: SymmetryGroup | null;
}

const isRange = (axes: readonly PyValue[], ndim: number): boolean =>
  axes.length === ndim && axes.every((axis, i) => axis === i);

/** What is left of a group on the axes that are kept. */
function keptTag(tag: SymmetryGroup | null, kept: readonly number[], offset: number): SymmetryGroup | null {
  if (tag === null) return null;
  const wanted = kept.filter((axis) => tag.axes.includes(axis));
  if (wanted.length < 2) return null;
  const restricted = restrictToAxes(tag, wanted);
  return restricted === null ? null : remapAxes(restricted, new Map(kept.map((axis, i) => [axis, i + offset])));
}

const keptAxes = (array: NdArray, summed: readonly PyValue[]): number[] =>
  [...array.shape.keys()].filter((axis) => !summed.includes(axis));

function joinedTag(a: NdArray, b: NdArray, axes: readonly [PyValue[], PyValue[]]): SymmetryGroup | null {
  const [aKept, bKept] = [keptAxes(a, axes[0]), keptAxes(b, axes[1])];
  return productOfGroups(keptTag(a.symmetry, aKept, 0), keptTag(b.symmetry, bKept, aKept.length));
}

const tensordotOp = defineOp<Tensordot>({
  name: 'tensordot',
  params: 'a, b, axes=',
  check: byRelease<(args: Bound, ctx: OpContext) => Tensordot>({
    '0.4.1': (args, ctx) => {
      const { a, b } = pairOf('tensordot', args);
      const axes = axesPair(args['axes'], a.ndim, false);
      if (a.ndim === b.ndim && a.ndim >= 1 && isRange(axes[0], a.ndim) && isRange(axes[1], b.ndim)) {
        const all = [...a.shape.keys()];
        const plan = planProduct(pairSubscripts(a.ndim, b.ndim, all, all), asEinsumOperand(a), asEinsumOperand(b), ctx);
        return { a, b, axes, price: { flops: plan.flops }, tag: plan.outputSymmetry };
      }
      const summed = axes[0].filter(
        (axis): axis is number => isInt(axis) && Number(axis) >= 0 && Number(axis) < a.ndim,
      );
      const length = countElements(summed.map((axis) => a.shape[Number(axis)]!));
      const size = countElements(a.shape) * countElements(b.shape);
      const dense = length > 0n && size / length > 1n ? size / length : 1n;
      const tag = joinedTag(a, b, axes);
      const shape = [...keptAxes(a, axes[0]).map((i) => a.shape[i]!), ...keptAxes(b, axes[1]).map((i) => b.shape[i]!)];
      return { a, b, axes, price: { flops: symmetryAdjustedCost(dense, shape, tag, ctx.release.pick(RULES)) }, tag };
    },
    '0.12.4': (args, ctx) => {
      const { a, b } = pairOf('tensordot', args);
      const axes = checkedAxes(a, b, axesPair(args['axes'], a.ndim, true));
      const subscripts = pairSubscripts(a.ndim, b.ndim, axes[0], axes[1]);
      const isFull = a.ndim === b.ndim && a.ndim >= 1 && isRange(axes[0], a.ndim) && isRange(axes[1], b.ndim);
      const oversized = !isFull && (isTooLarge(a.symmetry) || isTooLarge(b.symmetry));
      if (oversized) {
        const flops = einsumCost(subscripts, [a.shape, b.shape], ctx.release.pick(EINSUM_RULES));
        return { a, b, axes, price: { flops }, tag: null };
      }
      const plan = planProduct(subscripts, asEinsumOperand(a), asEinsumOperand(b), ctx);
      const { complexFactor } = plan;
      const price = isComplex(resultType([a.dtype, b.dtype]))
        ? { flops: plan.flops, complexFactor }
        : { flops: plan.flops };
      return { a, b, axes, price, tag: isFull ? plan.outputSymmetry : joinedTag(a, b, axes) };
    },
  }),
  price: ({ a, b, price }) => ({ op: 'tensordot', dtypes: [a.dtype, b.dtype], ...price }),
  run: ({ a, b, axes, tag }, ctx) => {
    if (axes.some((list) => new Set(list).size !== list.length)) {
      throw new ValueError('tensordot: an axis is contracted more than once');
    }
    const [first, second] = checkedAxes(a, b, axes);
    const shape = [...keptAxes(a, first).map((i) => a.shape[i]!), ...keptAxes(b, second).map((i) => b.shape[i]!)];
    requireRoomFor(shape, productDtype(a, b), ctx);
    const result = tensordot(a, b, first, second);
    result.symmetry = tag;
    return result;
  },
});

/** Groups too large to list are priced densely. */
const isTooLarge = (tag: SymmetryGroup | null): boolean => tag !== null && tag.order > BigInt(ENUMERATION_BUDGET);

export const OUTER_PRODUCTS = [outer, vdotOp, kron, tensordotOp];
