/** Running totals per operation and per namespace: what summaries show, at a size that does not grow with requests. */

/** A FLOP count: a number while it is a safe integer, a bigint beyond. */
export type Count = number | bigint;

/** Exact sum of two counts. */
export function addCounts(a: Count, b: Count): Count {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return normalCount(BigInt(a) + BigInt(b));
}

/** Exact difference of two counts. */
export function subtractCounts(a: Count, b: Count): Count {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return normalCount(BigInt(a) - BigInt(b));
}

function normalCount(value: bigint): Count {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** What one operation has used. Times are seconds. */
export class OperationTotals {
  flops: Count = 0;
  calls = 0;
  backend = 0;
  overhead = 0;
  /** Whether its kernels are timed; settled at the first call. */
  timed: boolean | undefined;

  constructor(readonly name: string) {}

  charge(cost: Count): void {
    this.flops = addCounts(this.flops, cost);
    this.calls++;
  }

  merge(other: OperationTotals): void {
    this.flops = addCounts(this.flops, other.flops);
    this.calls += other.calls;
    this.backend += other.backend;
    this.overhead += other.overhead;
  }
}

/** Operations by name, in the order of their first charge. */
export class OperationTable {
  readonly operations = new Map<string, OperationTotals>();
  /** The entry asked for last: programs repeat themselves. */
  #last: OperationTotals | undefined;

  /** The entry of an operation, made when missing. */
  of(name: string): OperationTotals {
    if (this.#last?.name === name) return this.#last;
    let totals = this.operations.get(name);
    if (totals === undefined) {
      totals = new OperationTotals(name);
      this.operations.set(name, totals);
    }
    this.#last = totals;
    return totals;
  }

  merge(other: OperationTable): void {
    for (const [name, totals] of other.operations) this.of(name).merge(totals);
  }

  /** The sum over all operations. */
  total(): OperationTotals {
    const sum = new OperationTotals('');
    for (const totals of this.operations.values()) sum.merge(totals);
    return sum;
  }

  get isEmpty(): boolean {
    return this.operations.size === 0;
  }
}
