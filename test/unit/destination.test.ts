/** What is written to destinations that carry a symmetry tag. */
import { expect, it } from 'vitest';
import { Client } from '../server/client.js';

type Handle = Record<string, unknown>;

it.each(['0.4.1', '0.12.4'])(
  'a masked function leaves a tagged destination of %s as it is where the mask is false',
  (release) => {
    const client = new Client(release);
    client.ask('budget_open', null, { flop_budget: 1000 });
    const made = (op: string, ...args: unknown[]): Handle => {
      const reply = client.ask(op, args, {});
      expect(reply['status'], JSON.stringify(reply)).toBe('ok');
      return { __handle__: (reply['result'] as Handle)['id'] };
    };
    const out = made('ones', [2, 2]);
    const where = made('create_from_data', Uint8Array.of(1, 0, 0, 1), [2, 2], 'bool');
    const reply = client.ask('add', [made('full', [2, 2], 3), 4], { out, where });
    expect(reply['status'], JSON.stringify(reply)).toBe('ok');
    const { data } = client.ask('fetch', null, { handle_id: out['__handle__'] }) as { data: Uint8Array };
    expect([...new Float64Array(Uint8Array.from(data).buffer)]).toEqual([7, 1, 1, 7]);
  },
);
