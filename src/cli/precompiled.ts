/**
 * Scripts that V8 need not compile again.
 *
 * Reading a program of this size takes V8 a quarter of the time to the first reply. What it made of the script when the
 * package was built is kept beside it; V8 takes that when it is of the same version and runs under the same flags, and
 * compiles the script as ever when not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type * as Command from './command.js';

/** What the bundled command exports. */
type Exports = typeof Command;

/** Where the compiled form of a script is kept. */
export const compiledPath = (path: string): string => path.replace(/\.cjs$/, '.v8');

/** A script of ASCII text, compiled beforehand where that fits; `cachedDataRejected` tells when it does not. */
export function compileBundle(path: string): Script {
  const compiled = compiledPath(path);
  // Of one byte per character V8 makes no other copy.
  const source = readFileSync(path, 'latin1');
  return new Script(
    source,
    existsSync(compiled) ? { filename: path, cachedData: readFileSync(compiled) } : { filename: path },
  );
}

/** The exports of a bundle that is a function of `module`, `require` and its own address. */
export function runBundle(script: Script, path: string): Exports {
  const home = pathToFileURL(path);
  return script.runInThisContext()({ exports: {} }, createRequire(home), home.href);
}
