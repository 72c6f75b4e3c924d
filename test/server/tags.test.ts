/** Writing through one array ends the tags of the others that share its memory: their price would be too low. */
import { describe, expect, it } from 'vitest';
import { Client } from './client.js';

const PLAIN = 16 * 32; // exp of 16 float64
const TAGGED = 10 * 32; // of a symmetric 4 x 4

type Id = { readonly __handle__: string };

class Tenant {
  readonly client: Client;

  constructor(release: string) {
    this.client = new Client(release);
    this.client.ask('budget_open', null, { flop_budget: 10 ** 12 });
  }

  make(op: string, args: unknown[], kwargs: unknown = null): Id {
    const { id } = this.client.ask(op, args, kwargs)['result'] as { id: string };
    return { __handle__: id };
  }

  /** FLOPs charged for exp of an array. */
  price(array: Id): number {
    const used = (): number =>
      Number((this.client.ask('budget_status')['result'] as { flops_used: number }).flops_used);
    const before = used();
    this.client.ask('exp', [array]);
    return used() - before;
  }
}

const data = Buffer.from(Float64Array.from({ length: 16 }, (_, i) => i).buffer);

/** Ways to write into an array. */
const WRITES: Readonly<Record<string, (tenant: Tenant, target: Id, values: Id) => void>> = {
  copyto: ({ client }, target, values) => client.ask('copyto', [target, values]),
  put: ({ client }, target, values) => client.ask('put', [target, [...Array(16).keys()], values]),
  choose: ({ client }, target, values) => client.ask('choose', [[[0, 0, 0, 0]], [values], target]),
  shuffle: ({ client }, target) => client.ask('random.shuffle', [target]),
  'add into a flat view': ({ client }, target) => {
    const flat = client.ask('ravel', [target])['result'] as { id: string };
    client.ask('add', [[...Array(16).keys()], 1], { out: { __handle__: flat.id } });
  },
};

describe('tags of 0.12.4', () => {
  it.each(Object.keys(WRITES))('end in all arrays over memory that %s writes to', (name) => {
    const tenant = new Tenant('0.12.4');
    const values = tenant.make('create_from_data', [data, [4, 4], 'float64']);
    const tagged = tenant.make('zeros', [[4, 4]]);
    const view = tenant.make('__getitem__', [tagged, [{ __slice__: [null, null, null] }]]);
    const other = tenant.make('zeros', [[4, 4]]);
    expect([tenant.price(tagged), tenant.price(other)]).toEqual([TAGGED, TAGGED]);
    WRITES[name]!(tenant, view, values);
    expect([tenant.price(tagged), tenant.price(other)]).toEqual([PLAIN, TAGGED]);
    tenant.client.endpoint.close();
  });
});
