/**
 * Permutation groups acting on the axes of a tensor: the symmetry tags that arrays carry.
 *
 * A tag says that permuting the tensor's axes by any element of the group leaves it unchanged. Groups built from named
 * families (symmetric, cyclic, ...) remember their kind, which gives their order in closed form and lets them be
 * relabelled and reduced without listing their elements.
 */
import { KeyError, PyTypeError, ValueError } from '../errors.js';
import {
  comparePermutations,
  compose,
  cycles,
  equalPermutations,
  identity,
  keyOf,
  type Permutation,
} from './permutation.js';

/** Elements a group may have before listing them is given up (the reference's default `dimino_budget`). */
export const ENUMERATION_BUDGET = 50_000;

/** Listing a group's elements would exceed the budget: callers fall back to prices without symmetry. */
export class EnumerationBudgetExceeded extends Error {
  constructor(readonly seen: number) {
    super(`group has more than ${ENUMERATION_BUDGET} elements`);
  }
}

/** How a group was built. */
export type GroupKind =
  | { readonly family: 'identity' | 'symmetric' | 'cyclic' | 'dihedral'; readonly axes: readonly number[] }
  | { readonly family: 'product'; readonly factors: readonly GroupKind[] };

function factorial(n: number): bigint {
  let result = 1n;
  for (let i = 2; i <= n; i++) result *= BigInt(i);
  return result;
}

function closedFormOrder(kind: GroupKind): bigint {
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
      return kind.factors.reduce((order, factor) => order * closedFormOrder(factor), 1n);
  }
}

/** A string equal for equal kinds. Factors are put in order, so that products compare without regard to it. */
export function kindKey(kind: GroupKind): string {
  if (kind.family !== 'product') return `${kind.family}(${kind.axes.join(',')})`;
  return `product[${kind.factors.map(kindKey).sort().join(';')}]`;
}

function checkAxes(axes: readonly number[]): void {
  if (axes.length === 0) throw new ValueError('symmetry axes must not be empty');
  if (new Set(axes).size !== axes.length) throw new ValueError(`symmetry axes (${axes.join(', ')}) must be unique`);
}

/** Wire form of a group. */
export interface GroupPayload {
  readonly axes: readonly number[];
  readonly generators: readonly (readonly number[])[];
}

export class SymmetryGroup {
  readonly degree: number;
  #elements: readonly Permutation[] | undefined;
  #order: bigint | undefined;
  #canonical: string | undefined;

  /**
   * @param generators permutations of local positions 0..degree-1; at least one
   * @param axes the tensor axis at each local position
   * @param kind how the group was built, when it is of a named family
   */
  constructor(
    readonly generators: readonly Permutation[],
    readonly axes: readonly number[],
    readonly kind: GroupKind | undefined = undefined,
  ) {
    if (generators.length === 0) throw new ValueError('a symmetry group needs at least one generator');
    checkAxes(axes);
    this.degree = axes.length;
    for (const generator of generators) {
      if (generator.length !== this.degree) {
        throw new ValueError(`generator of degree ${generator.length} does not fit ${this.degree} axes`);
      }
    }
  }

  /** A group from generator literals; ValueError for a literal that is not a permutation of 0..degree-1. */
  static fromGenerators(generators: readonly (readonly number[])[], axes: readonly number[]): SymmetryGroup {
    checkAxes(axes);
    if (generators.length === 0) throw new ValueError('a symmetry group needs at least one generator');
    for (const literal of generators) {
      const isPermutation =
        literal.length === axes.length &&
        [...literal].sort((a, b) => a - b).every((image, i) => Number.isInteger(image) && image === i);
      if (!isPermutation)
        throw new ValueError(`generator [${literal.join(', ')}] is not a permutation of ${axes.length} axes`);
    }
    return new SymmetryGroup(generators, axes);
  }

  /** Reads the wire form `{axes, generators}`. Raises TypeError or ValueError for anything else. */
  static fromPayload(payload: GroupPayload): SymmetryGroup {
    if (!Array.isArray(payload.axes) || !Array.isArray(payload.generators)) {
      throw new PyTypeError('a symmetry group is given by lists of axes and generators');
    }
    return SymmetryGroup.fromGenerators(payload.generators, payload.axes);
  }

  toPayload(): GroupPayload {
    return { axes: this.axes, generators: this.generators };
  }

  /** All permutations of the axes. */
  static symmetric(axes: readonly number[]): SymmetryGroup {
    const k = axes.length;
    checkAxes(axes);
    if (k === 1) return new SymmetryGroup([identity(1)], axes, { family: 'identity', axes });
    const generators = Array.from({ length: k - 1 }, (_, i) => {
      const swap = [...identity(k)];
      [swap[i], swap[i + 1]] = [i + 1, i];
      return swap;
    });
    return new SymmetryGroup(generators, axes, { family: 'symmetric', axes });
  }

  /** Rotations of the axes. */
  static cyclic(axes: readonly number[]): SymmetryGroup {
    const k = axes.length;
    checkAxes(axes);
    if (k === 1) return new SymmetryGroup([identity(1)], axes, { family: 'identity', axes });
    return new SymmetryGroup([[...identity(k).slice(1), 0]], axes, { family: 'cyclic', axes });
  }

  /** Rotations and the reflection of the axes. */
  static dihedral(axes: readonly number[]): SymmetryGroup {
    const k = axes.length;
    if (k <= 2) return SymmetryGroup.symmetric(axes);
    checkAxes(axes);
    const reflection = [0, ...identity(k).slice(1).reverse()];
    return new SymmetryGroup([[...identity(k).slice(1), 0], reflection], axes, { family: 'dihedral', axes });
  }

  /** The product of the symmetric groups on disjoint blocks of axes. */
  static young(blocks: readonly (readonly number[])[]): SymmetryGroup {
    if (blocks.length === 0) throw new ValueError('a Young subgroup needs at least one block of axes');
    return SymmetryGroup.product(blocks.map((block) => SymmetryGroup.symmetric(block)));
  }

  /** The direct product of groups on disjoint axes. */
  static product(factors: readonly SymmetryGroup[]): SymmetryGroup {
    const axes = factors.flatMap((factor) => factor.axes);
    if (new Set(axes).size !== axes.length) throw new ValueError('factors of a product of groups share axes');
    const degree = axes.length;
    let offset = 0;
    const generators: Permutation[] = [];
    for (const factor of factors) {
      for (const generator of factor.generators) {
        const lifted = [...identity(degree)];
        generator.forEach((image, i) => {
          lifted[offset + i] = offset + image;
        });
        generators.push(lifted);
      }
      offset += factor.degree;
    }
    const kinds = factors.map((factor) => factor.kind);
    const known = kinds.every((kind) => kind !== undefined);
    const kind: GroupKind | undefined = known ? { family: 'product', factors: kinds as GroupKind[] } : undefined;
    return new SymmetryGroup(generators, axes, kind);
  }

  /**
   * All elements, the identity first, in the order of discovery. Throws EnumerationBudgetExceeded when there are too
   * many.
   */
  get elements(): readonly Permutation[] {
    this.#elements ??= enumerate(this.generators, this.degree);
    this.#order = BigInt(this.#elements.length);
    return this.#elements;
  }

  /** Number of elements; in closed form where the kind is known. */
  get order(): bigint {
    this.#order ??= this.kind === undefined ? BigInt(this.elements.length) : closedFormOrder(this.kind);
    return this.#order;
  }

  /** Orbits of local positions. */
  orbits(): number[][] {
    const root = [...identity(this.degree)];
    const find = (x: number): number => {
      let at = x;
      while (root[at] !== at) at = root[at]!;
      return at;
    };
    for (const generator of this.generators) {
      generator.forEach((image, i) => {
        const [a, b] = [find(i), find(image)];
        if (a !== b) root[a] = b;
      });
    }
    const groups = new Map<number, number[]>();
    for (let i = 0; i < this.degree; i++) {
      const key = find(i);
      const orbit = groups.get(key);
      if (orbit === undefined) groups.set(key, [i]);
      else orbit.push(i);
    }
    return [...groups.values()];
  }

  /** The subgroup that maps a set of local positions onto itself. */
  setwiseStabilizer(positions: ReadonlySet<number>): SymmetryGroup {
    if (positions.size === 0 || positions.size === this.degree) {
      return new SymmetryGroup(this.generators, this.axes);
    }
    const keep = this.elements.filter((element) => [...positions].every((p) => positions.has(element[p]!)));
    return new SymmetryGroup(keep, this.axes);
  }

  /** The subgroup that leaves each of a set of local positions where it is. */
  pointwiseStabilizer(positions: ReadonlySet<number>): SymmetryGroup {
    if (positions.size === 0) return new SymmetryGroup(this.generators, this.axes);
    const keep = this.elements.filter((element) => [...positions].every((p) => element[p] === p));
    return new SymmetryGroup(keep, this.axes);
  }

  /** The action on local positions that the group maps onto themselves; KeyError when it does not. */
  restrict(positions: readonly number[]): SymmetryGroup {
    const local = new Map(positions.map((position, i) => [position, i]));
    const projected = new Map<string, Permutation>();
    for (const element of this.elements) {
      const image = positions.map((position) => {
        const target = local.get(element[position]!);
        if (target === undefined) throw new KeyError(String(element[position]));
        return target;
      });
      projected.set(keyOf(image), image);
    }
    return new SymmetryGroup(
      [...projected.values()],
      positions.map((position) => this.axes[position]!),
    );
  }

  /**
   * Number of orbits of index tuples when local position i ranges over sizes[i] (Burnside's lemma). Raises ValueError
   * when positions in one orbit differ in size.
   */
  burnsideCount(sizes: readonly number[]): bigint {
    for (const orbit of this.orbits()) {
      if (new Set(orbit.map((i) => sizes[i])).size !== 1) {
        throw new ValueError(`axes ${orbit.map((i) => this.axes[i]).join(', ')} are permuted but differ in size`);
      }
    }
    let fixed = 0n;
    for (const element of this.elements) {
      fixed += cycles(element).reduce((product, cycle) => product * BigInt(sizes[cycle[0]!]!), 1n);
    }
    return fixed / this.order;
  }

  /** A string equal for groups with the same action on the same axes, however they were generated. */
  get canonical(): string {
    if (this.#canonical === undefined) {
      const sorted = [...this.axes].sort((a, b) => compareText(String(a), String(b)));
      const local = new Map(this.axes.map((axis, i) => [axis, i]));
      const actions = this.elements
        .map((element) => sorted.map((axis) => this.axes[element[local.get(axis)!]!]!))
        .sort(comparePermutations);
      this.#canonical = `${sorted.join(',')}|${actions.map(keyOf).join(';')}`;
    }
    return this.#canonical;
  }

  equals(other: SymmetryGroup): boolean {
    if (this === other) return true;
    if (this.kind !== undefined && other.kind !== undefined && kindKey(this.kind) === kindKey(other.kind)) return true;
    return this.canonical === other.canonical;
  }

  /** True when both list the same axes in the same order and have the same generators. */
  isSameWriting(other: SymmetryGroup): boolean {
    return (
      equalPermutations(this.axes, other.axes) &&
      this.generators.length === other.generators.length &&
      this.generators.every((generator, i) => equalPermutations(generator, other.generators[i]!))
    );
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

let cumulative: { seen: number } | undefined;

/** Runs a computation in which all enumerations together are held to one budget. */
export function withCumulativeBudget<T>(body: () => T): T {
  if (cumulative !== undefined) return body();
  cumulative = { seen: 0 };
  try {
    return body();
  } finally {
    cumulative = undefined;
  }
}

/** Closure of a set of generators by breadth-first multiplication from both sides. */
function enumerate(generators: readonly Permutation[], degree: number): readonly Permutation[] {
  const elements: Permutation[] = [identity(degree)];
  const seen = new Set<string>([keyOf(elements[0]!)]);
  for (const generator of generators) {
    if (seen.has(keyOf(generator))) continue;
    seen.add(keyOf(generator));
    elements.push(generator);
    let frontier: Permutation[] = [generator];
    while (frontier.length > 0) {
      const next: Permutation[] = [];
      for (const element of frontier) {
        for (const factor of generators) {
          for (const product of [compose(element, factor), compose(factor, element)]) {
            const key = keyOf(product);
            if (seen.has(key)) continue;
            seen.add(key);
            next.push(product);
            if (seen.size > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(seen.size);
          }
        }
      }
      for (const element of next) elements.push(element);
      frontier = next;
    }
  }
  if (cumulative !== undefined) {
    cumulative.seen += seen.size;
    if (cumulative.seen > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(cumulative.seen);
  }
  return elements;
}
