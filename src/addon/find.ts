/** Finds the addon's binary: a local build first, then the prebuilt one, otherwise an error that says what to do. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nodeGypBuild from 'node-gyp-build';

/** The package's folder: the nearest one above this file that has a package.json. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/**
 * Path of the addon: `build/Release` of a source tree, else `prebuilds/<platform>-<arch>`.
 * `FLOPSCOPE_ADDON` overrides the search (for sanitizer and other special builds).
 */
export function findAddon(): string {
  const override = process.env['FLOPSCOPE_ADDON'];
  if (override !== undefined) return override;
  const root = packageRoot();
  try {
    return nodeGypBuild.path(root);
  } catch {
    throw new Error(
      `flopscope-server has no native addon for ${process.platform}-${process.arch} (Node ${process.version}): neither ` +
        `build/Release nor prebuilds in ${root} has one. Build it with \`scripts/setup\` or, where cmake, ninja, a ` +
        'C++20 compiler, OpenBLAS, FFTW and SLEEF are installed, with `npm run build:native`.',
    );
  }
}
