/** Budget summaries as text, column for column as clients show them. */
import { PyFloat } from '../python/values.js';
import type { ReplyValue } from '../wire/value.js';
import { formatCount, formatFixed } from './format.js';
import type { Summary } from './summary.js';
import type { Count, OperationTable, OperationTotals } from './totals.js';

type Amount = Count | PyFloat;

/** The summary as text; `namespace` appears in the heading, namespaces are listed when asked for. */
export function summaryText(summary: Summary, namespace: string | null, byNamespace: boolean): string {
  if (summary.used === 0 && summary.operations.isEmpty) return 'No budget data recorded yet.';
  const heading = `flopscope FLOP Budget Summary${namespace ? ` [${namespace}]` : ''}`;
  const budget = amount(summary.budget);
  const lines = [
    heading,
    '='.repeat(width(heading)),
    `  Total budget:    ${padLeft(formatCount(budget), 20)}`,
    `  Used:            ${padLeft(formatCount(summary.used), 20)}  (${percent(summary.used, budget)})`,
    `  Remaining:       ${padLeft(formatCount(summary.remaining), 20)}  (${percent(summary.remaining, budget)})`,
    ...(byNamespace ? namespaceLines(summary) : []),
    ...operationLines(summary),
    ...timeLines(summary),
    ...operationTimeLines(summary),
  ];
  return lines.join('\n');
}

const amount = (budget: ReplyValue): Amount => (typeof budget === 'boolean' ? Number(budget) : (budget as Amount));

function namespaceLines({ namespaces, used }: Summary): string[] {
  if (namespaces.size === 0) return [];
  const rows = [...namespaces].map(([name, table]) => ({ label: name ?? '(unlabeled)', total: table.total() }));
  rows.sort(
    (a, b) => compareCounts(b.total.flops, a.total.flops) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
  );
  return [
    '',
    '  By namespace:',
    ...rows.map(
      ({ label, total }) =>
        `    ${padRight(label, 24)} ${padLeft(formatCount(total.flops), 12)}  (${share(total.flops, used)})` +
        `  [${callLabel(total)}]  Backend ${formatFixed(total.backend, 3)}s  Overhead ${formatFixed(total.overhead, 3)}s`,
    ),
  ];
}

function operationLines({ operations, used }: Summary): string[] {
  if (operations.isEmpty) return [];
  return [
    '',
    '  By operation:',
    ...sorted(operations, (a, b) => compareCounts(b.flops, a.flops)).map(
      ([name, totals]) =>
        `    ${padRight(name, 20)} ${padLeft(formatCount(totals.flops), 12)}  (${share(totals.flops, used)})` +
        `  [${callLabel(totals)}]`,
    ),
  ];
}

function timeLines({ wall, backend, overhead, residual }: Summary): string[] {
  if (wall === undefined || residual === undefined) return [];
  const line = (label: string, time: number): string =>
    `  ${padRight(label, 20)} ${formatFixed(time, 3)}s  (${percent(new PyFloat(time), new PyFloat(wall))})`;
  return [
    '',
    `  Total Wall Time:     ${formatFixed(wall, 3)}s`,
    line('Flopscope Backend:', backend),
    line('Flopscope Overhead:', overhead),
    line('Residual Wall Time:', residual),
  ];
}

function operationTimeLines({ operations, backend }: Summary): string[] {
  const timed = sorted(operations, (a, b) => b.backend - a.backend).filter(([, totals]) => totals.backend > 0);
  if (backend <= 0 || timed.length === 0) return [];
  return [
    '',
    '  By operation (time):',
    ...timed.map(
      ([name, totals]) =>
        `    ${padRight(name, 20)} ${formatFixed(totals.backend, 3)}s  ` +
        `(${share(new PyFloat(totals.backend), new PyFloat(backend))})  [${callLabel(totals)}]`,
    ),
  ];
}

function sorted(
  table: OperationTable,
  order: (a: OperationTotals, b: OperationTotals) => number,
): (readonly [string, OperationTotals])[] {
  return [...table.operations].sort((a, b) => order(a[1], b[1]));
}

const compareCounts = (a: Count, b: Count): number => (a < b ? -1 : a > b ? 1 : 0);
const callLabel = ({ calls }: OperationTotals): string => `${calls} call${calls === 1 ? '' : 's'}`;
const share = (part: Amount, whole: Amount): string => padLeft(percent(part, whole), 6);

/** `100 * part / whole` with one decimal. */
function percent(part: Amount, whole: Amount): string {
  if (isZero(whole)) return '0.0%';
  return `${formatFixed(percentage(part, whole), 1)}%`;
}

const isZero = (value: Amount): boolean => (value instanceof PyFloat ? value.value === 0 : value === 0);

function percentage(part: Amount, whole: Amount): number {
  if (part instanceof PyFloat) return (100 * part.value) / (whole instanceof PyFloat ? whole.value : Number(whole));
  if (whole instanceof PyFloat) return Number(100n * BigInt(part)) / whole.value;
  const scaled = 100n * BigInt(part);
  if (scaled <= Number.MAX_SAFE_INTEGER && whole <= Number.MAX_SAFE_INTEGER) return Number(scaled) / Number(whole);
  // Far more digits than are shown; a quotient of two big integers has no exact double.
  return Number((scaled * 10n ** 18n) / BigInt(whole)) / 1e18;
}

// Python pads by code points.
const width = (text: string): number => [...text].length;
const padLeft = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text;
const padRight = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
