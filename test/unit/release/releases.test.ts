/** Which releases there are and how values that changed are picked. */
import { describe, expect, it } from 'vitest';
import { byRelease } from '../../../src/ops/define.js';
import { newestRelease, RELEASES, releaseByVersion } from '../../../src/release/index.js';
import { compareVersions } from '../../../src/release/release.js';

describe('releases', () => {
  it('are ordered by number, not by text', () => {
    expect(compareVersions('0.12.4', '0.4.1')).toBeGreaterThan(0);
    expect(compareVersions('0.4', '0.4.0')).toBe(0);
    const versions = RELEASES.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort(compareVersions));
    expect(newestRelease.version).toBe(versions.at(-1));
  });

  it('are found by their exact number', () => {
    for (const release of RELEASES) expect(releaseByVersion(release.version)).toBe(release);
    expect(releaseByVersion('0.12')).toBeUndefined();
  });

  it('take the value of the last change up to them', () => {
    const value = byRelease({ '0.4.1': 'first', '0.9.0': 'second', '1.0.0': 'third' });
    expect(releaseByVersion('0.4.1')!.pick(value)).toBe('first');
    expect(releaseByVersion('0.12.4')!.pick(value)).toBe('second');
    expect(releaseByVersion('0.4.1')!.pick('always')).toBe('always');
    expect(() => releaseByVersion('0.4.1')!.pick(byRelease({ '0.9.0': 1 }))).toThrow('0.4.1');
  });

  it('know their operations', () => {
    for (const release of RELEASES) {
      expect(release.opNames.size).toBeGreaterThan(600);
      expect(release.accessOf('add')).toBe('call');
      expect(release.accessOf('genfromtxt')).toBe('missing');
      expect(release.accessOf('trapz')).toBe('unsupported');
      expect(release.accessOf('no_such_operation')).toBeUndefined();
    }
  });
});
