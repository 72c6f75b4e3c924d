/** What a release knows about its operations: rows as the generator writes them, and look-ups with the fallbacks. */

/** How a request for an operation fares: it is called, no such attribute exists, or it is refused by name. */
export type Access = 'call' | 'missing' | 'unsupported';

/**
 * What a charge for complex operands is multiplied by: a number, `illegal` where the release refuses complex operands,
 * `exact` where the operation computes the complex cost itself, null for the general factor.
 */
export type ComplexFactor = number | 'illegal' | 'exact' | null;

export type OperationRow = readonly [
  name: string,
  category: string,
  weight: number,
  complexFactor: ComplexFactor,
  access: Access,
];

// A charge for a ufunc method (`add.reduce`) is weighed as one for its ufunc.
const UFUNC_METHOD = /\.(reduce|accumulate|reduceat|outer|at)$/;

export class OperationFacts {
  readonly names: ReadonlySet<string>;
  readonly #rows: ReadonlyMap<string, OperationRow>;
  /** The row asked for last: a charge asks twice, and programs repeat themselves. */
  #last: OperationRow | undefined;

  constructor(rows: readonly OperationRow[]) {
    this.#rows = new Map(rows.map((row) => [row[0], row]));
    this.names = new Set(this.#rows.keys());
  }

  /** Weight of a billed name; 1 for names without one. */
  weightOf(op: string): number {
    return this.#billed(op)?.[2] ?? 1;
  }

  complexFactorOf(op: string): ComplexFactor {
    return this.#billed(op)?.[3] ?? null;
  }

  categoryOf(op: string): string | undefined {
    return this.#rows.get(op)?.[1];
  }

  accessOf(op: string): Access | undefined {
    return this.#rows.get(op)?.[4];
  }

  #billed(op: string): OperationRow | undefined {
    if (this.#last?.[0] === op) return this.#last;
    const row = this.#rows.get(op) ?? this.#rows.get(op.replace(UFUNC_METHOD, ''));
    this.#last = row;
    return row;
  }
}
