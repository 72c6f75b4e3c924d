/** Index keys: what NumPy makes of slices, integers, new axes, ellipses, masks and index arrays, before any element moves. */
import { native } from '../../addon/native.js';
import { ReduceOp } from '../../addon/reduce.js';
import { asArray, NonNumericError } from '../../array/convert.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { broadcastShapes, shapeText, sizeOf } from '../../array/shape.js';
import { IndexError, ValueError } from '../../errors.js';
import { ELLIPSIS, isInt, PySlice, PyTuple, type PyValue } from '../../python/values.js';
import type { KeyEntry } from '../../symmetry/slice.js';
import { arrayOf, copyOf } from './common.js';

type Entry =
  | { readonly kind: 'newaxis' }
  | { readonly kind: 'integer'; readonly at: number }
  | { readonly kind: 'slice'; readonly slice: PySlice }
  | { readonly kind: 'indices'; readonly array: NdArray }
  | { readonly kind: 'mask'; readonly array: NdArray }
  | { readonly kind: 'truth'; readonly value: boolean };

/** An axis indexed by positions: those of a mask are found only when elements move. */
interface AdvancedAxes {
  /** Axes of the view. */
  readonly axes: readonly number[];
  readonly source: { readonly mask: NdArray } | { readonly indices: NdArray } | { readonly truth: boolean };
  /** Shape of the positions. */
  readonly shape: Shape;
}

/** What a key selects. */
export interface Selection {
  /** The basic part as a view (shape, strides and offset in bytes). */
  readonly shape: readonly number[];
  /** Undefined where the view is the array itself. */
  readonly strides: readonly number[] | undefined;
  readonly offset: number;
  readonly advanced: readonly AdvancedAxes[];
  /** Where the axes of the positions stand among the others. */
  readonly insertAt: number;
  readonly resultShape: Shape;
  /** Every axis is fixed by an integer: the result is an element, not an array. */
  readonly isElement: boolean;
  /** Elements of masks in the key. */
  readonly maskElements: number;
  /** The key in the terms symmetry propagation uses. */
  readonly entries: readonly KeyEntry[];
}

function readEntry(item: PyValue): Entry {
  if (item === null) return { kind: 'newaxis' };
  if (typeof item === 'boolean') return { kind: 'truth', value: item };
  if (isInt(item)) return { kind: 'integer', at: Number(item) };
  if (item instanceof PySlice) return { kind: 'slice', slice: item };
  let array: NdArray;
  if (item instanceof NdArray) array = item;
  else if (Array.isArray(item) || item instanceof PyTuple) {
    try {
      array = asArray(item);
    } catch (error) {
      if (error instanceof NonNumericError) throw badIndex();
      throw error;
    }
    if (array.size === 0 && array.dtype === Dtype.Float64) array = copyOf(array, Dtype.Int64);
  } else throw badIndex();
  if (array.dtype === Dtype.Bool) {
    if (array.ndim === 0) return { kind: 'truth', value: native.readItem(array.slot) === true };
    return { kind: 'mask', array };
  }
  if (!isInteger(array.dtype)) throw new IndexError('arrays used as indices must be of integer (or boolean) type');
  return { kind: 'indices', array };
}

function badIndex(): IndexError {
  return new IndexError(
    'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices',
  );
}

const axesTaken = (entry: Entry): number =>
  entry.kind === 'newaxis' || entry.kind === 'truth' ? 0 : entry.kind === 'mask' ? entry.array.ndim : 1;

/** Start, count and step of a Python slice over an extent. */
export function sliceRange(slice: PySlice, extent: number): { start: number; count: number; step: number } {
  const step = slice.step ?? 1;
  if (step === 0) throw new ValueError('slice step cannot be zero');
  const clamp = (bound: number, low: number, high: number): number =>
    Math.min(Math.max(bound < 0 ? bound + extent : bound, low), high);
  const [low, high] = step > 0 ? [0, extent] : [-1, extent - 1];
  const start = slice.start === null ? (step > 0 ? 0 : extent - 1) : clamp(slice.start, low, high);
  const stop = slice.stop === null ? (step > 0 ? extent : -1) : clamp(slice.stop, low, high);
  return { start, step, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

function spellOut(a: NdArray, items: readonly PyValue[]): { entries: Entry[]; hasEllipsis: boolean } {
  const ellipses = items.filter((item) => item === ELLIPSIS).length;
  if (ellipses > 1) throw new IndexError("an index can only have a single ellipsis ('...')");
  const before: Entry[] = [];
  const after: Entry[] = [];
  let seen = false;
  for (const item of items) {
    if (item === ELLIPSIS) seen = true;
    else (seen ? after : before).push(readEntry(item));
  }
  const taken = [...before, ...after].reduce((sum, entry) => sum + axesTaken(entry), 0);
  if (taken > a.ndim) {
    throw new IndexError(`too many indices for array: array is ${a.ndim}-dimensional, but ${taken} were indexed`);
  }
  const whole: Entry = { kind: 'slice', slice: new PySlice(null, null, null) };
  const fill = new Array<Entry>(a.ndim - taken).fill(whole);
  return { entries: [...before, ...fill, ...after], hasEllipsis: seen };
}

function checkMask(mask: NdArray, a: NdArray, axis: number): void {
  mask.shape.forEach((extent, k) => {
    if (a.shape[axis + k] !== extent) {
      throw new IndexError(
        `boolean index did not match indexed array along axis ${axis + k}; size of axis is ${a.shape[axis + k]} but size of corresponding boolean axis is ${extent}`,
      );
    }
  });
}

/** Axes a key of integers may have to be read at once. */
const MAX_ELEMENT_AXES = 8;

/**
 * The commonest key: an integer for every axis, counted from 0 in the result. Undefined for any other key. IndexError
 * for an index out of bounds.
 */
export function elementIndices(a: NdArray, key: PyValue): readonly number[] | undefined {
  const items = key instanceof PyTuple ? key.items : [key];
  if (items.length !== a.ndim || items.length > MAX_ELEMENT_AXES || !items.every(isInt)) return undefined;
  return items.map((item, axis) => within(Number(item), a.shape[axis]!, axis));
}

/** An index counted from 0; IndexError out of bounds. */
function within(at: number, extent: number, axis: number): number {
  if (at >= -extent && at < extent) return at < 0 ? at + extent : at;
  throw new IndexError(`index ${at} is out of bounds for axis ${axis} with size ${extent}`);
}

/** The selection of a key that is one array: positions along the first axis, or a mask over the first axes. */
function selectByArray(a: NdArray, key: NdArray): Selection {
  const isMask = key.dtype === Dtype.Bool;
  const taken = isMask ? key.ndim : 1;
  if (taken > a.ndim) {
    throw new IndexError(`too many indices for array: array is ${a.ndim}-dimensional, but ${taken} were indexed`);
  }
  if (isMask) checkMask(key, a, 0);
  const positions = isMask ? [native.countTrue(key.slot)] : key.shape;
  const axes = Array.from({ length: taken }, (_, axis) => axis);
  const resultShape = [...positions, ...a.shape.slice(taken)];
  return {
    shape: a.shape,
    strides: undefined,
    offset: 0,
    advanced: [{ axes, source: isMask ? { mask: key } : { indices: key }, shape: positions }],
    insertAt: 0,
    resultShape,
    isElement: resultShape.length === 0,
    maskElements: isMask ? key.size : 0,
    entries: [{ type: 'advanced' }],
  };
}

/** Interprets a key. Raises IndexError where NumPy does, save for positions out of bounds in index arrays. */
export function select(a: NdArray, key: PyValue): Selection {
  if (key instanceof NdArray && (isInteger(key.dtype) || (key.dtype === Dtype.Bool && key.ndim > 0))) {
    return selectByArray(a, key);
  }
  const items = key instanceof PyTuple ? key.items : [key];
  const { entries, hasEllipsis } = spellOut(a, items);
  const strides = native.strides(a.slot);
  const isAdvanced = entries.some(({ kind }) => kind === 'indices' || kind === 'mask' || kind === 'truth');
  const shape: number[] = [];
  const steps: number[] = [];
  const advanced: AdvancedAxes[] = [];
  const basicBefore: number[] = [];
  let offset = 0;
  let axis = 0;
  let basic = 0;
  let maskElements = 0;
  let isElement = !hasEllipsis && !isAdvanced;
  const groups: boolean[] = [];
  const keep = (extent: number, step: number): number => {
    shape.push(extent);
    steps.push(step);
    return shape.length - 1;
  };
  for (const entry of entries) {
    groups.push(entry.kind !== 'slice' && entry.kind !== 'newaxis');
    if (groups.at(-1)) basicBefore.push(basic);
    switch (entry.kind) {
      case 'newaxis':
        keep(1, 0);
        basic++;
        isElement = false;
        break;
      case 'integer':
        offset += within(entry.at, a.shape[axis]!, axis) * strides[axis]!;
        axis++;
        break;
      case 'slice': {
        const { start, count, step } = sliceRange(entry.slice, a.shape[axis]!);
        if (count > 0) offset += start * strides[axis]!;
        keep(count, strides[axis]! * step);
        axis++;
        basic++;
        isElement = false;
        break;
      }
      case 'indices':
        advanced.push({
          axes: [keep(a.shape[axis]!, strides[axis]!)],
          source: { indices: entry.array },
          shape: entry.array.shape,
        });
        axis++;
        break;
      case 'mask': {
        checkMask(entry.array, a, axis);
        maskElements += entry.array.size;
        const axes = entry.array.shape.map((_, k) => keep(a.shape[axis + k]!, strides[axis + k]!));
        advanced.push({ axes, source: { mask: entry.array }, shape: [native.countTrue(entry.array.slot)] });
        axis += entry.array.ndim;
        break;
      }
      case 'truth':
        maskElements++;
        advanced.push({ axes: [keep(1, 0)], source: { truth: entry.value }, shape: [entry.value ? 1 : 0] });
        break;
    }
  }
  const positions = advanced.length === 0 ? [] : broadcastPositions(advanced);
  // The axes of the positions stay in place when the entries that make them are neighbours; otherwise they come first.
  const first = groups.indexOf(true);
  const together = first >= 0 && !groups.slice(first, groups.lastIndexOf(true) + 1).includes(false);
  const insertAt = together ? basicBefore[0]! : 0;
  const gone = new Set(advanced.flatMap(({ axes }) => axes));
  const rest = shape.filter((_, k) => !gone.has(k));
  const resultShape = isAdvanced ? [...rest.slice(0, insertAt), ...positions, ...rest.slice(insertAt)] : shape;
  // An empty view must not point outside its memory.
  if (sizeOf(shape) === 0) offset = 0;
  const isScalar = isAdvanced ? resultShape.length === 0 && !hasEllipsis : isElement;
  return {
    shape,
    strides: steps,
    offset,
    advanced,
    insertAt,
    resultShape,
    isElement: isScalar,
    maskElements,
    entries: items.map(describeEntry),
  };
}

function broadcastPositions(advanced: readonly AdvancedAxes[]): Shape {
  try {
    return broadcastShapes(...advanced.map(({ shape }) => shape));
  } catch {
    throw new IndexError(
      `shape mismatch: indexing arrays could not be broadcast together with shapes ${advanced.map(({ shape }) => shapeText(shape)).join(' ')}`,
    );
  }
}

function describeEntry(item: PyValue): KeyEntry {
  if (item === null) return { type: 'newaxis' };
  if (item === ELLIPSIS) return { type: 'ellipsis' };
  if (isInt(item)) return { type: 'index' };
  if (item instanceof PySlice) return { type: 'slice', start: item.start, stop: item.stop, step: item.step };
  return { type: 'advanced' };
}

/** IndexError for positions beyond their axis, where there is an element to select. */
export function requireInBounds({ advanced, shape, resultShape }: Selection): void {
  if (advanced.length === 0 || sizeOf(resultShape) === 0) return;
  for (const { axes, source } of advanced) {
    if (!('indices' in source) || source.indices.size === 0) continue;
    const { indices } = source;
    const extent = shape[axes[0]!]!;
    if (indices.dtype === Dtype.Int64) {
      native.requireWithin(indices.slot, axes[0]!, extent);
      continue;
    }
    const all = indices.shape.map((_, axis) => axis);
    for (const op of [ReduceOp.Min, ReduceOp.Max]) {
      const extreme = new NdArray(native.reduce(op, indices.slot, all, indices.dtype, -1, -1), indices.dtype, []);
      const at = native.readItem(extreme.slot) as number | bigint;
      if (at < -extent || at >= extent) {
        throw new IndexError(`index ${at} is out of bounds for axis ${axes[0]} with size ${extent}`);
      }
    }
  }
}

/** The selected elements: a view for a basic key, a new array otherwise. */
export function takeSelection(a: NdArray, selection: Selection): NdArray {
  const { shape, strides, offset, advanced, insertAt, resultShape } = selection;
  const view = strides === undefined ? a : arrayOf(native.stridedView(a.slot, shape, strides, offset), a.dtype, shape);
  if (advanced.length === 0) return view;
  const [only] = advanced as [AdvancedAxes];
  if (advanced.length === 1 && 'mask' in only.source && only.axes[0] === 0 && insertAt === 0) {
    return arrayOf(native.maskSelect(view.slot, only.source.mask.slot), a.dtype, resultShape);
  }
  const positions = broadcastPositions(advanced);
  const axes = advanced.flatMap((entry) => entry.axes);
  const indices = advanced.flatMap(({ source }) => {
    if ('indices' in source) return [source.indices];
    if ('truth' in source)
      return [arrayOf(native.ramp(Dtype.Int64, 0n, 1n, source.truth ? 1 : 0), Dtype.Int64, [source.truth ? 1 : 0])];
    return native
      .nonzero(source.mask.slot)
      .map((slot) => arrayOf(slot, Dtype.Int64, [native.countTrue(source.mask.slot)]));
  });
  const slots = indices.map((index) => {
    const wide = index.dtype === Dtype.Int64 ? index : copyOf(index, Dtype.Int64);
    if (indices.length === 1) return wide.slot;
    return arrayOf(native.broadcastTo(wide.slot, positions), Dtype.Int64, positions).slot;
  });
  return arrayOf(native.gather(view.slot, axes, slots, insertAt), a.dtype, resultShape);
}
