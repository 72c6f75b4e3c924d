/** The command line: flags and environment variables, checked, as options of a server. */
import { stripVTControlCharacters } from 'node:util';
import { type ArgsDef, defineCommand, parseArgs, renderUsage } from 'citty';
import { RELEASES } from '../release/index.js';
import type { Limits } from '../session/session.js';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Options {
  readonly url: string;
  /** Seconds an idle session lives. */
  readonly timeout: number;
  /** File descriptor to hand a fresh control token to. */
  readonly tokenFd: number | undefined;
  readonly release: string | undefined;
  /** Threads of the linear algebra library; its own choice when undefined. */
  readonly threads: number | undefined;
  readonly logLevel: LogLevel;
  readonly limits: Partial<Limits>;
}

/** A command line that cannot be followed; the message is one line for the user. */
export class UsageError extends Error {}

const FLAGS = {
  url: { type: 'string', description: 'Endpoint to bind: ipc://path or tcp://host:port', valueHint: 'endpoint' },
  timeout: { type: 'string', description: 'Close a session that has been idle for this long', valueHint: 'seconds' },
  'token-fd': {
    type: 'string',
    description: 'Write a new control token and a newline to this inherited file descriptor, then close it',
    valueHint: 'fd',
  },
  release: {
    type: 'string',
    description: `Serve clients of this release only (${RELEASES.map(({ version }) => version).join(', ')})`,
    valueHint: 'version',
  },
  threads: { type: 'string', description: 'Threads for linear algebra', valueHint: 'count' },
  'log-level': { type: 'string', description: `What to log: ${LOG_LEVELS.join(', ')}`, valueHint: 'level' },
  help: { type: 'boolean', alias: 'h', description: 'Show this text' },
  version: { type: 'boolean', description: 'Show the version of this server' },
} as const satisfies ArgsDef;

const DEFAULTS = { url: 'ipc:///tmp/flopscope.sock', timeout: '60', 'log-level': 'info' };

const ENVIRONMENT = `
ENVIRONMENT

  FLOPSCOPE_MAX_ARRAY_BYTES  Greatest size of one array (default 104857600)
  FLOPSCOPE_MAX_ARRAY_COUNT  Greatest number of array handles at a time (default 100000)
`;

/** The text of --help. */
export async function helpText(inColour: boolean): Promise<string> {
  const command = defineCommand({
    meta: { name: 'flopscope-server', description: 'Budget-controlled compute server for flopscope clients' },
    args: Object.fromEntries(
      Object.entries(FLAGS).map(([name, flag]) => [
        name,
        { ...flag, default: DEFAULTS[name as keyof typeof DEFAULTS] },
      ]),
    ) as ArgsDef,
  });
  const text = `${await renderUsage(command)}${ENVIRONMENT}`;
  return inColour ? text : stripVTControlCharacters(text);
}

/** What the command line asks for. UsageError when it makes no sense. */
export function parseCommandLine(
  rawArgs: readonly string[],
  environment: NodeJS.ProcessEnv,
): Options | 'help' | 'version' {
  checkFlags(rawArgs);
  const given = parseArgs<typeof FLAGS>([...rawArgs], FLAGS);
  if (given.help) return 'help';
  if (given.version) return 'version';
  const maxArrayBytes = limit(environment, 'FLOPSCOPE_MAX_ARRAY_BYTES');
  const maxArrayCount = limit(environment, 'FLOPSCOPE_MAX_ARRAY_COUNT');
  return {
    url: endpointUrl(given.url ?? DEFAULTS.url),
    timeout: seconds(given.timeout ?? DEFAULTS.timeout),
    tokenFd: given['token-fd'] === undefined ? undefined : wholeNumber('--token-fd', given['token-fd'], 0),
    release: given.release === undefined ? undefined : knownRelease(given.release),
    threads: given.threads === undefined ? undefined : wholeNumber('--threads', given.threads, 1),
    logLevel: level(given['log-level'] ?? DEFAULTS['log-level']),
    limits: {
      ...(maxArrayBytes === undefined ? {} : { maxArrayBytes }),
      ...(maxArrayCount === undefined ? {} : { maxArrayCount }),
    },
  };
}

/** The parser takes anything for a flag; this refuses what is none of ours and flags without their value. */
function checkFlags(rawArgs: readonly string[]): void {
  for (let i = 0; i < rawArgs.length; i++) {
    const argument = rawArgs[i]!;
    if (argument === '-h') continue;
    const [, name, attached] = /^--([a-z][a-z-]*)(=.*)?$/s.exec(argument) ?? [];
    const flag = name === undefined ? undefined : (FLAGS as ArgsDef)[name];
    if (flag === undefined) throw new UsageError(`unknown argument '${argument}' (see --help)`);
    if (flag.type === 'boolean') {
      if (attached !== undefined) throw new UsageError(`--${name} takes no value`);
    } else if (attached === undefined && (++i === rawArgs.length || rawArgs[i]!.startsWith('--'))) {
      throw new UsageError(`--${name} needs a value`);
    }
  }
}

function endpointUrl(url: string): string {
  if (/^ipc:\/\/.+/.test(url) || /^tcp:\/\/.+:(\d+|\*)$/.test(url)) return url;
  throw new UsageError(`--url must be ipc://path or tcp://host:port, not '${url}'`);
}

function seconds(text: string): number {
  const value = /^inf(inity)?$/i.test(text) ? Number.POSITIVE_INFINITY : Number(text);
  if (text.trim() !== '' && value >= 0) return value;
  throw new UsageError(`--timeout must be a number of seconds, not '${text}'`);
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && Number.isSafeInteger(value)) return value;
  throw new UsageError(`${name} must be a whole number of at least ${least}, not '${text}'`);
}

function knownRelease(version: string): string {
  if (RELEASES.some((release) => release.version === version)) return version;
  throw new UsageError(`--release must be one of ${RELEASES.map((each) => each.version).join(', ')}, not '${version}'`);
}

function level(text: string): LogLevel {
  const known = LOG_LEVELS.find((name) => name === text);
  if (known !== undefined) return known;
  throw new UsageError(`--log-level must be one of ${LOG_LEVELS.join(', ')}, not '${text}'`);
}

function limit(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name];
  return text === undefined ? undefined : wholeNumber(name, text.trim(), 0);
}
