/** What dtypes promote and cast to. */
import { native } from '../../addon/native.js';
import { describe } from '../../array/convert.js';
import { Dtype as D, type Dtype, dtypeName, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { ForeignDtype, parseAnyDtype } from '../../array/parse-dtype.js';
import { type Casting, canCast, promoteTypes, resultType, weakKindOf } from '../../array/promote.js';
import { PyTypeError, UnsupportedDtypeError, ValueError } from '../../errors.js';
import { PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import type { OpDefinition } from '../define.js';
import { type Bound, restArguments } from '../signature.js';
import { operand } from '../structure/common.js';
import { freeOp } from './arrays.js';

function dtypeOf(value: PyValue | undefined): Dtype {
  const dtype = parseAnyDtype(value ?? null);
  if (dtype instanceof ForeignDtype) throw new UnsupportedDtypeError(`dtype '${dtype.name}' is not numeric`);
  return dtype;
}

const CASTINGS = ['no', 'equiv', 'safe', 'same_kind', 'unsafe'];

function castingOf(value: PyValue | undefined): Casting {
  if (value === undefined) return 'safe';
  if (typeof value !== 'string') throw new PyTypeError(`casting must be a string, not ${typeName(value)}`);
  if (!CASTINGS.includes(value)) throw new ValueError(`casting must be one of ${CASTINGS.join(', ')} (got '${value}')`);
  return value as Casting;
}

function understood(value: PyValue | undefined): Dtype {
  if (value instanceof NdArray) throw new PyTypeError('can_cast: arrays are no dtypes');
  if (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof PyFloat ||
    value instanceof PyComplex
  ) {
    throw new PyTypeError('can_cast() does not support Python ints, floats, and complex');
  }
  try {
    return dtypeOf(value);
  } catch (error) {
    if (error instanceof PyTypeError) throw new PyTypeError(`did not understand one of the types: ${error.message}`);
    throw error;
  }
}

const canCastOp = (args: Bound): boolean => {
  const [from, to] = [understood(args['from_']), understood(args['to'])];
  return canCast(from, to, castingOf(args['casting']));
};

function resultTypeOp(values: readonly PyValue[]): string {
  if (values.length === 0) throw new ValueError('at least one array or dtype is required');
  const operands = values.map((value) => {
    if (value instanceof NdArray) return value.dtype;
    return weakKindOf(value) ?? (typeof value === 'boolean' ? D.Bool : dtypeOf(value));
  });
  return dtypeName(resultType(operands));
}

const UNSIGNED = [D.Uint8, D.Uint16, D.Uint32, D.Uint64];
const SIGNED = [D.Int8, D.Int16, D.Int32, D.Int64];

function leastInteger(value: bigint): Dtype {
  const candidates = value >= 0n ? UNSIGNED : SIGNED;
  for (const [i, dtype] of candidates.entries()) {
    const bits = 8n << BigInt(i);
    if (value >= 0n ? value < 1n << bits : value >= -(1n << (bits - 1n))) return dtype;
  }
  throw new UnsupportedDtypeError('min_scalar_type: the integer fits no dtype');
}

function leastFloat(value: number): Dtype {
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size < 65000) return D.Float16;
  return size < 3.4e38 ? D.Float32 : D.Float64;
}

const leastComplex = (re: number, im: number): Dtype =>
  [re, im].every((part) => leastFloat(part) !== D.Float64) ? D.Complex64 : D.Complex128;

/** Characters of the longest text in nested lists. */
const longestText = (value: PyValue): number =>
  Array.isArray(value) ? Math.max(...value.map(longestText)) : typeof value === 'string' ? [...value].length : 0;

/** The least dtype that holds a number; of arrays their own. */
function leastDtype(value: PyValue): Dtype {
  const a = operand('min_scalar_type', value);
  if (a.ndim > 0) return a.dtype;
  const item = native.readItem(a.slot);
  if (typeof item === 'boolean') return D.Bool;
  if (Array.isArray(item)) return leastComplex(item[0], item[1]);
  if (isComplex(a.dtype)) return a.dtype;
  return kindOf(a.dtype) === 'f' ? leastFloat(Number(item)) : leastInteger(BigInt(item));
}

export const DTYPE_QUERIES: readonly OpDefinition[] = [
  freeOp('result_type', '*args', (args) => resultTypeOp(restArguments(args))),
  freeOp('can_cast', 'from_, to, casting=', canCastOp),
  freeOp('promote_types', 'type1, type2', ({ type1, type2 }) =>
    dtypeName(promoteTypes(dtypeOf(type1), dtypeOf(type2))),
  ),
  freeOp('min_scalar_type', 'a', ({ a }) => {
    const { foreign } = describe(a!);
    if (foreign === undefined) return dtypeName(leastDtype(a!));
    return foreign === 'str' ? `<U${longestText(a!)}` : foreign;
  }),
];
