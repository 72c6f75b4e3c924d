/** The wait for the next request on the socket itself. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Request } from 'zeromq';
import { RequestSocket } from '../../src/server/requests.js';

/** Of a wait that is over before. */
const LONG = 3000;
const SHORT = 30;

describe('the wait for a request', () => {
  let socket: RequestSocket;
  let client: Request;
  beforeEach(async () => {
    socket = new RequestSocket({ linger: 0, receiveTimeout: LONG });
    await socket.bind('tcp://127.0.0.1:*');
    client = new Request({ linger: 0, receiveTimeout: LONG });
    client.connect(socket.lastEndpoint!);
    await client.send('first');
    await socket.receive();
    await socket.send('answer');
    await client.receive();
  });
  afterEach(() => {
    socket.close();
    client.close();
  });

  /** What the wait returned, and how long it took in milliseconds. */
  const timed = (patience: number, exchanged = 0): [boolean, number] => {
    const began = performance.now();
    const stay = socket.awaitRequest(patience, exchanged);
    return [stay, performance.now() - began];
  };

  it('ends when one comes', async () => {
    void client.send('next');
    const [stay, time] = timed(LONG);
    expect(stay).toBe(true);
    expect(time).toBeLessThan(LONG / 2);
    expect(String((await socket.receive())[0])).toBe('next');
  });

  it('is none when one is there, noted or not', async () => {
    void client.send('next');
    while (!socket.readable);
    expect(timed(LONG)[1]).toBeLessThan(LONG / 2);
    expect(String((await socket.receive())[0])).toBe('next');
  });

  it('ends without one when the patience is over, and then it is the event loop’s turn', () => {
    // What ZeroMQ's threads have to tell about the connection ends a wait early, but not for ever.
    const waits: [boolean, number][] = [];
    do waits.push(timed(SHORT));
    while (waits.at(-1)![1] < SHORT - 1 && waits.length < 20);
    expect(waits.at(-1)![1]).toBeGreaterThanOrEqual(SHORT - 1);
    expect(timed(SHORT)[0]).toBe(false);
  });

  it('is put off when much was exchanged, once', () => {
    void client.send('next');
    expect(timed(LONG, 700_000)[0]).toBe(true);
    expect(timed(LONG, 700_000)).toEqual([false, expect.toSatisfy((time: number) => time < LONG / 2)]);
    expect(timed(LONG, 700_000)[0]).toBe(true);
  });
});
