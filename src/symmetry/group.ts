/**
 * Permutation groups acting on the axes of a tensor: the symmetry tags that arrays carry.
 *
 * A tag says that permuting the tensor's axes by any element of the group leaves it unchanged. Groups built from named
 * families (symmetric, cyclic, ...) remember their kind, which gives their order in closed form and lets them be
 * relabelled and reduced without listing their elements.
 */
import { KeyError, PyTypeError, ValueError } from '../errors.js';
import { chargeListing, EnumerationBudgetExceeded, listElements } from './enumeration.js';
import { type GroupKind, kindKey, orderOf, productKind } from './kind.js';
import {
  codeOf,
  comparePermutations,
  cycles,
  equalPermutations,
  identity,
  keyOf,
  type Permutation,
} from './permutation.js';
import { inSetOrder } from './set-order.js';

/** Wire form of a group. */
export interface GroupPayload {
  readonly axes: readonly number[];
  readonly generators: readonly (readonly number[])[];
}

/** What a group under construction is known to be. */
interface Known {
  readonly kind?: GroupKind | undefined;
  /** Number of elements. */
  readonly order?: bigint | undefined;
}

function checkAxes(axes: readonly number[]): void {
  if (axes.length === 0) throw new ValueError('symmetry axes must not be empty');
  if (new Set(axes).size !== axes.length) throw new ValueError(`symmetry axes (${axes.join(', ')}) must be unique`);
}

/**
 * Groups by kind. The reference makes only one group of a kind as long as arrays or caches of its refer to it: building
 * that kind anew yields the same group, with its order of factors and with its elements already listed. Here a group
 * that an array was tagged with is held even when the array is gone, until others of newer kinds displace it.
 */
const held = new Map<string, SymmetryGroup>();
const HELD_LIMIT = 4096;

/** Forgets all held groups, as a fresh process has none. */
export const forgetHeldGroups = (): void => held.clear();

/** Listings longer than this are kept for the groups used last only. */
const LONG_LISTING = 720n;
const LONG_LISTINGS_KEPT = 4;
const longListed: SymmetryGroup[] = [];

export class SymmetryGroup {
  readonly degree: number;
  /** How the group was built, when it is of a named family. */
  readonly kind: GroupKind | undefined;
  #kindKey: string | undefined;
  #order: bigint | undefined;
  #elements: readonly Permutation[] | undefined;
  #codes: ReadonlySet<number | string> | undefined;
  #isListed = false;
  #isTooLarge = false;

  /**
   * @param generators permutations of local positions 0..degree-1; at least one
   * @param axes the tensor axis at each local position
   */
  constructor(
    readonly generators: readonly Permutation[],
    readonly axes: readonly number[],
    known: Known = {},
  ) {
    if (generators.length === 0) throw new ValueError('a symmetry group needs at least one generator');
    checkAxes(axes);
    this.degree = axes.length;
    for (const generator of generators) {
      if (generator.length !== this.degree) {
        throw new ValueError(`generator of degree ${generator.length} does not fit ${this.degree} axes`);
      }
    }
    this.kind = known.kind;
    this.#order = known.kind === undefined ? known.order : orderOf(known.kind);
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

  /** A group of known kind, or the held one of that kind. */
  static ofKind(generators: readonly Permutation[], axes: readonly number[], kind: GroupKind): SymmetryGroup {
    return held.get(kindKey(kind)) ?? new SymmetryGroup(generators, axes, { kind });
  }

  /** All permutations of the axes. */
  static symmetric(axes: readonly number[]): SymmetryGroup {
    const k = axes.length;
    checkAxes(axes);
    if (k === 1) return SymmetryGroup.ofKind([identity(1)], axes, { family: 'identity', axes });
    const generators = Array.from({ length: k - 1 }, (_, i) => {
      const swap = [...identity(k)];
      [swap[i], swap[i + 1]] = [i + 1, i];
      return swap;
    });
    return SymmetryGroup.ofKind(generators, axes, { family: 'symmetric', axes });
  }

  /** Rotations of the axes. */
  static cyclic(axes: readonly number[]): SymmetryGroup {
    const k = axes.length;
    checkAxes(axes);
    if (k === 1) return SymmetryGroup.symmetric(axes);
    return SymmetryGroup.ofKind([[...identity(k).slice(1), 0]], axes, { family: 'cyclic', axes });
  }

  /** Rotations and the reflection of the axes. */
  static dihedral(axes: readonly number[]): SymmetryGroup {
    const k = axes.length;
    if (k <= 2) return SymmetryGroup.symmetric(axes);
    checkAxes(axes);
    const rotation = [...identity(k).slice(1), 0];
    const reflection = [0, ...identity(k).slice(1).reverse()];
    return SymmetryGroup.ofKind([rotation, reflection], axes, { family: 'dihedral', axes });
  }

  /** The product of the symmetric groups on disjoint blocks of axes. */
  static young(blocks: readonly (readonly number[])[]): SymmetryGroup {
    if (blocks.length === 0) throw new ValueError('a Young subgroup needs at least one block of axes');
    return SymmetryGroup.product(blocks.map((block) => SymmetryGroup.symmetric(block)));
  }

  /** The direct product of groups on disjoint axes. ValueError when axes are shared. */
  static product(factors: readonly SymmetryGroup[]): SymmetryGroup {
    const axes = factors.flatMap((factor) => factor.axes);
    if (new Set(axes).size !== axes.length) throw new ValueError('factors of a product of groups share axes');
    let offset = 0;
    const generators: Permutation[] = [];
    for (const factor of factors) {
      for (const generator of factor.generators) {
        const lifted = [...identity(axes.length)];
        generator.forEach((image, i) => {
          lifted[offset + i] = offset + image;
        });
        generators.push(lifted);
      }
      offset += factor.degree;
    }
    const kinds = factors.map((factor) => factor.kind);
    if (!kinds.includes(undefined)) return SymmetryGroup.ofKind(generators, axes, productKind(kinds as GroupKind[]));
    return new SymmetryGroup(generators, axes);
  }

  /** Text that identifies the kind; undefined for a group of no named family. */
  get kindKey(): string | undefined {
    if (this.#kindKey === undefined && this.kind !== undefined) this.#kindKey = kindKey(this.kind);
    return this.#kindKey;
  }

  /** Keeps the group, so that building its kind anew yields this one. For groups that arrays are tagged with. */
  hold(): this {
    const key = this.kindKey;
    if (key === undefined || held.has(key)) return this;
    if (held.size >= HELD_LIMIT) held.delete(held.keys().next().value!);
    held.set(key, this);
    return this;
  }

  /**
   * Accounts for listing the elements, once. Raises EnumerationBudgetExceeded for a group too large to list, or when
   * the computation under way has used up its budget.
   */
  list(): void {
    if (this.#isListed) return;
    if (this.#isTooLarge) throw new EnumerationBudgetExceeded();
    if (this.#order === undefined) {
      this.#isTooLarge = true; // until the listing has ended
      this.#elements = listElements(this.generators, this.degree);
      this.#isTooLarge = false;
      this.#order = BigInt(this.#elements.length);
      this.#limitListings();
    }
    chargeListing(Number(this.#order));
    this.#isListed = true;
  }

  /** All elements, the identity first, in the order of discovery. Raises EnumerationBudgetExceeded. */
  get elements(): readonly Permutation[] {
    this.list();
    if (this.#elements === undefined) {
      this.#elements = listElements(this.generators, this.degree, Number(this.#order));
      this.#limitListings();
    }
    return this.#elements;
  }

  /** Gives up long listings of groups used earlier. */
  #limitListings(): void {
    if (this.#order! <= LONG_LISTING) return;
    longListed.push(this);
    if (longListed.length <= LONG_LISTINGS_KEPT) return;
    const oldest = longListed.shift()!;
    oldest.#elements = undefined;
    oldest.#codes = undefined;
  }

  /** Number of elements; in closed form where the kind is known. Raises EnumerationBudgetExceeded elsewhere. */
  get order(): bigint {
    if (this.kind === undefined) this.list();
    return this.#order!;
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

  /** The same permutations of local positions on other axes, a group of no named family. Nothing counts as listed. */
  withAxes(axes: readonly number[]): SymmetryGroup {
    const copy = new SymmetryGroup(this.generators, axes, { order: this.#order });
    if (this.#order !== undefined && this.#order <= LONG_LISTING) copy.#elements = this.#elements;
    return copy;
  }

  /** The action on all axes of a tensor of rank `ndim`, of which the group's axes are some. */
  embed(ndim: number): SymmetryGroup {
    const generators = this.generators.map((generator) => {
      const lifted = [...identity(ndim)];
      this.axes.forEach((axis, position) => {
        lifted[axis] = this.axes[generator[position]!]!;
      });
      return lifted;
    });
    return new SymmetryGroup(generators, identity(ndim), { order: this.#order });
  }

  #subgroup(contains: (element: Permutation) => boolean): SymmetryGroup {
    const elements = this.elements.filter(contains);
    return new SymmetryGroup(elements, this.axes, { order: BigInt(elements.length) });
  }

  /** The subgroup that maps a set of local positions onto itself. */
  setwiseStabilizer(positions: ReadonlySet<number>): SymmetryGroup {
    if (positions.size === 0 || positions.size === this.degree) return this.withAxes(this.axes);
    return this.#subgroup((element) => [...positions].every((p) => positions.has(element[p]!)));
  }

  /** The subgroup that leaves each of a set of local positions where it is. */
  pointwiseStabilizer(positions: ReadonlySet<number>): SymmetryGroup {
    if (positions.size === 0) return this.withAxes(this.axes);
    return this.#subgroup((element) => [...positions].every((p) => element[p] === p));
  }

  /** The action on local positions that the group maps onto themselves; KeyError when it does not. */
  restrict(positions: readonly number[]): SymmetryGroup {
    const local = new Map(positions.map((position, i) => [position, i]));
    const projected = new Map<number | string, Permutation>();
    for (const element of this.elements) {
      const image = positions.map((position) => {
        const target = local.get(element[position]!);
        if (target === undefined) throw new KeyError(String(element[position]));
        return target;
      });
      const code = codeOf(image);
      if (!projected.has(code)) projected.set(code, image);
    }
    const generators = inSetOrder([...projected.values()]);
    const axes = positions.map((position) => this.axes[position]!);
    return new SymmetryGroup(generators, axes, { order: BigInt(generators.length) });
  }

  /** Raises ValueError when local positions in one orbit differ in size. */
  requireEqualSizes(sizes: readonly number[]): void {
    for (const orbit of this.orbits()) {
      if (orbit.some((position) => sizes[position] !== sizes[orbit[0]!])) {
        throw new ValueError(`axes ${orbit.map((i) => this.axes[i]).join(', ')} are permuted but differ in size`);
      }
    }
  }

  /**
   * Number of orbits of index tuples when local position i ranges over sizes[i] (Burnside's lemma). Raises ValueError
   * when positions in one orbit differ in size.
   */
  burnsideCount(sizes: readonly number[]): bigint {
    this.requireEqualSizes(sizes);
    let fixed = 0n;
    for (const element of this.elements) {
      fixed += cycles(element).reduce((product, cycle) => product * BigInt(sizes[cycle[0]!]!), 1n);
    }
    return fixed / this.order;
  }

  /** A string equal for groups with the same action on the same axes, however they were generated. */
  get canonical(): string {
    const sorted = [...this.axes].sort((a, b) => a - b);
    const local = new Map(this.axes.map((axis, i) => [axis, i]));
    const actions = this.elements.map((element) => sorted.map((axis) => this.axes[element[local.get(axis)!]!]!));
    return `${sorted.join(',')}|${actions.sort(comparePermutations).map(keyOf).join(';')}`;
  }

  /** True when a permutation of local positions belongs to the group. */
  contains(permutation: Permutation): boolean {
    this.#codes ??= new Set(this.elements.map(codeOf));
    return this.#codes.has(codeOf(permutation));
  }

  /**
   * True when both act alike on the same axes, however they were generated. Raises EnumerationBudgetExceeded when
   * different groups are too large to compare.
   */
  equals(other: SymmetryGroup): boolean {
    if (this === other || (this.kindKey !== undefined && this.kindKey === other.kindKey)) return true;
    this.list();
    other.list();
    if (this.degree !== other.degree || this.order !== other.order) return false;
    const position = new Map(other.axes.map((axis, i) => [axis, i]));
    const places = this.axes.map((axis) => position.get(axis));
    if (places.includes(undefined)) return false;
    return this.generators.every((generator) => {
      const carried = new Array<number>(this.degree);
      generator.forEach((image, i) => {
        carried[places[i]!] = places[image]!;
      });
      return other.contains(carried);
    });
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
