/**
 * Products of two arrays priced as the contraction they are: dot, matmul and inner.
 *
 * Releases up to 0.4 price only products of two vectors and of two matrices so, everything else by the sizes of the
 * operands; later ones all of them, and refuse extents that do not fit before anything is charged.
 */

import type { NdArray, Shape } from '../../array/ndarray.js';
import { countElements, type Flops } from '../../cost/flops.js';
import type { EinsumPlan } from '../../einsum/plan.js';
import { symbol } from '../../einsum/terms.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import type { Bound } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import { dot, dotShape, inner, MATMUL, stackedProduct, stackedShape } from './kernels.js';
import {
  asEinsumOperand,
  byValue,
  chargeFor,
  deliverProduct,
  pairOf,
  planProduct,
  productDtype,
  refuseForeign,
  requireDottable,
  requireEqualExtents,
  requireLoop,
  requireNumbers,
} from './operand.js';
import { TAG_RULES, tagInto, verifiedTag } from './tags.js';

interface Product {
  readonly a: NdArray;
  readonly b: NdArray;
  readonly out: NdArray | null;
  readonly plan: EinsumPlan | undefined;
}

interface ProductSpec {
  readonly name: string;
  readonly params: Parameters<typeof defineOp>[0]['params'];
  /** The contraction for operands of so many axes. */
  readonly subscripts: (aNdim: number, bNdim: number) => string;
  /** Axes summed together; undefined where an operand has none. */
  readonly summed: (a: NdArray, b: NdArray) => readonly [number, number] | undefined;
  /** Price in early releases where it is not that of the contraction. */
  readonly earlyCost: (a: NdArray, b: NdArray) => Flops;
  /** Early releases give a product without axes by value whatever the operands are. */
  readonly earlyByValue: boolean;
  /** Refuses strings as NumPy's function does. */
  readonly requireOperands: (op: string, a: NdArray, b: NdArray) => void;
  readonly shape: (a: NdArray, b: NdArray) => Shape;
  readonly compute: (a: NdArray, b: NdArray, out: NdArray | null) => NdArray;
}

const labelsOf = (count: number, from: number): string[] => Array.from({ length: count }, (_, i) => symbol(from + i));

/** Subscripts that sum axis `aAxis` of the first operand with `bAxis` of the second; none when undefined. */
export function pairSubscripts(
  aNdim: number,
  bNdim: number,
  aAxes: readonly number[],
  bAxes: readonly number[],
): string {
  const a = labelsOf(aNdim, 0);
  const b = labelsOf(bNdim, aNdim);
  bAxes.forEach((axis, i) => {
    b[axis] = a[aAxes[i]!]!;
  });
  const output = [...a.filter((_, axis) => !aAxes.includes(axis)), ...b.filter((_, axis) => !bAxes.includes(axis))];
  return `${a.join('')},${b.join('')}->${output.join('')}`;
}

const sizes = (a: NdArray, b: NdArray): Flops => countElements(a.shape) * countElements(b.shape);

/** The first two axes counted from the end, or the only one. */
const lastButOne = (ndim: number): number => (ndim === 1 ? 0 : ndim - 2);

function productOp(spec: ProductSpec): OpDefinition {
  const { name } = spec;
  const planOf = (a: NdArray, b: NdArray, ctx: OpContext): EinsumPlan =>
    planProduct(spec.subscripts(a.ndim, b.ndim), asEinsumOperand(a), asEinsumOperand(b), ctx);
  return defineOp<Product>({
    name,
    params: spec.params,
    check: byRelease<(args: Bound, ctx: OpContext) => Product>({
      '0.4.1': (args, ctx) => {
        const { a, b } = pairOf(name, args, ctx);
        const isPlanned = a.ndim === b.ndim && (a.ndim === 1 || a.ndim === 2);
        return { a, b, out: null, plan: isPlanned ? planOf(a, b, ctx) : undefined };
      },
      '0.12.4': (args, ctx) => {
        const { a, b } = pairOf(name, args, ctx);
        const out = singleOutput(name, args['out']);
        const axes = spec.summed(a, b);
        if (axes !== undefined) requireEqualExtents(name, a, axes[0], b, axes[1]);
        const plan = planOf(a, b, ctx);
        tagInto(out, plan.outputSymmetry, ctx.release.pick(TAG_RULES));
        return { a, b, out, plan };
      },
    }),
    price: byRelease<(call: Product) => Charge>({
      '0.4.1': ({ a, b, plan }) => ({ op: name, flops: plan?.flops ?? spec.earlyCost(a, b) }),
      '0.12.4': ({ a, b, out, plan }) => {
        refuseForeign(name, a, b);
        return chargeFor(name, plan!, [a, b], out);
      },
    }),
    run: byRelease<(call: Product, ctx: OpContext) => OpResult>({
      '0.4.1': (call, ctx) => {
        const result = run(spec, call, ctx);
        if (result === call.out) return result;
        return spec.earlyByValue ? byValue(result) : deliverProduct(result, call.a, call.b);
      },
      '0.12.4': (call, ctx) => {
        const result = run(spec, call, ctx);
        return result === call.out ? result : deliverProduct(result, call.a, call.b);
      },
    }),
    writes: ({ out }) => out,
  });
}

function run(spec: ProductSpec, { a, b, out, plan }: Product, ctx: OpContext): NdArray {
  spec.requireOperands(spec.name, a, b);
  const shape = spec.shape(a, b);
  requireNumbers(spec.name, a, b);
  if (out === null) requireRoomFor(shape, productDtype(a, b), ctx);
  const result = spec.compute(a, b, out);
  const target: SymmetryGroup | null = plan?.outputSymmetry ?? null;
  const tag = verifiedTag(result, target, ctx.release.pick(TAG_RULES));
  if (out === null || out.symmetry !== null) result.symmetry = tag;
  return result;
}

const dotOp = productOp({
  name: 'dot',
  params: 'a, b',
  subscripts: (m, n) => {
    if (m === 0 || n === 0) return pairSubscripts(m, n, [], []);
    if (m === 2 && n === 2) return 'ij,jk->ik';
    return m === 1 && n === 1 ? 'i,i->' : pairSubscripts(m, n, [m - 1], [lastButOne(n)]);
  },
  summed: (a, b) => (a.ndim === 0 || b.ndim === 0 ? undefined : [a.ndim - 1, lastButOne(b.ndim)]),
  earlyCost: sizes,
  earlyByValue: false,
  requireOperands: requireDottable,
  shape: (a, b) => dotShape(a.shape, b.shape),
  compute: (a, b) => dot(a, b),
});

export const matmulOp = productOp({
  name: 'matmul',
  params: byRelease({ '0.4.1': 'a, b', '0.12.4': 'a, b, out=' }),
  subscripts: (m, n) => {
    if (m === 1 && n === 1) return 'i,i->';
    if (m === 1) return 'k,...kn->...n';
    return n === 1 ? '...mk,k->...m' : '...ij,...jk->...ik';
  },
  summed: (a, b) => (a.ndim === 0 || b.ndim === 0 ? undefined : [a.ndim - 1, lastButOne(b.ndim)]),
  earlyCost: sizes,
  earlyByValue: false,
  requireOperands: requireLoop,
  shape: (a, b) => stackedShape('matmul', MATMUL, a, b),
  compute: (a, b, out) => stackedProduct('matmul', MATMUL, a, b, out),
});

const innerOp = productOp({
  name: 'inner',
  params: 'a, b',
  subscripts: (m, n) => {
    if (m === 0 || n === 0) return pairSubscripts(m, n, [], []);
    if (m === 1 && n === 1) return 'i,i->';
    return m === 2 && n === 2 ? 'ij,kj->ik' : pairSubscripts(m, n, [m - 1], [n - 1]);
  },
  summed: (a, b) => (a.ndim === 0 || b.ndim === 0 ? undefined : [a.ndim - 1, b.ndim - 1]),
  earlyCost: (a, b) => BigInt(a.size) * BigInt(b.ndim > 1 ? b.shape.at(-1)! : 1),
  earlyByValue: true,
  requireOperands: requireDottable,
  shape: (a, b) => {
    if (a.ndim === 0 || b.ndim === 0) return a.ndim === 0 ? b.shape : a.shape;
    return [...a.shape.slice(0, -1), ...b.shape.slice(0, -1)];
  },
  compute: (a, b) => inner(a, b),
});

export const PRODUCTS: readonly OpDefinition[] = [dotOp, matmulOp, innerOp];
