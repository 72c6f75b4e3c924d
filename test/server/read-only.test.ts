/** Broadcasts, diagonals and the like are read-only, as NumPy hands them out, and so are views of them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from './client.js';

type Id = { readonly __handle__: string };
type Reply = { readonly status: string; readonly error_type?: string; readonly message?: string };

const data = Buffer.from(Float64Array.from({ length: 9 }, (_, i) => i).buffer);

describe.each(['0.4.1', '0.12.4'])('%s', (release) => {
  let client: Client;
  let square: Id;

  beforeEach(() => {
    client = new Client(release);
    client.ask('budget_open', null, { flop_budget: 10 ** 12 });
    square = make('create_from_data', [data, [3, 3], 'float64']);
  });

  function make(op: string, args: unknown[], kwargs: unknown = null): Id {
    const { id } = client.ask(op, args, kwargs)['result'] as { id: string };
    return { __handle__: id };
  }

  const fill = (target: Id): Reply => client.ask('copyto', [target, 7]) as unknown as Reply;
  const bytesOf = (array: Id): unknown => client.ask('fetch', null, { handle_id: array.__handle__ })['data'];

  const READ_ONLY: Readonly<Record<string, () => Id>> = {
    diagonal: () => make('diagonal', [square]),
    'linalg.diagonal': () => make('linalg.diagonal', [square]),
    'diag of a matrix': () => make('diag', [square]),
    broadcast_to: () => make('broadcast_to', [square, [2, 3, 3]]),
    'imag of real numbers': () => make('imag', [square]),
    'frombuffer of bytes': () => make('frombuffer', [Buffer.from([0, 255, 128, 7])], { dtype: 'uint8' }),
    'a slice of a diagonal': () => make('__getitem__', [make('diagonal', [square]), { __slice__: [0, 2, null] }]),
    'a transposed broadcast': () => make('transpose', [make('broadcast_to', [square, [2, 3, 3]])]),
  };

  it.each(Object.keys(READ_ONLY))('refuses writes to %s', (name) => {
    const target = READ_ONLY[name]!();
    const before = bytesOf(square);
    const outcomes = [
      fill(target),
      client.ask('put', [target, [0], 7]) as unknown as Reply,
      client.ask('negative', [target], { out: target }) as unknown as Reply,
      client.ask('random.shuffle', [target]) as unknown as Reply,
    ];
    for (const { status, error_type, message } of outcomes) {
      expect({ status, error_type }).toEqual({ status: 'error', error_type: 'ValueError' });
      expect(message).toMatch(/read-only/);
    }
    expect(bytesOf(square)).toEqual(before);
  });

  it('accepts writes to copies of such arrays, to a diagonal that was built and to arrays that were broadcast', () => {
    const copies = [
      make('copy', [make('diagonal', [square])]),
      make('diag', [make('diagonal', [square])]),
      make('add', [make('broadcast_to', [square, [2, 3, 3]]), 1]),
      square,
    ];
    for (const copy of copies) expect(fill(copy).status).toBe('ok');
  });
});
