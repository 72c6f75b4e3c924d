/**
 * A running server under mutated frames. FUZZ_SECONDS=<n> plays for so long, FUZZ_SEED=<n> others; scripts/fuzz does
 * both.
 */
import { afterAll, expect, it } from 'vitest';
import { RELEASES } from '../../src/release/index.js';
import { Fuzzer } from './fuzz.js';
import { Stage } from './served.js';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const MIB = 2 ** 20;

const stage = new Stage();
afterAll(() => stage.end());

it.each(RELEASES.map(({ version }) => version))(
  'mutated frames to %s are answered within seconds, in steady memory',
  async (release) => {
    const { url, process } = stage.serve(['--release', release, '--log-level', 'error'], {
      FLOPSCOPE_MAX_ARRAY_BYTES: String(MIB),
      FLOPSCOPE_MAX_ARRAY_COUNT: '2000',
    });
    const fuzzer = new Fuzzer(url, process, release, SEED);
    const found =
      SECONDS > 0 ? await fuzzer.play(Number.POSITIVE_INFINITY, Date.now() + SECONDS * 1000) : await fuzzer.play(8);
    fuzzer.close();
    if (SECONDS > 0) console.log(release, found);
    expect(found.answered).toBeGreaterThan(found.requests / 50);
    expect(found.slowest).toBeLessThan(5000);
    expect(found.growth).toBeLessThan(256 * MIB);
  },
  SECONDS * 1000 + 120_000,
);
