/** The fourteen dtypes: codes shared with the addon, names, kinds and sizes. */

/** Dtype codes. The addon's `enum class Dtype` (native/core/dtype.h) has the same order. */
export enum Dtype {
  Bool = 0,
  Int8 = 1,
  Uint8 = 2,
  Int16 = 3,
  Uint16 = 4,
  Int32 = 5,
  Uint32 = 6,
  Int64 = 7,
  Uint64 = 8,
  Float16 = 9,
  Float32 = 10,
  Float64 = 11,
  Complex64 = 12,
  Complex128 = 13,
}

export const DTYPE_COUNT = 14;

/** NumPy's one-letter kind: b(ool), i(nt), u(int), f(loat), c(omplex). */
export type Kind = 'b' | 'i' | 'u' | 'f' | 'c';

interface DtypeInfo {
  readonly name: string;
  readonly kind: Kind;
  /** Bytes per element. */
  readonly itemsize: number;
  /** NumPy's type character on 64-bit Linux, as in `ufunc.types`. */
  readonly char: string;
}

const INFO: readonly DtypeInfo[] = [
  { name: 'bool', kind: 'b', itemsize: 1, char: '?' },
  { name: 'int8', kind: 'i', itemsize: 1, char: 'b' },
  { name: 'uint8', kind: 'u', itemsize: 1, char: 'B' },
  { name: 'int16', kind: 'i', itemsize: 2, char: 'h' },
  { name: 'uint16', kind: 'u', itemsize: 2, char: 'H' },
  { name: 'int32', kind: 'i', itemsize: 4, char: 'i' },
  { name: 'uint32', kind: 'u', itemsize: 4, char: 'I' },
  { name: 'int64', kind: 'i', itemsize: 8, char: 'l' },
  { name: 'uint64', kind: 'u', itemsize: 8, char: 'L' },
  { name: 'float16', kind: 'f', itemsize: 2, char: 'e' },
  { name: 'float32', kind: 'f', itemsize: 4, char: 'f' },
  { name: 'float64', kind: 'f', itemsize: 8, char: 'd' },
  { name: 'complex64', kind: 'c', itemsize: 8, char: 'F' },
  { name: 'complex128', kind: 'c', itemsize: 16, char: 'D' },
];

export const dtypeName = (dtype: Dtype): string => INFO[dtype]!.name;
export const kindOf = (dtype: Dtype): Kind => INFO[dtype]!.kind;
export const itemsizeOf = (dtype: Dtype): number => INFO[dtype]!.itemsize;
export const charOf = (dtype: Dtype): string => INFO[dtype]!.char;

export const isInexact = (dtype: Dtype): boolean => dtype >= Dtype.Float16;
export const isComplex = (dtype: Dtype): boolean => dtype >= Dtype.Complex64;
export const isInteger = (dtype: Dtype): boolean => dtype >= Dtype.Int8 && dtype <= Dtype.Uint64;

const BY_NAME = new Map<string, Dtype>(INFO.map((info, code) => [info.name, code as Dtype]));
const BY_CHAR = new Map<string, Dtype>(INFO.map((info, code) => [info.char, code as Dtype]));

/** The dtype with exactly this canonical name (`float64`), or undefined. */
export const dtypeByName = (name: string): Dtype | undefined => BY_NAME.get(name);
/** The dtype with this type character (`d`), or undefined. */
export const dtypeByChar = (char: string): Dtype | undefined => BY_CHAR.get(char);
