/** clip: elements kept between bounds, which broadcast against them. */
import { native } from '../../addon/native.js';
import { describe, fitsInteger, scalarArray } from '../../array/convert.js';
import { type Dtype, dtypeName, isComplex, isInteger } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { canCast, resultType, weakKindOf } from '../../array/promote.js';
import { broadcastShapes, shapeText } from '../../array/shape.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { PyTypeError, UFuncOutputCastingError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, type PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { byRelease, type Charge, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { copyInto, isFilledByCopy, retag } from '../pointwise/destination.js';
import { singleOutput } from '../pointwise/keywords.js';
import { pointwiseSymmetry, symmetryInto } from '../pointwise/symmetry.js';
import { RULES } from '../reduction/call.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { dtypeArgument, operand } from '../structure/common.js';

interface ClipCall {
  readonly a: NdArray;
  /** The operand as given: a Python scalar promotes by its kind. */
  readonly given: PyValue;
  readonly positional: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
  readonly bounds: readonly {
    readonly value: PyValue;
    readonly shape: Shape;
    readonly symmetry: NdArray['symmetry'];
  }[];
  readonly shape: Shape;
  readonly out: NdArray | null;
  /** The symmetry priced: that of the operands. */
  readonly common: NdArray['symmetry'];
  /** The symmetry the result keeps. */
  readonly symmetry: NdArray['symmetry'];
}

const BOUNDS = ['a_min', 'a_max', 'min', 'max'];

function describeBound(value: PyValue): ClipCall['bounds'][number] {
  if (value instanceof NdArray) return { value, shape: value.shape, symmetry: value.symmetry };
  const { shape, foreign } = describe(value);
  if (foreign !== undefined && !isInt(value)) {
    throw new UnsupportedDtypeError(`clip: dtype '${foreign}' is not numeric`);
  }
  return { value, shape, symmetry: null };
}

function prepare(args: Bound, billed: boolean): ClipCall {
  const positional = restArguments(args);
  const keywords = extraKeywords(args);
  if (positional.length > 3) {
    throw new PyTypeError(`clip() takes from 1 to 4 positional arguments but ${positional.length + 1} were given`);
  }
  const last = positional[2] ?? null;
  if (last !== null && (args['out'] ?? null) !== null) throw new PyTypeError('clip(): out= given twice');
  const out = singleOutput('clip', args['out'] ?? last);
  const a = operand('clip', args['a']);
  const values = [...positional.slice(0, 2), ...BOUNDS.map((name) => keywords.get(name))];
  const bounds = values.filter((value) => value !== undefined && value !== null).map((value) => describeBound(value!));
  const all = [a, ...bounds];
  const shape = billed ? broadcastShapes(...all.map((one) => one.shape)) : a.shape;
  const common = pointwiseSymmetry(all, shape);
  const symmetry = symmetryInto(out, common);
  return { a, given: args['a']!, positional: positional.slice(0, 2), keywords, bounds, shape, out, common, symmetry };
}

/** The two bounds as numpy.clip takes them. TypeError and ValueError for combinations it does not. */
function boundsOf({ positional, keywords }: ClipCall): [PyValue, PyValue] {
  const lower = positional[0] ?? keywords.get('a_min');
  const upper = positional[1] ?? keywords.get('a_max');
  const isGiven = positional.length > 0 || keywords.has('a_min') || keywords.has('a_max');
  if (!isGiven) return [keywords.get('min') ?? null, keywords.get('max') ?? null];
  const both = (positional.length > 0 || keywords.has('a_min')) && (positional.length > 1 || keywords.has('a_max'));
  if (!both)
    throw new PyTypeError(
      `clip() missing 1 required positional argument: '${lower === undefined ? 'a_min' : 'a_max'}'`,
    );
  if (keywords.has('min') || keywords.has('max')) {
    throw new ValueError('clip: min and max are forbidden where a_min and a_max are given');
  }
  return [lower ?? null, upper ?? null];
}

const typeOf = (value: PyValue): OperandType =>
  value instanceof NdArray ? value.dtype : (weakKindOf(value) ?? describe(value).dtype);

/** Python integers beyond the range of an integer dtype bound nothing on their side. */
function withinRange(value: PyValue, dtype: Dtype, isLower: boolean): PyValue {
  if (!isInt(value) || !isInteger(dtype) || fitsInteger(value, dtype)) return value;
  return value < 0 === isLower ? null : value;
}

/** The greater or lesser of two; of complex numbers that compare equal numpy.clip takes the bound. */
function bounded(extremum: string, beyond: string, x: NdArray, bound: NdArray): NdArray {
  if (!isComplex(x.dtype)) return applyUfunc(extremum, x, bound);
  const stays = applyUfunc('logical_or', applyUfunc(beyond, x, bound), applyUfunc('isnan', x));
  return new NdArray(native.select(stays.slot, x.slot, bound.slot, x.dtype, stays.shape), x.dtype, stays.shape);
}

/** `minimum(maximum(x, low), high)` in one pass; all of one dtype. */
function between(x: NdArray, low: NdArray, high: NdArray): NdArray {
  const ufunc = ufuncNamed('clip');
  const loop = ufunc.loops.find(({ inputs }) => inputs[0] === x.dtype)!;
  const shape = broadcastShapes(x.shape, low.shape, high.shape);
  const [slot] = native.ufunc(ufunc.index, loop.index, [x.slot, low.slot, high.slot], [-1], -1) as [number];
  return new NdArray(slot, x.dtype, shape);
}

function clipped(call: ClipCall): NdArray {
  const { a, out, keywords } = call;
  const [min, max] = boundsOf(call);
  const lower = withinRange(min, a.dtype, true);
  const upper = withinRange(max, a.dtype, false);
  for (const name of keywords.keys()) {
    if (![...BOUNDS, 'dtype', 'casting', 'where', 'order', 'subok', 'signature'].includes(name)) {
      throw new PyTypeError(`clip() got an unexpected keyword argument '${name}'`);
    }
  }
  const used = [lower, upper].filter((value) => value !== null);
  if (used.length === 0) {
    const same = applyUfunc('positive', a);
    return out === null ? same : copyInto('clip', out, same);
  }
  const natural = resultType([a.dtype, ...used.map(typeOf)]);
  const dtype = dtypeArgument('clip', keywords.get('dtype'), natural);
  if (dtype !== natural && !canCast(natural, dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(
      `Cannot cast ufunc 'clip' input from ${dtypeName(natural)} to ${dtypeName(dtype)}`,
    );
  }
  const bound = (value: PyValue): NdArray =>
    weakKindOf(value) === undefined ? asType(operand('clip', value), dtype) : scalarArray(value, dtype);
  let result = asType(a, dtype);
  if (lower !== null && upper !== null && !isComplex(dtype)) result = between(result, bound(lower), bound(upper));
  else if (lower !== null) result = bounded('maximum', 'greater', result, bound(lower));
  if (upper !== null && (lower === null || isComplex(dtype))) result = bounded('minimum', 'less', result, bound(upper));
  if (out === null) return result;
  if (!canCast(dtype, out.dtype, 'same_kind')) {
    throw new UFuncOutputCastingError(
      `Cannot cast ufunc 'clip' output from ${dtypeName(dtype)} to ${dtypeName(out.dtype)} with casting rule 'same_kind'`,
    );
  }
  if (shapeText(broadcastShapes(result.shape, out.shape)) !== shapeText(out.shape)) {
    throw new ValueError(`clip: non-broadcastable output operand with shape ${shapeText(out.shape)}`);
  }
  return copyInto('clip', out, result);
}

const clip = defineOp<ClipCall>({
  name: 'clip',
  params: 'a, *args, out=, **kwargs',
  check: byRelease<(args: Bound) => ClipCall>({
    '0.4.1': (args) => prepare(args, false),
    '0.12.4': (args) => prepare(args, true),
  }),
  price: (call, ctx): Charge => {
    const { a, given, bounds, shape, out, common } = call;
    const cost = pointwiseCost(shape, common, ctx.release.pick(RULES));
    if (!ctx.release.traits.dtypeBilling) return { op: 'clip', flops: cost };
    const billed = resultType([typeOf(given), ...bounds.map(({ value }) => typeOf(value))]);
    const dtypes = [billed, ...(out === null ? [] : [out.dtype])];
    return {
      op: 'clip',
      flops: cost * BigInt(Math.max(bounds.length, 1)),
      dtypes: bounds.length === 0 ? [a.dtype, ...dtypes] : dtypes,
    };
  },
  run: (call): OpResult => {
    const { out, symmetry } = call;
    if (isFilledByCopy(out)) return retag(copyInto('clip', out, clipped({ ...call, out: null })), symmetry);
    const result = clipped(call);
    if (out === null) result.symmetry = symmetry;
    return result;
  },
});

export const CLIP: readonly OpDefinition[] = [clip];
