/** Decoding of msgpack strings: short ones through a table of recent strings, long ones through a strict UTF-8 decoder. */
import { InvalidRequestError } from '../errors.js';

const SHORT = 24;
const SLOTS = 1024;

// Keys, operation names and handles recur from request to request. The table never grows: a slot keeps its last string.
const recent: string[] = new Array(SLOTS).fill('');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The string in bytes [start, end) of a frame. InvalidRequestError for bytes that are not UTF-8. */
export function decodeString(frame: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > SHORT) return decodeLong(frame, start, end);
  let hash = length;
  for (let i = start; i < end; i++) {
    const byte = frame[i]!;
    if (byte > 0x7f) return decodeLong(frame, start, end);
    hash = (hash * 31 + byte) | 0;
  }
  const slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
  const known = recent[slot]!;
  if (matches(known, frame, start, length)) return known;
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(frame[i]!);
  recent[slot] = text;
  return text;
}

function matches(text: string, frame: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(i) !== frame[start + i]) return false;
  }
  return true;
}

function decodeLong(frame: Uint8Array, start: number, end: number): string {
  try {
    return utf8.decode(frame.subarray(start, end));
  } catch {
    throw new InvalidRequestError('malformed request: a string is not valid UTF-8');
  }
}
