/** Listing the elements of a permutation group, within the limits that keep prices computable. */
import { PyError } from '../errors.js';
import { identity, type Permutation } from './permutation.js';
import { PermutationList } from './permutation-list.js';
import { orderWithin } from './stabilizer-chain.js';

/** Elements a group may have before listing them is given up (the reference's default `dimino_budget`). */
export const ENUMERATION_BUDGET = 50_000;

/**
 * Listing elements would exceed the budget. Most prices fall back to counting without symmetry; where they do not,
 * the client sees an error of this class.
 */
export class EnumerationBudgetExceeded extends PyError {
  constructor(readonly seen: number = ENUMERATION_BUDGET + 1) {
    super(
      '_DiminoBudgetExceeded',
      'other',
      `listing the elements of a symmetry group stopped at ${seen} elements (limit ${ENUMERATION_BUDGET})`,
    );
  }
}

/** Elements listed so far in the computation under way, where all its listings share one budget. */
let shared: { listed: number } | undefined;

/** Runs a computation in which all listings together are held to one budget. Nested calls share the outer one. */
export function withSharedBudget<T>(body: () => T): T {
  if (shared !== undefined) return body();
  shared = { listed: 0 };
  try {
    return body();
  } finally {
    shared = undefined;
  }
}

/** Accounts for a listing of `count` elements. Raises EnumerationBudgetExceeded. */
export function chargeListing(count: number): void {
  if (count > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded();
  if (shared === undefined) return;
  shared.listed += count;
  if (shared.listed > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(shared.listed);
}

/** Uses up the shared budget of the computation under way. Always raises EnumerationBudgetExceeded. */
export function exhaustSharedBudget(): never {
  if (shared !== undefined) shared.listed = Number.POSITIVE_INFINITY;
  throw new EnumerationBudgetExceeded();
}

/** Degrees below which a group is too small for asking its order first to be worth while. */
const LARGE_DEGREE = 8;

const isOneToOne = (p: Permutation): boolean => new Set(p).size === p.length;

/**
 * The order of the group, told without listing it; undefined where listing it is as quick. Raises
 * EnumerationBudgetExceeded at once for a group too large to list.
 */
function orderBeforehand(generators: readonly Permutation[], degree: number): number | undefined {
  if (degree < LARGE_DEGREE || generators.length < 2 || !generators.every(isOneToOne)) return undefined;
  const order = orderWithin(generators, degree, ENUMERATION_BUDGET);
  if (order === undefined) throw new EnumerationBudgetExceeded();
  return order;
}

/**
 * Closure of a set of generators, the identity first and the rest in order of discovery: breadth first, multiplying
 * from both sides. The order is visible to clients through the generators of derived groups.
 *
 * @param order number of elements where it is known: the search ends with the last of them
 */
export function listGroup(
  generators: readonly Permutation[],
  degree: number,
  order: number | undefined = orderBeforehand(generators, degree),
): PermutationList {
  const list = new PermutationList(degree);
  list.add(identity(degree));
  const isComplete = () => list.size === order;
  const bound = (): void => {
    if (list.size > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(list.size);
  };
  for (const generator of generators) {
    if (isComplete()) break;
    let start = list.size;
    if (list.add(generator)) bound();
    while (start < list.size) {
      const end = list.size;
      for (let place = start; place < end && !isComplete(); place++) {
        for (const factor of generators) {
          if (list.addAfter(place, factor)) bound();
          if (list.addBefore(place, factor)) bound();
        }
      }
      start = end;
    }
  }
  return list;
}

/** `listGroup` as an array. */
export const listElements = (generators: readonly Permutation[], degree: number, order?: number): Permutation[] =>
  listGroup(generators, degree, order).toArray();
