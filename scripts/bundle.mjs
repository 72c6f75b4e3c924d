// Bundles the compiled program into dist/: loading one file instead of two hundred halves the time to the first reply
// and saves the memory of as many module records; without white space it is parsed faster still. Types come from tsc.
// The command is one script, which V8 compiles here already (see src/cli/precompiled.ts): for the Node that builds.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  minifyWhitespace: true,
  minifySyntax: true,
};

rmSync('dist', { recursive: true, force: true });
await build({
  ...common,
  entryPoints: ['src/index.ts', 'src/cli/main.ts', 'src/client/index.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
  packages: 'external',
});
await build({
  ...common,
  entryPoints: ['src/cli/command.ts'],
  outfile: 'dist/cli/command.cjs',
  format: 'cjs',
  // ZeroMQ finds its addon from where its own files are.
  external: ['zeromq'],
  // Small packages are found faster inside; a script has no modules of its own to import at run time.
  supported: { 'dynamic-import': false },
  banner: { js: '(function(module,require,bundleUrl){' },
  footer: { js: 'return module.exports})' },
  define: { 'import.meta.url': 'bundleUrl' },
});
// Whoever passes a bundled package on passes its licence on.
for (const name of ['citty', 'node-gyp-build']) cpSync(`node_modules/${name}/LICENSE`, `dist/licenses/${name}.txt`);

for (const task of [[], ['check']]) {
  const { status } = spawnSync(process.execPath, ['scripts/precompile.mjs', ...task], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
