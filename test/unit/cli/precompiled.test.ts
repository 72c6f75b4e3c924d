/** Bundles that were compiled beforehand. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compiledPath } from '../../../src/cli/precompiled.js';

const SOURCE =
  '(function(module,require,home){module.exports={run:()=>[home,require("node:path").sep]};return module.exports})';

describe('a bundle', () => {
  let folder: string;
  let path: string;
  let tool: string;
  let bundles = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'flopscope-'));
    tool = join(folder, 'tool.mjs');
    await build({
      stdin: {
        contents: `
          import { writeFileSync } from 'node:fs';
          import { compileBundle, compiledPath, runBundle } from './src/cli/precompiled.ts';
          const [path, keep] = process.argv.slice(2);
          const script = compileBundle(path);
          const result = runBundle(script, path).run();
          if (keep) writeFileSync(keep, script.createCachedData());
          console.log(JSON.stringify({ rejected: script.cachedDataRejected, result }));`,
        resolveDir: '.',
      },
      outfile: tool,
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
  });
  beforeEach(() => {
    path = join(folder, `bundle-${bundles++}.cjs`);
    writeFileSync(path, SOURCE);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What becomes of the bundle in a process of its own: V8 remembers scripts it has compiled. */
  const outcome = (bundle = path, keep: string[] = [], flags: string[] = []) =>
    JSON.parse(execFileSync(process.execPath, [...flags, tool, bundle, ...keep], { encoding: 'utf8' }));
  const result = () => [`file://${path}`, '/'];

  it('runs without its compiled form', () => {
    expect(outcome()).toEqual({ result: result() });
  });

  it('uses a compiled form that fits', () => {
    outcome(path, [compiledPath(path)]);
    expect(outcome()).toEqual({ rejected: false, result: result() });
  });

  it('runs all the same when that was made under other flags', () => {
    outcome(path, [compiledPath(path)], ['--max-lazy']);
    expect(outcome()).toEqual({ rejected: true, result: result() });
  });

  it('runs all the same when that is of another script, cut short or nothing of the kind', () => {
    const other = join(folder, 'other.cjs');
    writeFileSync(other, SOURCE.replace('{', '{/* longer */'));
    outcome(other, [compiledPath(path)]);
    expect(outcome()).toEqual({ rejected: true, result: result() });
    outcome(path, [compiledPath(path)]);
    truncateSync(compiledPath(path), 100);
    expect(outcome()).toEqual({ rejected: true, result: result() });
    writeFileSync(compiledPath(path), 'nothing of the kind');
    expect(outcome()).toEqual({ rejected: true, result: result() });
  });
});
