/** Arrays from nothing: filled and structured. */
import { native } from '../../addon/native.js';
import { toIndex, toShape } from '../../array/axes.js';
import { describe, scalarArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { weakKindOf } from '../../array/promote.js';
import { shapeText } from '../../array/shape.js';
import { countElements, type Flops } from '../../cost/flops.js';
import { IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { constantFillTag, diagTag, eyeTag, identityTag, likeTag } from '../../symmetry/infer.js';
import type { OpContext, OpDefinition } from '../define.js';
import { type Bound, extraKeywords } from '../signature.js';
import {
  arrayOf,
  copyOf,
  dtypeArgument,
  filled,
  operand,
  requireRoomFor,
  shapeOperand,
  toInt,
  undeliverable,
} from './common.js';
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

/** UnsupportedDtypeError for a shape with a string in it: such lists are taken for arrays of text. */
function refuseTexts(op: string, value: PyValue | undefined): void {
  if (Array.isArray(value) && value.some((item) => typeof item === 'string')) {
    throw new UnsupportedDtypeError(`${op}: dtype 'str' is not numeric`);
  }
}

/** The shape where it is one NumPy accepts; refused later, with NumPy's other objections, otherwise. */
function shapeIfValid(value: PyValue | undefined): Shape | undefined {
  try {
    return toShape(value ?? null);
  } catch {
    return undefined;
  }
}

/** A shape argument's extents as far as a price can be made of them; TypeError and ValueError where it cannot. */
function pricedExtents(value: PyValue | undefined): bigint[] {
  if (isInt(value)) return [BigInt(value)];
  if (typeof value === 'boolean') return [value ? 1n : 0n];
  if (typeof value === 'string') throw new ValueError(`invalid literal for int() with base 10: '${value}'`);
  if (typeof value !== 'object' || value === null || value instanceof PyFloat) {
    throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
  }
  return Array.isArray(value) ? (value as readonly PyValue[]).map(pricedExtent) : [];
}

function pricedExtent(value: PyValue): bigint {
  if (isInt(value) || typeof value === 'boolean') return BigInt(value);
  if (value instanceof PyFloat) return BigInt(toInt(value));
  throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

const countPriced = (value: PyValue | undefined): Flops => {
  const product = pricedExtents(value).reduce((total, extent) => total * extent, 1n);
  return product > 0n ? product : 0n;
};

const filledPrice = {
  charged: 'first' as const,
  flops: ({ args }: Fill) => countPriced(args['shape']),
  dtypes: ({ dtype }: Fill) => [dtype!],
};

function constantOp(name: 'zeros' | 'ones' | 'empty'): OpDefinition {
  return moveOp<Fill, { shape: Shape; dtype: Dtype }>({
    name,
    params: 'shape, dtype=, **kwargs',
    prepare: (args, ctx) => {
      refuseTexts(name, args['shape']);
      if (name === 'ones' && ctx.release.traits.dtypeBilling) pricedExtents(args['shape']);
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
  prepare: (args, ctx) => {
    refuseTexts('full', args['shape']);
    if (ctx.release.traits.dtypeBilling) pricedExtents(args['shape']);
    const value = args['fill_value']!;
    const { dtype, foreign, shape } = describe(value);
    if (foreign !== undefined) throw new UnsupportedDtypeError(`full: dtype '${foreign}' is not numeric`);
    const target = dtypeArgument('full', args['dtype'], dtype);
    return { args, shape: shapeIfValid(args['shape']), dtype: target, value, isConstant: shape.length === 0 };
  },
  infer: ({ args, dtype, value }) => {
    checkCreationKeywords('full', args, KEYWORDS);
    const shape = toShape(args['shape']!);
    if (weakKindOf(value) !== undefined) scalarArray(value, dtype!);
    return { shape, dtype: dtype! };
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
  readonly foreign: string | undefined;
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly value: PyValue;
}

function likeOp(name: 'zeros_like' | 'ones_like' | 'full_like' | 'empty_like'): OpDefinition {
  const billed = name === 'ones_like' || name === 'full_like';
  return moveOp<LikeCall, LikeCall>({
    name,
    params: name === 'full_like' ? 'a, fill_value, dtype=, **kwargs' : 'a, dtype=, **kwargs',
    prepare: (args, ctx) => {
      const { a, foreign } = billed ? { a: operand(name, args['a']), foreign: undefined } : shapeOperand(args['a']);
      const given = extraKeywords(args).get('shape');
      refuseTexts(name, given);
      const value = name === 'full_like' ? args['fill_value']! : name === 'ones_like' ? 1 : 0;
      if (name === 'full_like') {
        const { foreign } = describe(value);
        if (foreign !== undefined) throw new UnsupportedDtypeError(`${name}: dtype '${foreign}' is not numeric`);
      }
      const isOwn = given === undefined || given === null;
      if (name === 'ones_like' && !isOwn && ctx.release.traits.dtypeBilling) pricedExtents(given);
      const shape = isOwn ? a.shape : (shapeIfValid(given) ?? []);
      return { args, a, foreign, value, shape, dtype: dtypeArgument(name, args['dtype'], a.dtype) };
    },
    infer: (call) => {
      checkCreationKeywords(name, call.args, LIKE_KEYWORDS);
      toShape(extraKeywords(call.args).get('shape') ?? []);
      return call;
    },
    price: {
      '0.4.1': name === 'full_like' ? { charged: 'first', flops: ({ a }) => Math.max(a.size, 1) } : NEVER,
      '0.12.4': billed
        ? {
            charged: 'first',
            flops: ({ a, args }) => {
              const given = extraKeywords(args).get('shape') ?? null;
              if (name === 'full_like') return Math.max(a.size, 1);
              return given === null ? a.size : countPriced(given);
            },
            dtypes: ({ dtype }) => [dtype],
          }
        : { charged: 'first' },
    },
    run: ({ a, foreign, args, dtype, shape, value }, _, ctx) => {
      if (foreign !== undefined && (args['dtype'] ?? null) === null) throw undeliverable(name, foreign);
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

/** An extent as the price takes it: any number; NumPy refuses other than ints when the array is made. */
const extent = (value: PyValue | undefined): number =>
  value instanceof PyFloat && Number.isFinite(value.value) ? value.value : toIndex(value);

function requireExtent(value: PyValue | undefined): void {
  if (typeof value === 'boolean') throw new PyTypeError('an integer is required');
  toIndex(value);
}

/** The number of rows; early releases refuse a bad one before they look at anything else. */
function rowsOf(value: PyValue | undefined, ctx: OpContext): number {
  const rows = extent(value);
  if (!ctx.release.traits.dtypeBilling && rows < 0) throw new ValueError('negative dimensions are not allowed');
  return rows;
}

function eyeOp(name: 'eye' | 'identity'): OpDefinition {
  return moveOp<EyeCall, EyeCall>({
    name,
    params: name === 'eye' ? 'N, M=, k=, dtype=, **kwargs' : 'n, dtype=',
    prepare: (args, ctx) => ({
      args,
      rows: rowsOf(args[name === 'eye' ? 'N' : 'n'], ctx),
      columns: args['M'] === undefined || args['M'] === null ? null : toIndex(args['M']),
      k: args['k'] === undefined ? 0 : toIndex(args['k']),
      dtype: dtypeArgument(name, args['dtype'], Dtype.Float64),
    }),
    infer: (call) => {
      requireExtent(call.args[name === 'eye' ? 'N' : 'n']);
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
  readonly k: PyValue;
}

interface DiagPlan {
  readonly shape: Shape;
  readonly k: number;
}

const diag = moveOp<DiagCall, DiagPlan>({
  name: 'diag',
  params: 'v, k=',
  prepare: (args) => ({ v: operand('diag', args['v']), k: args['k'] ?? 0 }),
  infer: ({ v, k: given }) => {
    const k = toIndex(given);
    if (v.ndim === 0 || v.ndim > 2)
      throw new ValueError(`diag: input must be 1- or 2-d, got shape ${shapeText(v.shape)}`);
    const extent = v.size + Math.abs(k);
    if (v.ndim === 1) return { shape: [extent, extent], k };
    return { shape: [diagonalLength({ rows: v.shape[0]!, columns: v.shape[1]!, k, dtype: v.dtype, args: {} })], k };
  },
  price: {
    '0.4.1': {
      charged: 'first',
      flops: ({ v, k }) => {
        if (v.ndim === 0) throw new IndexError('tuple index out of range');
        if (v.ndim === 1) return BigInt(v.size + Math.abs(toIndex(k))) ** 2n;
        return Math.min(v.shape[0] ?? 0, v.shape[1] ?? v.shape[0] ?? 0);
      },
    },
    '0.12.4': { charged: 'first', flops: ({ v }) => (v.ndim === 1 ? v.size : 0), dtypes: ({ v }) => [v.dtype] },
  },
  run: ({ v }, { shape, k }, ctx) => {
    const target = v.ndim === 1 ? arrayOf(native.zeros(v.dtype, requireRoom(shape, v.dtype, ctx)), v.dtype, shape) : v;
    const [down, right] = native.strides(target.slot) as [number, number];
    const length = v.ndim === 1 ? v.size : shape[0]!;
    const start = length === 0 ? 0 : k >= 0 ? k * right : -k * down;
    const diagonal = arrayOf(native.stridedView(target.slot, [length], [down + right], start), v.dtype, [length]);
    if (v.ndim === 2) return diagonal.asReadOnly();
    native.assign(diagonal.slot, v.slot, -1);
    target.symmetry = diagTag(v.ndim, k);
    return target;
  },
});

function requireRoom(shape: Shape, dtype: Dtype, ctx: OpContext): Shape {
  requireRoomFor(shape, dtype, ctx);
  return shape;
}

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
];
