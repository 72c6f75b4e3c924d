/** The products under numpy.linalg: other names with positional operands, and chains of matrices. */
import { native } from '../../addon/native.js';
import { dtypeName } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { shapeText } from '../../array/shape.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { einsumCost } from '../../einsum/plan.js';
import { IndexError, LinAlgError, MemoryError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { byRelease, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { type Bound, bindArguments, parseSignature } from '../signature.js';
import { requireRoomFor, sequenceOf } from '../structure/common.js';
import { dot, dotShape } from './kernels.js';
import { byValue, productDtype, productOperand, refuseText, refuseWhereBilled, requireDottable } from './operand.js';
import { outer } from './outer.js';
import { matmulOp } from './products.js';
import { vecdot } from './stacked.js';
import { tensordotOp } from './tensordot.js';
import { reshaped } from './views.js';

/** Another name of an operation, which takes its operands by position; it is billed under the operation's own. */
function alias(name: string, keywords: readonly string[], target: OpDefinition, defaults: Bound = {}): OpDefinition {
  const signature = parseSignature(name, ['x1, x2, /, *', ...keywords.map((keyword) => `${keyword}=`)].join(', '));
  return {
    name,
    forRelease(release) {
      const operation = target.forRelease(release);
      return {
        name,
        plan(args, kwargs, ctx) {
          const bound = bindArguments(signature, args, kwargs);
          const passed = new Map<string, PyValue>();
          for (const keyword of keywords) {
            const value = bound[keyword] ?? defaults[keyword];
            if (value !== undefined) passed.set(keyword, value);
          }
          return operation.plan([bound['x1']!, bound['x2']!], passed, ctx);
        },
      };
    },
  };
}

interface Chain {
  readonly arrays: readonly NdArray[];
  readonly out: NdArray | null;
  readonly flops: Flops;
}

const extentAt = (shape: Shape, index: number): number => {
  const extent = shape.at(index);
  if (extent === undefined) throw new IndexError('linalg.multi_dot: an operand has no axes');
  return extent;
};

/** The cheapest order of multiplications, by the price of each. */
function chainCost(extents: readonly number[], price: (m: number, k: number, n: number) => Flops): Flops {
  const count = extents.length - 1;
  const best: Flops[][] = Array.from({ length: count }, () => new Array<Flops>(count).fill(0n));
  for (let length = 2; length <= count; length++) {
    for (let i = 0; i + length <= count; i++) {
      const j = i + length - 1;
      let cheapest: Flops | undefined;
      for (let k = i; k < j; k++) {
        const cost = best[i]![k]! + best[k + 1]![j]! + price(extents[i]!, extents[k + 1]!, extents[j + 1]!);
        if (cheapest === undefined || cost < cheapest) cheapest = cost;
      }
      best[i]![j] = cheapest!;
    }
  }
  const total = best[0]![count - 1]!;
  return total > 1n ? total : 1n;
}

const multiplications = (m: number, k: number, n: number): Flops => countElements([2, m, k, n]);

function earlyPrice(shapes: readonly Shape[]): Flops {
  if (shapes.length < 2) return 0n;
  const extents = [...shapes.map((shape) => extentAt(shape, 0)), extentAt(shapes.at(-1)!, -1)];
  if (shapes.length === 2) return multiplications(extents[0]!, extents[1]!, extents[2]!);
  return chainCost(extents, multiplications);
}

const productPrice = (m: number, k: number, n: number): Flops => {
  const cost = einsumCost('ij,jk->ik', [
    [m, k],
    [k, n],
  ]);
  return cost > 1n ? cost : 1n;
};

function presentPrice(shapes: readonly Shape[]): Flops {
  if (shapes.length < 2) return 0n;
  const scalar = shapes.findIndex((shape) => shape.length === 0);
  if (shapes.length === 2 && scalar >= 0) {
    const elements = countElements(shapes[1 - scalar]!);
    return elements > 1n ? elements : 1n;
  }
  const matrices = [...shapes];
  if (matrices[0]!.length === 1) matrices[0] = [1, matrices[0]![0]!];
  if (matrices.at(-1)!.length === 1) matrices[matrices.length - 1] = [matrices.at(-1)![0]!, 1];
  const extents = [...matrices.map((shape) => extentAt(shape, 0)), extentAt(matrices.at(-1)!, -1)];
  if (shapes.length === 2) return productPrice(extents[0]!, extents[1]!, extents[2]!);
  return chainCost(extents, productPrice);
}

/** Where numpy.linalg.multi_dot splits each part of the chain. */
function splits(extents: readonly number[]): number[][] {
  const count = extents.length - 1;
  const cost = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const split = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let length = 1; length < count; length++) {
    for (let i = 0; i + length < count; i++) {
      const j = i + length;
      cost[i]![j] = Number.POSITIVE_INFINITY;
      for (let k = i; k < j; k++) {
        const through = cost[i]![k]! + cost[k + 1]![j]! + extents[i]! * extents[k + 1]! * extents[j + 1]!;
        if (through < cost[i]![j]!) {
          cost[i]![j] = through;
          split[i]![j] = k;
        }
      }
    }
  }
  return split;
}

/** numpy.dot with the size of its result checked first. */
function checkedDot(a: NdArray, b: NdArray, ctx: OpContext): NdArray {
  requireDottable('linalg.multi_dot', a, b);
  requireRoomFor(dotShape(a.shape, b.shape), productDtype(a, b), ctx);
  return dot(a, b);
}

function multiplyChain(matrices: readonly NdArray[], ctx: OpContext): NdArray {
  if (matrices.length === 3) {
    const [a, b, c] = matrices as [NdArray, NdArray, NdArray];
    const [m, k, n, p] = [a.shape[0]!, a.shape[1]!, c.shape[0]!, c.shape[1]!];
    const leftFirst = m * n * (k + p) < k * p * (m + n);
    return leftFirst ? checkedDot(checkedDot(a, b, ctx), c, ctx) : checkedDot(a, checkedDot(b, c, ctx), ctx);
  }
  const split = splits([...matrices.map((matrix) => matrix.shape[0]!), matrices.at(-1)!.shape[1]!]);
  const multiply = (i: number, j: number): NdArray => {
    if (i === j) return matrices[i]!;
    const k = split[i]![j]!;
    return checkedDot(multiply(i, k), multiply(k + 1, j), ctx);
  };
  return multiply(0, matrices.length - 1);
}

/** numpy.dot writes only to an array of the very dtype and shape of its result, in C order. */
function storeExactly(result: NdArray, out: NdArray, ctx: OpContext): NdArray {
  const strides = native.strides(out.slot);
  let step = native.strides(result.slot).at(-1) ?? 0;
  const isPacked = [...out.shape.keys()].reverse().every((axis) => {
    const fits = out.shape[axis]! <= 1 || strides[axis] === step;
    step *= out.shape[axis]!;
    return fits;
  });
  if (out.dtype !== result.dtype || shapeText(out.shape) !== shapeText(result.shape) || !isPacked) {
    throw new ValueError(
      `linalg.multi_dot: out must be ${dtypeName(result.dtype)} of shape ${shapeText(result.shape)} in C order`,
    );
  }
  native.assign(out.slot, result.slot, -1);
  if (ctx.release.traits.dtypeBilling && out.symmetryInferred) out.symmetry = null;
  return out;
}

function runChain({ arrays, out }: Chain, ctx: OpContext): OpResult {
  if (arrays.length < 2) throw new ValueError('linalg.multi_dot: at least two arrays are needed');
  const [first, last] = [arrays[0]!, arrays.at(-1)!];
  if (arrays.length === 2) {
    const product = checkedDot(first, last, ctx);
    return out === null ? byValue(product) : storeExactly(product, out, ctx);
  }
  const matrices = [...arrays];
  if (first.ndim === 1) matrices[0] = reshaped(first, [1, first.size]);
  if (last.ndim === 1) matrices[matrices.length - 1] = reshaped(last, [last.size, 1]);
  for (const { ndim } of matrices) {
    if (ndim !== 2) throw new LinAlgError(`linalg.multi_dot: ${ndim}-dimensional array given, matrices are needed`);
  }
  const product = multiplyChain(matrices, ctx);
  if (out !== null) return storeExactly(product, out, ctx);
  const kept = [...(first.ndim === 1 ? [] : [product.shape[0]!]), ...(last.ndim === 1 ? [] : [product.shape[1]!])];
  return byValue(reshaped(product, kept));
}

/** Finding the order of a chain takes the cube of its length. */
const MOST_MATRICES = 1000;

const multiDot = defineOp<Chain>({
  name: 'linalg.multi_dot',
  params: 'arrays, *, out=',
  check: (args, ctx) => {
    const out = singleOutput('linalg.multi_dot', args['out']);
    if (ctx.release.traits.dtypeBilling) refuseText('linalg.multi_dot', Object.values(args));
    const arrays = sequenceOf(args['arrays']!).map(productOperand);
    if (arrays.length > MOST_MATRICES)
      throw new MemoryError(`linalg.multi_dot: ${arrays.length} arrays, of which the order is not searched for`);
    const price = ctx.release.pick(byRelease({ '0.4.1': earlyPrice, '0.12.4': presentPrice }));
    return { arrays, out, flops: price(arrays.map(({ shape }) => shape)) };
  },
  price: ({ arrays, flops }, ctx) => {
    refuseWhereBilled('linalg.multi_dot', ctx, ...arrays);
    return { op: 'linalg.multi_dot', flops, dtypes: arrays.map(({ dtype }) => dtype) };
  },
  run: runChain,
});

export const LINALG_PRODUCTS: readonly OpDefinition[] = [
  alias('linalg.matmul', [], matmulOp),
  alias('linalg.outer', [], outer),
  alias('linalg.tensordot', ['axes'], tensordotOp),
  alias('linalg.vecdot', ['axis'], vecdot, { axis: -1 }),
  multiDot,
];
