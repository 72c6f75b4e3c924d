/** The example of docs/client.md, run as it stands with the built package. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { Stage } from '../server/served.js';

const stage = new Stage();
afterAll(() => stage.end());

it('finds the tone, and says what it cost', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const page = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8');
  const [, example] = /```js\n(.*?)```/s.exec(page)!;
  const { url } = stage.serve();
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', example!], {
    cwd: root,
    env: { ...process.env, FLOPSCOPE_SERVER_URL: url },
  });
  expect(stdout).toMatch(/^50 Hz, \d+ FLOPs used, \d+ left\n$/);
  const [, used, left] = /(\d+) FLOPs used, (\d+) left/.exec(stdout)!;
  expect(Number(used)).toBeGreaterThan(50_000);
  expect(Number(used) + Number(left)).toBe(1_000_000);
});
