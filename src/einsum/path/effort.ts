/** A limit on how long a search for a path may take. What a path is worth is speed alone, so any will do beyond it. */

/** Thrown where a search has no path yet when its effort is spent. */
export class SearchExhausted extends Error {}

/** Counts the steps of a search. */
export class Effort {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Takes one step; false when there are none left. */
  spend(): boolean {
    return --this.#left >= 0;
  }
}
