/** The edges of histogram bins: outer edges from the data or a range, uniform bins, bins given by their edges. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { toIndex } from '../../array/axes.js';
import { asArray, describe, scalarArray } from '../../array/convert.js';
import { Dtype as D, type Dtype, isComplex, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { promoteTypes, resultType, weakKindOf } from '../../array/promote.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyComplex, PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import type { OperandType } from '../../ufunc/resolve.js';
import { asNum, at, type Num } from '../calculus/numbers.js';
import type { OpContext } from '../define.js';
import { call } from '../predicate/apply.js';
import { fold } from '../reduction/fold.js';
import { arrayOf, sliced } from '../structure/common.js';
import { evenlySpaced } from '../structure/ramps.js';
import { estimatedBins } from './estimators.js';
import { requireMemoryFor } from './room.js';

/** Two ends: Python numbers from a range, NumPy scalars from the data. */
export interface Ends {
  readonly first: Num;
  readonly last: Num;
}

export interface Uniform extends Ends {
  readonly count: number;
}

/** Edges, and what they were made from where bins are uniform. */
export interface Bins {
  readonly edges: NdArray;
  readonly uniform: Uniform | null;
}

export const typeOf = (value: Num): OperandType =>
  value instanceof NdArray ? value.dtype : weakKindOf(value as PyValue)!;

/** A number as a 0-d array; Python numbers get their default dtype, or the one given. */
export const scalarFrom = (value: Num, dtype?: Dtype): NdArray =>
  value instanceof NdArray
    ? asType(value, dtype ?? value.dtype)
    : scalarArray(value as PyValue, dtype ?? resultType([typeOf(value)]));

export const isTrue = (test: NdArray): boolean => native.countTrue(test.slot) > 0;

/** Least and greatest element. */
export const extremesOf = (a: NdArray): Ends => {
  const [first, last] = [ReduceOp.Min, ReduceOp.Max].map((op) =>
    fold(op, a, { axes: [0], dtype: a.dtype, keepdims: false }),
  ) as [NdArray, NdArray];
  return { first, last };
};

/** The two items of a `range` argument. ValueError or TypeError for anything else. */
function rangeItems(range: PyValue): [PyValue, PyValue] {
  let items: readonly PyValue[];
  if (range instanceof PyTuple) items = range.items;
  else if (Array.isArray(range)) items = range as readonly PyValue[];
  else if (typeof range === 'string') items = [...range];
  else if (range instanceof NdArray && range.ndim > 0) {
    if (range.shape[0] !== 2) throw new ValueError(`expected 2 values to unpack, got ${range.shape[0]}`);
    items = [at(range, 0, 0), at(range, 0, 1)];
  } else throw new PyTypeError(`cannot unpack non-iterable ${typeName(range)} object`);
  if (items.length !== 2) throw new ValueError(`expected 2 values to unpack, got ${items.length}`);
  return [items[0]!, items[1]!];
}

function requireComparable(value: PyValue): Num {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' || value === null) {
    throw new PyTypeError(`ufunc 'isfinite' is not defined for a range of '${typeName(value)}'`);
  }
  const number = asNum(value);
  if (number instanceof PyComplex) throw new PyTypeError("'>' not supported between instances of 'complex'");
  if (number instanceof NdArray && number.size !== 1) {
    throw new ValueError('The truth value of an array with more than one element is ambiguous.');
  }
  return number;
}

const valueText = (value: Num): string => {
  const item = native.readItem(scalarFrom(value).slot);
  return Array.isArray(item) ? `${item[0]}+${item[1]}j` : String(item);
};

function requireFinite({ first, last }: Ends, what: string): void {
  const finite = [first, last].map((end) => isTrue(applyUfunc('isfinite', scalarFrom(end))));
  if (finite.every(Boolean)) return;
  throw new ValueError(`${what} range of [${valueText(first)}, ${valueText(last)}] is not finite`);
}

/** value + by, in Python for a Python number. */
const shifted = (value: Num, by: number): Num => {
  if (value instanceof NdArray) return call(by < 0 ? 'subtract' : 'add', value, new PyFloat(Math.abs(by)));
  if (value instanceof PyComplex) return new PyComplex(value.re + by, value.im);
  return new PyFloat((value instanceof PyFloat ? value.value : Number(value)) + by);
};

/** The outer edges, apart from each other. ValueError where they are not finite or the wrong way round. */
export function outerEdges(a: NdArray, range: PyValue): Ends {
  let ends: Ends;
  if (range !== null) {
    const [first, last] = rangeItems(range).map(requireComparable) as [Num, Num];
    ends = { first, last };
    if (isTrue(call('greater', scalarFrom(first), scalarFrom(last)))) {
      throw new ValueError('max must be larger than min in range parameter.');
    }
    requireFinite(ends, 'supplied');
  } else if (a.size === 0) {
    ends = { first: 0, last: 1 };
  } else {
    ends = extremesOf(a);
    requireFinite(ends, 'autodetected');
  }
  const { first, last } = ends;
  if (!isTrue(call('equal', scalarFrom(first), scalarFrom(last)))) return ends;
  return { first: shifted(first, -0.5), last: shifted(last, 0.5) };
}

/** The unsigned dtype as wide as a signed one. */
const UNSIGNED: Readonly<Partial<Record<Dtype, Dtype>>> = {
  [D.Int8]: D.Uint8,
  [D.Int16]: D.Uint16,
  [D.Int32]: D.Uint32,
  [D.Int64]: D.Uint64,
};

/** a - b for a ≥ b; differences of signed integers are unsigned, so that none overflows. */
export function distance(a: Num, b: Num): NdArray {
  const dtype = resultType([typeOf(a), typeOf(b)]);
  const unsigned = UNSIGNED[dtype];
  const [x, y] = [scalarFrom(a, dtype), scalarFrom(b, dtype)];
  if (unsigned === undefined) return applyUfunc('subtract', x, y);
  return applyUfunc('subtract', asType(x, unsigned), asType(y, unsigned));
}

/** Neighbours compared: whether any edge is followed by one it should not be followed by. */
export function anyStep(edges: NdArray, comparison: 'greater' | 'greater_equal'): boolean {
  if (edges.size < 2) return false;
  const count = edges.size - 1;
  return isTrue(applyUfunc(comparison, sliced(edges, 0, 0, count), sliced(edges, 0, 1, count)));
}

/** The dimensions numpy.ndim sees. */
export const dimensionsOf = (value: PyValue): number => describe(value).shape.length;

/** An integer argument as operator.index reads it, arrays without axes included. */
export function indexOf(value: PyValue, name: string): number {
  if (value instanceof NdArray && value.ndim === 0 && isInteger(value.dtype)) {
    return Number(native.readItem(value.slot));
  }
  if (isInt(value) || typeof value === 'boolean') return toIndex(value);
  throw new PyTypeError(`\`${name}\` must be an integer, a string, or an array, not '${typeName(value)}'`);
}

/** Bins for a vector of data. ValueError and TypeError as numpy.histogram raises them. */
export function binsFor(
  op: string,
  a: NdArray,
  bins: PyValue,
  range: PyValue,
  isWeighted: boolean,
  ctx: OpContext,
): Bins {
  let uniform: Uniform;
  if (typeof bins === 'string') {
    uniform = estimatedBins(op, a, bins, isWeighted, () => outerEdges(a, range), range !== null);
  } else if (dimensionsOf(bins) === 0) {
    const count = indexOf(bins, 'bins');
    if (count < 1) throw new ValueError(`\`bins\` must be positive, when an integer (got ${count})`);
    uniform = { ...outerEdges(a, range), count };
  } else {
    return { edges: givenEdges(bins), uniform: null };
  }
  return { edges: uniformEdges(a.dtype, uniform, ctx), uniform };
}

function givenEdges(bins: PyValue): NdArray {
  if (dimensionsOf(bins) !== 1) throw new ValueError('`bins` must be 1d, when an array');
  const edges = bins instanceof NdArray ? arrayOf(native.alias(bins.slot), bins.dtype, bins.shape) : asArray(bins);
  if (anyStep(edges, 'greater')) throw new ValueError('`bins` must increase monotonically, when an array');
  return edges;
}

function uniformEdges(data: Dtype, { first, last, count }: Uniform, ctx: OpContext): NdArray {
  const common = resultType([typeOf(first), typeOf(last), data]);
  const dtype = isInteger(common) || common === D.Bool ? promoteTypes(common, D.Float64) : common;
  requireMemoryFor(count + 1, isComplex(dtype) ? D.Complex128 : D.Float64, ctx);
  const edges = evenlySpaced(first as PyValue, last as PyValue, count + 1, dtype);
  if (anyStep(edges, 'greater_equal')) {
    throw new ValueError(`Too many bins for data range. Cannot create ${count} finite-sized bins.`);
  }
  return edges;
}
