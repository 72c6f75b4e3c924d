/** Budget summaries as dicts: the `budget_breakdown` of a closed budget and the result of `budget_summary`. */
import { PyFloat } from '../python/values.js';
import type { ReplyValue } from '../wire/value.js';
import { History } from './history.js';
import type { Session } from './session.js';
import { type Count, type OperationTable, type OperationTotals, subtractCounts } from './totals.js';

/** The figures of one summary. */
export interface Summary {
  readonly budget: ReplyValue;
  readonly used: Count;
  readonly remaining: Count | PyFloat;
  readonly operations: OperationTable;
  readonly namespaces: ReadonlyMap<string | null, OperationTable>;
  /** Seconds since the first budget was opened, without the time between budgets; undefined before that. */
  readonly wall: number | undefined;
  readonly backend: number;
  readonly overhead: number;
  /** Wall time that is neither; undefined like `wall`. */
  readonly residual: number | undefined;
}

/** The figures of one session as it stands. */
export function summarizeSession(session: Session): Summary {
  const { budget } = session;
  const { table, namespace } = budget;
  return {
    budget: budget.given,
    used: budget.used,
    remaining: budget.remaining,
    operations: table,
    namespaces: table.isEmpty ? new Map() : new Map([[namespace, table]]),
    ...times(session.wall, session.backend, session.overhead),
  };
}

/** The figures of closed sessions together with an open one. */
export function summarizeHistory(history: History, open: Session | undefined): Summary {
  const all = new History();
  all.merge(history);
  if (open !== undefined) all.add(open);
  const { budget, used } = all;
  return {
    budget,
    used,
    remaining: budget instanceof PyFloat ? new PyFloat(budget.value - Number(used)) : subtractCounts(budget, used),
    operations: all.operations,
    namespaces: all.namespaces,
    ...times(all.wall, all.backend, all.overhead),
  };
}

function times(wall: number | undefined, backend: number, overhead: number) {
  return { wall, backend, overhead, residual: wall === undefined ? undefined : Math.max(wall - backend - overhead, 0) };
}

/** The summary as a dict. */
export function summaryDict(summary: Summary, byNamespace: boolean): { readonly [key: string]: ReplyValue } {
  const dict = {
    flop_budget: summary.budget,
    flops_used: summary.used,
    flops_remaining: summary.remaining,
    operations: operationsDict(summary.operations),
    wall_time_s: seconds(summary.wall),
    flopscope_backend_time_s: seconds(summary.backend),
    flopscope_overhead_time_s: seconds(summary.overhead),
    residual_wall_time_s: seconds(summary.residual),
  };
  if (!byNamespace) return dict;
  const namespaces = new Map<string | null, ReplyValue>();
  for (const [namespace, table] of summary.namespaces) namespaces.set(namespace, namespaceDict(table));
  return { ...dict, by_namespace: namespaces };
}

function namespaceDict(table: OperationTable): ReplyValue {
  const { flops, calls, backend, overhead } = table.total();
  return {
    flops_used: flops,
    calls,
    flopscope_backend_time_s: seconds(backend),
    flopscope_overhead_time_s: seconds(overhead),
    operations: operationsDict(table),
  };
}

function operationsDict(table: OperationTable): ReadonlyMap<string, ReplyValue> {
  return new Map([...table.operations].map(([name, totals]) => [name, totalsDict(totals)]));
}

const totalsDict = ({ flops, calls, backend, overhead }: OperationTotals): ReplyValue => ({
  flop_cost: flops,
  calls,
  flopscope_backend_time_s: seconds(backend),
  flopscope_overhead_time_s: seconds(overhead),
});

const seconds = (time: number | undefined): ReplyValue => (time === undefined ? null : new PyFloat(time));
