/** Reads a dtype argument as numpy.dtype does. */
import { PyTypeError } from '../errors.js';
import { type PyValue, typeName } from '../python/values.js';
import { Dtype, dtypeByChar, dtypeByName } from './dtype.js';

const ALIASES: Readonly<Record<string, Dtype>> = {
  bool_: Dtype.Bool,
  byte: Dtype.Int8,
  ubyte: Dtype.Uint8,
  short: Dtype.Int16,
  ushort: Dtype.Uint16,
  intc: Dtype.Int32,
  uintc: Dtype.Uint32,
  int: Dtype.Int64,
  int_: Dtype.Int64,
  uint: Dtype.Uint64,
  long: Dtype.Int64,
  ulong: Dtype.Uint64,
  longlong: Dtype.Int64,
  ulonglong: Dtype.Uint64,
  intp: Dtype.Int64,
  uintp: Dtype.Uint64,
  q: Dtype.Int64,
  Q: Dtype.Uint64,
  p: Dtype.Int64,
  P: Dtype.Uint64,
  half: Dtype.Float16,
  single: Dtype.Float32,
  float: Dtype.Float64,
  double: Dtype.Float64,
  csingle: Dtype.Complex64,
  complex: Dtype.Complex128,
  cdouble: Dtype.Complex128,
};

// Dtypes NumPy has and this server's arrays do not: their canonical names, for refusals that name them.
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^(O|object|object_|\|O)$/, 'object'],
  [/^([<>=|]?U\d*|str|str_|unicode)$/, 'str'],
  [/^([<>=|]?[Sac]\d*|bytes|bytes_)$/, 'bytes'],
  [/^([<>=|]?V\d*|void)$/, 'void'],
  [/^(M|[<>=|]?M8(\[.*\])?|datetime64(\[.*\])?)$/, 'datetime64'],
  [/^(m|[<>=|]?m8(\[.*\])?|timedelta64(\[.*\])?)$/, 'timedelta64'],
  [/^(g|[<>=|]?f16|longdouble|float128)$/, 'float128'],
  [/^(G|[<>=|]?c32|clongdouble|complex256)$/, 'complex256'],
];

const SIZED: Readonly<Record<string, Dtype>> = {
  b1: Dtype.Bool,
  i1: Dtype.Int8,
  u1: Dtype.Uint8,
  i2: Dtype.Int16,
  u2: Dtype.Uint16,
  i4: Dtype.Int32,
  u4: Dtype.Uint32,
  i8: Dtype.Int64,
  u8: Dtype.Uint64,
  f2: Dtype.Float16,
  f4: Dtype.Float32,
  f8: Dtype.Float64,
  c8: Dtype.Complex64,
  c16: Dtype.Complex128,
};

/** A dtype NumPy knows but arrays of this server cannot have. */
export class ForeignDtype {
  constructor(readonly name: string) {}
}

/**
 * Reads a dtype argument; nil is not handled here because its meaning differs from place to place.
 * Returns a ForeignDtype for object, string, time and long-double dtypes. Raises TypeError as numpy.dtype does.
 */
export function parseAnyDtype(value: PyValue): Dtype | ForeignDtype {
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  if (typeof text !== 'string')
    throw new PyTypeError(`Cannot interpret a value of type '${typeName(value)}' as a data type`);
  const plain = dtypeByName(text) ?? ALIASES[text] ?? dtypeByChar(text);
  if (plain !== undefined) return plain;
  const sized = /^[<=|]?([biufc]\d+)$/.exec(text);
  if (sized !== null && SIZED[sized[1]!] !== undefined) return SIZED[sized[1]!]!;
  const swapped = /^>([biufc]\d+)$/.exec(text);
  if (swapped !== null && SIZED[swapped[1]!] !== undefined) {
    const single = swapped[1]!.endsWith('1');
    return single ? SIZED[swapped[1]!]! : new ForeignDtype(text);
  }
  for (const [pattern, name] of FOREIGN) if (pattern.test(text)) return new ForeignDtype(name);
  throw new PyTypeError(`data type '${text}' not understood`);
}

/** As parseAnyDtype, but refuses foreign dtypes with TypeError. */
export function parseDtype(value: PyValue): Dtype {
  const dtype = parseAnyDtype(value);
  if (dtype instanceof ForeignDtype) throw new PyTypeError(`dtype '${dtype.name}' is not supported`);
  return dtype;
}
