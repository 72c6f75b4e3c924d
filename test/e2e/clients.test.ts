/**
 * Both real clients against one server, one after the other: what their users see is what they see with the reference
 * (recorded by scripts/fixtures/e2e.py).
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASES } from '../../src/release/index.js';
import { Stage } from '../server/served.js';
import { interpreter, isOff, type Step, told } from './clients.js';

/** Transcendental functions may differ in their last bits. */
const RELATIVE = 4 * 2 ** -52;
/** Sixteen layers of products add their rounding up; an estimate near nought is as exact as the others. */
const RELATIVE_OF_ESTIMATES = 1e-12;
const SMALL_ESTIMATE = 1e-3;
const ESTIMATORS: ReadonlySet<string> = new Set(['monte_carlo', 'mean_propagation', 'covariance_propagation']);

const recorded = (release: string): Readonly<Record<string, readonly Step[]>> => {
  const file = new URL(`../fixtures/e2e-${release}.json.gz`, import.meta.url);
  const { scenarios } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    scenarios: Record<string, Step[]>;
  };
  return scenarios;
};

/** How far floats may be off: relative to their size, or to this size where they are smaller. */
type Nearness = readonly [relative: number, least: number];

/** `ours` with every float that is as near as it need be replaced by the one in `theirs`. */
function settled(ours: unknown, theirs: unknown, nearness: Nearness): unknown {
  const [relative, least] = nearness;
  if (typeof ours !== 'object' || ours === null || typeof theirs !== 'object' || theirs === null) return ours;
  if (Array.isArray(ours)) {
    return ours.map((item, i) => settled(item, Array.isArray(theirs) ? theirs[i] : undefined, nearness));
  }
  const [mine, other] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  if ('float' in mine && 'float' in other) {
    const [a, b] = [Number(mine['float']), Number(other['float'])];
    return Math.abs(a - b) <= relative * Math.max(Math.abs(b), least) ? other : mine;
  }
  return Object.fromEntries(Object.entries(mine).map(([key, item]) => [key, settled(item, other[key], nearness)]));
}

describe.skipIf(isOff)('the real clients', () => {
  const stage = new Stage();
  let url: string;

  beforeAll(async () => {
    const server = stage.serve();
    url = server.url;
    await server.process.said(/binding to/);
  });
  afterAll(() => stage.end());

  // Scenario by scenario, so that the releases take turns at the server.
  for (const scenario of Object.keys(recorded(RELEASES[0]!.version))) {
    for (const { version } of RELEASES) {
      it(`${scenario} with ${version}`, async () => {
        const expected = recorded(version)[scenario]!;
        const steps = await told(interpreter(version), scenario, url);
        const nearness: Nearness = ESTIMATORS.has(scenario) ? [RELATIVE_OF_ESTIMATES, SMALL_ESTIMATE] : [RELATIVE, 0];
        expect(settled(steps, expected, nearness)).toEqual(expected);
      });
    }
  }
});
