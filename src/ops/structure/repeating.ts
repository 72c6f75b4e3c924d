/** Tiling, repeating and rolling arrays. */
import { native } from '../../addon/native.js';
import { axisList, normalizeAxis, requireDims, toIndex } from '../../array/axes.js';
import { Dtype, isInteger, kindOf } from '../../array/dtype.js';
import { keptFromScope, NdArray, type Shape } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue } from '../../python/values.js';
import * as tags from '../../symmetry/transport.js';
import type { OpDefinition } from '../define.js';
import { arrayOf, copyOf, operand, requireRoomFor, reshaped, sliced, toInt } from './common.js';
import { moveOp, NEVER } from './move-op.js';
import { insertAxes } from './shape.js';
import { readIntegers, type SplitCall } from './splitting.js';

interface TilePlan {
  readonly reps: readonly number[];
  readonly shape: Shape;
}

const tile = moveOp<SplitCall, TilePlan>({
  name: 'tile',
  params: 'A, reps',
  prepare: (args) => ({ a: operand('tile', args['A']), args }),
  infer: ({ a, args }) => {
    const value = args['reps']!;
    if (typeof value === 'string' && a.size > 0) toInt(value);
    requireDims(value instanceof NdArray ? value.size : Array.isArray(value) ? value.length : 1);
    const reps = value instanceof NdArray ? [...readIntegers(value)] : axisList(value);
    const ndim = Math.max(reps.length, a.ndim);
    const full = [...new Array<number>(ndim - reps.length).fill(1), ...reps];
    const own = [...new Array<number>(ndim - a.ndim).fill(1), ...a.shape];
    if (full.some((rep) => rep < 0)) throw new ValueError('negative dimensions are not allowed');
    return { reps: full, shape: own.map((extent, axis) => extent * full[axis]!) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { reps, shape }, ctx) => {
    requireRoomFor(shape, a.dtype, ctx);
    const own = [...new Array<number>(reps.length - a.ndim).fill(1), ...a.shape];
    const base = reshaped(
      a,
      own.flatMap((extent) => [1, extent]),
    );
    const wide = own.flatMap((extent, axis) => [reps[axis]!, extent]);
    const target = arrayOf(native.empty(a.dtype, wide), a.dtype, wide);
    native.assign(target.slot, base.slot, -1);
    const result = reshaped(target, shape);
    result.symmetry = tags.tileTag(a.symmetry, a.shape, shape, repsForTag(args['reps']!, reps));
    return result;
  },
});

const repsForTag = (value: PyValue, reps: readonly number[]): number | readonly number[] =>
  typeof value === 'number' ? value : reps;

interface RepeatPlan {
  readonly source: NdArray;
  readonly axis: number;
  readonly counts: NdArray;
  readonly shape: Shape;
}

const repeat = moveOp<SplitCall, RepeatPlan>({
  name: 'repeat',
  params: 'a, repeats, axis=',
  prepare: (args) => ({ a: operand('repeat', args['a']), args }),
  infer: ({ a, args }) => {
    const repeats = args['repeats'];
    const given = operand(
      'repeat',
      repeats instanceof PyFloat || typeof repeats === 'string' ? toInt(repeats) : repeats,
    );
    if (!isInteger(given.dtype) && kindOf(given.dtype) !== 'b') {
      throw new PyTypeError("Cannot cast array data to dtype('int64') according to the rule 'safe'");
    }
    const flat = args['axis'] === undefined || args['axis'] === null;
    const source = flat ? reshaped(a, [a.size]) : a.ndim === 0 ? insertAxes(a, [0]) : a;
    const axis = flat ? 0 : normalizeAxis(toIndex(args['axis']), source.ndim);
    const extent = source.shape[axis]!;
    if (given.ndim > 1) throw new ValueError('object too deep for desired array');
    if (given.size !== 1 && given.size !== extent) {
      throw new ValueError(`operands could not be broadcast together with shape (${extent},) (${given.size},)`);
    }
    const counts = reshaped(copyOf(given, Dtype.Int64), [given.size]);
    let total = 0;
    for (const count of readIntegers(counts)) {
      if (count < 0 && (given.ndim > 0 || extent > 0)) throw new ValueError('repeats may not contain negative values.');
      total += count;
    }
    if (given.size === 1) total *= extent;
    return { source, axis, counts, shape: source.shape.map((length, k) => (k === axis ? total : length)) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { source, axis, counts, shape }, ctx) => {
    requireRoomFor(shape, a.dtype, ctx);
    const result = arrayOf(native.repeat(source.slot, counts.slot, axis), a.dtype, shape);
    result.symmetry = tags.repeatTag(
      a.symmetry,
      a.shape,
      args['axis'] === undefined || args['axis'] === null ? null : axis,
    );
    return result;
  },
});

interface RollPlan {
  readonly shifts: ReadonlyMap<number, number>;
  readonly flat: boolean;
}

const ints = (value: PyValue): number[] => (value instanceof NdArray ? [...readIntegers(value)] : axisList(value));

/** Shifts pass through int(). */
function shiftsOf(value: PyValue): number[] {
  if (value instanceof NdArray) return ints(value);
  const items = value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as PyValue[]) : [value];
  return items.map(toInt);
}

const roll = moveOp<SplitCall, RollPlan>({
  name: 'roll',
  params: 'a, shift, axis=',
  prepare: (args) => ({ a: operand('roll', args['a']), args }),
  infer: ({ a, args }) => {
    const shift = shiftsOf(args['shift']!);
    if (args['axis'] === undefined || args['axis'] === null) {
      return { flat: true, shifts: new Map([[0, shift.reduce((sum, s) => sum + s, 0)]]) };
    }
    const axes = ints(args['axis']).map((axis) => normalizeAxis(axis, a.ndim));
    const length = Math.max(shift.length, axes.length);
    if ((shift.length !== 1 && shift.length !== length) || (axes.length !== 1 && axes.length !== length)) {
      throw new ValueError("'shift' and 'axis' should be scalars or 1D sequences");
    }
    const shifts = new Map<number, number>();
    for (let i = 0; i < length; i++) {
      const axis = axes[axes.length === 1 ? 0 : i]!;
      shifts.set(axis, (shifts.get(axis) ?? 0) + shift[shift.length === 1 ? 0 : i]!);
    }
    return { flat: false, shifts };
  },
  price: {
    '0.4.1': NEVER,
    '0.12.4': { charged: 'last', flops: ({ a }) => Math.max(a.size, 1), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { shifts, flat }) => {
    let result = flat ? reshaped(a, [a.size]) : a;
    for (const [axis, shift] of shifts) {
      const before = result;
      result = keptFromScope(() => rolled(before, axis, shift));
      if (before !== a) before.leaveScope();
    }
    result = flat ? reshaped(result, a.shape) : result === a ? copyOf(a) : result;
    result.symmetry = tags.rollTag(
      a.symmetry,
      a.shape,
      flat ? null : ints(args['axis']!).map((axis) => normalizeAxis(axis, a.ndim)),
    );
    return result;
  },
});

function rolled(a: NdArray, axis: number, shift: number): NdArray {
  const extent = a.shape[axis]!;
  const target = arrayOf(native.empty(a.dtype, a.shape), a.dtype, a.shape);
  const by = extent === 0 ? 0 : ((shift % extent) + extent) % extent;
  native.assign(sliced(target, axis, by, extent - by).slot, sliced(a, axis, 0, extent - by).slot, -1);
  if (by > 0) native.assign(sliced(target, axis, 0, by).slot, sliced(a, axis, extent - by, by).slot, -1);
  return target;
}

export const REPEATING: readonly OpDefinition[] = [tile, repeat, roll];
