/** Cross products: numpy.cross with vectors of two or three components, and numpy.linalg.cross with three. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype } from '../../array/dtype.js';
import type { NdArray, Shape } from '../../array/ndarray.js';
import { broadcastShapes, shapeText, sizeOf } from '../../array/shape.js';
import { IndexError, PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, requireRoomFor } from '../structure/common.js';
import { type Pair, pairOf, productDtype, refuseWhereBilled, requireFactors } from './operand.js';
import { permuted } from './views.js';

interface CrossAxes {
  readonly a: PyValue | undefined;
  readonly b: PyValue | undefined;
  readonly result: PyValue | undefined;
}

const LAST = -1;

/** The axis moved to the end. AxisError. */
function vectorsLast(array: NdArray, axis: PyValue | undefined): NdArray {
  const at = normalizeAxis(axis === undefined ? LAST : toIndex(axis), array.ndim);
  return permuted(array, [...[...array.shape.keys()].filter((other) => other !== at), at]);
}

const component = (array: NdArray, index: number): NdArray => {
  const strides = native.strides(array.slot);
  const shape = array.shape.slice(0, -1);
  const offset = array.size === 0 ? 0 : index * strides.at(-1)!;
  return arrayOf(native.stridedView(array.slot, shape, strides.slice(0, -1), offset), array.dtype, shape);
};

/** Vectors ready to be multiplied, and what their product looks like. */
interface Prepared {
  readonly x: NdArray;
  readonly y: NdArray;
  readonly stack: Shape;
  /** Where the components go; undefined for products of plane vectors, which have one component only. */
  readonly resultAxis: number | undefined;
}

/** ValueError for vectors of other lengths and for stacks that do not broadcast, AxisError for axes there are not. */
function prepare({ a, b }: Pair, axes: CrossAxes): Prepared {
  if (a.ndim < 1 || b.ndim < 1) throw new ValueError('cross: an operand has no axis of components');
  const [x, y] = [vectorsLast(a, axes.a), vectorsLast(b, axes.b)];
  const [m, n] = [x.shape.at(-1)!, y.shape.at(-1)!];
  if ((m !== 2 && m !== 3) || (n !== 2 && n !== 3)) {
    throw new ValueError(`cross: vectors must have 2 or 3 components, not ${m} and ${n}`);
  }
  const stack = broadcastShapes(x.shape.slice(0, -1), y.shape.slice(0, -1));
  if (m === 2 && n === 2) return { x, y, stack, resultAxis: undefined };
  const resultAxis = normalizeAxis(axes.result === undefined ? LAST : toIndex(axes.result), stack.length + 1);
  return { x, y, stack, resultAxis };
}

/** Subtracts products as NumPy does, so that signs of zero and rounding agree. TypeError for booleans. */
function compute({ x: left, y: right, stack, resultAxis }: Prepared, ctx: OpContext): NdArray {
  const dtype = productDtype(left, right);
  const [x, y] = [asType(left, dtype), asType(right, dtype)];
  const product = (i: number, j: number): NdArray => applyUfunc('multiply', component(x, i), component(y, j));
  const difference = (i: number, j: number): NdArray => applyUfunc('subtract', product(i, j), product(j, i));
  if (resultAxis === undefined) return difference(0, 1);
  const shape = [...stack, 3];
  requireRoomFor(shape, dtype, ctx);
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  const put = (index: number, value: NdArray): void => native.assign(component(result, index).slot, value.slot, -1);
  if (x.shape.at(-1) === 2) {
    put(0, product(1, 2));
    put(1, applyUfunc('negative', product(0, 2)));
  } else if (y.shape.at(-1) === 2) {
    put(0, applyUfunc('negative', product(2, 1)));
    put(1, product(2, 0));
  } else {
    put(0, difference(1, 2));
    put(1, difference(2, 0));
  }
  put(2, difference(0, 1));
  const order = [...stack.keys()];
  order.splice(resultAxis, 0, stack.length);
  return permuted(result, order);
}

interface Cross extends Pair {
  readonly axes: CrossAxes;
  /** A keyword there is not. */
  readonly unknown: string | undefined;
}

function refuseUnknown({ unknown }: Cross): void {
  if (unknown !== undefined) throw new PyTypeError(`cross() got an unexpected keyword argument '${unknown}'`);
}

/** `axis` replaces all three where it is given. */
function axesOf(args: Bound): CrossAxes {
  const { axis } = args;
  if (axis !== undefined && axis !== null) return { a: axis, b: axis, result: axis };
  return { a: args['axisa'], b: args['axisb'], result: args['axisc'] };
}

const KEYWORDS: ReadonlySet<string> = new Set(['axisa', 'axisb', 'axisc', 'axis']);

const cross = defineOp<Cross>({
  name: 'cross',
  params: 'a, b, **kwargs',
  check: (args, ctx) => {
    const keywords = Object.fromEntries(extraKeywords(args));
    const unknown = Object.keys(keywords).find((name) => !KEYWORDS.has(name));
    return { ...pairOf('cross', args, ctx), axes: axesOf({ ...args, ...keywords }), unknown };
  },
  price: byRelease<(call: Cross, ctx: OpContext) => Charge>({
    '0.4.1': ({ a }) => ({ op: 'cross', flops: Math.max(a.size * 5, 1) }),
    // Charged by the size of the result once it is there, so that whatever fails is free.
    '0.12.4': (call, ctx) => {
      const { a, b, axes } = call;
      refuseWhereBilled('cross', ctx, a, b);
      refuseUnknown(call);
      const { stack, resultAxis } = prepare(call, axes);
      if (productDtype(a, b) === Dtype.Bool) throw new PyTypeError('cross: booleans cannot be subtracted');
      const size = sizeOf(stack) * (resultAxis === undefined ? 1 : 3);
      return { op: 'cross', flops: Math.max(3 * size, 1), dtypes: [a.dtype, b.dtype] };
    },
  }),
  run: (call, ctx): OpResult => {
    refuseUnknown(call);
    const prepared = prepare(call, call.axes);
    requireFactors('cross', call.a, call.b);
    return compute(prepared, ctx);
  },
});

const BY_ELEMENT = byRelease({ '0.4.1': 5, '0.12.4': 3 });

const linalgCross = defineOp<Cross & { readonly size: number }>({
  name: 'linalg.cross',
  params: 'x1, x2, /, *, axis=',
  check: (args, ctx) => {
    const pair = pairOf('linalg.cross', args, ctx, 'x1', 'x2');
    const { axis } = args;
    const size = sizeOf(broadcastShapes(pair.a.shape, pair.b.shape));
    return { ...pair, unknown: undefined, axes: { a: axis, b: axis, result: axis }, size };
  },
  price: ({ a, b, size }, ctx) => {
    refuseWhereBilled('linalg.cross', ctx, a, b);
    const flops = Math.max(size * ctx.release.pick(BY_ELEMENT), 1);
    return { op: 'linalg.cross', flops, dtypes: [a.dtype, b.dtype] };
  },
  run: ({ a, b, axes }, ctx): OpResult => {
    const axis = axes.a === undefined ? LAST : toIndex(axes.a);
    const components = [a, b].map(({ shape }) => {
      const extent = shape.at(axis);
      if (extent !== undefined) return extent;
      throw new IndexError(`linalg.cross: an operand of shape ${shapeText(shape)} has no axis ${axis}`);
    });
    if (components.some((extent) => extent !== 3)) {
      throw new ValueError(`linalg.cross: vectors must have 3 components, not ${components.join(' and ')}`);
    }
    requireFactors('linalg.cross', a, b);
    return compute(prepare({ a, b }, axes), ctx);
  },
});

export const CROSS: readonly OpDefinition[] = [cross, linalgCross];
