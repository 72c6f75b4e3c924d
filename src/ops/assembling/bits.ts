/** Bits and bytes: packbits, unpackbits. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import type { OpDefinition } from '../define.js';
import { strictIndex } from '../gather/positions.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, operand, requireRoomFor, reshaped, transposed } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { bindNames, isNil } from './common.js';

interface BitsCall {
  readonly a: NdArray;
  readonly args: Bound;
}

interface BitsPlan {
  readonly source: NdArray;
  readonly axis: number;
  readonly shape: readonly number[];
  readonly little: boolean;
}

/** Arguments after the array, by position or name. */
const optionsOf = (op: string, args: Bound, names: readonly string[]): (PyValue | undefined)[] =>
  bindNames(op, { args: restArguments(args), kwargs: extraKeywords(args) } as unknown as Bound, names, 0);

function isLittle(value: PyValue | undefined, names: readonly string[] = ['big', 'little']): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'string') throw new PyTypeError(`bitorder must be str, not ${typeName(value)}`);
  if (!names.includes(value)) throw new ValueError("'order' must be either 'little' or 'big'");
  return value.startsWith('l');
}

/** The array with an axis to work along; all elements in a row without one. */
function along(a: NdArray, axis: PyValue | undefined): { source: NdArray; axis: number } {
  if (isNil(axis)) return { source: reshaped(a, [a.size]), axis: 0 };
  const given = strictIndex(axis);
  const source = a.ndim === 0 && (given === 0 || given === -1) ? reshaped(a, [1]) : a;
  return { source, axis: normalizeAxis(given, source.ndim) };
}

/** Runs a kernel of the last axis along another one. */
function alongAxis({ source, axis, shape }: BitsPlan, run: (lanes: NdArray) => number): NdArray {
  const others = source.shape.map((_, k) => k).filter((k) => k !== axis);
  const lanes = axis === source.ndim - 1 ? source : transposed(source, [...others, axis]);
  const laid = [...others.map((k) => shape[k]!), shape[axis]!];
  const result = arrayOf(run(lanes), Dtype.Uint8, laid);
  if (axis === source.ndim - 1) return result;
  const back = others.map((_, k) => k);
  return transposed(result, [...back.slice(0, axis), others.length, ...back.slice(axis)]);
}

const withExtent = (a: NdArray, axis: number, extent: number): number[] =>
  a.shape.map((length, k) => (k === axis ? extent : length));

const packbits = moveOp<BitsCall, BitsPlan>({
  name: 'packbits',
  params: 'a, *args, **kwargs',
  prepare: (args) => ({ a: operand('packbits', args['a']), args }),
  infer: ({ a, args }) => {
    const [axis, order] = optionsOf('packbits', args, ['axis', 'bitorder']);
    const little = isLittle(order);
    if (!isNil(axis)) toIndex(axis);
    if (!isInteger(a.dtype) && a.dtype !== Dtype.Bool)
      throw new PyTypeError('Expected an input array of integer or boolean data type');
    const place = along(a, axis);
    return {
      ...place,
      little,
      shape: withExtent(place.source, place.axis, Math.ceil(place.source.shape[place.axis]! / 8)),
    };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => sizeOf(shape) },
    '0.12.4': { charged: 'last', flops: ({ a }) => a.size, dtypes: ({ a }) => [a.dtype] },
  },
  run: (_, plan, ctx) => {
    requireRoomFor(plan.shape, Dtype.Uint8, ctx);
    return alongAxis(plan, (lanes) => native.packBits(lanes.slot, plan.little));
  },
});

/** Bits kept of `available` ones: all, a number of them, or all but some at the end. */
function bitCount(value: PyValue | undefined, available: number): number {
  if (isNil(value)) return available;
  const count = toIndex(value);
  if (count >= 0) return count;
  if (available + count < 0) throw new ValueError(`-count larger than number of elements`);
  return available + count;
}

const unpackbits = moveOp<BitsCall, BitsPlan>({
  name: 'unpackbits',
  params: 'a, *args, **kwargs',
  prepare: (args) => ({ a: operand('unpackbits', args['a']), args }),
  infer: ({ a, args }) => {
    const [axis, count, order] = optionsOf('unpackbits', args, ['axis', 'count', 'bitorder']);
    const little = isLittle(order, ['big', 'little', 'b', 'l']);
    if (!isNil(axis)) toIndex(axis);
    if (a.dtype !== Dtype.Uint8) throw new PyTypeError('Expected an input array of unsigned byte data type');
    const place = along(a, axis);
    const bits = bitCount(count, place.source.shape[place.axis]! * 8);
    return { ...place, little, shape: withExtent(place.source, place.axis, bits) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => countElements(shape) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => countElements(shape), dtypes: ({ a }) => [a.dtype] },
  },
  run: (_, plan, ctx) => {
    requireRoomFor(plan.shape, Dtype.Uint8, ctx);
    return alongAxis(plan, (lanes) => native.unpackBits(lanes.slot, plan.shape[plan.axis]!, plan.little));
  },
});

export const BITS: readonly OpDefinition[] = [packbits, unpackbits];
