/** choice: positions drawn with or without replacement, evenly or by weight, and the elements there. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { asArray, NonNumericError } from '../../array/convert.js';
import { Dtype as D, isComplex, isInexact } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { ceilLog2, sortCost } from '../../cost/sort.js';
import { IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isWhole, type PyValue, typeName } from '../../python/values.js';
import { byRelease, NumpyScalar, type OpContext, type OpResult } from '../define.js';
import type { Bound } from '../signature.js';
import { arrayOf, requireRoomFor } from '../structure/common.js';
import { truth } from './integers.js';
import { extentAlong } from './movement.js';
import { doublesOf, outputSize, pythonScalar, sizeProduct, sizeShape } from './parameters.js';
import { type Draw, elements, type Place, type Sampler } from './sampler.js';

interface Pool {
  /** Undefined for an integer pool: positions are the result. */
  readonly array: NdArray | undefined;
  readonly axis: number;
  readonly count: number;
}

function poolOf(a: PyValue, axisGiven: PyValue | undefined, place: Place): Pool {
  let array: NdArray;
  try {
    array = asArray(a);
  } catch (error) {
    if (!(error instanceof NonNumericError)) throw error;
    if (a === null || typeof a === 'string') throw new ValueError('a must be a sequence or an integer');
    throw new UnsupportedDtypeError(`${place.op}: dtype '${error.dtype}' is not numeric`);
  }
  if (array.ndim === 0) {
    if (isInexact(array.dtype) || array.dtype === D.Bool) throw new ValueError('a must be a sequence or an integer');
    return { array: undefined, axis: 0, count: Number(native.readItem(array.slot)) };
  }
  if (place.kind !== 'Generator') {
    if (array.ndim !== 1) throw new ValueError('a must be 1-dimensional');
    return { array, axis: 0, count: array.shape[0]! };
  }
  const axis = axisGiven === undefined ? 0 : toIndex(axisGiven);
  if (axis < -array.ndim || axis >= array.ndim) throw new IndexError('tuple index out of range');
  const along = normalizeAxis(axis, array.ndim);
  return { array, axis: along, count: array.shape[along]! };
}

// Square roots of the machine epsilons: how far a sum of probabilities may be from 1.
const TOLERANCE = Math.sqrt(2 ** -52);
const TOLERANCES: Readonly<Partial<Record<D, number>>> = {
  [D.Float16]: Math.sqrt(2 ** -10),
  [D.Float32]: Math.sqrt(2 ** -23),
};

/** Kahan's compensated sum, as NumPy checks probabilities by. */
export function compensatedSum(values: Float64Array, count = values.length): number {
  if (count <= 0) return 0;
  let sum = values[0]!;
  let lost = 0;
  for (let i = 1; i < count; i++) {
    const y = values[i]! - lost;
    const t = sum + y;
    lost = t - sum - y;
    sum = t;
  }
  return sum;
}

/** Weights as float64, checked. */
function weightsOf(p: PyValue, count: number): NdArray {
  if (isWhole(p) || (p !== null && typeof p === 'object' && 'value' in p)) {
    throw new PyTypeError(`object of type '${typeName(p)}' has no len()`);
  }
  if (typeof p === 'string') throw new ValueError(`could not convert string to float: '${p}'`);
  if (p instanceof NdArray && p.ndim === 0) throw new PyTypeError('len() of unsized object');
  const given = asArray(p);
  if (isComplex(given.dtype)) throw new PyTypeError('Cannot cast array data from complex to float64 safely');
  const weights = asArray(given, D.Float64);
  if (weights.ndim !== 1) throw new ValueError("'p' must be 1-dimensional");
  if (weights.size !== count) throw new ValueError("'a' and 'p' must have same size");
  const values = doublesOf(weights);
  const sum = compensatedSum(values);
  if (Number.isNaN(sum)) throw new ValueError('Probabilities contain NaN');
  if (values.some((value) => value < 0)) throw new ValueError('Probabilities are not non-negative');
  const tolerance = p instanceof NdArray ? (TOLERANCES[p.dtype] ?? TOLERANCE) : TOLERANCE;
  if (Math.abs(sum - 1) > tolerance) throw new ValueError('Probabilities do not sum to 1');
  return weights;
}

/** int64 positions of the shape asked for. */
type Positions = (state: Uint8Array) => NdArray;

function withReplacement(count: number, weights: NdArray | undefined, shape: Shape): Positions {
  if (weights !== undefined) return (state) => arrayOf(native.weighted(state, weights.slot, shape), D.Int64, shape);
  return (state) => {
    const low = arrayOf(native.fromNumber(D.Uint64, 0n), D.Uint64, []);
    const high = arrayOf(native.fromNumber(D.Uint64, BigInt(count - 1)), D.Uint64, []);
    return arrayOf(native.drawIntegers(state, D.Int64, shape, low.slot, high.slot), D.Int64, shape);
  };
}

function withoutReplacement(
  { count }: Pool,
  weights: NdArray | undefined,
  shape: Shape,
  place: Place,
  mixed: boolean,
  ctx: OpContext,
): Positions {
  const wanted = shape.reduce((product, extent) => product * extent, 1);
  if (wanted > count) throw new ValueError("Cannot take a larger sample than population when 'replace=False'");
  const shaped = (slot: number): NdArray => {
    const flat = arrayOf(slot, D.Int64, [wanted]);
    return arrayOf(native.reshapeView(flat.slot, shape, 0), D.Int64, shape);
  };
  if (weights !== undefined) {
    if (doublesOf(weights).reduce((some, value) => some + (value > 0 ? 1 : 0), 0) < wanted) {
      throw new ValueError('Fewer non-zero entries in p than size');
    }
    return (state) => shaped(native.distinctWeighted(state, weights.slot, wanted));
  }
  return (state) => {
    // NumPy permutes the whole range.
    if (place.kind !== 'Generator') requireRoomFor([count], D.Int64, ctx);
    return shaped(native.distinctIntegers(state, count, wanted, mixed));
  };
}

/** Elements of the pool at positions. */
function taken({ array, axis }: Pool, positions: NdArray, isScalar: boolean): OpResult {
  if (array === undefined) return isScalar ? pythonScalar(positions) : positions;
  const shape = [...array.shape.slice(0, axis), ...positions.shape, ...array.shape.slice(axis + 1)];
  const result = arrayOf(native.gather(array.slot, [axis], [positions.slot], axis), array.dtype, shape);
  if (!isScalar || result.ndim > 0) return result;
  return new NumpyScalar(
    native.readItem(result.slot) as number | bigint | boolean | readonly [number, number],
    array.dtype,
  );
}

/** Elements of the result. */
function delivered({ array, axis }: Pool, shape: Shape): number {
  const others = array === undefined ? [] : array.shape.filter((_, k) => k !== axis);
  return elements([...shape, ...others]);
}

const methodPrice = byRelease({
  '0.4.1': ({ a }: Bound, replace: boolean, drawn: number): number | bigint =>
    replace ? drawn : sortCost(extentAlong(a!, undefined)),
  '0.12.4': ({ a, axis, p }: Bound, replace: boolean, drawn: number): number | bigint => {
    const weighted = p !== undefined && p !== null;
    const count = extentAlong(a!, axis);
    if (replace) return weighted ? BigInt(drawn + 3 * count) + BigInt(drawn) * ceilLog2(count) : drawn;
    return weighted ? sortCost(count) : count;
  },
});

export const choice = (ofGenerator: boolean): Sampler => ({
  name: 'choice',
  params: ofGenerator ? 'a, size=, replace=, p=, axis=, shuffle=' : 'a, size=, replace=, p=',
  moves: true,
  prepare(args, ctx, place): Draw {
    const pool = poolOf(args.a!, args.axis, place);
    if (typeof args.size === 'string') throw new ValueError(`invalid literal for int(): '${args.size}'`);
    const isScalar = args.size === undefined || args.size === null;
    const asked = isScalar ? 1n : sizeProduct(args.size!);
    if (pool.count <= 0 && asked !== 0n) throw new ValueError('a cannot be empty unless no samples are taken');
    const weights = args.p === undefined || args.p === null ? undefined : weightsOf(args.p, pool.count);
    const replace = args.replace === undefined || truth(args.replace);
    if (!replace && asked > BigInt(pool.count)) {
      throw new ValueError("Cannot take a larger sample than population when 'replace=False'");
    }
    const shape = sizeShape(args.size) ?? [];
    const mixed = args.shuffle === undefined || truth(args.shuffle);
    const positions = replace
      ? withReplacement(pool.count, weights, shape)
      : withoutReplacement(pool, weights, shape, place, mixed, ctx);
    return {
      flops: place.kind === 'module' ? 0 : ctx.release.pick(methodPrice)(args, replace, delivered(pool, shape)),
      dtypes: [],
      result: [shape, pool.array?.dtype ?? D.Int64],
      run: (state) => taken(pool, positions(state), isScalar),
    };
  },
});

/** What `random.choice` reads off its arguments before NumPy sees them. */
function firstLook({ a, size, replace, p }: Bound): { n: number; drawn: number; replaced: boolean; weighted: boolean } {
  let n: number;
  if (isWhole(a)) n = Number(a);
  else if (a === null || typeof a === 'string') n = 1;
  else {
    const array = asArray(a!);
    n = array.ndim > 0 ? array.shape[0]! : 1;
  }
  const replaced = replace === undefined || truth(replace);
  const drawn = replaced && size !== undefined && size !== null ? Math.max(Number(outputSize(size)), 1) : 1;
  return { n, drawn, replaced, weighted: p !== undefined && p !== null };
}

export const choicePrice = byRelease({
  '0.4.1': (args: Bound): number | bigint => {
    const { n, drawn, replaced } = firstLook(args);
    return replaced ? drawn : sortCost(n);
  },
  '0.12.4': (args: Bound): number | bigint => {
    const { n, drawn, replaced, weighted } = firstLook(args);
    if (!replaced) return weighted ? sortCost(n) : Math.max(n, 1);
    return weighted ? BigInt(drawn + 3 * n) + BigInt(drawn) * ceilLog2(n) : drawn;
  },
});
