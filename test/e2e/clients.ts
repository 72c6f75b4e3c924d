/** The real Python clients, unmodified, as processes of their own. */
import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Interpreter of an environment with the client of a release, made when it is missing. Fails where it cannot be made:
 * these tests are not to be left out by accident. FLOPSCOPE_E2E=off leaves them out.
 */
export const interpreter = (release: string): string =>
  execFileSync(root('scripts/reference-venvs'), ['client', release], { encoding: 'utf8' }).trim();

export const isOff = process.env['FLOPSCOPE_E2E'] === 'off';

/** A line that a scenario told. */
export interface Step {
  readonly step: string;
  readonly value?: unknown;
  readonly raises?: unknown;
  readonly used?: number;
}

/** Runs a scenario of scenarios.py against a server; what it told. Rejects when the script fails. */
export async function told(python: string, scenario: string, url: string): Promise<Step[]> {
  const { stdout } = await promisify(execFile)(python, [root('test/e2e/scenarios.py'), scenario], {
    env: { ...process.env, FLOPSCOPE_SERVER_URL: url, PYTHONWARNINGS: 'ignore' },
    timeout: 60_000,
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Step);
}
