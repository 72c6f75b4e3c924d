/** round and around: to decimals, half to even, by scaling. */
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { Dtype, dtypeName, isComplex, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { canCast } from '../../array/promote.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyComplex, PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { type Charge, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { copyInto, isFilledByCopy, retag } from '../pointwise/destination.js';
import { singleOutput } from '../pointwise/keywords.js';
import { symmetryInto } from '../pointwise/symmetry.js';
import { RULES } from '../reduction/call.js';
import { operand } from '../structure/common.js';
import { callInto } from './apply.js';
import { imaginaryPart, realPart } from './complex-parts.js';

interface RoundCall {
  readonly a: NdArray;
  readonly decimals: PyValue;
  readonly out: NdArray | null;
  readonly isScalar: boolean;
  readonly symmetry: NdArray['symmetry'];
}

/** What `.item()` gives: a Python number. */
function pythonScalar(a: NdArray): OpResult {
  const item = native.readItem(a.slot);
  if (Array.isArray(item)) return new PyComplex(item[0], item[1]);
  if (isInteger(a.dtype)) return Number.isSafeInteger(Number(item)) ? Number(item) : item;
  return typeof item === 'boolean' ? item : new PyFloat(Number(item));
}

/** Integers to tens, hundreds and so on go through float64. */
function scaled(a: NdArray, decimals: number, out: NdArray | null): NdArray {
  const power = new PyFloat(10 ** Math.abs(decimals));
  const [first, second] = decimals >= 0 ? ['multiply', 'divide'] : ['divide', 'multiply'];
  const isWhole = isInteger(a.dtype);
  const dtype = isWhole ? Dtype.Float64 : a.dtype;
  const target = out ?? new NdArray(native.empty(dtype, a.shape), dtype, a.shape);
  callInto(first!, [a, power], target);
  callInto('rint', [target], target);
  callInto(second!, [target, power], target);
  return isWhole && out === null ? asType(target, a.dtype) : target;
}

/** numpy.round. */
function rounded(a: NdArray, decimals: number, out: NdArray | null): NdArray {
  if (isComplex(a.dtype)) {
    const result = out ?? new NdArray(native.empty(a.dtype, a.shape), a.dtype, a.shape);
    for (const part of [realPart, imaginaryPart]) {
      const value = rounded(part(a), decimals, null);
      native.assign(part(result).slot, value.slot, -1);
    }
    return result;
  }
  if (decimals >= 0 && isInteger(a.dtype)) {
    if (out !== null) {
      if (!canCast(a.dtype, out.dtype, 'same_kind'))
        throw new PyTypeError(`round: cannot cast ${dtypeName(a.dtype)} to ${dtypeName(out.dtype)} ('same_kind')`);
      return copyInto('round', out, a);
    }
    return new NdArray(native.alias(a.slot), a.dtype, a.shape);
  }
  if (decimals !== 0) return scaled(a, decimals, out);
  return out === null ? applyUfunc('rint', a) : callInto('rint', [a], out);
}

const roundOp = (name: string): OpDefinition =>
  defineOp<RoundCall>({
    name,
    params: 'a, decimals=, out=',
    check: (args) => {
      const a = operand(name, args['a']);
      const out = singleOutput(name, args['out']);
      const isScalar = !(args['a'] instanceof NdArray) && a.ndim === 0;
      return { a, decimals: args['decimals'] ?? 0, out, isScalar, symmetry: symmetryInto(out, a.symmetry) };
    },
    price: ({ a, out }, ctx): Charge => ({
      op: name,
      flops: pointwiseCost(a.shape, a.symmetry, ctx.release.pick(RULES)),
      dtypes: [a.dtype, ...(out === null ? [] : [out.dtype])],
    }),
    run: ({ a, decimals, out, isScalar, symmetry }): OpResult => {
      const fits = out === null || out.size === a.size;
      if (isFilledByCopy(out)) return retag(copyInto(name, out, rounded(a, toIndex(decimals), null)), symmetry);
      const places = toIndex(decimals);
      if (!fits) throw new ValueError('invalid output shape');
      const result = rounded(a, places, out);
      if (isScalar && out === null) return pythonScalar(result);
      if (out === null) result.symmetry = symmetry;
      return result;
    },
  });

export const ROUNDING: readonly OpDefinition[] = [roundOp('round'), roundOp('around')];
