/** docs/conformance.md: which operations of each release are done, and how well they agree. */
import { ALL_OPS } from '../../src/ops/index.js';
import { RELEASES } from '../../src/release/index.js';
import type { Release } from '../../src/release/release.js';
import { COMMANDS, type Tally } from './tally.js';

const DONE: ReadonlySet<string> = new Set([...ALL_OPS.map(({ name }) => name), ...COMMANDS]);

/** The operations of a release by the part of NumPy they belong to, as a list of names that clients can call. */
function namesByModule(release: Release): Map<string, string[]> {
  const modules = new Map<string, string[]>();
  for (const name of [...release.opNames].sort()) {
    const module = name.includes('.') ? name.slice(0, name.indexOf('.')) : 'top level';
    modules.set(module, [...(modules.get(module) ?? []), name]);
  }
  return modules;
}

const isReachable = (release: Release, name: string): boolean => release.accessOf(name) === 'call';
const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');

/** The part of the page that follows from the code alone. */
export function operationLists(release: Release): string {
  const lines = [
    `## Operations of ${release.version}`,
    '',
    '| module | done | of those a client can call | other names |',
    '| --- | ---: | ---: | ---: |',
  ];
  const modules = namesByModule(release);
  const details: string[] = [];
  let [allDone, allReachable] = [0, 0];
  for (const [module, names] of modules) {
    const reachable = names.filter((name) => isReachable(release, name));
    const isDone = (name: string): boolean => DONE.has(name) || release.commands.has(name);
    const done = reachable.filter(isDone);
    allDone += done.length;
    allReachable += reachable.length;
    lines.push(`| ${module} | ${done.length} | ${reachable.length} | ${names.length - reachable.length} |`);
    details.push(
      `### ${module}`,
      '',
      `Done: ${listed(done)}.`,
      '',
      `Not done: ${listed(reachable.filter((name) => !isDone(name)))}.`,
      '',
      `Not callable in this release: ${listed(names.filter((name) => !isReachable(release, name)))}.`,
      '',
    );
  }
  lines.push(`| all | ${allDone} | ${allReachable} | ${release.opNames.size - allReachable} |`, '', ...details);
  return lines.join('\n');
}

function agreement(tallies: readonly Tally[]): string {
  const lines = [
    '| release | family | cases | agreed | share | differ on purpose | disagreements | not done yet |',
    '| --- | --- | ---: | ---: | ---: | ---: | --- | ---: |',
  ];
  for (const { release, family, cases, agreed, deliberate, kinds, skipped } of tallies) {
    const share = cases === 0 ? '' : `${((100 * agreed) / (cases - deliberate)).toFixed(2)} %`;
    const found = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
    const cells = [release, family, cases, agreed, share, deliberate, found.sort().join(', '), skipped];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** The whole page. */
export function page(tallies: readonly Tally[]): string {
  return [
    '# Conformance',
    '',
    'Made by `npm run docs:conformance`; do not edit. Recorded cases of the reference are replayed against this server;',
    'a case agrees when outcome, error class, container, dtype, shape, symmetry, values and FLOPs do. The share is that',
    'of the cases that do not differ on purpose (docs/differences.md). Known',
    'disagreements and their reasons are in `test/conformance/known/`; `test/conformance/compare.ts` says how far',
    'values may be off. `CONFORMANCE_SHOW=<operation or family> npx vitest run test/conformance` prints disagreements.',
    '',
    agreement(tallies),
    '',
    ...RELEASES.map(operationLists),
  ].join('\n');
}
