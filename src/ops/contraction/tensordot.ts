/** tensordot: sums over chosen axes of two arrays. */
import { isComplex } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { resultType } from '../../array/promote.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { symmetryAdjustedCost } from '../../cost/pointwise.js';
import { einsumCost } from '../../einsum/plan.js';
import { IndexError, PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { ENUMERATION_BUDGET } from '../../symmetry/enumeration.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import { productOfGroups, remapAxes, restrictToAxes } from '../../symmetry/propagate.js';
import { byRelease, defineOp, type OpContext } from '../define.js';
import { RULES } from '../reduction/call.js';
import type { Bound } from '../signature.js';
import { requireRoomFor } from '../structure/common.js';
import { tensordot } from './kernels.js';
import {
  asEinsumOperand,
  EINSUM_RULES,
  type Pair,
  pairOf,
  planProduct,
  productDtype,
  refuseWhereBilled,
  requireDottable,
} from './operand.js';
import { pairSubscripts } from './products.js';

/** The two lists of an `axes` argument, as given. */
function axesPair(axes: PyValue | undefined, aNdim: number, fromEnd: boolean): [PyValue[], PyValue[]] {
  const value = axes === undefined ? 2 : axes;
  if (typeof value === 'string' && value.length === 2) return [[value[0]!], [value[1]!]];
  if (typeof value === 'string') throw new ValueError(`tensordot: axes must be two lists, not '${value}'`);
  if (typeof value === 'boolean' || isInt(value)) {
    // No array has more axes than these; as many are enough to be refused.
    const count = Math.min(Math.max(Number(value), 0), 65);
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

const asNumber = (axis: PyValue): PyValue => (typeof axis === 'boolean' ? Number(axis) : axis);

/** Axes checked pair by pair, as numpy.tensordot does itself: what it finds first decides the error. */
function axesInTurn(a: NdArray, b: NdArray, given: readonly [PyValue[], PyValue[]]): [number[], number[]] {
  const [first, second] = given;
  if (new Set(first).size !== first.length || new Set(second).size !== second.length) {
    throw new ValueError('tensordot: an axis is contracted more than once');
  }
  const count = Math.min(first.length, second.length);
  for (let i = 0; first.length === second.length && i < count; i++) {
    checkedAxes(a, b, [[asNumber(first[i]!)], [asNumber(second[i]!)]]);
  }
  return checkedAxes(a, b, given);
}

interface Tensordot extends Pair {
  /** The axes as NumPy reads them. */
  readonly given: readonly [PyValue[], PyValue[]];
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

export const tensordotOp = defineOp<Tensordot>({
  name: 'tensordot',
  params: 'a, b, axes=',
  check: byRelease<(args: Bound, ctx: OpContext) => Tensordot>({
    '0.4.1': (args, ctx) => {
      const { a, b } = pairOf('tensordot', args, ctx);
      const axes = axesPair(args['axes'], a.ndim, false);
      const given = axesPair(args['axes'], a.ndim, true);
      if (a.ndim === b.ndim && a.ndim >= 1 && isRange(axes[0], a.ndim) && isRange(axes[1], b.ndim)) {
        const all = [...a.shape.keys()];
        const plan = planProduct(pairSubscripts(a.ndim, b.ndim, all, all), asEinsumOperand(a), asEinsumOperand(b), ctx);
        return { a, b, given, price: { flops: plan.flops }, tag: plan.outputSymmetry };
      }
      if (axes[0].some((axis) => typeof axis === 'string' || axis === null)) {
        throw new PyTypeError('tensordot: axes cannot be compared with numbers');
      }
      const summed = axes[0].map(Number).filter((axis) => axis >= 0 && axis < a.ndim);
      const length = countElements(summed.map((axis) => a.shape[Number(axis)]!));
      const size = countElements(a.shape) * countElements(b.shape);
      const dense = length > 0n && size / length > 1n ? size / length : 1n;
      const tag = joinedTag(a, b, axes);
      const shape = [...keptAxes(a, axes[0]).map((i) => a.shape[i]!), ...keptAxes(b, axes[1]).map((i) => b.shape[i]!)];
      return { a, b, given, price: { flops: symmetryAdjustedCost(dense, shape, tag, ctx.release.pick(RULES)) }, tag };
    },
    '0.12.4': (args, ctx) => {
      const { a, b } = pairOf('tensordot', args, ctx);
      const axes = checkedAxes(a, b, axesPair(args['axes'], a.ndim, true));
      const subscripts = pairSubscripts(a.ndim, b.ndim, axes[0], axes[1]);
      const isFull = a.ndim === b.ndim && a.ndim >= 1 && isRange(axes[0], a.ndim) && isRange(axes[1], b.ndim);
      const oversized = !isFull && (isTooLarge(a.symmetry) || isTooLarge(b.symmetry));
      if (oversized) {
        const flops = einsumCost(subscripts, [a.shape, b.shape], ctx.release.pick(EINSUM_RULES));
        return { a, b, given: axes, price: { flops }, tag: null };
      }
      const plan = planProduct(subscripts, asEinsumOperand(a), asEinsumOperand(b), ctx);
      const { complexFactor } = plan;
      const price = isComplex(resultType([a.dtype, b.dtype]))
        ? { flops: plan.flops, complexFactor }
        : { flops: plan.flops };
      return { a, b, given: axes, price, tag: isFull ? plan.outputSymmetry : joinedTag(a, b, axes) };
    },
  }),
  price: ({ a, b, price }, ctx) => {
    refuseWhereBilled('tensordot', ctx, a, b);
    return { op: 'tensordot', dtypes: [a.dtype, b.dtype], ...price };
  },
  run: ({ a, b, given, tag }, ctx) => {
    const [first, second] = axesInTurn(a, b, given);
    requireDottable('tensordot', a, b);
    const shape = [...keptAxes(a, first).map((i) => a.shape[i]!), ...keptAxes(b, second).map((i) => b.shape[i]!)];
    requireRoomFor(shape, productDtype(a, b), ctx);
    const result = tensordot(a, b, first, second);
    result.symmetry = tag;
    return result;
  },
});

/** Groups too large to list are priced densely. */
const isTooLarge = (tag: SymmetryGroup | null): boolean => tag !== null && tag.order > BigInt(ENUMERATION_BUDGET);
