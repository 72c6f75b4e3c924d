/** Arrays from nothing: filled, structured and ramps. */
import { native } from '../../addon/native.js';
import { toIndex, toShape } from '../../array/axes.js';
import { describe, scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, isInteger } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { resultType, weakKindOf } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import { countElements } from '../../cost/flops.js';
import { PyTypeError, UnsupportedDtypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import { isInt, PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { constantFillTag, diagTag, eyeTag, identityTag, likeTag } from '../../symmetry/infer.js';
import { ufuncNamed } from '../../ufunc/table.js';
import type { OpContext, OpDefinition } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, copyOf, dtypeArgument, filled, operand, requireRoomFor } from './common.js';
import { moveOp, NEVER } from './move-op.js';

/** TypeError for keywords creation functions do not have; `order` must be one of NumPy's. */
function checkCreationKeywords(op: string, args: Bound, allowed: readonly string[]): void {
  for (const [name, value] of extraKeywords(args)) {
    if (!allowed.includes(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
    if (name === 'order' && value !== null) {
      if (typeof value !== 'string') throw new PyTypeError(`order must be str, not ${typeName(value)}`);
      if (!/^[CFAKcfak]$/.test(value))
        throw new ValueError(`order must be one of 'C', 'F', 'A', or 'K' (got '${value}')`);
    }
    if (name === 'device' && value !== null && value !== 'cpu') {
      throw new ValueError('Device not understood. Only "cpu" is allowed.');
    }
  }
}

const KEYWORDS = ['order', 'device', 'like'];
const LIKE_KEYWORDS = ['order', 'device', 'subok', 'shape'];

interface Fill {
  readonly args: Bound;
  readonly shape: Shape | undefined;
  readonly dtype: Dtype | undefined;
}

/** The shape where it is one NumPy accepts; refused later, with NumPy's other objections, otherwise. */
function shapeIfValid(value: PyValue | undefined): Shape | undefined {
  try {
    return toShape(value ?? null);
  } catch {
    return undefined;
  }
}

function requireIterableShape(value: PyValue | undefined): void {
  if (isInt(value) || typeof value === 'boolean' || value instanceof NdArray || Array.isArray(value)) return;
  if (typeof value !== 'object' || value === null || value instanceof PyFloat) {
    throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
  }
}

const filledPrice = {
  charged: 'first' as const,
  flops: ({ args, shape }: Fill) => {
    const extents = shape ?? (Array.isArray(args['shape']) ? (args['shape'] as PyValue[]).map((v) => Number(v)) : []);
    return extents.some((extent) => extent < 0) ? 0n : countElements(extents);
  },
  dtypes: ({ dtype }: Fill) => [dtype!],
};

function constantOp(name: 'zeros' | 'ones' | 'empty'): OpDefinition {
  return moveOp<Fill, { shape: Shape; dtype: Dtype }>({
    name,
    params: 'shape, dtype=, **kwargs',
    prepare: (args) => {
      if (name === 'ones') requireIterableShape(args['shape']);
      const dtype = name === 'ones' ? dtypeArgument(name, args['dtype'], Dtype.Float64) : undefined;
      return { args, shape: shapeIfValid(args['shape']), dtype };
    },
    infer: ({ args }) => {
      checkCreationKeywords(name, args, KEYWORDS);
      return { shape: toShape(args['shape']!), dtype: dtypeArgument(name, args['dtype'], Dtype.Float64) };
    },
    price: {
      '0.4.1': NEVER,
      '0.12.4': name === 'ones' ? filledPrice : { charged: 'first' },
    },
    run: (_, { shape, dtype }, ctx) => {
      requireRoomFor(shape, dtype, ctx);
      const result =
        name === 'ones'
          ? filled(shape, dtype, scalarArray(1, dtype))
          : arrayOf(native.zeros(dtype, shape), dtype, shape);
      if (name !== 'empty') tagConstant(result);
      return result;
    },
  });
}

function tagConstant(result: NdArray): NdArray {
  result.symmetry = constantFillTag(result.shape);
  result.symmetryInferred = true;
  return result;
}

interface FullCall extends Fill {
  readonly value: PyValue;
  readonly isConstant: boolean;
}

const full = moveOp<FullCall, { shape: Shape; dtype: Dtype }>({
  name: 'full',
  params: 'shape, fill_value, dtype=, **kwargs',
  prepare: (args) => {
    requireIterableShape(args['shape']);
    const value = args['fill_value']!;
    const { dtype, foreign, shape } = describe(value);
    if (foreign !== undefined) throw new UnsupportedDtypeError(`full: dtype '${foreign}' is not numeric`);
    const target = dtypeArgument('full', args['dtype'], dtype);
    return { args, shape: shapeIfValid(args['shape']), dtype: target, value, isConstant: shape.length === 0 };
  },
  infer: ({ args, dtype }) => {
    checkCreationKeywords('full', args, KEYWORDS);
    return { shape: toShape(args['shape']!), dtype: dtype! };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => countElements(shape) },
    '0.12.4': filledPrice,
  },
  run: ({ value, isConstant }, { shape, dtype }, ctx) => {
    requireRoomFor(shape, dtype, ctx);
    const source =
      value instanceof NdArray
        ? value
        : weakKindOf(value) !== undefined
          ? scalarArray(value, dtype)
          : operand('full', value);
    const result = filled(shape, dtype, source);
    return isConstant ? tagConstant(result) : result;
  },
});

interface LikeCall {
  readonly args: Bound;
  readonly a: NdArray;
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly value: PyValue;
}

function likeOp(name: 'zeros_like' | 'ones_like' | 'full_like' | 'empty_like'): OpDefinition {
  const billed = name === 'ones_like' || name === 'full_like';
  return moveOp<LikeCall, LikeCall>({
    name,
    params: name === 'full_like' ? 'a, fill_value, dtype=, **kwargs' : 'a, dtype=, **kwargs',
    prepare: (args) => {
      const a = operand(name, args['a']);
      const given = extraKeywords(args).get('shape');
      const value = name === 'full_like' ? args['fill_value']! : name === 'ones_like' ? 1 : 0;
      if (name === 'full_like') {
        const { foreign } = describe(value);
        if (foreign !== undefined) throw new UnsupportedDtypeError(`${name}: dtype '${foreign}' is not numeric`);
      }
      const shape = given === undefined || given === null ? a.shape : toShape(given);
      return { args, a, value, shape, dtype: dtypeArgument(name, args['dtype'], a.dtype) };
    },
    infer: (call) => {
      checkCreationKeywords(name, call.args, LIKE_KEYWORDS);
      return call;
    },
    price: {
      '0.4.1': name === 'full_like' ? { charged: 'first', flops: ({ a }) => Math.max(a.size, 1) } : NEVER,
      '0.12.4': billed
        ? {
            charged: 'first',
            flops: ({ a, shape }) => (name === 'full_like' ? Math.max(a.size, 1) : countElements(shape)),
            dtypes: ({ dtype }) => [dtype],
          }
        : { charged: 'first' },
    },
    run: ({ a, dtype, shape, value }, _, ctx) => {
      requireRoomFor(shape, dtype, ctx);
      if (name === 'empty_like') return arrayOf(native.zeros(dtype, shape), dtype, shape);
      const source = weakKindOf(value) !== undefined ? scalarArray(value, dtype) : operand(name, value);
      // The prototype's memory order is kept, so that later sums visit elements in the same order.
      const result = shape === a.shape ? copyOf(a, dtype) : arrayOf(native.empty(dtype, shape), dtype, shape);
      native.assign(result.slot, source.slot, -1);
      if (source.ndim === 0 || name !== 'full_like') {
        const { symmetry, inferred } = likeTag(a.symmetry, shape);
        result.symmetry = symmetry;
        result.symmetryInferred = inferred;
      }
      return result;
    },
  });
}

interface EyeCall {
  readonly rows: number;
  readonly columns: number | null;
  readonly k: number;
  readonly dtype: Dtype;
  readonly args: Bound;
}

const diagonalLength = ({ rows, columns, k }: EyeCall): number => {
  const width = columns ?? rows;
  return k >= 0 ? Math.max(0, Math.min(rows, width - k)) : Math.max(0, Math.min(rows + k, width));
};

function eyeLike(call: EyeCall, ctx: OpContext): NdArray {
  const { rows, columns, k, dtype } = call;
  const width = columns ?? rows;
  if (rows < 0 || width < 0) throw new ValueError('negative dimensions are not allowed');
  requireRoomFor([rows, width], dtype, ctx);
  const result = arrayOf(native.zeros(dtype, [rows, width]), dtype, [rows, width]);
  const length = diagonalLength(call);
  if (length > 0) {
    const [down, right] = native.strides(result.slot) as [number, number];
    const start = k >= 0 ? k * right : -k * down;
    const diagonal = arrayOf(native.stridedView(result.slot, [length], [down + right], start), dtype, [length]);
    native.assign(diagonal.slot, scalarArray(1, dtype).slot, -1);
  }
  return result;
}

function eyeOp(name: 'eye' | 'identity'): OpDefinition {
  return moveOp<EyeCall, EyeCall>({
    name,
    params: name === 'eye' ? 'N, M=, k=, dtype=, **kwargs' : 'n, dtype=',
    prepare: (args) => ({
      args,
      rows: toIndex(args[name === 'eye' ? 'N' : 'n']),
      columns: args['M'] === undefined || args['M'] === null ? null : toIndex(args['M']),
      k: args['k'] === undefined ? 0 : toIndex(args['k']),
      dtype: dtypeArgument(name, args['dtype'], Dtype.Float64),
    }),
    infer: (call) => {
      if (name === 'eye') checkCreationKeywords(name, call.args, KEYWORDS);
      return call;
    },
    price: {
      '0.4.1': NEVER,
      '0.12.4': { charged: 'first', flops: diagonalLength, dtypes: ({ dtype }) => [dtype] },
    },
    run: (call, _, ctx) => {
      const result = eyeLike(call, ctx);
      result.symmetry = name === 'eye' ? eyeTag(call.rows, call.columns, call.k) : identityTag();
      return result;
    },
  });
}

interface DiagCall {
  readonly v: NdArray;
  readonly k: number;
}

const diag = moveOp<DiagCall, Shape>({
  name: 'diag',
  params: 'v, k=',
  prepare: (args) => ({ v: operand('diag', args['v']), k: args['k'] === undefined ? 0 : toIndex(args['k']) }),
  infer: ({ v, k }) => {
    if (v.ndim === 0 || v.ndim > 2)
      throw new ValueError(`diag: input must be 1- or 2-d, got shape ${shapeText(v.shape)}`);
    if (v.ndim === 1) return [v.size + Math.abs(k), v.size + Math.abs(k)];
    return [diagonalLength({ rows: v.shape[0]!, columns: v.shape[1]!, k, dtype: v.dtype, args: {} })];
  },
  price: {
    '0.4.1': {
      charged: 'first',
      flops: ({ v, k }) => {
        if (v.ndim === 1) return BigInt(v.size + Math.abs(k)) ** 2n;
        return Math.min(v.shape[0] ?? 0, v.shape[1] ?? v.shape[0] ?? 0);
      },
    },
    '0.12.4': { charged: 'first', flops: ({ v }) => (v.ndim === 1 ? v.size : 0), dtypes: ({ v }) => [v.dtype] },
  },
  run: ({ v, k }, shape, ctx) => {
    const target = v.ndim === 1 ? arrayOf(native.zeros(v.dtype, requireRoom(shape, v.dtype, ctx)), v.dtype, shape) : v;
    const [down, right] = native.strides(target.slot) as [number, number];
    const length = v.ndim === 1 ? v.size : shape[0]!;
    const start = length === 0 ? 0 : k >= 0 ? k * right : -k * down;
    const diagonal = arrayOf(native.stridedView(target.slot, [length], [down + right], start), v.dtype, [length]);
    if (v.ndim === 2) return diagonal;
    native.assign(diagonal.slot, v.slot, -1);
    target.symmetry = diagTag(v.ndim, k);
    return target;
  },
});

function requireRoom(shape: Shape, dtype: Dtype, ctx: OpContext): Shape {
  requireRoomFor(shape, dtype, ctx);
  return shape;
}

const numberOf = (value: PyValue): number => {
  if (value instanceof PyFloat) return value.value;
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  if (value instanceof NdArray && value.size === 1 && !isComplex(value.dtype))
    return Number(native.readItem(value.slot));
  throw new PyTypeError(`unsupported operand type: '${typeName(value)}'`);
};

interface ArangePlan {
  readonly dtype: Dtype;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const arange = moveOp<Bound, ArangePlan>({
  name: 'arange',
  params: '*args, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const positional = [...restArguments(args)];
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (!['start', 'stop', 'step', 'dtype', 'device', 'like'].includes(name)) {
        throw new PyTypeError(`arange() got an unexpected keyword argument '${name}'`);
      }
    }
    const given = (i: number, name: string): PyValue => positional[i] ?? keywords.get(name) ?? null;
    let start: PyValue = given(0, 'start');
    let stop: PyValue = given(1, 'stop');
    const step: PyValue = given(2, 'step') ?? 1;
    if (positional.length > 4) throw new PyTypeError('arange() takes at most 4 positional arguments');
    if (start === null && stop === null) throw new PyTypeError('arange() requires stop to be specified.');
    if (stop === null) {
      stop = start;
      start = 0;
    }
    start ??= 0;
    const operands: readonly PyValue[] = [start, stop, step];
    const natural = resultType(
      operands.map((value) =>
        value instanceof NdArray
          ? value.dtype
          : typeof value === 'boolean'
            ? Dtype.Bool
            : (weakKindOf(value) ?? fail(value)),
      ),
    );
    const dtype = dtypeArgument('arange', positional[3] ?? keywords.get('dtype'), natural);
    const [from, to, by] = [numberOf(start), numberOf(stop), numberOf(step)];
    if (by === 0) throw new ZeroDivisionError('arange: step must not be zero');
    const count = Math.max(0, Math.ceil((to - from) / by));
    if (!Number.isFinite(count)) throw new ValueError('arange: cannot compute length');
    if (count > Number.MAX_SAFE_INTEGER) throw new ValueError('Maximum allowed size exceeded');
    return { dtype, start: from, step: by, count };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { count }) => count },
    '0.12.4': { charged: 'last', flops: (_, { count }) => 2 * count, dtypes: (_, { dtype }) => [dtype] },
  },
  run: (_, { dtype, start, step, count }, ctx) => {
    requireRoomFor([count], dtype, ctx);
    if (dtype === Dtype.Bool && count > 2)
      throw new PyTypeError('arange() is only supported for booleans when the result has at most length 2.');
    if (isInteger(dtype) && Number.isInteger(start) && Number.isInteger(step)) {
      return arrayOf(native.ramp(dtype, BigInt(start), BigInt(step), count), dtype, [count]);
    }
    if (isInteger(dtype)) {
      // NumPy fixes the first two elements in the dtype and continues by their difference.
      const first = Math.trunc(start);
      const second = Math.trunc(start + step);
      return arrayOf(native.ramp(dtype, BigInt(first), BigInt(second - first), count), dtype, [count]);
    }
    const delta = start + step - start;
    return arrayOf(native.ramp(dtype, start, delta, count), dtype, [count]);
  },
});

function fail(value: PyValue): never {
  throw new PyTypeError(`arange: cannot use a value of type '${typeName(value)}'`);
}

interface LinspaceCall {
  readonly start: number;
  readonly stop: number;
  readonly num: number;
  readonly endpoint: boolean;
  readonly retstep: boolean;
  readonly dtype: Dtype | undefined;
}

const truth = (value: PyValue | undefined, otherwise: boolean): boolean =>
  value === undefined ? otherwise : value instanceof PyFloat ? value.value !== 0 : Boolean(value);

const linspace = moveOp<Bound, LinspaceCall>({
  name: 'linspace',
  params: 'start, stop, num=, **kwargs',
  prepare: (args) => args,
  infer: (args) => {
    const keywords = extraKeywords(args);
    for (const name of keywords.keys()) {
      if (!['endpoint', 'retstep', 'dtype', 'axis', 'device'].includes(name)) {
        throw new PyTypeError(`linspace() got an unexpected keyword argument '${name}'`);
      }
    }
    const num = args['num'] === undefined ? 50 : toIndex(args['num']);
    if (num < 0) throw new ValueError(`Number of samples, ${num}, must be non-negative.`);
    const dtype = keywords.get('dtype');
    for (const end of [args['start']!, args['stop']!]) {
      if (end instanceof NdArray && end.ndim > 0) {
        throw new PyTypeError('linspace: array end points are not supported');
      }
      if (end instanceof PyComplex) throw new PyTypeError('linspace: complex end points are not supported');
    }
    return {
      start: numberOf(args['start']!),
      stop: numberOf(args['stop']!),
      num,
      endpoint: truth(keywords.get('endpoint'), true),
      retstep: truth(keywords.get('retstep'), false),
      dtype: dtype === undefined || dtype === null ? undefined : dtypeArgument('linspace', dtype, Dtype.Float64),
    };
  },
  price: {
    '0.4.1': {
      charged: 'first',
      flops: (args) => {
        const num =
          args['num'] === undefined ? 50 : Number(args['num'] instanceof PyFloat ? args['num'].value : args['num']);
        return Math.max(Math.trunc(num), 1);
      },
    },
    '0.12.4': { charged: 'last', flops: (_, { num }) => 2 * num, dtypes: (_, { dtype }) => [dtype ?? Dtype.Float64] },
  },
  run: (_, { start, stop, num, endpoint, dtype }, ctx) => {
    requireRoomFor([num], Dtype.Float64, ctx);
    const intervals = endpoint ? num - 1 : num;
    const delta = stop - start;
    const step = intervals > 0 ? delta / intervals : Number.NaN;
    let samples: NdArray;
    if (intervals > 0 && step === 0) {
      const scaled = Float64Array.from({ length: num }, (_, i) => (i / intervals) * delta + start);
      samples = arrayOf(native.fromBytes(new Uint8Array(scaled.buffer), Dtype.Float64, [num]), Dtype.Float64, [num]);
    } else {
      samples = arrayOf(native.ramp(Dtype.Float64, 0, intervals > 0 ? step : delta, num), Dtype.Float64, [num]);
      samples = addStart(samples, start);
    }
    if (endpoint && num > 1) {
      const last = arrayOf(native.stridedView(samples.slot, [1], [8], (num - 1) * 8), Dtype.Float64, [1]);
      native.assign(last.slot, scalarArray(new PyFloat(stop), Dtype.Float64).slot, -1);
    }
    if (dtype === undefined || dtype === Dtype.Float64) return samples;
    return copyOf(isInteger(dtype) ? floored(samples) : samples, dtype);
  },
});

const addStart = (ramp: NdArray, start: number): NdArray => {
  const { index, loops } = ufuncNamed('add');
  const loop = loops.find(({ inputs }) => inputs[0] === Dtype.Float64)!;
  return arrayOf(
    native.binary(index, loop.index, ramp.slot, scalarArray(new PyFloat(start), Dtype.Float64).slot),
    Dtype.Float64,
    ramp.shape,
  );
};

const floored = (a: NdArray): NdArray => {
  const { index, loops } = ufuncNamed('floor');
  const loop = loops.find(({ inputs }) => inputs[0] === Dtype.Float64)!;
  return arrayOf(native.unary(index, loop.index, a.slot), Dtype.Float64, a.shape);
};

export const CREATION: readonly OpDefinition[] = [
  constantOp('zeros'),
  constantOp('ones'),
  constantOp('empty'),
  full,
  likeOp('zeros_like'),
  likeOp('ones_like'),
  likeOp('full_like'),
  likeOp('empty_like'),
  eyeOp('eye'),
  eyeOp('identity'),
  diag,
  arange,
  linspace,
];
