/** What closed sessions of a tenant have used: the basis of `session`-wide budget summaries. */
import { PyFloat } from '../python/values.js';
import type { Session } from './session.js';
import { addCounts, type Count, OperationTable } from './totals.js';

/** Adds budgets, of which some may be floats. */
export function addBudgets(a: Count | PyFloat, b: Count | PyFloat): Count | PyFloat {
  if (a instanceof PyFloat || b instanceof PyFloat) return new PyFloat(asDouble(a) + asDouble(b));
  return addCounts(a, b);
}

const asDouble = (value: Count | PyFloat): number => (value instanceof PyFloat ? value.value : Number(value));

/** Totals over sessions. Tables are kept by namespace; times are seconds. */
export class History {
  budget: Count | PyFloat = 0;
  used: Count = 0;
  /** Undefined until a session has been counted. */
  wall: number | undefined;
  backend = 0;
  overhead = 0;
  readonly operations = new OperationTable();
  readonly namespaces = new Map<string | null, OperationTable>();

  /** Counts a session as it stands. */
  add(session: Session): void {
    const { budget } = session;
    this.budget = addBudgets(this.budget, budget.total);
    this.used = addCounts(this.used, budget.used);
    this.wall = (this.wall ?? 0) + session.wall;
    this.backend += session.backend;
    this.overhead += session.overhead;
    this.operations.merge(budget.table);
    if (budget.table.isEmpty) return;
    let table = this.namespaces.get(budget.namespace);
    if (table === undefined) {
      table = new OperationTable();
      this.namespaces.set(budget.namespace, table);
    }
    table.merge(budget.table);
  }

  merge(other: History): void {
    this.budget = addBudgets(this.budget, other.budget);
    this.used = addCounts(this.used, other.used);
    if (other.wall !== undefined) this.wall = (this.wall ?? 0) + other.wall;
    this.backend += other.backend;
    this.overhead += other.overhead;
    this.operations.merge(other.operations);
    for (const [namespace, table] of other.namespaces) {
      let own = this.namespaces.get(namespace);
      if (own === undefined) {
        own = new OperationTable();
        this.namespaces.set(namespace, own);
      }
      own.merge(table);
    }
  }
}
