/** Differences of neighbours: diff, ediff1d. */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype as D, type Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { canCast, promoteTypes } from '../../array/promote.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import { IndexError, PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { resolveLoop } from '../../ufunc/resolve.js';
import { ufuncNamed } from '../../ufunc/table.js';
import { byRelease, type Charge, defineOp, type OpContext, type OpDefinition } from '../define.js';
import { callInto } from '../predicate/apply.js';
import { checkKeywords } from '../predicate/unary.js';
import { type Bound, extraKeywords } from '../signature.js';
import { arrayOf, operand, requireRoomFor, reshaped, shapeOperand, sliced } from '../structure/common.js';

/** Rounds (at least one) of differences along an axis; truth values differ or not. */
export function differences(a: NdArray, axis: number, rounds = 1): NdArray {
  const ufunc = ufuncNamed(a.dtype === D.Bool ? 'not_equal' : 'subtract');
  const loop = resolveLoop(ufunc, [a.dtype, a.dtype]);
  const slot = native.differences(ufunc.index, loop.index, a.slot, axis, Math.min(rounds, a.shape[axis]! + 1));
  const shape = a.shape.map((extent, k) => (k === axis ? Math.max(extent - rounds, 0) : extent));
  return new NdArray(slot, a.dtype, shape);
}

interface DiffCall {
  readonly a: NdArray;
  readonly n: PyValue;
  readonly axis: PyValue;
  readonly prepend: PyValue | undefined;
  readonly append: PyValue | undefined;
  readonly flops: bigint;
  readonly dtypes: readonly Dtype[];
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/** The element of a Python tuple; IndexError out of range. */
function itemAt(shape: readonly number[], index: number): number {
  const extent = shape.at(index);
  if (extent === undefined) throw new IndexError('tuple index out of range');
  return extent;
}

const product = (extents: readonly number[]): bigint => extents.reduce((all, extent) => all * BigInt(extent), 1n);

/** FLOPs of n rounds on an axis of this length: length - 1, length - 2 and so on. */
function roundsCost(n: PyValue, length: number): bigint {
  if (n instanceof PyFloat) {
    const each = n.value * length - Math.floor((n.value * (n.value + 1)) / 2);
    return Number.isFinite(each) ? BigInt(Math.trunc(each)) : 0n;
  }
  if (!isInt(n) && typeof n !== 'boolean') {
    throw new PyTypeError(`diff: unsupported operand type(s) for *: '${typeName(n)}' and 'int'`);
  }
  const rounds = BigInt(n);
  const odd = rounds * (rounds + 1n);
  return rounds * BigInt(length) - (odd >= 0n ? odd / 2n : -((-odd + 1n) / 2n));
}

function prepareDiff(args: Bound, ctx: OpContext): DiffCall {
  const { a, foreign } = shapeOperand(args['a']);
  const n = args['n'] ?? (args['n'] === null ? null : 1);
  const given = args['axis'] === undefined ? -1 : args['axis'];
  if (!isInt(given) && typeof given !== 'boolean') {
    throw new PyTypeError(`diff: axis must be an integer, not '${typeName(given)}'`);
  }
  const axis = Number(given) >= 0 ? Number(given) : Number(given) + a.ndim;
  let length = itemAt(a.shape, axis);
  const keywords = ctx.release.traits.dtypeBilling ? new Map<string, PyValue>() : extraKeywords(args);
  if (foreign !== undefined) throw new UnsupportedDtypeError(`diff: dtype '${foreign}' is not numeric`);
  const dtypes: Dtype[] = [a.dtype];
  if (ctx.release.traits.dtypeBilling) {
    for (const side of ['prepend', 'append']) {
      if (args[side] === undefined) continue;
      const added = operand('diff', args[side]);
      length += added.ndim === 0 || added.ndim <= axis ? 1 : itemAt(added.shape, axis);
      dtypes.push(added.dtype);
    }
  }
  const others = product(a.shape.slice(0, axis)) * product(a.shape.slice(axis + 1));
  const flops = others * roundsCost(n, length);
  const prepend = args['prepend'] ?? keywords.get('prepend');
  const append = args['append'] ?? keywords.get('append');
  return { a, n, axis: given, prepend, append, flops: flops > 1n ? flops : 1n, dtypes, keywords };
}

/** An array put before or after: a number stands for one element per lane. */
function extension(value: PyValue, a: NdArray, axis: number): NdArray {
  const { foreign } = describe(value);
  if (foreign !== undefined) throw new PyTypeError(`diff: cannot subtract values of dtype '${foreign}'`);
  const added = asArray(value);
  if (added.ndim > 0) return added;
  const shape = a.shape.map((extent, k) => (k === axis ? 1 : extent));
  return arrayOf(native.broadcastTo(added.slot, shape), added.dtype, shape);
}

/** The parts one after another along an axis. ValueError when their other extents differ. */
function joined(parts: readonly NdArray[], axis: number, ctx: OpContext): NdArray {
  const [first] = parts as [NdArray];
  normalizeAxis(axis, first.ndim);
  for (const { shape } of parts) {
    if (shape.length !== first.ndim || shape.some((extent, k) => k !== axis && extent !== first.shape[k])) {
      throw new ValueError(`diff: cannot join arrays of shapes ${shapeText(first.shape)} and ${shapeText(shape)}`);
    }
  }
  const dtype = parts.map((part) => part.dtype).reduce(promoteTypes);
  const length = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const shape = first.shape.map((extent, k) => (k === axis ? length : extent));
  requireRoomFor(shape, dtype, ctx);
  const result = arrayOf(native.empty(dtype, shape), dtype, shape);
  let start = 0;
  for (const part of parts) {
    native.assign(sliced(result, axis, start, part.shape[axis]!).slot, part.slot, -1);
    start += part.shape[axis]!;
  }
  return result;
}

function runDiff({ a, n, axis: given, prepend, append, keywords }: DiffCall, ctx: OpContext): NdArray {
  checkKeywords('diff', keywords, ['prepend', 'append']);
  if (n instanceof PyFloat && n.value !== 0) {
    if (n.value < 0) throw new ValueError(`order must be non-negative but got ${n.value}`);
    throw new PyTypeError("'float' object cannot be interpreted as an integer");
  }
  const rounds = n instanceof PyFloat ? 0 : toIndex(n);
  if (rounds === 0) return arrayOf(native.alias(a.slot), a.dtype, a.shape);
  if (rounds < 0) throw new ValueError(`order must be non-negative but got ${rounds}`);
  const axis = normalizeAxis(toIndex(given), a.ndim);
  const parts = [a];
  if (prepend !== undefined) parts.unshift(extension(prepend, a, axis));
  if (append !== undefined) parts.push(extension(append, a, axis));
  return differences(parts.length === 1 ? a : joined(parts, axis, ctx), axis, rounds);
}

const diff = defineOp<DiffCall>({
  name: 'diff',
  params: byRelease({ '0.4.1': 'a, n=, axis=, **kwargs', '0.12.4': 'a, n=, axis=, prepend=, append=' }),
  check: prepareDiff,
  price: ({ flops, dtypes }): Charge => ({ op: 'diff', flops, dtypes }),
  run: runDiff,
});

interface EdiffCall {
  readonly ary: NdArray;
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/** A value to put at an end, flat. TypeError unless it converts to the dtype within its kind. */
function endOf(name: string, value: PyValue, dtype: Dtype): NdArray {
  const { foreign } = describe(value);
  const end = foreign === undefined ? asArray(value) : null;
  if (end === null || !canCast(end.dtype, dtype, 'same_kind')) {
    throw new PyTypeError(`ediff1d: the dtype of \`${name}\` must be compatible with the input under 'same_kind'`);
  }
  return reshaped(end, [end.size]);
}

function runEdiff({ ary, keywords }: EdiffCall, ctx: OpContext): NdArray {
  checkKeywords('ediff1d', keywords, ['to_begin', 'to_end']);
  const flat = reshaped(ary, [ary.size]);
  const [begin, end] = ['to_begin', 'to_end'].map((name) => {
    const value = keywords.get(name) ?? null;
    return value === null ? null : endOf(name, value, ary.dtype);
  }) as [NdArray | null, NdArray | null];
  const count = Math.max(flat.size - 1, 0);
  const later = sliced(flat, 0, Math.min(1, flat.size), count);
  const earlier = sliced(flat, 0, 0, count);
  if (begin === null && end === null) return applyUfunc('subtract', later, earlier);
  const lead = begin?.size ?? 0;
  const size = lead + count + (end?.size ?? 0);
  requireRoomFor([size], ary.dtype, ctx);
  const result = arrayOf(native.empty(ary.dtype, [size]), ary.dtype, [size]);
  if (begin !== null) native.assign(sliced(result, 0, 0, lead).slot, begin.slot, -1);
  if (end !== null) native.assign(sliced(result, 0, lead + count, end.size).slot, end.slot, -1);
  callInto('subtract', [later, earlier], sliced(result, 0, lead, count));
  return result;
}

const ediff1d = defineOp<EdiffCall>({
  name: 'ediff1d',
  params: 'ary, **kwargs',
  check: (args) => ({ ary: operand('ediff1d', args['ary']), keywords: extraKeywords(args) }),
  price: ({ ary, keywords }): Charge => {
    let elements = ary.size - 1;
    for (const name of ['to_begin', 'to_end']) {
      const value = keywords.get(name) ?? null;
      if (value !== null) elements += sizeOf(describe(value).shape);
    }
    return { op: 'ediff1d', flops: Math.max(elements, 1), dtypes: [ary.dtype] };
  },
  run: runEdiff,
});

export const DIFFERENCES: readonly OpDefinition[] = [diff, ediff1d];
