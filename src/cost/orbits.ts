/**
 * Counting accumulations: how many (product orbit, output representative) pairs a summation touches when a group acts
 * on the labels of its index space.
 *
 * Each component of labels that the group moves together is counted by the first applicable rule: Burnside's lemma
 * when no element mixes visible (output) with summed labels, a closed form for one visible label, one for the full
 * symmetric group, and otherwise a sum over equality patterns of the indices.
 */
import { ValueError } from '../errors.js';
import { cycles, identity, keyOf, type Permutation } from '../symmetry/permutation.js';
import { multisets } from '../symmetry/unique.js';

/** Equality patterns beyond which counting is given up (the reference's default `partition_budget`). */
export const PARTITION_BUDGET = 100_000;

/** Labels of one component: which are visible in the output, their extents, and the group on them. */
export interface Component {
  /** Positions of the component's labels among all labels, ascending. */
  readonly labels: readonly number[];
  readonly visible: readonly boolean[];
  readonly sizes: readonly number[];
  /** All elements of the group restricted to the component. */
  readonly elements: readonly Permutation[];
}

const product = (values: Iterable<number>): bigint => {
  let result = 1n;
  for (const value of values) result *= BigInt(value);
  return result;
};

/** Labels that generators move together. */
export function interactingLabels(count: number, generators: readonly Permutation[]): number[][] {
  const root = [...identity(count)];
  const find = (x: number): number => {
    let at = x;
    while (root[at] !== at) at = root[at]!;
    return at;
  };
  for (const generator of generators) {
    const moved = identity(count).filter((i) => generator[i] !== i);
    for (const i of moved.slice(1)) {
      const [a, b] = [find(moved[0]!), find(i)];
      if (a !== b) root[a] = b;
    }
  }
  const groups = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const key = find(i);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [i]);
    else members.push(i);
  }
  return [...groups.values()];
}

/** A permutation's action on a subset it maps onto itself; undefined when it does not. */
export function restrictPermutation(p: Permutation, positions: readonly number[]): Permutation | undefined {
  const local = new Map(positions.map((position, i) => [position, i]));
  const image: number[] = [];
  for (const position of positions) {
    const target = local.get(p[position]!);
    if (target === undefined) return undefined;
    image.push(target);
  }
  return image;
}

/** Raises ValueError when group elements permute labels of different extents. */
function requireEqualSizes({ elements, sizes }: Pick<Component, 'elements' | 'sizes'>): void {
  if (elements.some((element) => element.some((image, label) => sizes[image] !== sizes[label]))) {
    throw new ValueError('a symmetry permutes axes of different extents');
  }
}

/** Burnside's lemma with extents per label; ValueError when labels of different extent are permuted. */
export function burnside(elements: readonly Permutation[], sizes: readonly number[]): bigint {
  requireEqualSizes({ elements, sizes });
  let total = 0n;
  for (const element of elements) total += product(cycles(element).map((cycle) => sizes[cycle[0]!]!));
  return total / BigInt(elements.length);
}

function countSingleVisible(component: Component): bigint {
  const { elements, sizes } = component;
  const start = component.visible.indexOf(true);
  const orbit = new Set([start]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const element of elements) {
      for (const position of [...orbit]) {
        if (!orbit.has(element[position]!)) {
          orbit.add(element[position]!);
          grew = true;
        }
      }
    }
  }
  const n = BigInt(sizes[start]!);
  let total = 0n;
  for (const element of elements) {
    const all = cycles(element);
    const inside = BigInt(all.filter((cycle) => orbit.has(cycle[0]!)).length);
    const outside = product(all.filter((cycle) => !orbit.has(cycle[0]!)).map((cycle) => sizes[cycle[0]!]!));
    total += outside * (n ** inside - (n - 1n) ** inside);
  }
  return (n * total) / BigInt(elements.length);
}

function isFullSymmetric(component: Component): boolean {
  let factorial = 1;
  for (let i = 2; i <= component.labels.length; i++) factorial *= i;
  return component.elements.length === factorial && component.sizes.every((size) => size === component.sizes[0]);
}

/** Equality patterns of indices: block numbers in order of first appearance; blocks join labels of one extent only. */
function equalityPatterns(sizes: readonly number[]): number[][] | undefined {
  const patterns: number[][] = [];
  const current: number[] = [];
  const visit = (blocks: number): boolean => {
    if (current.length === sizes.length) {
      patterns.push([...current]);
      return patterns.length <= PARTITION_BUDGET;
    }
    for (let block = 0; block <= blocks; block++) {
      if (block < blocks && sizes[current.indexOf(block)] !== sizes[current.length]) continue;
      current.push(block);
      const goOn = visit(block === blocks ? blocks + 1 : blocks);
      current.pop();
      if (!goOn) return false;
    }
    return true;
  };
  return visit(0) ? patterns : undefined;
}

function normalizePattern(pattern: readonly number[]): number[] {
  const names = new Map<number, number>();
  return pattern.map((block) => {
    if (!names.has(block)) names.set(block, names.size);
    return names.get(block)!;
  });
}

function movePattern(pattern: readonly number[], element: Permutation): number[] {
  const moved = new Array<number>(pattern.length);
  pattern.forEach((block, source) => {
    moved[element[source]!] = block;
  });
  return moved;
}

/** Assignments of distinct values to the blocks of a pattern. */
function labelings(pattern: readonly number[], sizes: readonly number[]): bigint {
  const domains = new Map<number, number>();
  pattern.forEach((block, position) => {
    domains.set(block, sizes[position]!);
  });
  const used = new Map<number, number>();
  let result = 1n;
  for (const domain of domains.values()) {
    const taken = used.get(domain) ?? 0;
    result *= BigInt(Math.max(domain - taken, 0));
    used.set(domain, taken + 1);
  }
  return result;
}

function countByPatterns(component: Component): bigint | undefined {
  const { elements, sizes } = component;
  const visible = identity(sizes.length).filter((i) => component.visible[i]);
  const patterns = equalityPatterns(sizes);
  if (patterns === undefined) return undefined;
  const outputActions = new Map<string, Permutation>();
  for (const element of elements) {
    const restricted = restrictPermutation(element, visible);
    if (restricted !== undefined) outputActions.set(keyOf(restricted), restricted);
  }
  const remaining = new Set(patterns.map(keyOf));
  let total = 0n;
  for (const pattern of patterns) {
    const key = keyOf(pattern);
    if (!remaining.has(key)) continue;
    const blockActions = new Set<string>();
    const maps = new Map<string, number[]>();
    const blocks = new Set(pattern).size;
    for (const element of elements) {
      const moved = movePattern(pattern, element);
      const movedKey = keyOf(normalizePattern(moved));
      remaining.delete(movedKey);
      if (movedKey === key) {
        const action = Array.from({ length: blocks }, (_, block) => pattern[element[pattern.indexOf(block)]!]!);
        blockActions.add(keyOf(action));
      }
      const map = visible.map((position) => moved[position]!);
      maps.set(keyOf(map), map);
    }
    let outputs = 0n;
    for (const [mapKey, map] of [...maps]) {
      if (!maps.has(mapKey)) continue;
      outputs++;
      for (const action of outputActions.values()) maps.delete(keyOf(movePattern(map, action)));
      maps.delete(mapKey);
    }
    total += (labelings(pattern, sizes) / BigInt(Math.max(blockActions.size, 1))) * outputs;
  }
  return total;
}

/**
 * Accumulations of one component; undefined when no rule applies within the budget. ValueError when labels of different
 * extent are permuted.
 */
export function countAccumulations(component: Component): bigint | undefined {
  const { elements, sizes, visible } = component;
  requireEqualSizes(component);
  if (elements.length <= 1) return product(sizes);
  const keepsVisible = elements.every((element) => element.every((image, i) => !visible[i] || visible[image]));
  if (keepsVisible) return burnside(elements, sizes);
  const visibleCount = visible.filter(Boolean).length;
  if (visibleCount === 1) return countSingleVisible(component);
  if (visibleCount >= 2 && isFullSymmetric(component)) {
    const n = BigInt(sizes[0]!);
    return multisets(n, visibleCount) * multisets(n, sizes.length - visibleCount);
  }
  return countByPatterns(component);
}
