/** Type promotion and casting rules of NumPy 2.4 (NEP 50). */
import { PyComplex, PyFloat, type PyValue } from '../python/values.js';
import { charOf, DTYPE_COUNT, Dtype, dtypeByChar, kindOf } from './dtype.js';

// Rows and columns in Dtype order; entries are type characters. Recorded from numpy.promote_types.
const PROMOTION: readonly string[] = [
  '?bBhHiIlLefdFD', // bool
  'bbhhiilldefdFD', // int8
  'BhBhHiIlLefdFD', // uint8
  'hhhhiilldffdFD', // int16
  'HiHiHiIlLffdFD', // uint16
  'iiiiiillddddDD', // int32
  'IlIlIlIlLdddDD', // uint32
  'llllllllddddDD', // int64
  'LdLdLdLdLdddDD', // uint64
  'eeeffddddefdFD', // float16
  'fffffddddffdFD', // float32
  'ddddddddddddDD', // float64
  'FFFFFDDDDFFDFD', // complex64
  'DDDDDDDDDDDDDD', // complex128
];

const TABLE: readonly Dtype[] = PROMOTION.flatMap((row) => [...row].map((char) => dtypeByChar(char)!));

/** The smallest dtype both can be converted to safely (numpy.promote_types). */
export const promoteTypes = (a: Dtype, b: Dtype): Dtype => TABLE[a * DTYPE_COUNT + b]!;

export type Casting = 'no' | 'equiv' | 'safe' | 'same_kind' | 'unsafe' | 'same_value';

/** numpy.can_cast between two dtypes. */
export function canCast(from: Dtype, to: Dtype, casting: Casting): boolean {
  if (from === to || casting === 'unsafe' || casting === 'same_value') return true;
  if (casting === 'no' || casting === 'equiv') return false;
  if (promoteTypes(from, to) === to) return true;
  if (casting === 'safe') return false;
  const ranks = 'buifc';
  return ranks.indexOf(kindOf(from)) <= ranks.indexOf(kindOf(to));
}

/** A Python scalar among operands: it takes part in promotion by its kind only. */
export type WeakKind = 'int' | 'float' | 'complex';

/** The weak kind of a Python scalar; bool and everything else is not weak. */
export function weakKindOf(value: PyValue): WeakKind | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyComplex) return 'complex';
  return undefined;
}

/** The dtype a weak scalar has when it meets no array. */
export function defaultDtype(kind: WeakKind): Dtype {
  return kind === 'int' ? Dtype.Int64 : kind === 'float' ? Dtype.Float64 : Dtype.Complex128;
}

/** Promotion of an array's dtype with a Python scalar of the given kind. */
export function promoteWeak(dtype: Dtype, kind: WeakKind): Dtype {
  const own = kindOf(dtype);
  if (kind === 'int') return own === 'b' ? Dtype.Int64 : dtype;
  if (kind === 'float') return 'biu'.includes(own) ? Dtype.Float64 : dtype;
  if (own === 'c') return dtype;
  return dtype === Dtype.Float16 || dtype === Dtype.Float32 ? Dtype.Complex64 : Dtype.Complex128;
}

const WEAK_RANK: Readonly<Record<WeakKind, number>> = { int: 0, float: 1, complex: 2 };

/** numpy.result_type of dtypes and weak kinds; at least one operand. */
export function resultType(operands: readonly (Dtype | WeakKind)[]): Dtype {
  const dtypes: Dtype[] = [];
  let weakest: WeakKind | undefined;
  for (const operand of operands) {
    if (typeof operand === 'number') dtypes.push(operand);
    else if (weakest === undefined || WEAK_RANK[operand] > WEAK_RANK[weakest]) weakest = operand;
  }
  // Promotion is not associative (uint16, int16 and complex64): NumPy folds from the largest type number down.
  if (dtypes.length > 2) dtypes.sort((a, b) => b - a);
  let dtype = dtypes[0];
  for (let i = 1; i < dtypes.length; i++) dtype = promoteTypes(dtype!, dtypes[i]!);
  if (dtype === undefined) return defaultDtype(weakest!);
  return weakest === undefined ? dtype : promoteWeak(dtype, weakest);
}

/** The characters of a loop signature, for messages: `(float64, int64)`. */
export const signatureText = (dtypes: readonly Dtype[]): string => dtypes.map(charOf).join('');
