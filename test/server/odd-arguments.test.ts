/** Any operation with any argument: an answer or a refusal, never a bug, and the server goes on. */
import { describe, expect, it } from 'vitest';
import { ALL_OPS } from '../../src/ops/index.js';
import { RELEASES } from '../../src/release/index.js';
import { breathe } from '../breathe.js';
import { Client } from './client.js';

const KEYWORDS = ['axis', 'dtype', 'out', 'where', 'keepdims', 'shape', 'order', 'k'];

/** Values that some operation or other does not expect. */
const odd = (matrix: unknown, vector: unknown): unknown[] => [
  ...[matrix, vector, [matrix, vector], null, true, '3', '', 'float32', 'ij->i', Buffer.from([2]), { a: 1 }],
  ...[Number.NaN, Number.POSITIVE_INFINITY, 2.5, [2.5], [Number.NaN], -1, [[2, 3]], [], [null], [1, [2]], [2, '3']],
  ...[2 ** 31, [2 ** 40, 2 ** 40], 2n ** 63n, [2n ** 63n], 2n ** 64n - 1n, -(2n ** 62n), [0, 2n ** 62n]],
];

/** Handles anywhere in a result. */
function handlesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as { id?: unknown }).id;
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(handlesIn)];
}

describe.each(RELEASES.map(({ version }) => version))('operations of %s', (release) => {
  it('take odd arguments or refuse them', async () => {
    const bugs: string[] = [];
    const client = new Client(release, {
      onBug: (error, op) => bugs.push(`${op}: ${error instanceof Error ? error.stack?.split('\n', 2).join() : error}`),
    });
    client.ask('budget_open', null, { flop_budget: 10 ** 15 });
    const upload = (values: number[], shape: number[]): unknown => {
      const data = Buffer.from(Float64Array.from(values).buffer);
      const { id } = client.ask('create_from_data', [data, shape, 'float64'])['result'] as { id: string };
      return { __handle__: id };
    };
    const [matrix, vector] = [upload([0, 1, 2, 3, 4, 5], [2, 3]), upload([1, 2, 3], [3])];
    for (const { name } of ALL_OPS) {
      await breathe();
      for (const value of odd(matrix, vector)) {
        const calls: [unknown[], unknown][] = [
          [[value], null],
          [[matrix, value], null],
          [[value, matrix], null],
          [[matrix, 1, value], null],
          ...KEYWORDS.map((keyword): [unknown[], unknown] => [[matrix], { [keyword]: value }]),
        ];
        for (const [args, kwargs] of calls) {
          const made = handlesIn(client.ask(name, args, kwargs)['result']);
          if (made.length > 0) client.ask('free', null, { handles: made });
        }
      }
    }
    client.endpoint.close();
    expect([...new Set(bugs)]).toEqual([]);
  }, 300_000);
});
