/** Permutations of 0..n-1 in array form: position i goes to p[i]. */

export type Permutation = readonly number[];

export const identity = (degree: number): Permutation => Array.from({ length: degree }, (_, i) => i);

/** Applies `second`, then `first`. */
export const compose = (first: Permutation, second: Permutation): Permutation => second.map((image) => first[image]!);

export const isIdentity = (p: Permutation): boolean => p.every((image, i) => image === i);

/** A string that identifies a permutation, for use as a map key. */
export const keyOf = (p: Permutation): string => p.join(',');

/** Largest degree whose permutations fit in a number, written to the base of their degree. */
const MAX_NUMERIC_DEGREE = 13;

/** A map key like `keyOf`, quicker to make; comparable only among permutations of one degree. */
export function codeOf(p: Permutation): number | string {
  const degree = p.length;
  if (degree > MAX_NUMERIC_DEGREE) return keyOf(p);
  let code = 0;
  for (let i = 0; i < degree; i++) code = code * degree + p[i]!;
  return code;
}

export const equalPermutations = (a: Permutation, b: Permutation): boolean =>
  a.length === b.length && a.every((image, i) => image === b[i]);

/** Lexicographic order of array forms. */
export function comparePermutations(a: Permutation, b: Permutation): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** All cycles, fixed points included, each starting at its smallest point. */
export function cycles(p: Permutation): number[][] {
  const seen = new Array<boolean>(p.length).fill(false);
  const result: number[][] = [];
  for (let start = 0; start < p.length; start++) {
    const cycle: number[] = [];
    for (let point = start; !seen[point]; point = p[point]!) {
      seen[point] = true;
      cycle.push(point);
    }
    if (cycle.length > 0) result.push(cycle);
  }
  return result;
}
