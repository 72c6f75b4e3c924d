/** Turns decoded arguments into Python values: handles become what they name. */
import { PyError, PyTypeError } from '../errors.js';
import { PyDict, PyFloat, type PyValue, typeName } from '../python/values.js';
import type { Session } from '../session/session.js';
import { HANDLE_KEY, WireExtension, WireMap, type WireValue } from '../wire/value.js';
import { groupFromPayload } from './groups.js';

const NO_KEYWORDS = new WireMap();
const NO_KEYWORD_VALUES: ReadonlyMap<string, PyValue> = new Map();

const HANDLE = /^a\d+$/;

/** The value an argument stands for. KeyError for a handle that names nothing. */
export function resolveArgument(value: WireValue, session: Session): PyValue {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' && session.release.traits.bareStringHandles && HANDLE.test(value)) {
      return session.arrays.get(value);
    }
    return value;
  }
  if (value instanceof WireMap) return resolveMap(value, session);
  if (value instanceof PyFloat || value instanceof Uint8Array) return value;
  if (value instanceof WireExtension) throw new PyTypeError('a msgpack extension value is no argument');
  return value.map((item) => resolveArgument(item, session));
}

function resolveMap(map: WireMap, session: Session): PyValue {
  if (map.handle >= 0) return session.arrays.at(map.handle);
  const array = map.get(HANDLE_KEY) ?? null;
  if (array !== null) return session.arrays.get(array);
  for (const key of ['__gen__', '__rs__', '__seq__']) {
    const object = map.get(key) ?? null;
    if (object !== null) return session.random.get(object);
  }
  const group = map.get('__symmetry_group__');
  if (group !== undefined && isTruthy(group)) return groupFromPayload(group);
  const entries = new Map<PyValue, PyValue>();
  for (const [key, item] of map) entries.set(unresolved(key), unresolved(item));
  return new PyDict(entries);
}

/** What stands inside a dict is not looked up, as in the reference. */
function unresolved(value: WireValue): PyValue {
  if (value instanceof WireMap) return new PyDict(new Map([...value].map(([k, v]) => [unresolved(k), unresolved(v)])));
  if (value instanceof WireExtension) throw new PyTypeError('a msgpack extension value is no argument');
  return Array.isArray(value) ? value.map(unresolved) : value;
}

/** Python's truth value. */
export function isTruthy(value: WireValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length > 0;
  return value instanceof WireMap ? value.size > 0 : true;
}

/** Positional arguments of a request: anything Python could iterate over, nothing when falsy. */
export function argumentList(value: WireValue | undefined): readonly WireValue[] {
  if (Array.isArray(value)) return value;
  if (!isTruthy(value)) return [];
  if (typeof value === 'string' || value instanceof Uint8Array) return [...value];
  if (value instanceof WireMap) return [...value].map(([key]) => key);
  throw new PyTypeError(`'${typeName(value as PyValue)}' object is not iterable`);
}

/** Keyword arguments of a request; nothing when falsy. */
export function keywordMap(value: WireValue | undefined): WireMap {
  if (value instanceof WireMap) return value;
  if (!isTruthy(value)) return NO_KEYWORDS;
  throw new PyError('AttributeError', 'other', `kwargs must be a dict, not ${typeName(value as PyValue)}`);
}

export interface CallArguments {
  readonly args: readonly PyValue[];
  readonly kwargs: ReadonlyMap<string, PyValue>;
}

/** Resolves the arguments of an operation. */
export function resolveCall(args: readonly WireValue[], kwargs: WireMap, session: Session): CallArguments {
  const resolved = args.map((argument) => resolveArgument(argument, session));
  if (kwargs.size === 0) return { args: resolved, kwargs: NO_KEYWORD_VALUES };
  const keywords = new Map<string, PyValue>();
  for (const [name, value] of kwargs) {
    const resolvedValue = resolveArgument(value, session);
    if (typeof name !== 'string') throw new PyTypeError('keywords must be strings');
    keywords.set(name, resolvedValue);
  }
  return { args: resolved, kwargs: keywords };
}

/** TypeError for a dict among the operands, however deep in lists. */
export function refuseDicts(op: string, { args, kwargs }: CallArguments): void {
  for (const value of args) refuseDict(op, value);
  if (kwargs.size > 0) for (const value of kwargs.values()) refuseDict(op, value);
}

function refuseDict(op: string, value: PyValue): void {
  if (value instanceof PyDict) throw new PyTypeError(`${op}() received a dict, which cannot be an operand`);
  if (Array.isArray(value)) for (const item of value as readonly PyValue[]) refuseDict(op, item);
}
