/** Decodes index keys: slices, ellipsis, newaxis, integers, lists and array handles, as each release writes them. */
import { PyTypeError, ValueError } from '../errors.js';
import { ELLIPSIS, PyDict, PyFloat, PySlice, PyTuple, type PyValue, typeName } from '../python/values.js';
import type { Session } from '../session/session.js';
import { HANDLE_KEY, WireExtension, WireMap, type WireValue } from '../wire/value.js';
import { isTruthy, resolveArgument } from './arguments.js';

/** The key of a `__getitem__` request. */
export function decodeIndexKey(key: WireValue, session: Session): PyValue {
  if (key instanceof WireMap) return decodeTagged(key, session);
  if (Array.isArray(key)) {
    const items = key.map((item) => decodeIndexKey(item, session));
    if (session.release.traits.taggedIndexKeys) return new PyTuple(items);
    return items.length > 1 || items.some((item) => item instanceof PySlice) ? new PyTuple(items) : items;
  }
  // Without tags a bool is an int like any other.
  if (typeof key === 'boolean') return session.release.traits.taggedIndexKeys ? key : Number(key);
  if (key instanceof PyFloat) return truncated(key);
  if (key instanceof WireExtension) throw new PyTypeError('a msgpack extension value is no index');
  return key;
}

function decodeTagged(key: WireMap, session: Session): PyValue {
  if (key.handle >= 0) return session.arrays.at(key.handle);
  const handle = key.get(HANDLE_KEY);
  if (isTruthy(handle)) return session.arrays.get(handle!);
  const tagged = session.release.traits.taggedIndexKeys;
  if (tagged && isTruthy(key.get('__ellipsis__'))) return ELLIPSIS;
  const slice = key.get('__slice__');
  if (slice !== undefined) return decodeSlice(slice);
  const list = key.get('__list__');
  if (tagged && list !== undefined) {
    if (!Array.isArray(list)) throw new PyTypeError(`'${typeName(list as PyValue)}' object is not iterable`);
    return list.map((item) => decodeIndexKey(item, session));
  }
  const dict = resolveArgument(key, session);
  return dict instanceof PyDict ? dict : new PyDict(new Map());
}

/** `slice(*parts)`, each part nil or something int() takes. */
export function decodeSlice(parts: WireValue): PySlice {
  if (!Array.isArray(parts)) throw new PyTypeError(`'${typeName(parts as PyValue)}' object is not iterable`);
  if (parts.length < 1 || parts.length > 3) {
    throw new PyTypeError(`slice expected 1 to 3 arguments, got ${parts.length}`);
  }
  const [first, second, third] = parts.map(sliceBound) as (number | null)[];
  if (parts.length === 1) return new PySlice(null, first!, null);
  return new PySlice(first!, second!, third ?? null);
}

function sliceBound(part: WireValue): number | null {
  if (part === null) return null;
  if (typeof part === 'boolean') return Number(part);
  if (typeof part === 'number') return part;
  // Beyond every array's extent, and so all the same to a slice.
  if (typeof part === 'bigint') return part > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
  if (part instanceof PyFloat) return Number(truncated(part));
  if (typeof part === 'string' && /^\s*[-+]?\d+\s*$/.test(part)) return Number(part);
  if (typeof part === 'string') throw new ValueError(`invalid literal for int() with base 10: '${part}'`);
  throw new PyTypeError(`a slice bound must be an integer, not '${typeName(part as PyValue)}'`);
}

function truncated(float: PyFloat): number {
  const whole = Math.trunc(float.value);
  if (Number.isFinite(whole)) return whole === 0 ? 0 : whole;
  throw new ValueError('an index must be finite');
}
