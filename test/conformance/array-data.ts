/** The numbers in the bytes of arrays, as they were fetched or recorded. */

/** Components of a dtype: their width in bytes if they are floats, and how they are read. */
interface Reader {
  readonly floats?: number;
  readonly read: (data: ArrayBuffer) => Iterable<number | bigint>;
}

const float32: Reader = { floats: 4, read: (data) => new Float32Array(data) };
const float64: Reader = { floats: 8, read: (data) => new Float64Array(data) };

const READERS: Readonly<Record<string, Reader>> = {
  bool: { read: (data) => new Uint8Array(data) },
  int8: { read: (data) => new Int8Array(data) },
  uint8: { read: (data) => new Uint8Array(data) },
  int16: { read: (data) => new Int16Array(data) },
  uint16: { read: (data) => new Uint16Array(data) },
  int32: { read: (data) => new Int32Array(data) },
  uint32: { read: (data) => new Uint32Array(data) },
  int64: { read: (data) => new BigInt64Array(data) },
  uint64: { read: (data) => new BigUint64Array(data) },
  float16: { floats: 2, read: (data) => Array.from(new Uint16Array(data), halfToNumber) },
  float32,
  float64,
  complex64: float32,
  complex128: float64,
};

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** Components in C order; two for each element of a complex dtype. */
export const componentsOf = (bytes: Uint8Array, dtype: string): Float64Array =>
  Float64Array.from(READERS[dtype]!.read(Uint8Array.from(bytes).buffer), Number);

/** Width in bytes of the floats a dtype consists of; undefined for other dtypes. */
export const floatWidth = (dtype: string): number | undefined => READERS[dtype]?.floats;

/** Magnitudes of the elements of an array. */
export function magnitudesOf(bytes: Uint8Array, dtype: string): Float64Array {
  const parts = componentsOf(bytes, dtype);
  if (!dtype.startsWith('complex')) return parts.map(Math.abs);
  return Float64Array.from({ length: parts.length / 2 }, (_, i) => Math.hypot(parts[2 * i]!, parts[2 * i + 1]!));
}
