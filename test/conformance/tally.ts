/** Replays a recording and counts: what the conformance tests require and what the table in the docs shows. */
import { ALL_OPS } from '../../src/ops/index.js';
import { breathe } from '../breathe.js';
import { type Known, known } from './known.js';
import { type Case, type Disagreement, type Kind, type Recording, Replay } from './replay.js';

/** The figures of one family of one release. */
export interface Tally {
  readonly release: string;
  readonly family: string;
  /** Recorded cases of operations that are done. */
  cases: number;
  agreed: number;
  /** Cases that differ on purpose. */
  deliberate: number;
  /** Recorded cases of operations that are not done yet. */
  skipped: number;
  readonly kinds: Partial<Record<Kind, number>>;
  /** Disagreements that known/ does not list. */
  readonly unlisted: string[];
  readonly used: Set<Known>;
  /** By request: recorded cases, and how many of them return in the reference. */
  readonly shares: Map<string, Share>;
}

export interface Share {
  cases: number;
  returned: number;
}

const DONE: ReadonlySet<string> = new Set(ALL_OPS.map(({ name }) => name));

/** Requests that are no operations but commands of the server. */
export const COMMANDS: ReadonlySet<string> = new Set([
  '__getitem__',
  'astype',
  'save',
  'savez',
  'savez_compressed',
  'flops.svd_cost',
]);

/** Whether requests of a group of cases can be answered. */
const isDone = (name: string): boolean => DONE.has(name) || COMMANDS.has(name);

/** @param show the operation whose disagreements are printed in full, or `*` */
export async function tally(recording: Recording, show?: string): Promise<Tally> {
  const { release, family } = recording;
  const result: Tally = {
    release,
    family,
    cases: 0,
    agreed: 0,
    deliberate: 0,
    skipped: 0,
    kinds: {},
    unlisted: [],
    used: new Set(),
    shares: new Map(),
  };
  for (const { name, cases } of recording.groups) {
    if (!isDone(name)) {
      result.skipped += cases.length;
      continue;
    }
    await breathe();
    const replay = new Replay(recording);
    for (const [number, recorded] of cases.entries()) {
      result.cases++;
      count(result.shares, recorded);
      const found = replay.run(recorded);
      if (found === undefined) {
        result.agreed++;
        continue;
      }
      const entry = known(release, name, found);
      if (entry?.deliberate === true) result.deliberate++;
      else result.kinds[found.kind] = (result.kinds[found.kind] ?? 0) + 1;
      const text = describe(recording, `${name} #${number}`, recorded, found);
      if (entry === undefined) result.unlisted.push(text);
      else result.used.add(entry);
      if (show === '*' || show === name || show === family)
        console.log(`${text}\n  ${entry === undefined ? 'not listed' : `listed: ${entry.reason}`}`);
    }
    replay.end();
  }
  return result;
}

function count(shares: Map<string, Share>, { op, expect }: Case): void {
  const share = shares.get(op) ?? { cases: 0, returned: 0 };
  share.cases++;
  if ('result' in expect) share.returned++;
  shares.set(op, share);
}

/** A disagreement in words: the call as one would write it, and both answers. */
function describe(recording: Recording, title: string, { args, kwargs }: Case, found: Disagreement): string {
  const spelled = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(spelled).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const marked = value as Record<string, unknown>;
    if ('f' in marked) return `float ${marked['f']}`;
    if ('int' in marked) return String(marked['int']);
    if ('b' in marked) return `b'${recording.blobs[marked['b'] as number]}'`;
    if ('h' in marked) {
      const [op, operands, keywords] = recording.operands[marked['h'] as number]!;
      if (op !== 'create_from_data') return `${op}(${spelled(operands)}, ${spelled(keywords)})`;
      const [data, shape, dtype] = operands as unknown[];
      return `${dtype}${JSON.stringify(shape)}(${spelled(data).slice(0, 40)})`;
    }
    return `{${(marked['d'] as [unknown, unknown][]).map(([key, item]) => `${key}: ${spelled(item)}`).join(', ')}}`;
  };
  const call = `${spelled(args)} ${spelled(kwargs)}`.slice(0, 400);
  return [
    `${recording.release} ${title}: ${found.kind}`,
    `  call   ${call}`,
    `  ours   ${found.ours.slice(0, 300)}`,
    `  theirs ${found.theirs.slice(0, 300)}`,
  ].join('\n');
}
