/** Arrays put together from nested lists of others: block, bmat. */
import { native } from '../../addon/native.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { promoteTypes } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import { KeyError, PyError, PyTypeError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { PyDict, type PyValue, typeName } from '../../python/values.js';
import type { OpDefinition, OpResult } from '../define.js';
import { arrayOf, operand, requireRoomFor, reshaped, sequenceOf, sliced } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { bindNames, refuseTextInLists } from './common.js';

/** An array and where it goes. */
interface Part {
  readonly array: NdArray;
  readonly start: readonly number[];
}

/** Arrays placed beside each other. */
interface Layout {
  readonly parts: readonly Part[];
  readonly shape: readonly number[];
}

/** How deep a list is nested; ValueError unless all of it is equally deep and none of it empty. */
function depthOf(value: PyValue): number {
  if (!Array.isArray(value)) return 0;
  if (value.length === 0) throw new ValueError('block: lists cannot be empty');
  const depths = (value as readonly PyValue[]).map(depthOf);
  const other = depths.findIndex((depth) => depth !== depths[0]);
  if (other > 0)
    throw new ValueError(
      `List depths are mismatched. First element was at depth ${depths[0]}, one at ${depths[other]}`,
    );
  return depths[0]! + 1;
}

const leaves = (value: PyValue): PyValue[] =>
  Array.isArray(value) ? (value as readonly PyValue[]).flatMap(leaves) : [value];

/** Layouts beside each other along an axis. ValueError where their other extents differ. */
export function beside(layouts: readonly Layout[], axis: number): Layout {
  const [first] = layouts as [Layout];
  const shape = [...first.shape];
  shape[axis] = 0;
  const parts: Part[] = [];
  for (const layout of layouts) {
    if (layout.shape.length !== shape.length)
      throw new ValueError('all the input arrays must have same number of dimensions');
    if (layout.shape.some((extent, k) => k !== axis && extent !== shape[k])) {
      throw new ValueError(
        `all the input array dimensions except for the concatenation axis must match exactly: ${shapeText(first.shape)} and ${shapeText(layout.shape)}`,
      );
    }
    for (const { array, start } of layout.parts)
      parts.push({ array, start: start.map((at, k) => (k === axis ? at + shape[axis]! : at)) });
    shape[axis]! += layout.shape[axis]!;
  }
  return { parts, shape };
}

const alone = (array: NdArray): Layout => ({ parts: [{ array, start: array.shape.map(() => 0) }], shape: array.shape });

/** Copies the parts of a layout to their places in a new array. */
function assembled({ parts, shape }: Layout, dtype: Dtype): NdArray {
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  for (const { array, start } of parts) {
    const place = start.reduce((view, at, axis) => sliced(view, axis, at, array.shape[axis]!), result);
    native.assign(place.slot, array.slot, -1);
  }
  return result;
}

const commonDtype = ({ parts }: Layout): Dtype => parts.map(({ array }) => array.dtype).reduce(promoteTypes);

interface BlockPlan extends Layout {
  readonly dtype: Dtype;
}

const atLeast = (a: NdArray, ndim: number): NdArray =>
  a.ndim >= ndim ? a : reshaped(a, [...new Array<number>(ndim - a.ndim).fill(1), ...a.shape]);

function planBlock(arrays: PyValue): BlockPlan {
  const depth = depthOf(arrays);
  const all = leaves(arrays).map((leaf) => operand('block', leaf));
  const ndim = Math.max(depth, ...all.map((array) => array.ndim));
  let next = 0;
  const layout = (value: PyValue, level: number): Layout => {
    if (!Array.isArray(value)) return alone(atLeast(all[next++]!, ndim));
    const inner = (value as readonly PyValue[]).map((item) => layout(item, level + 1));
    return beside(inner, ndim - depth + level);
  };
  const plan = layout(arrays, 0);
  return { ...plan, dtype: commonDtype(plan) };
}

const block = moveOp<{ readonly arrays: PyValue }, BlockPlan>({
  name: 'block',
  params: '*args, **kwargs',
  prepare: (args) => ({ arrays: bindNames('block', args, ['arrays'], 1)[0]! }),
  infer: ({ arrays }) => planBlock(arrays),
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => countElements(shape) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => countElements(shape), dtypes: (_, { dtype }) => [dtype] },
  },
  run: (_, plan, ctx) => {
    requireRoomFor(plan.shape, plan.dtype, ctx);
    return assembled(plan, plan.dtype);
  },
});

/** A row of arrays side by side along their last axis. */
function rowOf(row: PyValue): Layout {
  const isSequence = Array.isArray(row) || (row instanceof NdArray && row.ndim > 0);
  if (!isSequence) throw new PyTypeError(`'${typeName(row)}' object is no sequence of arrays`);
  const arrays = sequenceOf(row).map((item) => operand('bmat', item));
  if (arrays.length === 0) throw new ValueError('need at least one array to concatenate');
  if (arrays.some((array) => array.ndim === 0)) throw new ValueError('zero-dimensional arrays cannot be concatenated');
  return beside(arrays.map(alone), arrays[0]!.ndim - 1);
}

/** The shape of a matrix made of an array: two axes, however many extents of one there are. */
function matrixShape(shape: Shape): Shape {
  const kept = shape.length > 2 ? shape.filter((extent) => extent > 1) : shape;
  if (kept.length > 2) throw new ValueError('shape too large to be a matrix.');
  return kept.length === 0 ? [1, 1] : kept.length === 1 ? [1, kept[0]!] : kept;
}

interface MatrixPlan {
  readonly layout: Layout | null;
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** Names in the text are looked up where there are none. */
function refuseText(text: string, dictionary: PyValue | undefined): never {
  const [name] = text.split(/[;,\s]+/).filter((part) => part !== '');
  if (name === undefined) throw new ValueError('need at least one array to concatenate');
  if (dictionary instanceof PyDict) throw new KeyError(`'${name}'`);
  throw new PyError('NameError', 'other', `name '${name}' is not defined`);
}

/** Null where the reference returns nothing: for what is neither text, a sequence nor an array. */
function planMatrix(obj: PyValue, dictionary: PyValue | undefined): MatrixPlan | null {
  if (typeof obj === 'string') refuseText(obj, dictionary);
  if (!Array.isArray(obj) && !(obj instanceof NdArray)) return null;
  let layout: Layout;
  if (obj instanceof NdArray) {
    layout = alone(obj);
  } else {
    const items = obj as readonly PyValue[];
    const firstArray = items.findIndex((row) => row instanceof NdArray);
    const rows = (firstArray < 0 ? items : items.slice(0, firstArray)).map(rowOf);
    if (firstArray >= 0) layout = rowOf(items);
    else if (rows.length === 0) throw new ValueError('need at least one array to concatenate');
    else layout = beside(rows, 0);
  }
  return { layout, shape: matrixShape(layout.shape), dtype: commonDtype(layout) };
}

const bmat = moveOp<{ readonly obj: PyValue; readonly dictionary: PyValue | undefined }, MatrixPlan | null>({
  name: 'bmat',
  params: '*args, **kwargs',
  prepare: (args, ctx) => {
    refuseTextInLists('bmat', args, ctx);
    const [obj, , dictionary] = bindNames('bmat', args, ['obj', 'ldict', 'gdict'], 1);
    return { obj: obj!, dictionary };
  },
  infer: ({ obj, dictionary }) => planMatrix(obj, dictionary),
  price: {
    '0.4.1': { charged: 'last', flops: (_, plan) => (plan === null ? 1 : countElements(plan.shape)) },
    '0.12.4': {
      charged: 'last',
      flops: (_, plan) => (plan === null ? 1 : countElements(plan.shape)),
      dtypes: (_, plan) => (plan === null ? [] : [plan.dtype]),
    },
  },
  run: (_, plan, ctx): OpResult => {
    if (plan === null) {
      if (ctx.release.traits.dtypeBilling)
        throw new UnsupportedReturnType("bmat: a result of dtype 'object' cannot be delivered");
      return null;
    }
    requireRoomFor(plan.shape, plan.dtype, ctx);
    return reshaped(assembled(plan.layout!, plan.dtype), plan.shape);
  },
});

export const BLOCK: readonly OpDefinition[] = [block, bmat];
