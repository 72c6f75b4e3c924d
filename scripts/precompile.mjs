// Keeps what V8 makes of the command's script while it serves a first program: dist/cli/command.v8. Started with
// `check`, tells whether V8 takes that.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Packr } from 'msgpackr';
import { Request } from 'zeromq';

const folder = mkdtempSync(join(tmpdir(), 'flopscope-precompile-'));
try {
  await main(resolve('dist/cli/command.cjs'));
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(); // the server of this process has no other end

async function main(path) {
  const { settleEngine } = await load('src/cli/engine.ts');
  const { compileBundle, compiledPath, runBundle } = await load('src/cli/precompiled.ts');
  settleEngine();
  const script = compileBundle(path);
  if (process.argv[2] === 'check') {
    if (script.cachedDataRejected !== false) throw new Error(`V8 does not take ${compiledPath(path)}`);
    return;
  }
  const url = `ipc://${folder}/s`;
  process.argv.splice(2, Number.POSITIVE_INFINITY, '--url', url, '--log-level', 'error');
  void runBundle(script, path).run();
  await work(url);
  writeFileSync(compiledPath(path), script.createCachedData());
}

/** The exports of a module of the program's own. */
async function load(source) {
  const outfile = join(folder, `${source.split('/').at(-1)}.mjs`);
  await build({ entryPoints: [source], outfile, bundle: true, format: 'esm', platform: 'node' });
  return import(pathToFileURL(outfile).href);
}

/** What every program does: the functions that this calls are kept compiled. */
async function work(url) {
  const packr = new Packr({ useRecords: false });
  const socket = new Request({ linger: 0 });
  socket.connect(url);
  const ask = async (op, args = null, kwargs = null) => {
    await socket.send(packr.pack({ op, args, kwargs }));
    const answer = packr.unpack((await socket.receive())[0]);
    if (answer.status !== 'ok') throw new Error(`${op}: ${answer.message}`);
    return answer.result;
  };
  await ask('hello', null, { client_version: '0.12.4' });
  await ask('budget_open', null, { flop_budget: 1000 });
  const { id } = await ask('create_from_data', [Buffer.from(new Float64Array([1, 2, 3, 4]).buffer), [2, 2], 'float64']);
  const x = { __handle__: id };
  await ask('add', [x, 1]);
  await ask('matmul', [x, x]);
  await ask('sum', [x], { axis: 0 });
  await ask('fetch', null, { handle_id: id });
  await ask('free', null, { handles: [id] });
  await ask('budget_close');
  socket.close();
}
