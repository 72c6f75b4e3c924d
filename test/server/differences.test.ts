/** Deliberate differences from the reference; docs/differences.md lists them with these names. */
import { describe, expect, it } from 'vitest';
import { newestRelease } from '../../src/release/index.js';
import { Client } from './client.js';

const OLD = '0.4.1';

describe('a budget that cannot be', () => {
  for (const budget of [0, -1, 'much', null, [], Number.NaN, -0.5]) {
    it(`${JSON.stringify(budget)} is answered with an error, and the server lives`, () => {
      const client = new Client();
      expect(client.ask('budget_open', null, { flop_budget: budget })['status']).toBe('error');
      expect(client.ask('budget_status')).toMatchObject({ error_type: 'NoBudgetContextError' });
      expect(client.ask('budget_open', null, { flop_budget: 10 })['status']).toBe('ok');
    });
  }

  it('a budget that is no number is refused in releases that took it', () => {
    expect(new Client(OLD).ask('budget_open', null, { flop_budget: Number.NaN })['status']).toBe('error');
  });
});

describe('a price multiplier', () => {
  it('must be a number', () => {
    const client = new Client(OLD);
    for (const flop_multiplier of ['x', []]) {
      const answer = client.ask('budget_open', null, { flop_budget: 10, flop_multiplier });
      expect(answer).toMatchObject({ status: 'error', error_type: 'TypeError' });
    }
    expect(client.ask('budget_status')).toMatchObject({ error_type: 'NoBudgetContextError' });
  });

  it('never makes a charge negative', () => {
    const client = new Client(OLD);
    client.ask('budget_open', null, { flop_budget: 10, flop_multiplier: -1 });
    expect(client.ask('add', [1, 2])['budget']).toEqual({ flop_budget: 10, flops_used: 0, flops_remaining: 10 });
  });
});

describe('requests the reference ends at', () => {
  it('an operation name that is no string is unknown', () => {
    const client = new Client();
    client.ask('budget_open', null, { flop_budget: 10 });
    for (const op of [5, null, true, ['add'], { add: 1 }]) {
      expect(client.send({ op })).toMatchObject({ status: 'error', error_type: 'InvalidRequestError' });
    }
    expect(client.ask('budget_status')['status']).toBe('ok');
  });

  it('kwargs of budget_open that are no dict are refused', () => {
    expect(new Client(OLD).ask('budget_open', null, [1])['status']).toBe('error');
  });
});

describe('several releases in one server', () => {
  it('a hello chooses the release, and an open session keeps it', () => {
    const client = new Client();
    const hello = (client_version: string) => client.ask('hello', null, { client_version });
    expect(hello(OLD)).toEqual({ status: 'ok', server_version: OLD });
    client.ask('budget_open', null, { flop_budget: 10, flop_multiplier: 1.0 });
    expect(hello(newestRelease.version)).toMatchObject({ status: 'error', error_type: 'VersionMismatch' });
    expect(hello(OLD)['status']).toBe('ok');
    client.ask('budget_close');
    expect(hello(newestRelease.version)).toMatchObject({ status: 'ok', server_version: newestRelease.version });
  });

  it('clients that take turns are told apart by what they open a budget with', () => {
    const client = new Client();
    for (const client_version of [newestRelease.version, OLD]) client.ask('hello', null, { client_version });
    client.ask('budget_open', null, { flop_budget: 10, namespace: 'x' });
    expect(client.ask('bogus')).not.toHaveProperty('budget');
    expect(client.ask('add', [1, 'x'])).toHaveProperty('budget');
    client.ask('budget_close');
    client.ask('budget_open', null, { flop_budget: 10, flop_multiplier: 2 });
    expect(client.ask('add', [1, 2])).toMatchObject({ budget: { flops_used: 2 } });
    expect(client.ask('add', [1, 'x'])).not.toHaveProperty('budget');
  });

  it('summaries of all sessions are those of one release', () => {
    const client = new Client();
    for (const client_version of [OLD, newestRelease.version]) {
      client.ask('hello', null, { client_version });
      client.ask('budget_open', null, { flop_budget: 10 });
      client.ask('add', [1, 2]);
      client.ask('budget_close');
    }
    expect(client.ask('budget_summary', null, { scope: 'session', by_namespace: false })).toMatchObject({
      result: { flop_budget: 10, flops_used: 2 },
    });
  });

  it('both versions stand in the message of a mismatch', () => {
    const answer = new Client().ask('hello', null, { client_version: '9.9.9' });
    expect(answer['message']).toContain('9.9.9');
    expect(answer['message']).toContain(newestRelease.version);
    expect(answer['message']).toContain(OLD);
  });

  it('a pinned release is the only one', () => {
    const client = new Client(OLD);
    expect(client.ask('hello', null, { client_version: newestRelease.version })['error_type']).toBe('VersionMismatch');
  });
});

describe('array data', () => {
  it('is told from text by its type, however short and printable', () => {
    const client = new Client(OLD);
    client.ask('budget_open', null, { flop_budget: 10 });
    const data = Buffer.from('12345678');
    expect(client.ask('create_from_data', [data, [1], 'float64'])['status']).toBe('ok');
    expect(client.ask('fetch', null, { handle_id: 'a0' })['data']).toEqual(data);
  });

  it('is never what lies at an address a client sends', () => {
    const client = new Client(OLD);
    client.ask('budget_open', null, { flop_budget: 10 });
    const answer = client.ask('create_from_data', [Buffer.alloc(8, 1), [1], 'object']);
    expect(answer).toMatchObject({ status: 'error', error_type: 'ValueError' });
  });
});

describe('operations', () => {
  it('that cannot be called say why', () => {
    const client = new Client();
    client.ask('budget_open', null, { flop_budget: 10 });
    expect(client.ask('trapz', [1])['message']).toContain('trapezoid');
    expect(client.ask('random.Generator.normal')['message']).toContain('method');
  });

  it('not implemented here are refused by name, and nothing is charged', () => {
    const client = new Client();
    client.ask('budget_open', null, { flop_budget: 10 });
    expect(client.ask('load', ['/etc/hostname'])).toMatchObject({
      status: 'error',
      error_type: 'UnsupportedFunctionError',
      budget: { flops_used: 0 },
    });
  });
});
