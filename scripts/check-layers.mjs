#!/usr/bin/env node
// Enforces the direction of imports between the folders of src/ and that only native/binding knows Node-API.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// What each folder may import at run time (types are free: they vanish when compiled).
const MAY_IMPORT = {
  errors: [],
  python: ['errors'],
  addon: ['errors'],
  array: ['addon', 'python', 'errors'],
  symmetry: ['errors', 'python', 'cost'],
  cost: ['array', 'symmetry', 'errors', 'python', 'ufunc'],
  ufunc: ['addon', 'array', 'python', 'errors'],
  indexing: ['addon', 'array', 'python', 'errors', 'symmetry'],
  einsum: ['symmetry', 'cost', 'array', 'python', 'errors'],
  ops: ['einsum', 'indexing', 'ufunc', 'symmetry', 'cost', 'array', 'addon', 'python', 'errors'],
  release: ['ops', 'cost', 'array', 'python', 'errors', 'wire', 'symmetry'],
  wire: ['python', 'errors', 'array', 'addon', 'symmetry', 'indexing'],
  session: ['release', 'wire', 'cost', 'array', 'addon', 'python', 'errors', 'ops'],
  server: [
    'session',
    'release',
    'wire',
    'ops',
    'einsum',
    'symmetry',
    'cost',
    'array',
    'addon',
    'python',
    'errors',
    'indexing',
  ],
  client: ['wire', 'python', 'errors'],
  cli: ['server', 'release', 'session', 'errors', 'addon'],
  index: ['server', 'release', 'session', 'errors', 'cli'],
};

function files(folder, ending) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path, ending);
    return ending.test(name) ? [path] : [];
  });
}

const layerOf = (path) =>
  relative(join(root, 'src'), path)
    .split('/')[0]
    .replace(/\.(ts|js)$/, '');
const problems = [];

const sources = files(join(root, 'src'), /\.ts$/);
for (const path of sources) {
  const layer = layerOf(path);
  const allowed = MAY_IMPORT[layer];
  if (allowed === undefined) {
    problems.push(`${relative(root, path)}: folder '${layer}' has no layer`);
    continue;
  }
  for (const match of readFileSync(path, 'utf8').matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s+'(\.[^']+)'/gm)) {
    const target = layerOf(resolve(dirname(path), match[1]));
    if (target !== layer && !allowed.includes(target)) {
      problems.push(`${relative(root, path)}: ${layer} must not import ${target} (${match[1]})`);
    }
  }
}

const natives = files(join(root, 'native'), /\.(h|cpp)$/);
for (const path of natives) {
  if (!path.includes('/binding/') && /node_api|napi/.test(readFileSync(path, 'utf8'))) {
    problems.push(`${relative(root, path)}: only native/binding may use Node-API`);
  }
}

if (sources.length === 0 || natives.length === 0) problems.push('check-layers found no sources');
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
