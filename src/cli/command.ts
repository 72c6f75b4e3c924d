/** The flopscope-server command. */
import { closeSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { makeLog } from './log.js';
import { helpText, type Options, parseCommandLine, UsageError } from './options.js';

const USAGE = 2;
const FAILURE = 1;
/** Until a signal that comes at the wrong moment is heard, at the most, while there are no requests. */
const PATIENCE_MS = 50;

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(await helpText(process.stdout.isTTY));
  else if (options === 'version')
    process.stdout.write(`${createRequire(import.meta.url)('../../package.json').version}\n`);
  else await serve(options);
}

async function serve(options: Options): Promise<void> {
  const log = makeLog(options.logLevel);
  const { url, timeout } = options;
  const controlToken = options.tokenFd === undefined ? undefined : await handOverToken(options.tokenFd);
  log('info', `binding to ${url}  (timeout=${Number.isInteger(timeout) ? timeout.toFixed(1) : timeout}s)`);
  // The libraries read their thread counts when they are loaded, which is when the server is.
  if (options.threads !== undefined) {
    for (const name of ['OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS']) process.env[name] = String(options.threads);
  }
  const { Server } = await import('../server/server.js').catch((error: Error) => {
    throw new UsageError(`cannot start: ${error.message}`);
  });
  const server = new Server({
    url,
    timeout,
    patience: PATIENCE_MS,
    limits: options.limits,
    onBug: (error, op) => log('error', `bug in '${op}': ${error instanceof Error ? error.stack : error}`),
    onIdleClosed: () => log('info', 'session timed out -- reaping'),
    ...(options.release === undefined ? {} : { release: options.release }),
    ...(controlToken === undefined ? {} : { controlToken }),
  });
  const stop = (): void => {
    log('info', 'shutting down');
    server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await server.bind();
  } catch (error) {
    server.close();
    throw new UsageError(bindFailure(url, error));
  }
  log('debug', `serving at ${server.url}`);
  await server.serve();
}

/** Mints a control token and gives it to the holder of the other end of `fd`. */
async function handOverToken(fd: number): Promise<string> {
  const { randomBytes } = await import('node:crypto');
  const token = randomBytes(32).toString('hex');
  try {
    writeSync(fd, `${token}\n`);
    closeSync(fd);
  } catch (error) {
    throw new UsageError(`cannot write the control token to file descriptor ${fd}: ${(error as Error).message}`);
  }
  return token;
}

function bindFailure(url: string, error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code === 'EADDRINUSE'
    ? `cannot bind to ${url}: another server listens there`
    : `cannot bind to ${url}: ${message}`;
}

/** Runs the command; its outcome is the exit code of the process. */
export async function run(): Promise<void> {
  try {
    await main();
  } catch (error) {
    const usage = error instanceof UsageError;
    makeLog('error')('error', usage ? error.message : String(error instanceof Error ? (error.stack ?? error) : error));
    process.exitCode = usage ? USAGE : FAILURE;
  }
}
