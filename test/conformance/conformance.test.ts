/**
 * Every recorded case of the reference, replayed.
 *
 * CONFORMANCE_SHOW=<operation, family or *> prints disagreements, CONFORMANCE_DOCS=write renews docs/conformance.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { native } from '../../src/addon/native.js';
import { RELEASES } from '../../src/release/index.js';
import { KNOWN, type Known } from './known.js';
import { load, recordings } from './replay.js';
import { operationLists, page } from './table.js';
import { type Share, type Tally, tally } from './tally.js';

/** Share of the cases of a family that must agree, those aside that differ on purpose. */
const REQUIRED = 0.995;
const PAGE = new URL('../../docs/conformance.md', import.meta.url);

const tallies: Tally[] = [];
const used = new Set<Known>();

describe('recorded cases', () => {
  it.each(recordings())(
    '%s',
    async (name) => {
      const [arrays] = native.memory();
      const result = await tally(load(name), process.env['CONFORMANCE_SHOW']);
      tallies.push(result);
      for (const entry of result.used) used.add(entry);
      expect(native.memory()[0]).toBe(arrays); // what a request made on its way is released with it
      expect(result.cases + result.skipped).toBeGreaterThan(0);
      expect(result.unlisted.slice(0, 10).join('\n')).toBe('');
      expect(result.agreed).toBeGreaterThanOrEqual(REQUIRED * (result.cases - result.deliberate));
    },
    300_000,
  );

  it('are many, and every family has been recorded in both releases', () => {
    expect(tallies.reduce((sum, { cases }) => sum + cases, 0)).toBeGreaterThan(20_000);
    const families = (version: string): string[] =>
      tallies.filter(({ release }) => release === version).map(({ family }) => family);
    for (const { version } of RELEASES) expect(families(version)).toEqual(families(RELEASES[0]!.version));
  });

  it.each(RELEASES.map(({ version }) => version))(
    'are at least 20 of each operation of %s, and most return',
    (version) => {
      const shares = new Map<string, Share>();
      for (const { release, shares: own } of tallies) {
        if (release !== version) continue;
        for (const [op, { cases, returned }] of own) {
          const share = shares.get(op) ?? { cases: 0, returned: 0 };
          shares.set(op, { cases: share.cases + cases, returned: share.returned + returned });
        }
      }
      // Operations that are refused whatever they are given are left out, and so are requests for no operation.
      const answered = [...shares].filter(([op, { returned }]) => returned > 0 && !op.startsWith('_'));
      const short = answered.filter(([, { cases, returned }]) => cases < 20 || returned <= cases / 2);
      expect(short.map(([op, { cases, returned }]) => `${op}: ${returned} of ${cases}`)).toEqual([]);
    },
  );

  it('still need every entry of the list of known disagreements', () => {
    expect(KNOWN.filter((entry) => !used.has(entry))).toEqual([]);
  });
});

describe('docs/conformance.md', () => {
  const writes = process.env['CONFORMANCE_DOCS'] === 'write';

  it.skipIf(writes).each(RELEASES.map((release) => [release.version, release] as const))(
    'lists the operations of %s as they are (npm run docs:conformance renews it)',
    (_, release) => {
      expect(readFileSync(PAGE, 'utf8')).toContain(operationLists(release));
    },
  );

  it.runIf(writes)('is renewed', () => {
    writeFileSync(PAGE, page(tallies));
    expect(readFileSync(PAGE, 'utf8')).toContain('# Conformance');
  });
});
