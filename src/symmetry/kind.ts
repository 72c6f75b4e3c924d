/** Named families of permutation groups: what is known about a group from the way it was built. */

/** How a group was built. Axes are those of the tensor, in the order given. */
export type GroupKind =
  | { readonly family: 'identity' | 'symmetric' | 'cyclic' | 'dihedral'; readonly axes: readonly number[] }
  | { readonly family: 'product'; readonly factors: readonly GroupKind[] };

export type AxisMap = ReadonlyMap<number, number>;

function factorial(n: number): bigint {
  let result = 1n;
  for (let i = 2; i <= n; i++) result *= BigInt(i);
  return result;
}

/** Number of elements of a group of this kind. */
export function orderOf(kind: GroupKind): bigint {
  switch (kind.family) {
    case 'identity':
      return 1n;
    case 'symmetric':
      return factorial(kind.axes.length);
    case 'cyclic':
      return BigInt(kind.axes.length);
    case 'dihedral':
      return BigInt(2 * kind.axes.length);
    case 'product':
      return kind.factors.reduce((order, factor) => order * orderOf(factor), 1n);
  }
}

const tupleText = (items: readonly (string | number)[]): string =>
  items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;

/**
 * A string equal for equal kinds. It is the kind written as a Python tuple: factors of products are kept in the order
 * of these strings, which clients see in the axes of derived products.
 */
export function kindKey(kind: GroupKind): string {
  if (kind.family !== 'product') return `('${kind.family}', ${tupleText(kind.axes)})`;
  return `('direct_product', ${tupleText(kind.factors.map(kindKey))})`;
}

/** A product of kinds, its factors in their canonical order. */
export function productKind(factors: readonly GroupKind[]): GroupKind {
  const keyed = factors.map((factor) => ({ factor, key: kindKey(factor) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { family: 'product', factors: keyed.map(({ factor }) => factor) };
}

/** The kind with its axes relabelled; undefined when an axis has no new label. */
export function remapKind(kind: GroupKind, map: AxisMap): GroupKind | undefined {
  if (kind.family !== 'product') {
    const axes = kind.axes.map((axis) => map.get(axis));
    return axes.includes(undefined) ? undefined : { family: kind.family, axes: axes as number[] };
  }
  const factors = kind.factors.map((factor) => remapKind(factor, map));
  return factors.includes(undefined) ? undefined : productKind(factors as GroupKind[]);
}

/**
 * The kind left when some axes are summed away and the rest relabelled; undefined when the family does not say, which
 * for a product means that none of its factors does.
 */
export function reduceKind(kind: GroupKind, reduced: ReadonlySet<number>, map: AxisMap): GroupKind | undefined {
  if (kind.family === 'product') {
    const factors = kind.factors
      .map((factor) => reduceKind(factor, reduced, map))
      .filter((factor) => factor !== undefined);
    return factors.length > 1 ? productKind(factors) : factors[0];
  }
  const kept = kind.axes.filter((axis) => !reduced.has(axis)).map((axis) => map.get(axis)!);
  switch (kind.family) {
    case 'identity':
      return kept.length === 0 ? undefined : { family: 'identity', axes: kept };
    case 'symmetric':
      return kept.length < 2 ? undefined : { family: 'symmetric', axes: kept };
    default:
      return kept.length < kind.axes.length ? undefined : { family: kind.family, axes: kept };
  }
}
