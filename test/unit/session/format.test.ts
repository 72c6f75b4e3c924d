/** Numbers and summaries as text, against recorded ones. */
import { describe, expect, it } from 'vitest';
import { PyFloat } from '../../../src/python/values.js';
import { Budget } from '../../../src/session/budget.js';
import { formatCount, formatFixed } from '../../../src/session/format.js';
import type { Summary } from '../../../src/session/summary.js';
import { summaryText } from '../../../src/session/summary-text.js';
import { OperationTable, subtractCounts } from '../../../src/session/totals.js';
import { recorded } from '../recorded.js';

interface Numbers {
  formats: Record<'grouped' | 'groupedFloats' | 'fixed' | 'percent', string[][]>;
  summaries: Case[];
}

interface Case {
  budget: [string, string];
  namespace: string | null;
  operations: Record<string, [number, number, number, number]>;
  wall: number;
  overhead: number;
  text: string;
}

const { formats } = recorded<Numbers>('numbers-0.12.4');
const asFloat = (text: string): number => (text === 'inf' ? Number.POSITIVE_INFINITY : Number(text));

describe('numbers', () => {
  it('group their digits', () => {
    for (const [value, text] of formats.grouped) expect(formatCount(BigInt(value!))).toBe(text);
    for (const [value, text] of formats.groupedFloats) expect(formatCount(new PyFloat(asFloat(value!)))).toBe(text);
  });

  it('round half to even', () => {
    for (const [value, one, three] of formats.fixed) {
      expect([formatFixed(asFloat(value!), 1), formatFixed(asFloat(value!), 3)], value).toEqual([one, three]);
    }
  });
});

describe.each(['0.4.1', '0.12.4'])('summary texts of %s', (version) => {
  it('are those of the reference', () => {
    const { summaries } = recorded<Numbers>(`numbers-${version}`);
    expect(summaries.length).toBeGreaterThan(0);
    for (const each of summaries) expect(textOf(each)).toBe(each.text);
  });
});

function textOf({ budget: [type, given], namespace, operations, wall, overhead }: Case): string {
  const budget = new Budget(type === 'float' ? new PyFloat(Number(given)) : BigInt(given), namespace);
  const { total } = budget;
  let backend = 0;
  let used = 0;
  const table = new OperationTable();
  for (const [name, [flops, calls, timed, own]] of Object.entries(operations)) {
    used += flops;
    Object.assign(table.of(name), { flops, calls, backend: timed, overhead: own });
    backend += timed;
  }
  const summary: Summary = {
    budget: budget.given,
    used,
    remaining: total instanceof PyFloat ? new PyFloat(total.value - used) : subtractCounts(total, used),
    operations: table,
    namespaces: table.isEmpty ? new Map() : new Map([[namespace, table]]),
    wall,
    backend,
    overhead,
    residual: Math.max(wall - backend - overhead, 0),
  };
  return summaryText(summary, namespace, namespace !== null);
}
