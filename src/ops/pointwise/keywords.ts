/** Keywords of ufunc calls: out, where, casting, order, dtype, signature, subok. */
import { native } from '../../addon/native.js';
import { asArray } from '../../array/convert.js';
import { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import type { Casting } from '../../array/promote.js';
import { PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import { type Constraint, parseSignature } from '../../ufunc/signature.js';
import type { Ufunc } from '../../ufunc/table.js';

type Keywords = ReadonlyMap<string, PyValue>;

const KNOWN = new Set(['where', 'casting', 'order', 'dtype', 'subok', 'signature', 'sig']);
const CASTINGS = new Set(['no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value']);

/** TypeError for keywords no ufunc has. */
export function checkKnown(op: string, keywords: Keywords): void {
  for (const name of keywords.keys()) {
    if (!KNOWN.has(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
}

/** The casting rule; ValueError or TypeError for anything else. */
export function castingOf(keywords: Keywords): Casting {
  const value = keywords.get('casting');
  if (value === undefined) return 'same_kind';
  if (typeof value !== 'string') throw new PyTypeError(`casting must be a string, not ${typeName(value)}`);
  if (!CASTINGS.has(value))
    throw new ValueError(`casting must be 'no', 'equiv', 'safe', 'same_kind' or 'unsafe' (got '${value}')`);
  return value as Casting;
}

/** ValueError or TypeError unless `order` is one of C, F, A and K. */
export function checkOrder(keywords: Keywords): void {
  const value = keywords.get('order');
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw new PyTypeError(`order must be str, not ${typeName(value)}`);
  if (!/^[CFAKcfak]$/.test(value)) throw new ValueError(`order must be one of 'C', 'F', 'A', or 'K' (got '${value}')`);
}

/** What `dtype=`, `signature=` or `sig=` fixes about the loop. */
export function constraintOf(ufunc: Ufunc, keywords: Keywords): Constraint | undefined {
  if (keywords.has('signature') && keywords.has('sig'))
    throw new PyTypeError("cannot specify both 'sig' and 'signature'");
  const signature = keywords.get('signature') ?? keywords.get('sig');
  if (signature !== undefined && signature !== null) {
    if (keywords.has('dtype')) throw new PyTypeError("cannot specify both 'signature' and 'dtype'");
    return parseSignature(ufunc, signature);
  }
  const dtype = keywords.get('dtype');
  if (dtype === undefined || dtype === null) return undefined;
  const parsed = parseAnyDtype(dtype);
  if (parsed instanceof ForeignDtype) {
    throw new UnsupportedDtypeError(`${ufunc.name}: dtype '${parsed.name}' is not supported`);
  }
  const open = new Array<undefined>(ufunc.nin).fill(undefined);
  return [...open, ...new Array<Dtype>(ufunc.nout).fill(parsed)];
}

/** The mask of `where=`, or null when it is absent or plain True. TypeError unless it is boolean or made of scalars. */
export function maskOf(keywords: Keywords): NdArray | null {
  const value = keywords.get('where');
  if (value === undefined || value === true) return null;
  if (value instanceof NdArray) {
    if (value.dtype !== Dtype.Bool)
      throw new PyTypeError("where: cannot cast the mask to bool according to the rule 'safe'");
    return value;
  }
  if (value === null) return new NdArray(native.fromNumber(Dtype.Bool, 0), Dtype.Bool, []);
  if (value instanceof PyFloat || typeof value === 'number' || typeof value === 'boolean')
    return asArray(value, Dtype.Bool);
  return asArray(value, Dtype.Bool);
}

/** The array given as the only output: an array, nil, or a tuple of one. TypeError for anything else. */
export function singleOutput(op: string, value: PyValue | undefined): NdArray | null {
  if (value === undefined || value === null) return null;
  if (value instanceof NdArray) return value;
  if (value instanceof PyTuple) {
    if (value.items.length !== 1) throw new ValueError(`${op}: the 'out' tuple must have exactly one entry per output`);
    return singleOutput(op, value.items[0]);
  }
  throw new PyTypeError(`${op}: return arrays must be of ArrayType, not ${typeName(value)}`);
}

/** Outputs of a function with several results: nil, or a tuple (a list, as it arrives) of arrays and nils. */
export function severalOutputs(op: string, value: PyValue | undefined, count: number): (NdArray | null)[] {
  if (value === undefined || value === null) return new Array<null>(count).fill(null);
  const items =
    value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as readonly PyValue[]) : undefined;
  if (items === undefined) throw new PyTypeError(`${op}: 'out' must be a tuple of arrays`);
  if (items.length !== count) throw new ValueError(`${op}: the 'out' tuple must have exactly one entry per output`);
  return items.map((item) => singleOutput(op, item));
}
