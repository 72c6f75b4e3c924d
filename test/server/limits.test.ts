/** Sizes a participant names: priced and refused before any memory is taken for them. */
import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../src/release/index.js';
import { Client } from './client.js';

const HUGE = 10 ** 9;

describe.each(RELEASES.map(({ version }) => version))('sizes beyond the limit in %s', (release) => {
  it('are refused, and memory stays where it was', () => {
    const client = new Client(release, {});
    client.ask('budget_open', null, { flop_budget: 2 ** 62 });
    const data = Buffer.from(Float64Array.from([1, 2, 3, 4]).buffer);
    const upload = (): unknown => ({
      __handle__: (client.ask('create_from_data', [data, [4], 'float64'])['result'] as { id: string }).id,
    });
    const a = upload();
    const calls: [string, unknown[], Record<string, unknown>?][] = [
      ['pad', [a, 10 * HUGE]],
      ['pad', [a, [[HUGE, HUGE]]], { mode: 'reflect' }],
      ['pad', [a, HUGE], { mode: 'mean' }],
      ['pad', [a, HUGE], { mode: 'linear_ramp' }],
      ['repeat', [a, 1000 * HUGE]],
      ['tile', [a, [HUGE, HUGE]]],
      ['ones', [[HUGE, HUGE]]],
      ['zeros', [[HUGE]]],
      ['indices', [[HUGE, HUGE]]],
      ['indices', [[HUGE, HUGE]], { sparse: true }],
      ['tri', [HUGE]],
      ['tri', [HUGE, HUGE]],
      ['tril_indices', [HUGE]],
      ['triu_indices', [HUGE]],
      ['diag_indices', [HUGE]],
      ['diag_indices', [2, HUGE]],
      ['diagflat', [a, HUGE]],
      ['resize', [a, [HUGE, HUGE]]],
      ['resize', [a, HUGE]],
      ['vander', [a, HUGE]],
      ['eye', [HUGE]],
      ['broadcast_to', [a, [HUGE, 4]]],
      ['frombuffer', [data, 'uint8', HUGE]],
    ];
    const before = process.memoryUsage().rss;
    const answered: string[] = [];
    for (const [op, args, kwargs] of calls) {
      const reply = client.ask(op, args, kwargs ?? null);
      // A view of a small array may be as large as it likes.
      if (reply['status'] !== 'error' && op !== 'broadcast_to') answered.push(op);
    }
    expect(answered).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
    client.endpoint.close();
  });

  it('are refused where arrays of a moderate size multiply', () => {
    const client = new Client(release, {});
    client.ask('budget_open', null, { flop_budget: 2 ** 62 });
    const { id } = client.ask('arange', [100_000])['result'] as { id: string };
    const a = { __handle__: id };
    const before = process.memoryUsage().rss;
    for (const [op, args] of [
      ['meshgrid', [a, a]],
      ['diagflat', [a]],
      ['tril', [a]],
      ['triu', [a]],
      ['vander', [a]],
      ['kron', [a, a]],
      ['tril_indices_from', [a]],
    ] as const) {
      expect([op, client.ask(op, [...args])['status']]).toEqual([op, 'error']);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
    client.endpoint.close();
  });

  it('are refused where a list names an array many times', () => {
    const client = new Client(release, {});
    client.ask('budget_open', null, { flop_budget: 2 ** 62 });
    const { id } = client.ask('ones', [[1_000_000]])['result'] as { id: string };
    const many = new Array(1000).fill({ __handle__: id });
    const before = process.memoryUsage().rss;
    for (const op of ['sum', 'sort', 'unique', 'exp', 'linalg.norm']) {
      expect(client.ask(op, [many])).toMatchObject({
        status: 'error',
        message: expect.stringContaining('MemoryError'),
      });
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
    client.endpoint.close();
  });

  it('are refused where sequences are taken apart', () => {
    const client = new Client(release, {});
    client.ask('budget_open', null, { flop_budget: 2 ** 62 });
    const array = (op: string, args: unknown[], kwargs: Record<string, unknown> = {}): unknown => ({
      __handle__: (client.ask(op, args, kwargs)['result'] as { id: string }).id,
    });
    const long = array('zeros', [[5_000_000, 1]], { dtype: 'int8' });
    const counts = array('zeros', [[5_000_000]], { dtype: 'int64' });
    const pairs = array('zeros', [[2000, 2]]);
    const rows = Array.from({ length: 150_000 }, () => [1]);
    const before = process.memoryUsage().rss;
    const refused = (op: string, ...args: unknown[]): unknown[] => [op, client.ask(op, args)['error_type']];
    expect([
      refused('concatenate', long),
      refused('stack', long),
      refused('concatenate', rows),
      refused('unstack', long),
      refused('array_split', long, counts),
      refused('split', long, 5_000_000),
      refused('linalg.multi_dot', pairs),
      refused('choose', [0, 1], counts),
      refused('indices', counts),
      refused('ravel_multi_index', [0], counts),
      refused('tile', long, counts),
    ]).toEqual([
      ...['concatenate', 'stack', 'concatenate', 'unstack', 'array_split', 'split', 'linalg.multi_dot'].map((op) => [
        op,
        expect.stringMatching(/^(MemoryError|FlopscopeServerError)$/),
      ]),
      ...['choose', 'indices', 'ravel_multi_index', 'tile'].map((op) => [op, 'ValueError']),
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 2 ** 20);
    client.endpoint.close();
  });
});
