/** Comparisons of whole arrays, and with tolerance. */
import { native } from '../../addon/native.js';
import { describe } from '../../array/convert.js';
import { isComplex, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { resultType, weakKindOf } from '../../array/promote.js';
import { broadcastShapes, shapeText, sizeOf } from '../../array/shape.js';
import { integerToFloat64 } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { byRelease, type Charge, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { pointwiseSymmetry } from '../pointwise/symmetry.js';
import { RULES } from '../reduction/call.js';
import { type Bound, extraKeywords } from '../signature.js';
import { operand } from '../structure/common.js';
import { call } from './apply.js';
import { checkKeywords } from './unary.js';

type Keywords = ReadonlyMap<string, PyValue>;

interface CloseCall {
  readonly a: NdArray;
  readonly b: NdArray;
  readonly types: readonly OperandType[];
  readonly keywords: Keywords;
  readonly tolerances: readonly NdArray[];
  readonly bothScalar: boolean;
  readonly shape: Shape;
}

const typeOf = (value: PyValue): OperandType =>
  value instanceof NdArray ? value.dtype : (weakKindOf(value) ?? describe(value).dtype);

/** `weak`: whether Python scalars are billed by their kind rather than as arrays. */
function prepare(op: string, args: Bound, withTolerances: boolean, weak: boolean): CloseCall {
  const [first, second] = [args['a']!, args['b']!];
  const [a, b] = [operand(op, first), operand(op, second)];
  const keywords = extraKeywords(args);
  const given = ['rtol', 'atol'].map((name) => keywords.get(name)).filter((value) => value !== undefined);
  const tolerances = withTolerances ? given.map((value) => operand(op, value)) : [];
  const types = [...(weak ? [typeOf(first), typeOf(second)] : [a.dtype, b.dtype]), ...given.map((v) => typeOf(v!))];
  const bothScalar = ![first, second].some((value) => value instanceof NdArray) && a.ndim === 0 && b.ndim === 0;
  const shape = broadcastShapes(a.shape, b.shape, ...tolerances.map((array) => array.shape));
  return { a, b, types, keywords, tolerances, bothScalar, shape };
}

const symmetryOf = ({ a, b, tolerances, shape }: CloseCall) => pointwiseSymmetry([a, b, ...tolerances], shape);

/** numpy.isclose. The operands as given: Python scalars promote by their kind. */
export function closeness(first: PyValue, second: PyValue, keywords: Keywords): NdArray {
  const asOperand = (value: PyValue): NdArray | PyValue =>
    value instanceof NdArray || weakKindOf(value) !== undefined ? value : operand('isclose', value);
  const x = asOperand(first);
  let y = asOperand(second);
  if (y instanceof NdArray) y = asType(y, resultType([y.dtype, 'float']));
  else if (weakKindOf(y) === 'int') y = new PyFloat(Number(y));
  const relative = asOperand(keywords.get('rtol') ?? new PyFloat(1e-5));
  const absolute = asOperand(keywords.get('atol') ?? new PyFloat(1e-8));
  const distance = call('absolute', call('subtract', x, y));
  const allowance = call('add', absolute, call('multiply', relative, call('absolute', y)));
  const near = applyUfunc('logical_and', call('less_equal', distance, allowance), call('isfinite', y));
  const close = applyUfunc('logical_or', near, call('equal', x, y));
  if (keywords.get('equal_nan') !== true) return close;
  return applyUfunc('logical_or', close, applyUfunc('logical_and', call('isnan', x), call('isnan', y)));
}

const CLOSE_KEYWORDS = ['rtol', 'atol', 'equal_nan'];

const closePrice = (
  perElement: (elements: bigint) => bigint,
  types: readonly OperandType[],
  op: string,
  count: bigint,
): Charge => ({
  op,
  flops: perElement(count),
  dtypes: [integerToFloat64(resultType(types))],
});

interface IscloseCall extends CloseCall {
  readonly first: PyValue;
  readonly second: PyValue;
}

const withGiven = (args: Bound, prepared: CloseCall): IscloseCall => ({
  ...prepared,
  first: args['a']!,
  second: args['b']!,
});

const isclose = defineOp<IscloseCall>({
  name: 'isclose',
  params: 'a, b, **kwargs',
  check: byRelease<(args: Bound) => IscloseCall>({
    '0.4.1': (args) => withGiven(args, prepare('isclose', args, false, true)),
    '0.12.4': (args) => withGiven(args, prepare('isclose', args, true, true)),
  }),
  price: byRelease({
    '0.4.1': (prepared: CloseCall): Charge => ({
      op: 'isclose',
      flops: pointwiseCost(prepared.shape, symmetryOf(prepared)),
    }),
    '0.12.4': (prepared: CloseCall, ctx): Charge =>
      closePrice(
        (cost) => 6n * cost,
        prepared.types,
        'isclose',
        pointwiseCost(prepared.shape, symmetryOf(prepared), ctx.release.pick(RULES)),
      ),
  }),
  run: (prepared): OpResult => {
    checkKeywords('isclose', prepared.keywords, CLOSE_KEYWORDS);
    const result = closeness(prepared.first, prepared.second, prepared.keywords);
    if (prepared.bothScalar && result.ndim === 0) return native.readItem(result.slot) as boolean;
    result.symmetry = symmetryOf(prepared);
    return result;
  },
});

const isAll = (truths: NdArray): boolean => native.countTrue(truths.slot) === truths.size;

const allclose = defineOp<CloseCall>({
  name: 'allclose',
  params: 'a, b, **kwargs',
  check: byRelease<(args: Bound) => CloseCall>({
    '0.4.1': (args) => prepare('allclose', args, false, false),
    '0.12.4': (args) => prepare('allclose', args, true, false),
  }),
  price: byRelease({
    '0.4.1': ({ shape }: CloseCall): Charge => ({ op: 'allclose', flops: Math.max(sizeOf(shape), 1) }),
    '0.12.4': ({ shape, types }: CloseCall): Charge =>
      closePrice((count) => (7n * count - 1n > 1n ? 7n * count - 1n : 1n), types, 'allclose', BigInt(sizeOf(shape))),
  }),
  run: ({ a, b, keywords }): OpResult => {
    checkKeywords('allclose', keywords, CLOSE_KEYWORDS);
    return isAll(closeness(a, b, keywords));
  },
});

interface Pair {
  readonly a: NdArray;
  readonly b: NdArray;
  readonly keywords: Keywords;
}

const pair = (op: string, args: Bound): Pair => {
  const a = operand(op, args['a']);
  return { a, b: args['b'] === args['a'] ? a : operand(op, args['b']), keywords: extraKeywords(args) ?? new Map() };
};

const hasNan = (a: NdArray): boolean => kindOf(a.dtype) === 'f' || isComplex(a.dtype);

const arrayEqual = defineOp<Pair>({
  name: 'array_equal',
  params: 'a, b, **kwargs',
  check: (args) => pair('array_equal', args),
  price: ({ a, b }) => ({ op: 'array_equal', flops: Math.max(a.size, b.size, 1), dtypes: [a.dtype, b.dtype] }),
  run: ({ a, b, keywords }): OpResult => {
    checkKeywords('array_equal', keywords, ['equal_nan']);
    if (shapeText(a.shape) !== shapeText(b.shape)) return false;
    const equal = applyUfunc('equal', a, b);
    if (keywords.get('equal_nan') !== true || (!hasNan(a) && !hasNan(b))) return isAll(equal);
    const bothNan = applyUfunc('logical_and', applyUfunc('isnan', a), applyUfunc('isnan', b));
    return isAll(applyUfunc('logical_or', equal, bothNan));
  },
});

function broadcastOrNull(a: Shape, b: Shape): Shape | null {
  try {
    return broadcastShapes(a, b);
  } catch {
    return null;
  }
}

const arrayEquiv = defineOp<Pair>({
  name: 'array_equiv',
  params: 'a, b',
  check: (args) => pair('array_equiv', args),
  price: ({ a, b }) => {
    const shape = broadcastOrNull(a.shape, b.shape);
    const flops = shape === null ? Math.max(a.size, b.size, 1) : Math.max(sizeOf(shape), 1);
    return { op: 'array_equiv', flops, dtypes: [a.dtype, b.dtype] };
  },
  run: ({ a, b }): OpResult => (broadcastOrNull(a.shape, b.shape) === null ? false : isAll(applyUfunc('equal', a, b))),
});

export const CLOSE: readonly OpDefinition[] = [isclose, allclose, arrayEqual, arrayEquiv];
