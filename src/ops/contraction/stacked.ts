/** vecdot, matvec and vecmat: products of the last axes of stacks, or of the axes that keywords name. */
import { dtypeName } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { canCast } from '../../array/promote.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import type { Flops } from '../../cost/flops.js';
import type { EinsumPlan } from '../../einsum/plan.js';
import { UFuncInputCastingError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { expandDimsGroup } from '../../symmetry/propagate.js';
import { asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { type Bound, extraKeywords } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import {
  MATVEC,
  requireOutputCast,
  type StackedKind,
  stackedProduct,
  stackedShape,
  storeProduct,
  VECDOT,
  VECMAT,
} from './kernels.js';
import { type CoreAxes, type Cores, computeOptions, coreAxes, hasLayout, relocatedSubscripts } from './layout.js';
import {
  asEinsumOperand,
  byValue,
  chargeFor,
  deliverProduct,
  pairOf,
  planProduct,
  productDtype,
  refuseForeign,
  requireEqualExtents,
  requireLoop,
  requireNumbers,
} from './operand.js';
import { TAG_RULES, tagInto, verifiedTag } from './tags.js';
import { permuted, reshaped } from './views.js';

interface Stacked {
  readonly a: NdArray;
  readonly b: NdArray;
  readonly out: NdArray | null;
  readonly keywords: ReadonlyMap<string, PyValue>;
  /** Undefined where the last axes are meant, or keywords are still to be read. */
  readonly axes: CoreAxes | undefined;
  readonly plan: EinsumPlan | undefined;
}

interface StackedSpec {
  readonly name: string;
  readonly kind: StackedKind;
  readonly cores: Cores;
  /** Which of the core axes of each operand is summed. */
  readonly summed: readonly [a: number, b: number];
  readonly subscripts: string;
  /** Price in early releases. */
  readonly earlyCost: (a: NdArray, b: NdArray) => Flops;
}

/** The axis an operand sums, counted from its core; undefined where it has too few axes. */
function summedAxis({ ndim }: NdArray, core: number, place: number): number | undefined {
  const fromEnd = core - place;
  return ndim >= fromEnd ? ndim - fromEnd : undefined;
}

function checkPresent(spec: StackedSpec, args: Bound, ctx: OpContext): Stacked {
  const { name, cores, summed } = spec;
  const { a, b } = pairOf(name, args, ctx);
  const keywords = extraKeywords(args);
  const isRelocated = keywords.has('axis') || keywords.has('axes');
  const axes = isRelocated ? coreAxes(name, cores, keywords, a.ndim, b.ndim) : undefined;
  const out = singleOutput(name, keywords.get('out'));
  const aAxis = axes === undefined ? summedAxis(a, cores[0], summed[0]) : axes.a[summed[0]];
  const bAxis = axes === undefined ? summedAxis(b, cores[1], summed[1]) : axes.b[summed[1]];
  if (aAxis !== undefined && bAxis !== undefined) requireEqualExtents(name, a, aAxis, b, bAxis);
  const subscripts = axes === undefined ? spec.subscripts : relocatedSubscripts(axes, cores, summed, a.ndim, b.ndim);
  const planned = planProduct(subscripts, asEinsumOperand(a), asEinsumOperand(b), ctx);
  const outputSymmetry =
    axes?.keptAxis === undefined || planned.outputSymmetry === null
      ? planned.outputSymmetry
      : expandDimsGroup(planned.outputSymmetry, planned.output.length, axes.keptAxis);
  tagInto(out, outputSymmetry, ctx.release.pick(TAG_RULES));
  return { a, b, out, keywords, axes, plan: { ...planned, outputSymmetry } };
}

/** Operands with their core axes last. */
function withCoresLast(array: NdArray, core: readonly number[]): NdArray {
  return permuted(array, [...[...array.shape.keys()].filter((axis) => !core.includes(axis)), ...core]);
}

/** A result that has its core axes last, with these where they belong. */
function withCoresPlaced(result: NdArray, { out, keptAxis }: CoreAxes): NdArray {
  if (keptAxis !== undefined) {
    const shape = [...result.shape];
    shape.splice(keptAxis, 0, 1);
    return reshaped(result, shape);
  }
  const loops = result.ndim - out.length;
  let next = 0;
  return permuted(
    result,
    [...result.shape.keys()].map((axis) => (out.includes(axis) ? loops + out.indexOf(axis) : next++)),
  );
}

function compute(spec: StackedSpec, { a, b, out, keywords, axes: known }: Stacked, ctx: OpContext): NdArray {
  const { name, kind, cores } = spec;
  const { dtype: wanted, casting } = computeOptions(name, keywords);
  requireLoop(name, a, b);
  const dtype = wanted ?? productDtype(a, b);
  for (const { dtype: given } of [a, b]) {
    if (canCast(given, dtype, casting)) continue;
    const rule = `from ${dtypeName(given)} to ${dtypeName(dtype)} with casting rule '${casting}'`;
    throw new UFuncInputCastingError(`Cannot cast ufunc '${name}' input ${rule}`);
  }
  if (out !== null) requireOutputCast(name, dtype, out.dtype, casting);
  const axes = known ?? (hasLayout(keywords) ? coreAxes(name, cores, keywords, a.ndim, b.ndim) : undefined);
  let [x, y] = [asType(a, dtype), asType(b, dtype)];
  if (axes !== undefined) [x, y] = [withCoresLast(x, axes.a), withCoresLast(y, axes.b)];
  if (out !== null && axes === undefined) return stackedProduct(name, kind, x, y, out, casting);
  requireRoomFor(stackedShape(name, kind, x, y), dtype, ctx);
  requireNumbers(name, a, b);
  const product = stackedProduct(name, kind, x, y, null, casting);
  const result = axes === undefined ? product : withCoresPlaced(product, axes);
  return out === null ? result : storeProduct(name, result, out, casting);
}

function run(spec: StackedSpec, call: Stacked, ctx: OpContext): NdArray {
  const { out, plan } = call;
  const result = compute(spec, call, ctx);
  const tag = verifiedTag(result, plan?.outputSymmetry ?? null, ctx.release.pick(TAG_RULES));
  // Without a plan nothing is known of the result, and a destination keeps the tag it has.
  if (out === null || (out.symmetry !== null && plan !== undefined)) result.symmetry = tag;
  return result;
}

function stackedOp(spec: StackedSpec): OpDefinition {
  const { name } = spec;
  return defineOp<Stacked>({
    name,
    params: 'a, b, **kwargs',
    check: byRelease<(args: Bound, ctx: OpContext) => Stacked>({
      '0.4.1': (args, ctx) => {
        const { a, b } = pairOf(name, args, ctx);
        spec.earlyCost(a, b);
        const keywords = extraKeywords(args);
        const given = keywords.get('out');
        const out = given instanceof NdArray ? given : null;
        return { a, b, out, keywords, axes: undefined, plan: undefined };
      },
      '0.12.4': (args, ctx) => checkPresent(spec, args, ctx),
    }),
    price: byRelease<(call: Stacked) => Charge>({
      '0.4.1': ({ a, b }) => ({ op: name, flops: spec.earlyCost(a, b) }),
      '0.12.4': ({ a, b, out, plan }) => {
        refuseForeign(name, a, b);
        return chargeFor(name, plan!, [a, b], out);
      },
    }),
    run: byRelease<(call: Stacked, ctx: OpContext) => OpResult>({
      '0.4.1': (call, ctx) => {
        singleOutput(name, call.keywords.get('out'));
        const result = run(spec, call, ctx);
        return result === call.out ? result : byValue(result);
      },
      '0.12.4': (call, ctx) => {
        const result = run(spec, call, ctx);
        return result === call.out ? result : deliverProduct(result, call.a, call.b);
      },
    }),
    writes: ({ out }) => out,
  });
}

const last = (shape: Shape, fromEnd = 1): number => (shape.length >= fromEnd ? shape.at(-fromEnd)! : 1);
const atLeastOne = (cost: number): Flops => BigInt(Math.max(cost, 1));

export const vecdot = stackedOp({
  name: 'vecdot',
  kind: VECDOT,
  cores: [1, 1, 0],
  summed: [0, 0],
  subscripts: '...n,...n->...',
  earlyCost: (a, b) => {
    const stack = a.ndim > 0 ? broadcastShapes(a.shape.slice(0, -1), b.shape.slice(0, -1)) : [];
    return stack.length > 0 ? atLeastOne(sizeOf(stack) * last(a.shape)) : BigInt(last(a.shape));
  },
});

const matvec = stackedOp({
  name: 'matvec',
  kind: MATVEC,
  cores: [2, 1, 1],
  summed: [1, 0],
  subscripts: '...mn,...n->...m',
  earlyCost: (a) => atLeastOne(sizeOf(a.shape.slice(0, -2)) * last(a.shape, 2) * last(a.shape)),
});

const vecmat = stackedOp({
  name: 'vecmat',
  kind: VECMAT,
  cores: [1, 2, 1],
  summed: [0, 0],
  subscripts: '...n,...nm->...m',
  earlyCost: (a, b) => atLeastOne(sizeOf(b.shape.slice(0, -2)) * (b.ndim >= 2 ? last(b.shape) : 1) * last(a.shape)),
});

export const STACKED: readonly OpDefinition[] = [vecdot, matvec, vecmat];
