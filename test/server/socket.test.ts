/** A real server process on a real socket: many clients, hostile frames, tokens, limits. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { Dealer } from 'zeromq';
import { Stage } from './served.js';

const stage = new Stage();
afterAll(() => stage.end());

const OPEN = { flop_budget: 1000, namespace: null };

describe('clients', () => {
  it('share one session, whoever opened it', async () => {
    const { url } = stage.serve();
    const grader = stage.connect(url);
    const participant = stage.connect(url);
    expect(await participant.ask('budget_status')).toMatchObject({ error_type: 'NoBudgetContextError' });
    expect(await grader.ask('budget_open', null, OPEN)).toMatchObject({ status: 'ok', budget: 1000 });
    expect(await participant.ask('add', [1, 2])).toMatchObject({ budget: { flops_used: 2 } });
    expect(await participant.ask('budget_open', null, OPEN)).toMatchObject({ error_type: 'RuntimeError' });
    const closed = await grader.ask('budget_close');
    expect(closed).toMatchObject({ status: 'ok', result: { budget_breakdown: { flops_used: 2 } } });
    expect(await participant.ask('add', [1, 2])).toMatchObject({ error_type: 'NoBudgetContextError' });
  });

  it('by the dozen are all answered, each with its own answer', async () => {
    const { url } = stage.serve();
    const clients = Array.from({ length: 12 }, () => stage.connect(url));
    await clients[0]!.ask('budget_open', null, { flop_budget: 10 ** 9 });
    const answers = await Promise.all(
      clients.map(async (client, i) => {
        const seen: unknown[] = [];
        for (let round = 0; round < 25; round++) {
          const data = Buffer.from(new Float64Array([i, round]).buffer);
          const made = (await client.ask('create_from_data', [data, [2], 'float64'])) as { result: { id: string } };
          const back = await client.ask('fetch', null, { handle_id: made.result.id });
          seen.push(Buffer.compare(back['data'] as Buffer, data));
        }
        return seen;
      }),
    );
    expect(answers.flat()).toEqual(new Array(12 * 25).fill(0));
  });

  it('that leave without waiting for the answer do not matter', async () => {
    const { url } = stage.serve();
    const client = stage.connect(url);
    await client.ask('budget_open', null, OPEN);
    for (let i = 0; i < 20; i++) {
      const leaver = stage.connect(url);
      await leaver.ask('hello', null, { client_version: '0.12.4' });
      await leaver.post(Buffer.from('82a26f70a8616464a46172677393', 'hex'));
      leaver.close();
    }
    expect(await client.ask('budget_status')).toMatchObject({ status: 'ok' });
  });

  it('move big arrays both ways without a changed byte', async () => {
    const { url } = stage.serve();
    const client = stage.connect(url);
    await client.ask('budget_open', null, OPEN);
    const data = randomBytes(24_000_000);
    const sum = createHash('sha256').update(data).digest('hex');
    await client.ask('create_from_data', [data, [3_000_000], 'int64']);
    const back = await client.ask('fetch', null, { handle_id: 'a0' });
    expect(back).toMatchObject({ shape: [3_000_000], dtype: 'int64' });
    expect(
      createHash('sha256')
        .update(back['data'] as Buffer)
        .digest('hex'),
    ).toBe(sum);
  });
});

describe('hostile frames', () => {
  it('are answered, and the next request works', async () => {
    const { url } = stage.serve();
    const client = stage.connect(url);
    await client.ask('budget_open', null, OPEN);
    const frames = [
      '',
      'c1',
      '00',
      '91'.repeat(5000),
      'dfffffffff',
      'ddffffffff00',
      '82a26f70a3616464a461726773ddffffffff',
      '81a26f70c0',
      `81a26f70d9ff${'61'.repeat(255)}`,
    ];
    for (const frame of [...frames.map((hex) => Buffer.from(hex, 'hex')), ...Array.from({ length: 300 }, noise)]) {
      expect(await client.raw(frame)).toMatchObject({ status: 'error' });
      expect(await client.ask('budget_status')).toMatchObject({ status: 'ok', budget: 1000 });
    }
  });

  it('of several parts are refused', async () => {
    const { url } = stage.serve();
    const dealer = new Dealer({ linger: 0, receiveTimeout: 20_000 });
    dealer.connect(url);
    await dealer.send(['', 'one', 'two']);
    const [, reply] = await dealer.receive();
    dealer.close();
    expect(Buffer.from(reply!).toString('latin1')).toContain('InvalidRequestError');
    expect(await stage.connect(url).ask('budget_status')).toMatchObject({ status: 'error' });
  });

  it('without the envelope of a request are dropped', async () => {
    const { url } = stage.serve();
    const dealer = new Dealer({ linger: 0 });
    dealer.connect(url);
    for (const parts of [['one'], [''], ['a', 'b'], ['a', 'b', 'c']]) await dealer.send(parts);
    expect(await stage.connect(url).ask('budget_status')).toMatchObject({ status: 'error' });
    for (let i = 0; i < 50; i++) await dealer.send('one');
    expect(await stage.connect(url).ask('budget_status')).toMatchObject({ status: 'error' });
    dealer.close();
  });
});

let seed = 7;
function noise(): Buffer {
  return Buffer.from(
    Array.from({ length: 30 }, () => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 16) & 0xff;
    }),
  );
}

describe('the control token', () => {
  it('is handed over once and guards the life of budgets', async () => {
    const { url, process } = stage.serve(['--token-fd', '3']);
    const handed = await process.handedOver();
    expect(handed).toMatch(/^[0-9a-f]{64}\n$/);
    const token = handed.trim();
    const client = stage.connect(url);
    const refused = { status: 'error', error_type: 'UnauthorizedControlError' };
    expect(await client.ask('budget_open', null, OPEN)).toMatchObject(refused);
    for (const control_token of ['', 'x', token.slice(1), `${token}0`, token.toUpperCase(), 5, null, [token]]) {
      expect(await client.ask('budget_open', null, { ...OPEN, control_token })).toMatchObject(refused);
      expect(await client.ask('budget_open', null, OPEN, { control_token })).toMatchObject(refused);
    }
    expect(await client.ask('budget_open', [], 5, { control_token: token })).toMatchObject(refused);
    expect(await client.ask('budget_open', null, { ...OPEN, control_token: token })).toMatchObject({ status: 'ok' });
    expect(await client.ask('budget_close')).toMatchObject(refused);
    expect(await client.ask('budget_summary_reset')).toMatchObject(refused);
    expect(await client.ask('add', [1, 2])).toMatchObject({ status: 'ok' });
    expect(await client.ask('budget_close', null, null, { control_token: token })).toMatchObject({ status: 'ok' });
    const reset = await client.ask('budget_summary_reset', null, { control_token: Buffer.from(token) });
    expect(reset).toMatchObject({ status: 'ok' });
  });
});

describe('limits', () => {
  it('on array size and handles come from the environment', async () => {
    const { url } = stage.serve([], { FLOPSCOPE_MAX_ARRAY_BYTES: '64', FLOPSCOPE_MAX_ARRAY_COUNT: '2' });
    const client = stage.connect(url);
    await client.ask('budget_open', null, OPEN);
    const make = (count: number) => client.ask('create_from_data', [Buffer.alloc(8 * count), [count], 'float64']);
    expect(await make(9)).toMatchObject({ error_type: 'ValueError' });
    expect(await make(8)).toMatchObject({ result: { id: 'a0' } });
    expect(await make(1)).toMatchObject({ result: { id: 'a1' } });
    const full = { error_type: 'MemoryError', budget: { flops_used: 0 } };
    expect(await make(1)).toMatchObject(full);
    expect(await client.ask('add', [{ __handle__: 'a0' }, 1])).toMatchObject(full);
    expect(await client.ask('fetch', null, { handle_id: 'a0' })).toMatchObject({ status: 'ok' });
    await client.ask('free', null, { handles: ['a0'] });
    expect(await make(1)).toMatchObject({ result: { id: 'a2' } });
  });
});

describe('an idle session', () => {
  it('is closed after the timeout', async () => {
    const { url, process } = stage.serve(['--timeout', '0.05']);
    const client = stage.connect(url);
    await client.ask('budget_open', null, OPEN);
    await process.said(/session timed out/);
    expect(await client.ask('budget_status')).toMatchObject({ error_type: 'NoBudgetContextError' });
    expect(await client.ask('budget_open', null, OPEN)).toMatchObject({ status: 'ok' });
  });
});
