/**
 * Orders of permutation groups from their generators alone, by chains of stabilizers (Schreier and Sims): each level
 * moves a base point that all levels below it fix, and the order is the product of the lengths of those points' orbits.
 */
import { compose, identity, isIdentity, type Permutation } from './permutation.js';

const inverse = (p: Permutation): Permutation => {
  const result = new Array<number>(p.length);
  p.forEach((image, i) => {
    result[image] = i;
  });
  return result;
};

interface Level {
  readonly point: number;
  readonly generators: Permutation[];
  /** For each point of the orbit an element that takes the base point there. */
  readonly carriers: Map<number, Permutation>;
}

/** Raised within this file once a group is known to be larger than asked. */
class Exceeded extends Error {}

class Chain {
  readonly #levels: Level[] = [];

  constructor(
    private readonly degree: number,
    private readonly limit: number,
  ) {}

  /** Product of the orbits found so far: a lower bound of the order, which it reaches with the last generator. */
  get order(): number {
    return this.#levels.reduce((product, { carriers }) => product * carriers.size, 1);
  }

  /** What is left of an element once each level, from `depth` on, has taken its base point back. */
  #sift(element: Permutation, depth: number): { readonly rest: Permutation; readonly depth: number } {
    let rest = element;
    for (let at = depth; at < this.#levels.length; at++) {
      const { point, carriers } = this.#levels[at]!;
      const carrier = carriers.get(rest[point]!);
      if (carrier === undefined) return { rest, depth: at };
      rest = compose(inverse(carrier), rest);
    }
    return { rest, depth: this.#levels.length };
  }

  /** Adds an element that fixes the base points of all levels above `depth`. Raises Exceeded. */
  add(element: Permutation, depth = 0): void {
    const { rest, depth: stopped } = this.#sift(element, depth);
    if (isIdentity(rest)) return;
    if (stopped === this.#levels.length) {
      const point = rest.findIndex((image, i) => image !== i);
      this.#levels.push({ point, generators: [], carriers: new Map([[point, identity(this.degree)]]) });
    }
    for (let at = stopped; at >= depth; at--) this.#extend(at, rest);
  }

  /** Gives a level another generator, and those below it what fixes its base point. */
  #extend(at: number, generator: Permutation): void {
    const { generators, carriers } = this.#levels[at]!;
    generators.push(generator);
    const fixing: Permutation[] = [];
    const visit = (point: number, moves: readonly Permutation[], fresh: number[]): void => {
      const carrier = carriers.get(point)!;
      for (const move of moves) {
        const image = move[point]!;
        const known = carriers.get(image);
        if (known === undefined) {
          carriers.set(image, compose(move, carrier));
          fresh.push(image);
        } else fixing.push(compose(inverse(known), compose(move, carrier)));
      }
    };
    let fresh: number[] = [];
    for (const point of [...carriers.keys()]) visit(point, [generator], fresh);
    while (fresh.length > 0) {
      const points = fresh;
      fresh = [];
      for (const point of points) visit(point, generators, fresh);
    }
    if (this.order > this.limit) throw new Exceeded();
    for (const element of fixing) this.add(element, at + 1);
  }
}

/** The order of the group that permutations generate; undefined when it is larger than `limit`. */
export function orderWithin(generators: readonly Permutation[], degree: number, limit: number): number | undefined {
  const chain = new Chain(degree, limit);
  try {
    for (const generator of generators) chain.add(generator);
  } catch (error) {
    if (error instanceof Exceeded) return undefined;
    throw error;
  }
  return chain.order;
}
