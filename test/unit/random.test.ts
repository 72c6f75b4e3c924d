/** Random state: what moves it, what leaves it alone, who shares it. */
import { describe, expect, it } from 'vitest';
import { Client } from '../server/client.js';

type Result = Record<string, unknown>;

/** A client in a session of a budget. */
function open(release: string, budget = 10 ** 9, client = new Client(release)): Client {
  client.ask('budget_open', null, { flop_budget: budget });
  return client;
}

const resultOf = (client: Client, op: string, args: unknown = [], kwargs: unknown = {}): Result => {
  const reply = client.ask(op, args, kwargs);
  expect(reply['status'], JSON.stringify(reply)).toBe('ok');
  return reply['result'] as Result;
};

const scalarOf = (client: Client, op: string, ...args: unknown[]): unknown => resultOf(client, op, args)['value'];

const elements = (client: Client, { id }: Result): number[] => {
  const { data } = client.ask('fetch', null, { handle_id: id }) as { data: Uint8Array };
  return [...new Float64Array(Uint8Array.from(data).buffer)];
};

describe.each(['0.4.1', '0.12.4'])('the shared state of %s', (release) => {
  it('is not moved by a call that the budget refuses', () => {
    const calls: [string, unknown[]][] = [
      ['random.standard_normal', [1000]],
      ['random.random', [1000]],
      ['random.randint', [0, 9, 1000]],
      ['random.choice', [50, 1000]],
      ['random.permutation', [1000]],
      ['random.bytes', [1000]],
      ['random.multivariate_normal', [new Array(40).fill(0), new Array(40).fill(new Array(40).fill(0)), 1000]],
    ];
    for (const [op, args] of calls) {
      const client = open(release, 100);
      client.ask('random.seed', [7]);
      expect(client.ask(op, args)['error_type'], op).toBe('BudgetExhaustedError');
      const after = scalarOf(client, 'random.rand');
      client.ask('random.seed', [7]);
      expect(after).toBe(scalarOf(client, 'random.rand'));
    }
  });

  it('gives out bytes that later ones leave alone', () => {
    const client = open(release);
    const drawn = (length: number): Uint8Array => resultOf(client, 'random.bytes', [length])['value'] as Uint8Array;
    client.ask('random.seed', [7]);
    const long = drawn(1000);
    const short = drawn(6);
    client.ask('random.seed', [7]);
    expect([Buffer.from(drawn(1000)), Buffer.from(drawn(6))]).toEqual([Buffer.from(long), Buffer.from(short)]);
    expect(short.length).toBe(6);
  });

  it('takes None for NaN amid arrays only', () => {
    const client = open(release);
    expect(elements(client, resultOf(client, 'random.normal', [[0, 1], null]))).toEqual([Number.NaN, Number.NaN]);
    expect(client.ask('random.normal', [0, null])['error_type']).toBe('TypeError');
    expect(client.ask('random.binomial', [null, [0.5, 0.25]])['error_type']).toBe('TypeError');
    expect(client.ask('random.binomial', [[5, 6], null])['error_type']).toBe('ValueError');
  });

  it('looks at sizes after parameters', () => {
    const client = open(release);
    const refused = (op: string, args: unknown[]): unknown => client.ask(op, args, { size: true })['error_type'];
    expect(refused('random.triangular', [0.5, 2.5, 1.5])).toBe('ValueError');
    expect(refused('random.multivariate_normal', [[0, 0], [[1]]])).toBe('ValueError');
    expect(refused('random.multivariate_normal', [[0], [[1]]])).toBe('TypeError');
  });

  it('outlives the session', () => {
    const client = open(release);
    client.ask('random.seed', [3]);
    const both = [scalarOf(client, 'random.rand'), scalarOf(client, 'random.rand')];
    client.ask('random.seed', [3]);
    const first = scalarOf(client, 'random.rand');
    client.ask('budget_close');
    open(release, 10 ** 9, client);
    expect([first, scalarOf(client, 'random.rand')]).toEqual(both);
  });

  it('comes back as it was read', () => {
    const client = open(release);
    client.ask('random.seed', [3]);
    client.ask('random.standard_normal');
    const { multi } = resultOf(client, 'random.get_state') as { multi: Result[] };
    const state = multi.map(({ id, value }) => (id === undefined ? value : { __handle__: id }));
    const before = elements(client, resultOf(client, 'random.standard_normal', [5]));
    expect(scalarOf(client, 'random.set_state', state)).toBeNull();
    expect(elements(client, resultOf(client, 'random.standard_normal', [5]))).toEqual(before);
  });

  it('differs from server to server unless it is seeded', () => {
    expect(scalarOf(open(release), 'random.rand')).not.toBe(scalarOf(open(release), 'random.rand'));
  });
});

describe('draws that would not end', () => {
  it.each([
    ['random.zipf', [1 + 2 ** -52, 3]],
    ['random.vonmises', [0, Number.POSITIVE_INFINITY]],
    ['random.vonmises', [0, 1e18]],
  ])('are refused: %s %j', (op, args) => {
    expect(open('0.12.4').ask(op, args)['error_type']).toBe('ValueError');
  });
});

describe('random objects', () => {
  it('have streams of their own', () => {
    const client = open('0.12.4');
    const twins = [5, 5].map((seed) => ({ __gen__: resultOf(client, 'random.default_rng', [seed])['gen_id'] }));
    const first = scalarOf(client, 'Generator.random', twins[0]);
    client.ask('random.seed', [1]);
    expect(scalarOf(client, 'Generator.random', twins[1])).toBe(first);
    expect(scalarOf(client, 'Generator.random', twins[1])).not.toBe(first);
  });

  it('are not moved by a call that the budget refuses', () => {
    const client = open('0.12.4', 100);
    const object = { __gen__: resultOf(client, 'random.default_rng', [5])['gen_id'] };
    expect(client.ask('Generator.normal', [object, 0, 1, 1000])['error_type']).toBe('BudgetExhaustedError');
    const twin = { __gen__: resultOf(client, 'random.default_rng', [5])['gen_id'] };
    expect(scalarOf(client, 'Generator.random', object)).toBe(scalarOf(client, 'Generator.random', twin));
  });

  it('shuffle nothing when the budget refuses', () => {
    const client = open('0.12.4', 100);
    const [object, twin] = [5, 5].map((seed) => ({ __rs__: resultOf(client, 'random.RandomState', [seed])['rs_id'] }));
    const handle = { __handle__: resultOf(client, 'zeros', [[50]])['id'] };
    const untouched = elements(client, { id: handle.__handle__ });
    expect(client.ask('RandomState.shuffle', [object, handle])['error_type']).toBe('BudgetExhaustedError');
    expect(elements(client, { id: handle.__handle__ })).toEqual(untouched);
    expect(scalarOf(client, 'RandomState.rand', object)).toBe(scalarOf(client, 'RandomState.rand', twin));
  });

  it('keep their place in the key when the operating system seeds them anew', () => {
    const client = open('0.12.4');
    const object = { __rs__: resultOf(client, 'random.RandomState')['rs_id'] };
    const position = (): unknown =>
      (resultOf(client, 'RandomState.get_state', [object])['multi'] as Result[])[2]!['value'];
    expect(position()).toBe(623);
    client.ask('RandomState.rand', [object, 3]);
    client.ask('RandomState.seed', [object]);
    expect(position()).toBe(5);
  });

  it('serve as seeds and as methods of their class only', () => {
    const client = open('0.12.4');
    const sequence = { __seq__: resultOf(client, 'random.SeedSequence', [9])['seq_id'] };
    const fromSequence = { __gen__: resultOf(client, 'random.default_rng', [sequence])['gen_id'] };
    const direct = { __gen__: resultOf(client, 'random.default_rng', [9])['gen_id'] };
    expect(scalarOf(client, 'Generator.random', fromSequence)).toBe(scalarOf(client, 'Generator.random', direct));
    expect(client.ask('RandomState.rand', [direct])['message']).toContain('AttributeError');
    expect(client.ask('Generator.lognormal', [direct])['error_type']).toBe('UnsupportedFunctionError');
  });
});

describe('generators of 0.4.1', () => {
  const generatorOf = (client: Client, seed: number): Result => ({
    __gen__: resultOf(client, 'random.default_rng', [seed])['gen_id'],
  });
  const flopsUsed = (client: Client): number =>
    (client.ask('random.default_rng', [0])['budget'] as Result)['flops_used'] as number;

  it('draw what later releases draw', () => {
    const [old, later] = [open('0.4.1'), open('0.12.4')];
    const own = generatorOf(old, 5);
    const twin = generatorOf(later, 5);
    for (const [name, args] of [
      ['normal', [0, 1, 10]],
      ['integers', [0, 9, 10]],
      ['permutation', [10]],
    ] as const) {
      const drawn = resultOf(old, `random.Generator.${name}`, [own, ...args]);
      expect(elements(old, drawn), name).toEqual(
        elements(later, resultOf(later, `Generator.${name}`, [twin, ...args])),
      );
    }
  });

  // Charged by the library of that release for the same calls.
  it.each([
    ['normal', [0, 1, 10], {}, 160],
    ['uniform', [0, 1, 10], {}, 10],
    ['random', [10], { dtype: 'float32' }, 10],
    ['integers', [0, 9, 10], {}, 10],
    ['binomial', [10, 0.3, 7], {}, 112],
    ['exponential', [], {}, 16],
    ['standard_normal', [3], {}, 48],
    ['standard_exponential', [4], {}, 64],
    ['beta', [2, 3, 4], {}, 64],
    ['chisquare', [2, 4], {}, 64],
    ['choice', [100, 10], {}, 10],
    ['choice', [100, 10, false], {}, 700],
    ['choice', [100, 10], { p: new Array(100).fill(0.01) }, 10],
    ['choice', [[1, 2, 3], 2, false], {}, 6],
    ['choice', [[1.5, 2.5], 2], { replace: false, p: [0.5, 0.5] }, 2],
    ['permutation', [10], {}, 10],
    [
      'permutation',
      [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      ],
      {},
      3,
    ],
    [
      'permuted',
      [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      ],
      {},
      3,
    ],
  ])('are charged as the library charges: %s %j %j', (name, args, kwargs, flops) => {
    const client = open('0.4.1');
    const own = generatorOf(client, 5);
    const before = flopsUsed(client);
    resultOf(client, `random.Generator.${name}`, [own, ...args], kwargs);
    expect(flopsUsed(client) - before).toBe(flops);
  });

  it('refuse other methods and other objects', () => {
    const client = open('0.4.1');
    const own = generatorOf(client, 5);
    expect(client.ask('random.Generator.lognormal', [own])['error_type']).toBe('UnsupportedFunctionError');
    expect(client.ask('random.Generator.spawn', [own, 2])['error_type']).toBe('UnsupportedFunctionError');
    expect(client.ask('random.Generator.normal', [5])['message']).toContain('AttributeError');
    expect(client.ask('random.RandomState.normal', [own])['message']).toContain('AttributeError');
    expect(client.ask('random.RandomState.seed', [5])['message']).toContain('AttributeError');
    expect(client.ask('Generator.normal', [own])['error_type']).toBe('InvalidRequestError');
  });
});
