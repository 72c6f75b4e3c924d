/** What basic indexing leaves of a tag. */
import { SymmetryGroup } from './group.js';
import { given, insertedAxesGroup, remapAxes, restrictToAxes, type Tag } from './propagate.js';

/**
 * One entry of an index key. A slice is given by its Python parts; an `advanced` entry is a list, a boolean or an
 * array, after which nothing is known of the result.
 */
export type KeyEntry =
  | { readonly type: 'index' }
  | {
      readonly type: 'slice';
      readonly start: number | null;
      readonly stop: number | null;
      readonly step: number | null;
    }
  | { readonly type: 'newaxis' }
  | { readonly type: 'ellipsis' }
  | { readonly type: 'advanced' };

const WHOLE: KeyEntry = { type: 'slice', start: null, stop: null, step: null };

/** True when a slice takes an axis of this extent whole and in order. */
function isWhole(entry: { start: number | null; stop: number | null; step: number | null }, extent: number): boolean {
  if ((entry.step ?? 1) !== 1) return false;
  const clamp = (bound: number) => (bound < 0 ? Math.max(bound + extent, 0) : Math.min(bound, extent));
  const start = entry.start === null ? 0 : clamp(entry.start);
  const stop = entry.stop === null ? extent : clamp(entry.stop);
  return start === 0 && stop === extent;
}

/** The key with its ellipsis and what it leaves out written as whole slices: one entry per axis, and new axes. */
function spelledOut(key: readonly KeyEntry[], ndim: number): KeyEntry[] {
  const consumed = key.filter((entry) => entry.type !== 'newaxis' && entry.type !== 'ellipsis').length;
  const rest = new Array<KeyEntry>(Math.max(ndim - consumed, 0)).fill(WHOLE);
  const at = key.findIndex((entry) => entry.type === 'ellipsis');
  return at < 0 ? [...key, ...rest] : [...key.slice(0, at), ...rest, ...key.slice(at + 1)];
}

interface Sliced {
  /** Axes of the operand taken at one index. */
  readonly removed: ReadonlySet<number>;
  /** Axes of the operand taken in part or out of order. */
  readonly cut: ReadonlySet<number>;
  /** Place in the result of the operand's other axes. */
  readonly places: ReadonlyMap<number, number>;
  /** Places of new axes in the result. */
  readonly inserted: readonly number[];
}

function follow(key: readonly KeyEntry[], shape: readonly number[]): Sliced {
  const removed = new Set<number>();
  const cut = new Set<number>();
  const places = new Map<number, number>();
  const inserted: number[] = [];
  let axis = 0;
  let place = 0;
  for (const entry of spelledOut(key, shape.length)) {
    if (entry.type === 'newaxis') {
      inserted.push(place++);
      continue;
    }
    if (entry.type === 'slice') {
      if (!isWhole(entry, shape[axis]!)) cut.add(axis);
      places.set(axis, place++);
    } else removed.add(axis);
    axis++;
  }
  return { removed, cut, places, inserted };
}

function survivingSymmetries(group: SymmetryGroup, { removed, cut, places }: Sliced): Tag {
  const gone = new Set<number>();
  const kept: number[] = [];
  group.axes.forEach((axis, position) => {
    if (removed.has(axis)) gone.add(position);
    else kept.push(axis);
  });
  // One axis cut short loses the whole tag, even symmetries among the others.
  if (kept.length === 0 || kept.some((axis) => cut.has(axis))) return null;
  const fixing = group.pointwiseStabilizer(gone);
  if (kept.length < 2) return null;
  return remapAxes(restrictToAxes(fixing, kept), places);
}

/** The reference compares orders to warn of lost symmetry, and fails where one cannot be told. */
function compareOrders(...groups: readonly SymmetryGroup[]): void {
  for (const group of groups) if (group.kind === undefined) group.list();
}

/**
 * The tag of `tensor[key]` for a valid key whose result is not a single element: symmetries that hold the removed
 * axes fixed, and those of the new axes among themselves. Raises EnumerationBudgetExceeded when the reference fails
 * to compare the tags before and after.
 */
export function sliceTag(group: Tag, shape: readonly number[], key: readonly KeyEntry[]): Tag {
  if (key.some((entry) => entry.type === 'advanced')) return null;
  const sliced = follow(key, shape);
  const factors = [
    group === null ? null : survivingSymmetries(group, sliced),
    insertedAxesGroup(sliced.inserted),
  ].filter((factor) => factor !== null);
  if (factors.length === 0) return null;
  const result = factors.length === 1 ? factors[0]! : SymmetryGroup.product(factors);
  if (group !== null) compareOrders(result, group);
  return given(result);
}
