/** Products over all pairs of elements, and the inner product of flattened arrays: outer, kron, vdot. */
import { native } from '../../addon/native.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { broadcastShapes, shapeText } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import type { EinsumOperand, EinsumPlan } from '../../einsum/plan.js';
import { AttributeError, ValueError } from '../../errors.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { checkOutput, resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { type Charge, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { requireRoomFor } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { asColumn, asRow, outerShape, vdot } from './kernels.js';
import {
  asEinsumOperand,
  chargeFor,
  isForeign,
  isText,
  type Pair,
  pairOf,
  planProduct,
  productDtype,
  refuseWhereBilled,
  requireFactors,
  requireNumbers,
} from './operand.js';
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
  /** Early releases return a tagged destination as it was when the product is not known to have its symmetry. */
  readonly isLost: boolean;
}

/** An array flattened; the same array twice stays the same only where it was flat already, or by choice. */
const flatOperand = (array: NdArray, identity?: unknown): EinsumOperand =>
  array.ndim === 1 ? asEinsumOperand(array) : { shape: [array.size], symmetry: null, identity };

export const outer = defineOp<Outer>({
  name: 'outer',
  params: 'a, b, out=',
  check: (args, ctx) => {
    const { a, b } = pairOf('outer', args, ctx);
    const out = singleOutput('outer', args['out']);
    const plan = planProduct('i,j->ij', flatOperand(a, a), flatOperand(b, b), ctx);
    const target = plan.outputSymmetry;
    const rules = ctx.release.pick(TAG_RULES);
    const tag = target === null && !ctx.release.traits.dtypeBilling ? null : tagInto(out, target, rules);
    const isLost = !ctx.release.traits.dtypeBilling && tag === null && out !== null && out.symmetry !== null;
    return { a, b, out, plan, tag, isLost };
  },
  price: ({ a, b, out, plan }, ctx): Charge => {
    refuseWhereBilled('outer', ctx, a, b);
    return { op: 'outer', flops: plan.flops, dtypes: [a.dtype, b.dtype, ...(out === null ? [] : [out.dtype])] };
  },
  run: ({ a, b, out, tag, isLost }, ctx): OpResult => {
    requireFactors('outer', a, b);
    if (isLost) return out;
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

/** How numpy.vdot refuses what is no number: ValueError for strings; elements of objects are conjugated, then multiplied. */
function requireConjugable(a: NdArray, b: NdArray): void {
  const isObject = [a, b].some((array) => isForeign(array) && !isText(array));
  if (!isObject && (isText(a) || isText(b))) throw new ValueError('vdot: strings cannot be multiplied');
  if (isForeign(a)) throw new AttributeError('vdot: operands that have no conjugate');
  requireNumbers('vdot', b);
}

const vdotOp = defineOp<Pair & { readonly plan: EinsumPlan }>({
  name: 'vdot',
  params: 'a, b',
  check: (args, ctx) => {
    const pair = pairOf('vdot', args, ctx);
    return { ...pair, plan: planProduct('i,i->', flatOperand(pair.a), flatOperand(pair.b), ctx) };
  },
  price: ({ a, b, plan }, ctx) => {
    refuseWhereBilled('vdot', ctx, a, b);
    return chargeFor('vdot', plan, [a, b], null);
  },
  run: ({ a, b }) => {
    requireConjugable(a, b);
    return scalarOf(vdot(a, b));
  },
});

const kron = defineOp<Pair>({
  name: 'kron',
  params: 'a, b',
  check: (args, ctx) => pairOf('kron', args, ctx),
  price: ({ a, b }, ctx) => {
    refuseWhereBilled('kron', ctx, a, b);
    const size = countElements(a.shape) * countElements(b.shape);
    return { op: 'kron', flops: size > 1n ? size : 1n, dtypes: [a.dtype, b.dtype] };
  },
  run: ({ a, b }, ctx): OpResult => {
    requireFactors('kron', a, b);
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

export const OUTER_PRODUCTS: readonly OpDefinition[] = [outer, vdotOp, kron];
