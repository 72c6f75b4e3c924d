/** The releases this server can be. */
import { compareVersions, type Release } from './release.js';
import { v0_4_1 } from './v0_4_1/index.js';
import { v0_12_4 } from './v0_12_4/index.js';

/** Every release, oldest first. */
export const RELEASES: readonly Release[] = [v0_4_1, v0_12_4].sort((a, b) => compareVersions(a.version, b.version));

export const newestRelease: Release = RELEASES[RELEASES.length - 1]!;

/** The release with this version number, or undefined. */
export const releaseByVersion = (version: string): Release | undefined =>
  RELEASES.find((release) => release.version === version);
