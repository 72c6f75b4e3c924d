/** Writing to elements of a given array: put, put_along_axis, place, putmask, fill_diagonal, copyto. */
import { Bounds } from '../../addon/move.js';
import { native } from '../../addon/native.js';
import { toIndex } from '../../array/axes.js';
import { scalarArray } from '../../array/convert.js';
import { Dtype, dtypeName } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { type Casting, canCast, promoteWeak, weakKindOf } from '../../array/promote.js';
import { broadcastShapes, broadcastsTo, shapeText, sizeOf } from '../../array/shape.js';
import { AttributeError, IndexError, PyError, PyTypeError, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import type { OpDefinition } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, copyOf, operand, reshaped, shapeOperand, sliced } from '../structure/common.js';
import { type MovePrice, moveOp } from '../structure/move-op.js';
import { boundsOf, converted, loosely, requireWriteable, resolved, truthsOf } from './positions.js';
import { alongArguments, indicesAlong, isUnknownMode } from './take.js';

interface PutCall {
  readonly a: NdArray;
  readonly args: Bound;
}

type Price = Readonly<Record<string, MovePrice<PutCall, null>>>;

/** Charged before NumPy looks at anything, by what earlier and present releases count. */
const byCounts = (early: (call: PutCall) => number, present: (call: PutCall) => number): Price => ({
  '0.4.1': { charged: 'first', flops: early },
  '0.12.4': { charged: 'first', flops: present, dtypes: ({ a }) => [a.dtype] },
});

const size = ({ a }: PutCall): number => a.size;

/** Everything happens after the charge. */
function putOp(name: string, params: string, target: string, price: Price, run: (call: PutCall) => void): OpDefinition {
  return moveOp<PutCall, null>({
    name,
    params,
    prepare: (args) => ({ a: operand(name, args[target]), args }),
    infer: () => null,
    price,
    run: (call) => {
      run(call);
      return null;
    },
    writes: ({ a }) => a,
  });
}

function requireArray(op: string, value: PyValue | undefined): NdArray {
  if (value instanceof NdArray) return value;
  throw new PyTypeError(`${op}() argument 1 must be numpy.ndarray, not ${typeName(value)}`);
}

function noMore(op: string, args: Bound, names: readonly string[] = []): void {
  if (restArguments(args).length > names.length) throw new PyTypeError(`${op}() takes fewer positional arguments`);
  for (const name of extraKeywords(args).keys()) {
    if (!names.includes(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
}

const put = putOp(
  'put',
  'a, ind, v, *args, **kwargs',
  'a',
  byCounts(size, ({ args }) => shapeOperand(args['ind']).a.size),
  ({ args }) => {
    noMore('put', args, ['mode']);
    const target = requireArray('put', args['a']);
    requireWriteable('put', target);
    const mode = restArguments(args)[0] ?? extraKeywords(args).get('mode');
    const bounds = isUnknownMode(mode) ? Bounds.Raise : boundsOf(mode);
    const positions = loosely('put', args['ind']!, Dtype.Int64, 'safe');
    const values = converted('put', args['v']!, target.dtype, 'unsafe');
    if (positions.size === 0 || values.size === 0) return;
    const valid = bounds === Bounds.Raise ? leadingValid(positions, target.size) : positions;
    native.scatter(target.slot, resolved(valid, target.size, bounds).slot, values.slot);
    // What stood before a position out of bounds has been written.
    if (valid.size < positions.size) resolved(positions, target.size, bounds);
    if (isUnknownMode(mode)) throw new PyError('SystemError', 'other', 'integer clipmode must be RAISE, WRAP, or CLIP');
  },
);

/** The positions before the first one that is out of bounds. */
function leadingValid(positions: NdArray, extent: number): NdArray {
  const flat = reshaped(positions, [positions.size]);
  const low = applyUfunc('greater_equal', flat, scalarArray(-extent, Dtype.Int64));
  const high = applyUfunc('less', flat, scalarArray(extent, Dtype.Int64));
  const valid = applyUfunc('logical_and', low, high);
  if (native.countTrue(valid.slot) === flat.size) return flat;
  const first = native.readItem(arrayOf(native.argExtremum(false, valid.slot, 0), Dtype.Int64, []).slot);
  return sliced(flat, 0, 0, Number(first));
}

/** Extents counted by put_along_axis; IndexError is left to the axis check. */
function scatteredElements({ a, args }: PutCall): number {
  const indices = shapeOperand(args['indices']).a;
  if (args['axis'] === null) return indices.size;
  if (a.size === 0) return 0;
  const axis = toIndex(args['axis']);
  const extents = [a.shape.at(axis), indices.shape.at(axis)];
  if (axis < -a.ndim || extents.includes(undefined)) throw new IndexError('tuple index out of range');
  return (a.size / extents[0]!) * extents[1]!;
}

/** Positions in C order of elements given by one index array per axis. */
function flatPositions(a: NdArray, slots: readonly NdArray[]): NdArray {
  let flat = slots[0]!;
  slots.slice(1).forEach((index, k) => {
    flat = applyUfunc('add', applyUfunc('multiply', flat, scalarArray(a.shape[k + 1]!, Dtype.Int64)), index);
  });
  return flat;
}

const putAlongAxis = putOp(
  'put_along_axis',
  'arr, indices, values, axis, *args, **kwargs',
  'arr',
  byCounts(size, scatteredElements),
  ({ a, args }) => {
    noMore('put_along_axis', args);
    const { source, axis, indices } = alongArguments({ a, args });
    requireWriteable('put_along_axis', a);
    const { slots, shape } = indicesAlong(source, indices, axis);
    const values = converted('put_along_axis', args['values']!, source.dtype, 'unsafe');
    if (broadcastShapes(shape, values.shape).join() !== shape.join())
      throw new ValueError(`shape mismatch: values of shape ${shapeText(values.shape)} do not fit`);
    // Without an axis NumPy writes through its flat iterator, which for other layouts is a copy.
    if (args['axis'] === null && (native.layout(a.slot) & 1) === 0)
      throw new ValueError('assignment destination is read-only');
    if (sizeOf(shape) === 0) return;
    const wide = copyOf(arrayOf(native.broadcastTo(values.slot, shape), values.dtype, shape));
    native.scatter(source.slot, flatPositions(source, slots).slot, wide.slot);
  },
);

/** Positions in C order at which a mask of the target's size is true. */
function maskPositions(op: string, target: NdArray, value: PyValue): NdArray {
  const mask = truthsOf(value);
  if (mask.size !== target.size) throw new ValueError(`${op}: mask and data must be the same size`);
  const flat = reshaped(mask, [mask.size]);
  return arrayOf(native.nonzero(flat.slot)[0]!, Dtype.Int64, [native.countTrue(flat.slot)]);
}

const place = putOp('place', 'arr, mask, vals, *args, **kwargs', 'arr', byCounts(size, size), ({ args }) => {
  noMore('place', args);
  const target = requireArray('place', args['arr']);
  const positions = maskPositions('place', target, args['mask']!);
  requireWriteable('place', target);
  const values = loosely('place', args['vals']!, target.dtype, 'safe');
  if (positions.size === 0) return;
  if (values.size === 0) throw new ValueError('Cannot insert from an empty array!');
  native.scatter(target.slot, positions.slot, values.slot);
});

const putmask = putOp('putmask', 'a, mask, values, *args, **kwargs', 'a', byCounts(size, size), ({ args }) => {
  noMore('putmask', args);
  if (!(args['a'] instanceof NdArray)) throw new PyTypeError('putmask: first argument must be an array');
  const target = args['a'];
  const positions = maskPositions('putmask', target, args['mask']!);
  requireWriteable('putmask', target);
  const values = loosely('putmask', args['values']!, target.dtype, 'safe');
  if (positions.size === 0 || values.size === 0) return;
  // A value belongs to a position of the target, whether or not it is written.
  const from = applyUfunc('remainder', positions, scalarArray(values.size, Dtype.Int64));
  const flat = reshaped(values, [values.size]);
  const picked = arrayOf(native.gather(flat.slot, [0], [from.slot], 0), flat.dtype, from.shape);
  native.scatter(target.slot, positions.slot, picked.slot);
});

/** First, last and distance of the diagonal's elements, in C order; `end` is exclusive. */
function diagonalRange(shape: readonly number[], wrap: boolean): { end: number; step: number } {
  const total = sizeOf(shape);
  if (shape.length === 2) {
    const columns = shape[1]!;
    return { end: wrap ? total : Math.min(columns * columns, total), step: columns + 1 };
  }
  let step = 1;
  let product = 1;
  for (const extent of shape.slice(0, -1)) {
    product *= extent;
    step += product;
  }
  return { end: total, step };
}

const truth = (value: PyValue | undefined): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0;

function diagonalCells({ a, args }: PutCall): number {
  if (a.ndim < 2) return a.ndim === 0 ? 0 : a.size;
  if (a.ndim > 2) return a.shape[0]!;
  const { end, step } = diagonalRange(a.shape, truth(args['wrap']) && a.shape[0]! > a.shape[1]!);
  return Math.ceil(end / step);
}

const fillDiagonal = putOp(
  'fill_diagonal',
  'a, val, wrap=, **kwargs',
  'a',
  byCounts(({ a }) => (a.ndim >= 2 ? Math.min(a.shape[0]!, a.shape[1]!) : a.size), diagonalCells),
  ({ a, args }) => {
    noMore('fill_diagonal', args);
    if (!(args['a'] instanceof NdArray))
      throw new AttributeError(`'${typeName(args['a'])}' object has no attribute 'ndim'`);
    if (a.ndim < 2) throw new ValueError('array must be at least 2-d');
    if (a.ndim > 2 && a.shape.some((extent) => extent !== a.shape[0]))
      throw new ValueError('All dimensions of input must be of equal length');
    requireWriteable('fill_diagonal', a);
    const { end, step } = diagonalRange(a.shape, truth(args['wrap']));
    const values = converted('fill_diagonal', args['val']!, a.dtype, 'unsafe');
    const positions = native.ramp(Dtype.Int64, 0n, BigInt(step), Math.ceil(end / step));
    native.scatter(a.slot, arrayOf(positions, Dtype.Int64, [Math.ceil(end / step)]).slot, values.slot);
  },
);

interface CopyCall {
  readonly target: NdArray;
  readonly source: NdArray;
  /** Null writes everywhere. */
  readonly mask: NdArray | null;
  readonly args: Bound;
}

const CASTINGS = ['no', 'equiv', 'safe', 'same_kind', 'unsafe'];

/** Elements written: those of the mask spread over the target where it fits, else its own. */
function writtenElements({ target, mask }: CopyCall): number {
  if (mask === null) return target.size;
  const truths = copyOf(mask, Dtype.Bool);
  const fits = broadcastsTo(truths.shape, target.shape);
  if (!fits) return native.countTrue(truths.slot);
  return native.countTrue(arrayOf(native.broadcastTo(truths.slot, target.shape), Dtype.Bool, target.shape).slot);
}

function copyOver({ target, source, mask, args }: CopyCall): void {
  const casting = args['casting'] === undefined ? 'same_kind' : args['casting'];
  if (typeof casting !== 'string') throw new PyTypeError(`casting must be str, not ${typeName(casting)}`);
  if (!CASTINGS.includes(casting)) throw new ValueError(`casting must be one of ${CASTINGS.join(', ')}`);
  if (!(args['dst'] instanceof NdArray))
    throw new PyTypeError(`copyto() argument 1 must be a numpy.ndarray, not ${typeName(args['dst'])}`);
  const given = args['src']!;
  const weak = weakKindOf(given);
  const from = weak === undefined ? source.dtype : promoteWeak(target.dtype, weak);
  const refuses = casting === 'equiv' && weak !== undefined;
  if (
    refuses ||
    !canCast(from, target.dtype, casting === 'no' && weak !== undefined ? 'same_kind' : (casting as Casting))
  ) {
    throw new PyTypeError(`Cannot cast from ${dtypeName(from)} to ${dtypeName(target.dtype)} by the rule '${casting}'`);
  }
  requireWriteable('copyto', target);
  if (mask !== null && mask.dtype !== Dtype.Bool && args['where'] instanceof NdArray)
    throw new PyTypeError("Cannot cast the mask to bool according to the rule 'safe'");
  const values = weak === undefined ? source : scalarArray(given, target.dtype);
  const lead = Math.max(values.ndim - target.ndim, 0);
  const trimmed = values.shape.slice(0, lead).every((extent) => extent === 1) ? values.shape.slice(lead) : null;
  if (trimmed === null || !broadcastsTo(trimmed, target.shape))
    throw new ValueError(`could not broadcast from shape ${shapeText(values.shape)} into ${shapeText(target.shape)}`);
  if (mask !== null) {
    if (!broadcastsTo(mask.shape, target.shape))
      throw new ValueError(`could not broadcast where mask from shape ${shapeText(mask.shape)}`);
  }
  const fitted = lead === 0 ? values : reshaped(values, trimmed);
  native.assign(target.slot, fitted.slot, mask === null ? -1 : copyOf(mask, Dtype.Bool).slot);
}

const copyto = moveOp<CopyCall, null>({
  name: 'copyto',
  params: 'dst, src, casting=, where=',
  prepare: (args) => {
    const where = args['where'] ?? args['where'] !== null;
    return {
      target: operand('copyto', args['dst']),
      source: operand('copyto', args['src']),
      mask: where === true ? null : where instanceof NdArray ? where : truthsOf(where),
      args,
    };
  },
  infer: () => null,
  price: {
    '0.4.1': {
      charged: 'first',
      flops: ({ source, mask }) => (mask === null ? source.size : native.countTrue(copyOf(mask, Dtype.Bool).slot)),
    },
    '0.12.4': {
      charged: 'first',
      flops: writtenElements,
      dtypes: ({ source, target, args }) =>
        args['dst'] instanceof NdArray ? [source.dtype, target.dtype] : [source.dtype],
    },
  },
  run: (call) => {
    copyOver(call);
    return null;
  },
  writes: ({ target }) => target,
});

export const PUT: readonly OpDefinition[] = [put, putAlongAxis, place, putmask, fillDiagonal, copyto];
