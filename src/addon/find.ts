/** Finds the addon's binary: a local build first, then the prebuilt one, otherwise an error that says what to do. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Absolute path of the addon. `FLOPSCOPE_ADDON` overrides the search (for sanitizer and other special builds). */
export function findAddon(): string {
  const override = process.env['FLOPSCOPE_ADDON'];
  if (override !== undefined) return override;
  const target = `${process.platform}-${process.arch}`;
  const candidates = [join(root, 'build', 'flopscope.node'), join(root, 'prebuilds', target, 'flopscope.node')];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `flopscope-server has no native addon for ${target} (Node ${process.version}). Looked for:\n` +
      candidates.map((path) => `  ${path}`).join('\n') +
      '\nBuild it with `npm run build:native` (needs cmake, ninja, a C++20 compiler, OpenBLAS, FFTW and SLEEF).',
  );
}
