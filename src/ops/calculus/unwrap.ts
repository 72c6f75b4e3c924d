/** unwrap: phases whose jumps of more than half a period are taken back (numpy.unwrap). */
import { native } from '../../addon/native.js';
import { normalizeAxis } from '../../array/axes.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype as D, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { resultType, weakKindOf } from '../../array/promote.js';
import { meanComputeDtype, sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { atLeastOne, countElements } from '../../cost/flops.js';
import { PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { isInt, PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpDefinition } from '../define.js';
import { call } from '../predicate/apply.js';
import { arrayOf, copyOf, operand, sliced } from '../structure/common.js';
import { differences } from './diff.js';
import { asNum, type Num } from './numbers.js';

interface UnwrapCall {
  readonly p: NdArray;
  readonly discont: PyValue;
  readonly axis: PyValue;
  readonly period: PyValue;
}

/** period / 2, in Python for a Python number. TypeError for what cannot be divided. */
function half(period: PyValue): Num {
  if (period instanceof PyFloat) return new PyFloat(period.value / 2);
  if (isInt(period) || typeof period === 'boolean') return new PyFloat(Number(period) / 2);
  if (period instanceof PyComplex) return new PyComplex(period.re / 2, period.im / 2);
  if (period instanceof NdArray) return call('divide', period, 2);
  throw new PyTypeError(`unsupported operand type(s) for /: '${typeName(period)}' and 'int'`);
}

const negative = (value: Num): Num => {
  if (value instanceof PyFloat) return new PyFloat(-value.value);
  if (value instanceof PyComplex) return new PyComplex(-value.re, -value.im);
  return value instanceof NdArray ? applyUfunc('negative', value) : -value;
};

/** Half the period in whole numbers, and whether a jump of exactly that half is ambiguous. */
function wholeHalf(period: PyValue): { high: Num; isAmbiguous: boolean } {
  if (period instanceof NdArray) {
    const high = call('floor_divide', period, 2);
    const rest = call('remainder', period, 2);
    return { high, isAmbiguous: native.countTrue(call('equal', rest, 0).slot) === rest.size };
  }
  const whole = BigInt(period as number | bigint | boolean);
  const odd = ((whole % 2n) + 2n) % 2n;
  return { high: Number((whole - odd) / 2n), isAmbiguous: odd === 0n };
}

/** Overwrites elements where a mask is true. */
function put(target: NdArray, value: Num, where: NdArray): void {
  const source = value instanceof NdArray ? value : scalarArray(value, target.dtype);
  native.assign(target.slot, source.slot, where.slot);
}

function axisIndex(axis: PyValue, ndim: number): number {
  if (!isInt(axis) && typeof axis !== 'boolean') {
    throw new PyTypeError(`'${typeName(axis)}' object cannot be interpreted as an integer`);
  }
  return normalizeAxis(Number(axis), ndim);
}

function run({ p, discont, axis: given, period }: UnwrapCall): NdArray {
  if (p.ndim === 0) throw new ValueError('unwrap: diff requires input that is at least one dimensional');
  const axis = axisIndex(given, p.ndim);
  const jumps = differences(p, axis);
  const limit = discont === null ? half(period) : discont;
  const kind = typeof period === 'boolean' ? D.Bool : (weakKindOf(period) ?? (asNum(period) as NdArray).dtype);
  const dtype = resultType([jumps.dtype, kind]);
  const { high, isAmbiguous } = isInteger(dtype) ? wholeHalf(period) : { high: half(period), isAmbiguous: true };
  const low = negative(high);
  const wrapped = call('add', call('remainder', call('subtract', jumps, low), asNum(period)), low);
  if (isAmbiguous) {
    const isEdge = applyUfunc('logical_and', call('equal', wrapped, low), call('greater', jumps, 0));
    put(wrapped, high, isEdge);
  }
  const correction = applyUfunc('subtract', wrapped, jumps);
  if (typeof limit === 'string') throw new UFuncNoLoopError("ufunc 'less' has no loop for text");
  put(correction, 0, call('less', applyUfunc('absolute', jumps), asNum(limit)));
  const total = sumAccumulatorDtype(correction.dtype);
  const running = arrayOf(native.scan(false, correction.slot, axis, total), total, correction.shape);
  const result = copyOf(p, dtype);
  const rest = (a: NdArray): NdArray => sliced(a, axis, Math.min(1, a.shape[axis]!), Math.max(a.shape[axis]! - 1, 0));
  native.assign(rest(result).slot, applyUfunc('add', rest(p), running).slot, -1);
  return result;
}

const passes = (p: NdArray, count: bigint): bigint => atLeastOne(count * countElements(p.shape));

const unwrap = defineOp<UnwrapCall>({
  name: 'unwrap',
  params: 'p, discont=, axis=, *, period=',
  check: (args) => ({
    p: operand('unwrap', args['p']),
    discont: args['discont'] ?? null,
    axis: args['axis'] === undefined ? -1 : args['axis'],
    period: args['period'] === undefined ? new PyFloat(2 * Math.PI) : args['period'],
  }),
  price: byRelease<(unwrapCall: UnwrapCall) => Charge>({
    '0.4.1': ({ p }) => ({ op: 'unwrap', flops: passes(p, 7n) }),
    '0.12.4': ({ p }) => ({ op: 'unwrap', flops: passes(p, 13n), dtypes: [meanComputeDtype(p.dtype)] }),
  }),
  run,
});

export const UNWRAP: readonly OpDefinition[] = [unwrap];
