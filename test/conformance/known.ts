/** The lists of known disagreements, known/*.json, and what falls under them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Disagreement } from './replay.js';

/** A disagreement that is known, with its reason. Patterns are regular expressions that match as a whole. */
export interface Known {
  readonly reason: string;
  /** Meant to differ: one of the differences that docs/differences.md describes. */
  readonly deliberate?: true;
  readonly op: string;
  readonly release?: string;
  readonly kind?: string;
  readonly ours?: string;
  readonly theirs?: string;
}

const FOLDER = new URL('known/', import.meta.url);

export const KNOWN: readonly Known[] = readdirSync(FOLDER)
  .sort()
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER)).toString()) as Known[]);

const whole = (pattern: string | undefined, text: string): boolean =>
  pattern === undefined || new RegExp(`^(?:${pattern})$`, 's').test(text);

/**
 * The entry that a disagreement falls under. What a successful call costs is never a matter of opinion, unless the
 * reference charges less than nothing.
 */
export function known(release: string, op: string, found: Disagreement): Known | undefined {
  const { kind, refused, ours, theirs } = found;
  if (kind === 'flops' && !refused && !theirs.startsWith('-')) return undefined;
  return KNOWN.find(
    (entry) =>
      whole(entry.release, release) &&
      whole(entry.op, op) &&
      whole(entry.kind, kind) &&
      whole(entry.ours, ours) &&
      whole(entry.theirs, theirs),
  );
}
