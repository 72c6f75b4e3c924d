/** The endpoint without a socket: sessions, data in and out, errors. */
import { pack, unpack } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { native } from '../../../src/addon/native.js';
import { Endpoint } from '../../../src/server/endpoint.js';

type Reply = Record<string, unknown>;

function client(endpoint: Endpoint) {
  return (op: string, args: unknown = null, kwargs: unknown = null): Reply =>
    unpack(Buffer.from(endpoint.handle(pack({ op, args, kwargs })))) as Reply;
}

describe('an endpoint', () => {
  it('keeps arrays between requests and gives back their bytes', () => {
    const ask = client(new Endpoint());
    expect(ask('hello', null, { client_version: '0.12.4' })).toEqual({
      status: 'ok',
      server_version: '0.12.4',
      capabilities: ['authoritative_budget_summary_v1'],
    });
    ask('budget_open', null, { flop_budget: 1000, namespace: null });
    const data = Buffer.from(new Float64Array([1, 2, 3, 4, 5, 6]).buffer);
    const budget = { flop_budget: 1000, flops_used: 0, flops_remaining: 1000 };
    expect(ask('create_from_data', [data, [2, 3], 'float64'])).toEqual({
      status: 'ok',
      result: { id: 'a0', shape: [2, 3], dtype: 'float64' },
      budget,
      comms_overhead_ns: 0,
    });
    expect(ask('fetch', null, { handle_id: 'a0' })).toEqual({
      status: 'ok',
      data,
      shape: [2, 3],
      dtype: 'float64',
      comms_overhead_ns: 0,
    });
    expect(ask('free', null, { handles: ['a0'] })).toEqual({
      status: 'ok',
      result: null,
      budget: 1000,
      comms_overhead_ns: 0,
    });
    expect(ask('fetch', null, { handle_id: 'a0' })).toMatchObject({ status: 'error', error_type: 'KeyError', budget });
  });

  it('frees every array when it is closed', () => {
    const endpoint = new Endpoint();
    const ask = client(endpoint);
    const [before] = native.memory();
    for (const client_version of ['0.4.1', '0.12.4']) {
      ask('hello', null, { client_version });
      ask('budget_open', null, { flop_budget: 1000 });
      ask('create_from_data', [Buffer.alloc(8), [1], 'float64']);
      if (client_version === '0.4.1') ask('budget_close');
    }
    expect(native.memory()[0]).toBe(before + 1);
    endpoint.close();
    expect(native.memory()[0]).toBe(before);
    expect(ask('budget_status')).toMatchObject({ error_type: 'NoBudgetContextError' });
  });

  it('never writes into a large reply it has given out', () => {
    const endpoint = new Endpoint();
    const ask = client(endpoint);
    ask('budget_open', null, { flop_budget: 1000 });
    const frames: Uint8Array[] = [];
    for (let i = 0; i < 6; i++) {
      ask('create_from_data', [Buffer.alloc(2_000_000, i + 1), [2_000_000], 'uint8']);
      frames.push(endpoint.handle(pack({ op: 'fetch', args: null, kwargs: { handle_id: `a${i}` } })));
    }
    for (const [i, frame] of frames.entries()) {
      const { data } = unpack(Buffer.from(frame)) as { data: Buffer };
      expect(data.length).toBe(2_000_000);
      expect(data.every((byte) => byte === i + 1)).toBe(true);
    }
    endpoint.close();
  });
});
