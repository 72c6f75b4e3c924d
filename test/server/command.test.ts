/** The command: flags, exit codes, signals, endpoints that are taken. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { Stage } from './served.js';

const stage = new Stage();
afterAll(() => stage.end());

const fileOf = (url: string): string => url.slice('ipc://'.length);
const oneLine = /^\[flopscope-server\] [^\n]+\n$/;

describe('the command', () => {
  it('explains itself', async () => {
    const { code, output } = await stage.run(['--help']).ended();
    expect(code).toBe(0);
    for (const flag of ['url', 'timeout', 'token-fd', 'release', 'threads', 'log-level', 'help', 'version']) {
      expect(output).toContain(`--${flag}`);
    }
    expect(output).toContain('FLOPSCOPE_MAX_ARRAY_BYTES');
    expect(await stage.run(['-h']).ended()).toMatchObject({ code: 0, output });
  });

  it('knows its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await stage.run(['--version']).ended()).toEqual({ code: 0, output: `${version}\n`, errors: '' });
  });

  it.each([
    [['--bogus']],
    [['stray']],
    [['--url']],
    [['--url', 'http://x']],
    [['--timeout', 'soon']],
    [['--timeout', '-1']],
    [['--token-fd', 'x']],
    [['--token-fd', '999']],
    [['--release', '0.0.1']],
    [['--threads', '0']],
    [['--threads=two']],
    [['--log-level', 'loud']],
    [['--help=yes']],
  ])('refuses %s in one line', async (args) => {
    const { code, output, errors } = await stage.run(args).ended();
    expect(code).toBe(2);
    expect(output).toBe('');
    expect(errors).toMatch(oneLine);
  });

  it.each([[{ FLOPSCOPE_MAX_ARRAY_BYTES: 'lots' }], [{ FLOPSCOPE_MAX_ARRAY_COUNT: '-5' }]])(
    'refuses %s in one line',
    async (environment) => {
      const { code, errors } = await stage.run(['--url', stage.url()], environment).ended();
      expect(code).toBe(2);
      expect(errors).toMatch(oneLine);
    },
  );
});

describe('an end by signal', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s is clean, with an open session and a connected client',
    async (signal) => {
      const { url, process } = stage.serve();
      const client = stage.connect(url);
      await client.ask('budget_open', null, { flop_budget: 10 });
      expect(existsSync(fileOf(url))).toBe(true);
      const { code, errors } = await process.stop(signal);
      expect(code).toBe(0);
      expect(errors).toContain('shutting down');
      expect(existsSync(fileOf(url))).toBe(false);
    },
  );

  it('is heard within a second while requests stream in', async () => {
    const { url, process } = stage.serve();
    const clients = Array.from({ length: 4 }, () => stage.connect(url));
    await clients[0]!.ask('budget_open', null, { flop_budget: 10 });
    let answered = 0;
    let streaming = true;
    const streams = clients.map(async (client) => {
      while (streaming) {
        await client.ask('budget_status');
        answered++;
      }
    });
    while (answered < 1000) await new Promise((resolve) => setTimeout(resolve, 1));
    const began = performance.now();
    const { code, errors } = await process.stop();
    streaming = false;
    expect(performance.now() - began).toBeLessThan(1000);
    expect(code).toBe(0);
    expect(errors).toContain('shutting down');
    stage.disconnect();
    await Promise.allSettled(streams);
  });
});

describe('the endpoint', () => {
  it('is announced with the timeout, as the reference does', async () => {
    const { url, process } = stage.serve(['--timeout', '5']);
    await process.said(/^\[flopscope-server\] binding to /);
    expect((await process.stop()).errors).toContain(`[flopscope-server] binding to ${url}  (timeout=5.0s)\n`);
  });

  it('says nothing when asked to be silent', async () => {
    const { url, process } = stage.serve(['--log-level', 'silent']);
    await stage.connect(url).ask('hello');
    expect(await process.stop()).toEqual({ code: 0, output: '', errors: '' });
  });

  it('may be a port of the system’s choice', async () => {
    const process = stage.run(['--url', 'tcp://127.0.0.1:*', '--log-level', 'debug']);
    const [, url] = await process.said(/serving at (tcp:\S+)/);
    expect(await stage.connect(url!).ask('hello', null, { client_version: '0.12.4' })).toMatchObject({ status: 'ok' });
    expect((await process.stop()).code).toBe(0);
  });

  it('that is taken is refused, and its owner goes on', async () => {
    const first = stage.serve();
    const client = stage.connect(first.url);
    await client.ask('budget_open', null, { flop_budget: 10 });
    const { code, errors } = await stage.run(['--url', first.url]).ended();
    expect(code).not.toBe(0);
    expect(errors.split('\n').filter((line) => line.includes('another server'))).toHaveLength(1);
    expect(await client.ask('budget_status')).toMatchObject({ status: 'ok' });

    const process = stage.run(['--url', 'tcp://127.0.0.1:*', '--log-level', 'debug']);
    const [, url] = await process.said(/serving at (tcp:\S+)/);
    expect(await stage.run(['--url', url!]).ended()).toMatchObject({ code: 2 });
  });

  it('left behind by a killed server is used again', async () => {
    const first = stage.serve();
    await stage.connect(first.url).ask('hello');
    await first.process.stop('SIGKILL');
    expect(existsSync(fileOf(first.url))).toBe(true);
    const second = stage.run(['--url', first.url]);
    expect(await stage.connect(first.url).ask('hello', null, { client_version: '0.4.1' })).toMatchObject({
      status: 'ok',
    });
    expect((await second.stop()).code).toBe(0);
  });

  it('where nothing can be bound is refused in one more line', async () => {
    const { code, errors } = await stage.run(['--url', 'ipc:///nowhere/at/all']).ended();
    expect(code).toBe(2);
    expect(errors.trimEnd().split('\n')).toHaveLength(2);
  });

  it('of another program is not taken either', async () => {
    const url = stage.url();
    const other = createServer().listen(fileOf(url));
    await new Promise((resolve) => other.once('listening', resolve));
    expect(await stage.run(['--url', url]).ended()).toMatchObject({ code: 2 });
    await new Promise((resolve) => other.close(resolve));
  });
});
