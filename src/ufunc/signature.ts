/** Reads the `signature=` of a ufunc call: a type string such as `dd->d`, or a dtype (or nil) per operand. */
import { type Dtype, dtypeByChar } from '../array/dtype.js';
import { ForeignDtype, parseAnyDtype } from '../array/parse-dtype.js';
import { PyTypeError, ValueError } from '../errors.js';
import { PyTuple, type PyValue } from '../python/values.js';
import type { Ufunc } from './table.js';

/** What is fixed about a loop: a dtype per input and output, undefined where it is left open. */
export type Constraint = readonly (Dtype | undefined)[];

const itemsOf = (value: PyValue): readonly PyValue[] | undefined =>
  value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as readonly PyValue[]) : undefined;

/** TypeError for a signature that is neither text nor a tuple, or names no loop; ValueError for malformed text. */
export function parseSignature(ufunc: Ufunc, value: PyValue): Constraint {
  const items = itemsOf(value);
  if (items !== undefined) return fromItems(ufunc, items);
  if (typeof value !== 'string') throw new PyTypeError('the signature object to ufunc must be a string or a tuple');
  if (value.length === 1) throw singleType();
  const { nin, nout } = ufunc;
  if (value.length !== nin + nout + 2 || value.slice(nin, nin + 2) !== '->') {
    throw new ValueError(`a type-string for ${ufunc.name}, ${nin} typecode(s) before and ${nout} after the -> sign`);
  }
  return [...(value.slice(0, nin) + value.slice(nin + 2))].map((char) => {
    const dtype = dtypeByChar(char) ?? dtypeOfCode(char);
    if (dtype === undefined) throw new ValueError(`Invalid data-type for array: '${char}'`);
    return dtype;
  });
}

const singleType = (): PyTypeError =>
  new PyTypeError('a signature for a single type no longer exists: use dtype=, or a tuple with nil for what is open');

function dtypeOfCode(char: string): Dtype | undefined {
  if (!/[a-zA-Z?]/.test(char)) return undefined;
  try {
    const dtype = parseAnyDtype(char);
    return dtype instanceof ForeignDtype ? undefined : dtype;
  } catch {
    return undefined;
  }
}

function fromItems(ufunc: Ufunc, items: readonly PyValue[]): Constraint {
  const { nin, nout } = ufunc;
  if (items.length === 1 && nin + nout !== 1) throw singleType();
  if (items.length !== nin + nout) {
    throw new ValueError(`a type-tuple must be specified of length ${nin + nout} for ufunc '${ufunc.name}'`);
  }
  return items.map((item) => {
    if (item === null) return undefined;
    const dtype = parseAnyDtype(item);
    if (dtype instanceof ForeignDtype) throw new PyTypeError(`ufunc '${ufunc.name}' has no loop for '${dtype.name}'`);
    return dtype;
  });
}
