/** Reads the `symmetry=` argument: a group, axes that are all interchangeable, or blocks of such axes. */
import { PyTypeError, ValueError } from '../errors.js';
import { PyTuple, type PyValue, typeName } from '../python/values.js';
import { SymmetryGroup } from './group.js';
import { validateAxes } from './unique.js';

function itemsOf(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof PyTuple) return value.items;
  return Array.isArray(value) ? (value as readonly PyValue[]) : undefined;
}

const isAxis = (value: PyValue | undefined): value is number | bigint | boolean =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';

function axesFrom(items: readonly PyValue[], ndim: number): number[] {
  if (items.length === 0) throw new ValueError('symmetry axes must not be empty');
  if (!items.every(isAxis)) throw new PyTypeError('symmetry axes must be integers');
  const axes = items.map(Number);
  if (new Set(axes).size !== axes.length) throw new ValueError(`symmetry axes (${axes.join(', ')}) must be unique`);
  if (axes.some((axis) => axis < 0 || axis >= ndim)) {
    throw new ValueError(`symmetry axes (${axes.join(', ')}) are out of range for ${ndim} dimensions`);
  }
  return axes;
}

function blocksFrom(items: readonly PyValue[], ndim: number): number[][] {
  const seen = new Set<number>();
  return items.map((item) => {
    const block = itemsOf(item);
    if (block === undefined) throw new PyTypeError(`a block of symmetric axes is a tuple, not ${typeName(item)}`);
    const axes = axesFrom(block, ndim);
    for (const axis of axes) {
      if (seen.has(axis)) throw new ValueError(`blocks of symmetric axes overlap on axis ${axis}`);
      seen.add(axis);
    }
    return axes;
  });
}

/**
 * The group an argument describes for a tensor of rank `ndim`; null for None. ValueError for axes the tensor does not
 * have, repeated axes and overlapping blocks, TypeError for anything that is no description of a symmetry.
 */
export function declaredGroup(value: PyValue | undefined, ndim: number): SymmetryGroup | null {
  if (value === null || value === undefined) return null;
  if (value instanceof SymmetryGroup) {
    validateAxes(value, ndim);
    return value;
  }
  const items = itemsOf(value);
  const first = items?.[0];
  if (isAxis(first)) return SymmetryGroup.symmetric(axesFrom(items!, ndim));
  if (first !== undefined && itemsOf(first) !== undefined) return SymmetryGroup.young(blocksFrom(items!, ndim));
  throw new PyTypeError('symmetry must be a symmetry group, a tuple of axes or a tuple of blocks of axes');
}
