/** Log lines on stderr, by level. */
import { LOG_LEVELS, type LogLevel } from './options.js';

export type Log = (level: Exclude<LogLevel, 'silent'>, text: string) => void;

/** A log that shows messages up to a level. */
export function makeLog(upTo: LogLevel): Log {
  const most = LOG_LEVELS.indexOf(upTo);
  return (level, text) => {
    if (LOG_LEVELS.indexOf(level) <= most) process.stderr.write(`[flopscope-server] ${text}\n`);
  };
}
