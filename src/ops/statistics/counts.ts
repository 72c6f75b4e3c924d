/** Counting by bin: numpy.histogram's rules for uniform bins and for bins given by their edges. */
import { native } from '../../addon/native.js';
import { Dtype as D, type Dtype, isComplex, isInteger, itemsizeOf, kindOf } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { promoteTypes, resultType } from '../../array/promote.js';
import { sumAccumulatorDtype } from '../../cost/dtype-billing.js';
import { IndexError, UFuncOutputCastingError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import { applyInPlace, applyUfunc, asType } from '../../ufunc/apply.js';
import { differences } from '../calculus/diff.js';
import { call } from '../predicate/apply.js';
import { imaginaryPart, realPart } from '../predicate/complex-parts.js';
import { positionsIn } from '../sorting/search.js';
import { arrayOf, sliced } from '../structure/common.js';
import { evenlySpaced } from '../structure/ramps.js';
import { type Bins, distance, scalarFrom, typeOf, type Uniform } from './edges.js';

/** Elements NumPy handles at a time; sums of weights are added up block by block. */
const BLOCK = 65536;

const read = (a: NdArray): number => Number(native.readItem(a.slot));
const zeros = (dtype: Dtype, size: number): NdArray => arrayOf(native.zeros(dtype, [size]), dtype, [size]);

function picked(a: NdArray, positions: NdArray): NdArray {
  return arrayOf(native.gather(a.slot, [0], [positions.slot], 0), a.dtype, positions.shape);
}

function kept(a: NdArray, mask: NdArray): NdArray {
  return arrayOf(native.maskSelect(a.slot, mask.slot), a.dtype, [native.countTrue(mask.slot)]);
}

/** The dtype of uniform edges over data of a dtype. */
function edgeDtype(data: Dtype, { first, last }: Uniform): Dtype {
  const common = resultType([typeOf(first), typeOf(last), data]);
  return isInteger(common) ? promoteTypes(common, D.Float64) : common;
}

/** Integers that all are float64 numbers. */
const isExact = (dtype: Dtype): boolean => isInteger(dtype) && itemsizeOf(dtype) <= 4;

/** Counts of uniform bins, without weights; edges are made if need be. */
export function countUniform(a: NdArray, uniform: Uniform, given?: NdArray): NdArray {
  const dtype = edgeDtype(a.dtype, uniform);
  const { first, last, count } = uniform;
  const edges = given ?? evenlySpaced(first as PyValue, last as PyValue, count + 1, dtype);
  const isDirect = a.dtype === dtype || isExact(a.dtype) || a.dtype === D.Int64;
  if (isDirect && (dtype === D.Float32 || dtype === D.Float64)) {
    const width = distance(last, first);
    const [low, high] = [first, last].map((end) => read(scalarFrom(end, dtype))) as [number, number];
    const slot = native.uniformCounts(asType(a, dtype).slot, edges.slot, low, high, read(width), width.dtype !== dtype);
    return arrayOf(slot, D.Int64, [count]);
  }
  return weighUniform(a, uniform, edges, null);
}

/** Positions of the elements within the range, as NumPy corrects them, and which elements these are. */
function uniformPositions(a: NdArray, uniform: Uniform, edges: NdArray): { positions: NdArray; keep: NdArray } {
  const { first, last, count } = uniform;
  const keep = applyUfunc(
    'logical_and',
    call('greater_equal', a, first as PyValue),
    call('less_equal', a, last as PyValue),
  );
  const inside = asType(kept(a, keep), edges.dtype);
  const offset = call('subtract', inside, first as PyValue);
  const scaled = call('multiply', call('divide', offset, distance(last, first)), count);
  const positions = asType(scaled, D.Int64);
  const reduce = (mask: NdArray, by: -1 | 1): void => {
    native.assign(positions.slot, call('add', positions, by).slot, mask.slot);
  };
  reduce(call('equal', positions, count), -1);
  const isInside = call('logical_and', call('greater_equal', positions, 0), call('less', positions, count));
  if (native.countTrue(isInside.slot) < positions.size) throw new IndexError('histogram: a position is out of bounds');
  reduce(applyUfunc('less', inside, picked(edges, positions)), -1);
  const next = picked(edges, call('add', positions, 1));
  const isBeyond = applyUfunc('greater_equal', inside, next);
  reduce(applyUfunc('logical_and', isBeyond, call('not_equal', positions, count - 1)), 1);
  return { positions, keep };
}

const total = (positions: NdArray, weights: NdArray | null, size: number): NdArray => {
  const dtype = weights === null ? D.Int64 : D.Float64;
  const heavy = weights === null ? -1 : asType(weights, D.Float64).slot;
  return arrayOf(native.bincount(positions.slot, heavy, size), dtype, [size]);
};

/** Sums of weights (or counts) of uniform bins, block by block. */
function weighUniform(a: NdArray, uniform: Uniform, edges: NdArray, weights: NdArray | null): NdArray {
  const dtype = weights?.dtype ?? D.Int64;
  const result = zeros(dtype, uniform.count);
  for (let start = 0; start < a.size; start += BLOCK) {
    const size = Math.min(BLOCK, a.size - start);
    const { positions, keep } = uniformPositions(sliced(a, 0, start, size), uniform, edges);
    const chosen = weights === null ? null : kept(sliced(weights, 0, start, size), keep);
    if (chosen !== null && isComplex(dtype)) {
      for (const part of [realPart, imaginaryPart]) {
        const sums = total(positions, part(chosen), uniform.count);
        applyInPlace('add', part(result), sums);
      }
    } else {
      applyInPlace('add', result, asType(total(positions, chosen, uniform.count), dtype));
    }
  }
  return result;
}

/** Positions of edges among sorted data: before elements equal to an edge, but behind those equal to the last. */
function edgePositions(sorted: NdArray, edges: NdArray): NdArray {
  const count = Math.max(edges.size - 1, 0);
  const result = zeros(D.Int64, edges.size);
  const store = (start: number, size: number, right: boolean): void => {
    const found = positionsIn(sorted, sliced(edges, 0, start, size), right);
    native.assign(sliced(result, 0, start, size).slot, found.slot, -1);
  };
  store(0, count, false);
  store(count, edges.size - count, true);
  return result;
}

const hasNan = (edges: NdArray): boolean => native.countTrue(applyUfunc('equal', edges, edges).slot) < edges.size;

/** A dtype in which data and edges compare as they do in theirs, if there is a kernel for one. */
function comparable(a: NdArray, edges: NdArray): Dtype | undefined {
  const dtype = promoteTypes(a.dtype, edges.dtype);
  if (isComplex(dtype) || dtype === D.Uint64) return undefined;
  if (kindOf(dtype) !== 'f') return D.Int64;
  return dtype === D.Float16 ? D.Float32 : dtype;
}

function countBetween(a: NdArray, edges: NdArray): NdArray {
  const dtype = comparable(a, edges);
  if (dtype !== undefined && !hasNan(edges)) {
    const slot = native.edgeCounts(asType(a, dtype).slot, asType(edges, dtype).slot);
    return arrayOf(slot, D.Int64, [Math.max(edges.size - 1, 0)]);
  }
  const sorted = arrayOf(native.sort(a.slot, false), a.dtype, a.shape);
  return differences(edgePositions(sorted, edges), 0);
}

/** Sums of weights between edges, from running sums of the weights in the order of the data. */
function weighBetween(a: NdArray, edges: NdArray, weights: NdArray): NdArray {
  const cumulative = zeros(weights.dtype, edges.size);
  const sumDtype = sumAccumulatorDtype(weights.dtype);
  for (let start = 0; start < a.size; start += BLOCK) {
    const size = Math.min(BLOCK, a.size - start);
    const data = sliced(a, 0, start, size);
    const order = arrayOf(native.argsort(data.slot, false), D.Int64, [size]);
    const sorted = picked(data, order);
    const heavy = picked(sliced(weights, 0, start, size), order);
    const sums = zeros(sumDtype, size + 1);
    const running = native.scan(false, heavy.slot, 0, sumDtype);
    native.assign(sliced(sums, 0, 1, size).slot, arrayOf(running, sumDtype, [size]).slot, -1);
    if (weights.dtype === D.Bool) {
      throw new UFuncOutputCastingError("Cannot cast ufunc 'add' output from int64 to bool");
    }
    applyInPlace('add', cumulative, picked(sums, edgePositions(sorted, edges)));
  }
  return differences(cumulative, 0);
}

/** Counts, or sums of weights in their own dtype, of a vector by bins. */
export function countsOf(a: NdArray, { edges, uniform }: Bins, weights: NdArray | null): NdArray {
  if (uniform !== null) {
    return weights === null ? countUniform(a, uniform, edges) : weighUniform(a, uniform, edges, weights);
  }
  return weights === null ? countBetween(a, edges) : weighBetween(a, edges, weights);
}
