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
  'put into its buffer': ({ client }, target, values) => {
    const { id } = client.ask('frombuffer', [target])['result'] as { id: string };
    client.ask('put', [{ __handle__: id }, [...Array(16).keys()], values]);
  },
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

/** Operations with a tagged `out=`: the tag it then has, as the reference of both releases has it. */
const INTO: readonly (readonly [op: string, args: (plain: Id, tagged: Id) => unknown[], present: boolean])[] = [
  ['real', (plain) => [plain], false],
  ['isposinf', (plain) => [plain], false],
  ['nan_to_num', (plain) => [plain], false],
  ['round', (plain) => [plain], false],
  ['clip', (plain) => [plain, 0, 1], false],
  ['exp', (plain) => [plain], false],
  ['isnan', (plain) => [plain], false],
  ['isnan', (_, tagged) => [tagged], false],
  ['real', (_, tagged) => [tagged], true],
  ['cumsum', (plain) => [plain, 0], false],
  ['take', (_, tagged) => [tagged, [0, 1, 2, 3], 0], false],
];

describe.each(['0.4.1', '0.12.4'])('the tag of an output in %s', (release) => {
  it.each(INTO.map(([op, args, present]) => [op, args, present] as const))('of %s', (op, args, present) => {
    const tenant = new Tenant(release);
    const plain = tenant.make('create_from_data', [data, [4, 4], 'float64']);
    const out = tenant.make('zeros', [[4, 4]], op.startsWith('is') ? { dtype: 'bool' } : null);
    const reply = tenant.client.ask(op, args(plain, tenant.make('ones', [[4, 4]])), { out });
    expect(reply).toMatchObject({ status: 'ok' });
    const made = tenant.client.ask('logical_not', [out])['result'] as { symmetry?: unknown };
    expect(made.symmetry !== undefined && made.symmetry !== null).toBe(release === '0.4.1' || present);
    tenant.client.endpoint.close();
  });

  it('of products is kept in early releases only', () => {
    const tenant = new Tenant(release);
    const tagged = tenant.make('ones', [[4, 4, 4]]);
    const out = tenant.make('zeros', [[4, 4]]);
    expect(tenant.client.ask('vecdot', [tagged, tagged], { out })).toMatchObject({ status: 'ok' });
    const made = tenant.client.ask('logical_not', [out])['result'] as { symmetry?: unknown };
    expect(made.symmetry !== undefined && made.symmetry !== null).toBe(release === '0.4.1');
    tenant.client.endpoint.close();
  });
});
