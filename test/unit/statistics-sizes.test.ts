/** Sizes that a number in a request decides: priced, refused by name and value, and no memory taken for them. */
import { describe, expect, it } from 'vitest';
import { native } from '../../src/addon/native.js';
import { RELEASES } from '../../src/release/index.js';
import { Client } from '../server/client.js';

const MIB = 2 ** 20;

/** Requests of results far beyond the limit, and what refuses them. */
const REQUESTS: readonly (readonly [op: string, args: unknown[], kwargs: Record<string, unknown>, refusal: string])[] =
  [
    ['bincount', [[10n ** 10n]], {}, 'FlopscopeServerError'],
    ['bincount', [[1, 2]], { minlength: 10n ** 10n }, 'FlopscopeServerError'],
    ['bincount', [[1, 2]], { minlength: 10 ** 9 }, 'ValueError'],
    ['bincount', [[2n ** 53n]], {}, 'FlopscopeServerError'],
    ['histogram', [[0, 1, 2], 10 ** 9], {}, 'ValueError'],
    ['histogram', [[0, 1, 2], 10n ** 12n], {}, 'FlopscopeServerError'],
    ['histogram', [[0, 1, 2], 10 ** 9], { density: true }, 'ValueError'],
    ['histogram_bin_edges', [[0, 1, 2], 10 ** 9], {}, 'ValueError'],
    [
      'histogramdd',
      [
        [
          [0, 1],
          [1, 2],
          [3, 3],
        ],
        [31_623, 31_623],
      ],
      {},
      'ValueError',
    ],
    [
      'histogramdd',
      [
        [
          [0, 1, 2],
          [1, 2, 4],
          [3, 3, 1],
        ],
        1000,
      ],
      {},
      'ValueError',
    ],
    [
      'histogramdd',
      [
        [
          [0, 1],
          [1, 2],
          [3, 3],
        ],
        [10 ** 9, 10 ** 9],
      ],
      {},
      'ValueError',
    ],
    ['histogram2d', [[0, 1, 2], [1, 2, 4], 40_000], {}, 'ValueError'],
    [
      'histogram2d',
      [
        [0, 1, 2],
        [1, 2, 4],
        [2n ** 40n, 2],
      ],
      {},
      'FlopscopeServerError',
    ],
  ];

describe.each(RELEASES.map(({ version }) => version))('%s', (release) => {
  it.each(REQUESTS.map((request, i) => [i, ...request] as const))(
    'request %i, %s, is paid for and refused',
    (_, op, args, kwargs, refusal) => {
      const client = new Client(release);
      client.ask('budget_open', null, { flop_budget: 10 ** 12 });
      const used = (): number => (client.ask('budget_status')['result'] as { flops_used: number }).flops_used;
      const [, before] = native.memory();
      const resident = process.memoryUsage().rss;
      const reply = client.ask(op, args, kwargs);
      expect(reply).toMatchObject({ status: 'error', error_type: refusal });
      expect(String(reply['message'])).toMatch(/\d{9,}/);
      expect(used()).toBeGreaterThan(0);
      expect(native.memory()[1] - before).toBeLessThan(MIB);
      expect(process.memoryUsage().rss - resident).toBeLessThan(256 * MIB);
      client.endpoint.close();
    },
  );

  it('differences of any order end when nothing is left', () => {
    const client = new Client(release);
    client.ask('budget_open', null, { flop_budget: 10 ** 12 });
    expect(client.ask('diff', [[1, 2, 4], 2n ** 40n])).toMatchObject({ status: 'ok', result: { shape: [0] } });
    client.endpoint.close();
  });
});
