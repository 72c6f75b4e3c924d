/** Listing the elements of a permutation group, within the limits that keep prices computable. */
import { PyError } from '../errors.js';
import { codeOf, compose, identity, type Permutation } from './permutation.js';

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

/**
 * Closure of a set of generators, the identity first and the rest in order of discovery: breadth first, multiplying
 * from both sides. The order is visible to clients through the generators of derived groups.
 *
 * @param order number of elements where it is known: the search ends with the last of them
 */
export function listElements(generators: readonly Permutation[], degree: number, order?: number): Permutation[] {
  const elements: Permutation[] = [identity(degree)];
  const seen = new Set<number | string>([codeOf(elements[0]!)]);
  const isComplete = () => seen.size === order;
  const admit = (permutation: Permutation, into: Permutation[]): void => {
    const code = codeOf(permutation);
    if (seen.has(code)) return;
    seen.add(code);
    into.push(permutation);
    if (seen.size > ENUMERATION_BUDGET) throw new EnumerationBudgetExceeded(seen.size);
  };
  for (const generator of generators) {
    if (isComplete()) break;
    let frontier: Permutation[] = [];
    admit(generator, frontier);
    while (frontier.length > 0) {
      for (const element of frontier) elements.push(element);
      const next: Permutation[] = [];
      for (const element of frontier) {
        if (isComplete()) break;
        for (const factor of generators) {
          admit(compose(element, factor), next);
          admit(compose(factor, element), next);
        }
      }
      frontier = next;
    }
  }
  return elements;
}
