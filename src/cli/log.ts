/** Log lines on stderr, by level. */
import { writeSync } from 'node:fs';
import { LOG_LEVELS, type LogLevel } from './options.js';

export type Log = (level: Exclude<LogLevel, 'silent'>, text: string) => void;

const STDERR = 2;

/** Written directly: process.stderr would load Node's streams for a line or two. A reader that has gone is no error. */
function writeLine(line: string): void {
  try {
    writeSync(STDERR, line);
  } catch {
    // Nobody reads; there is nowhere else to say so.
  }
}

/** A log that shows messages up to a level. */
export function makeLog(upTo: LogLevel): Log {
  const most = LOG_LEVELS.indexOf(upTo);
  return (level, text) => {
    if (LOG_LEVELS.indexOf(level) <= most) writeLine(`[flopscope-server] ${text}\n`);
  };
}
