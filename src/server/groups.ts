/** Symmetry groups on the wire: `{axes, generators}`. */
import { KeyError, PyTypeError } from '../errors.js';
import { SymmetryGroup } from '../symmetry/group.js';
import { type ReplyValue, WireMap, type WireValue } from '../wire/value.js';

/** The group an argument describes. KeyError for a missing part, TypeError for parts that are no lists of ints. */
export function groupFromPayload(payload: WireValue): SymmetryGroup {
  if (!(payload instanceof WireMap)) throw new PyTypeError('a symmetry group is a dict of axes and generators');
  const generators = payload.get('generators');
  const axes = payload.get('axes');
  if (generators === undefined) throw new KeyError("'generators'");
  if (axes === undefined) throw new KeyError("'axes'");
  return SymmetryGroup.fromGenerators(listOf(generators, integerList), integerList(axes));
}

function listOf<T>(value: WireValue, item: (value: WireValue) => T): T[] {
  if (!Array.isArray(value)) throw new PyTypeError('axes and generators of a symmetry group are lists');
  return value.map(item);
}

const integerList = (value: WireValue): number[] =>
  listOf(value, (item) => {
    if (typeof item === 'number') return item;
    throw new PyTypeError('axes and generators of a symmetry group consist of integers');
  });

/** A group as array metadata shows it. */
export function groupPayload(group: SymmetryGroup): ReplyValue {
  const { axes, generators } = group.toPayload();
  return { axes, generators };
}
