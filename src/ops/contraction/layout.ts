/** Keywords of the generalised ufuncs vecdot, matvec and vecmat: which axes take part, and in which dtype. */
import { normalizeAxis, toIndex } from '../../array/axes.js';
import type { Dtype } from '../../array/dtype.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import type { Casting } from '../../array/promote.js';
import { symbol } from '../../einsum/terms.js';
import { AxisError, PyTypeError, UFuncNoLoopError, ValueError } from '../../errors.js';
import { isInt, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { castingOf, checkOrder } from '../pointwise/keywords.js';

type Keywords = ReadonlyMap<string, PyValue>;

/** How many axes of each operand, and of the result, are the product's own; the rest are stacks. */
export type Cores = readonly [a: number, b: number, out: number];

/** Places of the product's own axes; `keptAxis` is where `keepdims` leaves an axis of extent 1. */
export interface CoreAxes {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly out: readonly number[];
  readonly keptAxis: number | undefined;
}

export interface ComputeOptions {
  readonly dtype: Dtype | undefined;
  readonly casting: Casting;
}

const LAYOUT = ['axis', 'axes', 'keepdims'];
const KNOWN = new Set(['out', ...LAYOUT, 'casting', 'order', 'dtype', 'subok', 'signature', 'sig']);

/** Keywords that do not concern the layout. TypeError and ValueError as NumPy's ufuncs raise them. */
export function computeOptions(op: string, keywords: Keywords | undefined): ComputeOptions {
  if (keywords === undefined || keywords.size === 0) return { dtype: undefined, casting: 'same_kind' };
  for (const name of keywords.keys()) {
    if (!KNOWN.has(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
  checkOrder(keywords);
  const casting = castingOf(keywords);
  const given = keywords.get('dtype');
  if (given === undefined || given === null) return { dtype: undefined, casting };
  const dtype = parseAnyDtype(given);
  if (dtype instanceof ForeignDtype) throw new UFuncNoLoopError(`${op}: there is no loop for dtype '${dtype.name}'`);
  return { dtype, casting };
}

export const hasLayout = (keywords: Keywords | undefined): boolean =>
  keywords !== undefined && LAYOUT.some((name) => keywords.has(name));

/**
 * Reads `axis`, `axes` and `keepdims` for operands of so many axes. TypeError, ValueError and AxisError as NumPy's
 * generalised ufuncs raise them.
 */
export function coreAxes(op: string, cores: Cores, keywords: Keywords, aNdim: number, bNdim: number): CoreAxes {
  const isReduction = cores[2] === 0;
  const keepdims = readKeepdims(op, keywords.get('keepdims'), isReduction);
  const outCore = keepdims ? 1 : cores[2];
  const outNdim = Math.max(aNdim - cores[0], bNdim - cores[1]) + outCore;
  const ndims = [aNdim, bNdim, outNdim];
  const counts = [cores[0], cores[1], outCore];
  if (keywords.has('axis') && keywords.has('axes')) {
    throw new PyTypeError(`${op}: cannot specify both 'axis' and 'axes'`);
  }
  if (keywords.has('axis') && !isReduction)
    throw new PyTypeError(`${op}: axis needs a single axis that all operands share`);
  if (aNdim < cores[0] || bNdim < cores[1]) throw new ValueError(`${op}: an operand has too few dimensions`);
  const entries = readEntries(op, keywords, counts, isReduction);
  const [a, b, out] = entries.map((entry, i) => entry.map((axis) => normalizeAxis(axis, ndims[i]!)));
  for (const axes of [a!, b!, out!]) {
    if (new Set(axes).size !== axes.length) throw new ValueError(`${op}: axes has a repeated axis`);
  }
  return { a: a!, b: b!, out: keepdims ? [] : out!, keptAxis: keepdims ? out![0] : undefined };
}

function readKeepdims(op: string, value: PyValue | undefined, isReduction: boolean): boolean {
  if (value === undefined) return false;
  if (!isReduction) throw new PyTypeError(`${op} has no reduced axes that keepdims could keep`);
  if (typeof value !== 'boolean')
    throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as a boolean`);
  return value;
}

function readEntries(op: string, keywords: Keywords, counts: readonly number[], isReduction: boolean): number[][] {
  const last = (count: number): number[] => Array.from({ length: count }, (_, i) => i - count);
  if (keywords.has('axis')) {
    const axis = toIndex(keywords.get('axis'));
    return counts.map((count) => (count === 0 ? [] : [axis]));
  }
  if (!keywords.has('axes')) return counts.map(last);
  const axes = itemsOf(keywords.get('axes'));
  if (axes === undefined) throw new PyTypeError(`${op}: axes should be a list`);
  const isOutputOptional = isReduction;
  if (axes.length !== 3 && !(isOutputOptional && axes.length === 2)) {
    throw new ValueError(`${op}: axes should be a list with an entry for all inputs and outputs`);
  }
  return counts.map((count, i) => (i < axes.length ? readEntry(op, axes[i]!, count) : last(count)));
}

function readEntry(op: string, entry: PyValue, count: number): number[] {
  const items = itemsOf(entry);
  if (items === undefined) {
    if (!isInt(entry)) throw new PyTypeError(`${op}: an item of axes should be a tuple of ${count}`);
    if (count !== 1) throw new AxisError(`${op}: an item of axes is one axis where the operand has ${count} core axes`);
    return [toIndex(entry)];
  }
  if (items.length !== count) {
    throw new AxisError(`${op}: an item of axes has ${items.length} entries where the operand has ${count} core axes`);
  }
  return items.map(toIndex);
}

const itemsOf = (value: PyValue | undefined): readonly PyValue[] | undefined =>
  value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as readonly PyValue[]) : undefined;

/**
 * The contraction for axes in other places than the last. `summed` says which of the core axes of each operand is summed.
 */
export function relocatedSubscripts(
  axes: CoreAxes,
  cores: Cores,
  summed: readonly [number, number],
  aNdim: number,
  bNdim: number,
): string {
  const loops = Math.max(aNdim - cores[0], bNdim - cores[1]);
  const outNdim = loops + (axes.keptAxis === undefined ? cores[2] : 1);
  const slots = Array.from({ length: outNdim }, (_, i) => i).filter((i) => i !== axes.keptAxis);
  const symbols = Array.from({ length: slots.length + 1 }, (_, i) => symbol(i)).sort();
  const at = new Map(slots.map((slot, i) => [slot, symbols[i]!]));
  const looped = slots.filter((slot) => !axes.out.includes(slot)).map((slot) => at.get(slot)!);
  const term = (ndim: number, places: readonly number[], summedPlace: number): string => {
    const free = looped.slice(looped.length - (ndim - places.length));
    return Array.from({ length: ndim }, (_, axis) => {
      const core = places.indexOf(axis);
      if (core < 0) return free.shift()!;
      return core === summedPlace ? symbols.at(-1)! : at.get(axes.out[0]!)!;
    }).join('');
  };
  const output = slots.map((slot) => at.get(slot)!).join('');
  return `${term(aNdim, axes.a, summed[0])},${term(bNdim, axes.b, summed[1])}->${output}`;
}
