/** Calls like the one before are planned once; what differs from it in any way that counts is planned anew. */
import { describe, expect, it } from 'vitest';
import { Client } from './client.js';

type Handle = { readonly __handle__: string };
interface Outcome {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly cost: number;
}

class Tenant {
  readonly client: Client;

  constructor(release: string) {
    this.client = new Client(release);
    this.client.ask('budget_open', null, { flop_budget: 10 ** 12 });
  }

  make(op: string, args: unknown[]): Handle {
    return { __handle__: (this.client.ask(op, args)['result'] as { id: string }).id };
  }

  call(op: string, args: unknown[], kwargs: unknown = null): Outcome | string {
    const before = this.#used();
    const reply = this.client.ask(op, args, kwargs);
    if (reply['status'] === 'error') return String(reply['error_type']);
    const { dtype, shape } = reply['result'] as { dtype: string; shape: number[] };
    return { dtype, shape, cost: this.#used() - before };
  }

  #used(): number {
    return Number((this.client.ask('budget_status')['result'] as { flops_used: number }).flops_used);
  }
}

/** Operands of many kinds, named. */
function operands(tenant: Tenant): Map<string, unknown> {
  return new Map<string, unknown>([
    ['vector', tenant.make('ones', [3])],
    ['other vector', tenant.make('full', [[3], 2.5])],
    ['longer', tenant.make('ones', [4])],
    ['matrix', tenant.make('ones', [[3, 3]])],
    ['symmetric', tenant.make('eye', [3])],
    ['integers', tenant.make('ones', [3, 'int64'])],
    ['single', tenant.make('ones', [3, 'float32'])],
    ['complex', tenant.make('ones', [3, 'complex128'])],
    ['scalar', tenant.make('ones', [[]])],
    ['empty', tenant.make('ones', [0])],
    ['int', 2],
    ['list', [1, 2, 3]],
  ]);
}

describe.each(['0.12.4', '0.4.1'])('a series of calls in %s', (release) => {
  it.each(['add', 'less', 'arctan2', 'left_shift'])('of %s gives what each gives by itself', (op) => {
    const series = new Tenant(release);
    const inSeries = operands(series);
    const cases = [...inSeries.keys()].flatMap((a) => [...inSeries.keys()].map((b) => [a, b] as const));
    let answered = 0;
    for (const [a, b] of cases) {
      const alone = new Tenant(release);
      const values = operands(alone);
      const expected = alone.call(op, [values.get(a), values.get(b)]);
      for (let k = 0; k < 2; k++)
        expect([a, b, series.call(op, [inSeries.get(a), inSeries.get(b)])]).toEqual([a, b, expected]);
      if (typeof expected !== 'string') answered++;
      alone.client.endpoint.close();
    }
    expect(answered).toBeGreaterThan(op === 'left_shift' ? 3 : 50);
    series.client.endpoint.close();
  });

  it('sees keywords, outputs and too many operands', () => {
    const tenant = new Tenant(release);
    const [a, b] = [tenant.make('ones', [3]), tenant.make('ones', [3])];
    const first = tenant.call('add', [a, b]) as Outcome;
    expect(first).toMatchObject({ dtype: 'float64', shape: [3] });
    expect(tenant.call('add', [a, b])).toEqual(first);
    expect(tenant.call('add', [a, b], { dtype: 'complex128' })).toMatchObject({ dtype: 'complex128' });
    const target = tenant.make('ones', [[2, 3]]);
    expect(tenant.call('add', [a, b, target])).toMatchObject({ shape: [2, 3] });
    expect(tenant.call('add', [a])).toBe('TypeError');
    expect(tenant.call('add', [a, b])).toEqual(first);
    tenant.client.endpoint.close();
  });
});
