/** Functions of one array that are written in Python on top of ufuncs, and predicates. */
import { native } from '../../addon/native.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { integerToFloat64, unaryFloatLoopDtype } from '../../cost/dtype-billing.js';
import { pointwiseCost } from '../../cost/pointwise.js';
import { PyTypeError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { type Charge, defineOp, type OpDefinition, type OpResult } from '../define.js';
import { copyInto, isFilledByCopy, retag } from '../pointwise/destination.js';
import { singleOutput } from '../pointwise/keywords.js';
import { symmetryInto } from '../pointwise/symmetry.js';
import { RULES } from '../reduction/call.js';
import { type Bound, extraKeywords } from '../signature.js';
import { operand } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { call, callInto } from './apply.js';
import { i0 } from './bessel.js';
import { angle, hasImaginary, imaginaryPart, isReal, realIfClose, realPart } from './complex-parts.js';

type Keywords = ReadonlyMap<string, PyValue>;

interface UnaryCall {
  readonly a: NdArray;
  readonly out: NdArray | null;
  readonly keywords: Keywords;
  readonly symmetry: NdArray['symmetry'];
}

interface UnarySpec {
  readonly name: string;
  /** Keywords of NumPy's function besides `out`. */
  readonly keywords?: readonly string[];
  /** NumPy's function takes `out` itself; otherwise results are copied to it, converted as need be. */
  readonly takesOut?: boolean;
  /** Priced at nothing in present releases. */
  readonly freeNow?: boolean;
  /** The dtype billed. */
  readonly billed?: (dtype: Dtype) => Dtype;
  readonly run: (a: NdArray, keywords: Keywords, out: NdArray | null) => NdArray;
}

export function checkKeywords(op: string, keywords: Keywords, allowed: readonly string[] = []): void {
  for (const name of keywords.keys()) {
    if (!allowed.includes(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
}

function unaryOp(spec: UnarySpec): OpDefinition {
  const { name } = spec;
  return defineOp<UnaryCall>({
    name,
    params: 'x, out=, **kwargs',
    check: (args) => {
      const a = operand(name, args['x']);
      const out = singleOutput(name, args['out']);
      return { a, out, keywords: extraKeywords(args), symmetry: symmetryInto(out, a.symmetry) };
    },
    price: ({ a, out, symmetry }, ctx): Charge => {
      const isFree = spec.freeNow === true && ctx.release.traits.dtypeBilling;
      const flops = isFree ? 0n : pointwiseCost(a.shape, symmetry, ctx.release.pick(RULES));
      const dtypes = [(spec.billed ?? ((dtype) => dtype))(a.dtype)];
      if (out !== null) dtypes.push(out.dtype);
      return { op: name, flops, dtypes };
    },
    run: ({ a, out, keywords, symmetry }, ctx): OpResult => {
      checkKeywords(name, keywords, spec.keywords);
      const isApart = spec.takesOut !== true || (!ctx.release.traits.writesEndTags && isFilledByCopy(out));
      const result = spec.run(a, keywords, isApart ? null : out);
      if (out === null) {
        result.symmetry = symmetry;
        return result;
      }
      if (result !== out) copyInto(name, out, result);
      return out.symmetry === null ? out : retag(out, symmetry);
    },
  });
}

const isInfinite = (name: string, a: NdArray, out: NdArray | null, negative: boolean): NdArray => {
  if (isComplex(a.dtype)) throw new PyTypeError(`${name}: not supported for complex values`);
  const sign = applyUfunc('signbit', a);
  return callInto('logical_and', [applyUfunc('isinf', a), negative ? sign : applyUfunc('logical_not', sign)], out);
};

function sinc(a: NdArray): NdArray {
  const x = call('multiply', new PyFloat(Math.PI), a);
  const epsilon = { [Dtype.Float16]: 2 ** -10, [Dtype.Float32]: 2 ** -23, [Dtype.Float64]: 2 ** -52 }[
    x.dtype as number
  ];
  const isZero = applyUfunc('equal', x, scalarArray(0, x.dtype));
  const tiny = scalarArray(new PyFloat(epsilon ?? 1e-20), x.dtype);
  const y = new NdArray(native.select(isZero.slot, tiny.slot, x.slot, x.dtype, x.shape), x.dtype, x.shape);
  return call('divide', applyUfunc('sin', y), y);
}

const LARGEST: Readonly<Partial<Record<Dtype, number>>> = {
  [Dtype.Float16]: 65504,
  [Dtype.Float32]: 3.4028234663852886e38,
};

const given = (value: PyValue | undefined, otherwise: PyValue): PyValue =>
  value === undefined || value === null ? otherwise : value;

/** numpy.nan_to_num: NaN and the infinities replaced, in the array itself unless `copy`. */
function nanToNum(a: NdArray, keywords: Keywords): NdArray {
  const copies = keywords.get('copy') !== false;
  const result = copies ? new NdArray(native.copy(a.slot, a.dtype, 3), a.dtype, a.shape) : a;
  if ('biu'.includes(kindOf(a.dtype))) return result;
  const parts = isComplex(a.dtype) ? [realPart(result), imaginaryPart(result)] : [result];
  for (const part of parts) {
    const largest = LARGEST[part.dtype] ?? Number.MAX_VALUE;
    const isInf = applyUfunc('isinf', part);
    const sign = applyUfunc('signbit', part);
    const isPositive = applyUfunc('logical_and', isInf, applyUfunc('logical_not', sign));
    const isNegative = applyUfunc('logical_and', isInf, sign);
    const isNan = applyUfunc('isnan', part);
    const put = (value: PyValue, where: NdArray): void =>
      native.assign(part.slot, scalarArray(value, part.dtype).slot, where.slot);
    put(given(keywords.get('nan'), new PyFloat(0)), isNan);
    put(given(keywords.get('posinf'), new PyFloat(largest)), isPositive);
    put(given(keywords.get('neginf'), new PyFloat(-largest)), isNegative);
  }
  if (copies) return result;
  // The element of an array without axes is taken out once it is replaced.
  if (a.ndim === 0) return new NdArray(native.copy(a.slot, a.dtype, 3), a.dtype, a.shape);
  return new NdArray(native.alias(a.slot), a.dtype, a.shape);
}

function tolerance(value: PyValue | undefined): number {
  if (value === undefined) return 100;
  if (value instanceof PyFloat) return value.value;
  if (isInt(value) || typeof value === 'boolean') return Number(value);
  throw new PyTypeError(`real_if_close: the tolerance must be a number, not ${typeName(value)}`);
}

const truth = (value: PyValue | undefined): boolean => value === true || (isInt(value) && Number(value) !== 0);
const angleDtype = (dtype: Dtype): Dtype => (dtype === Dtype.Bool ? Dtype.Float64 : unaryFloatLoopDtype(dtype));

/** A predicate that is a ufunc, priced by elements whatever the symmetry. */
function predicateOp(name: string): OpDefinition {
  return defineOp<UnaryCall>({
    name,
    params: 'x, **kwargs',
    check: (args: Bound, ctx) => {
      const a = operand(name, args['x']);
      const keywords = new Map(extraKeywords(args));
      const out = ctx.release.traits.dtypeBilling ? singleOutput(name, keywords.get('out')) : null;
      if (ctx.release.traits.dtypeBilling) keywords.delete('out');
      return { a, out, keywords, symmetry: null };
    },
    price: ({ a, out }): Charge => ({
      op: name,
      flops: a.size,
      dtypes: [a.dtype, ...(out === null ? [] : [out.dtype])],
    }),
    run: ({ a, out, keywords }): OpResult => {
      const early = keywords.get('out');
      checkKeywords(name, keywords, ['out', 'where', 'casting', 'order', 'dtype', 'subok', 'signature']);
      const target = out ?? (early === undefined ? null : singleOutput(name, early));
      const result = callInto(name, [a], target);
      if (target !== null) target.symmetry = null;
      if (target !== null) return target;
      return result.ndim === 0 ? scalarOf(result) : result;
    },
  });
}

export const UNARY: readonly OpDefinition[] = [
  predicateOp('isnan'),
  predicateOp('isinf'),
  predicateOp('isfinite'),
  unaryOp({
    name: 'isneginf',
    takesOut: true,
    billed: unaryFloatLoopDtype,
    run: (a, _, out) => isInfinite('isneginf', a, out, true),
  }),
  unaryOp({
    name: 'isposinf',
    takesOut: true,
    billed: unaryFloatLoopDtype,
    run: (a, _, out) => isInfinite('isposinf', a, out, false),
  }),
  unaryOp({ name: 'iscomplex', run: hasImaginary }),
  unaryOp({ name: 'isreal', run: isReal }),
  unaryOp({ name: 'real', freeNow: true, run: realPart }),
  unaryOp({ name: 'imag', freeNow: true, run: imaginaryPart }),
  unaryOp({
    name: 'angle',
    keywords: ['deg'],
    billed: angleDtype,
    run: (a, keywords) => angle(a, truth(keywords.get('deg'))),
  }),
  unaryOp({ name: 'fix', takesOut: true, run: (a, _, out) => callInto('trunc', [a], out) }),
  unaryOp({ name: 'sinc', billed: integerToFloat64, run: sinc }),
  unaryOp({ name: 'i0', billed: integerToFloat64, run: i0 }),
  unaryOp({ name: 'nan_to_num', keywords: ['copy', 'nan', 'posinf', 'neginf'], run: nanToNum }),
  unaryOp({
    name: 'real_if_close',
    keywords: ['tol'],
    run: (a, keywords) => realIfClose(a, tolerance(keywords.get('tol'))),
  }),
];
