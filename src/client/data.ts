/** Typed arrays and the dtypes they stand for. */

/** The dtypes of the protocol. */
export type DtypeName =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'float32'
  | 'float64'
  | 'complex64'
  | 'complex128';

/** Elements in C order. Complex numbers are pairs of floats, float16 is its bits, bool is bytes of 0 and 1. */
export type ArrayData =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** The typed array of a dtype. */
export interface DataOf {
  bool: Uint8Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
  float16: Uint16Array;
  float32: Float32Array;
  float64: Float64Array;
  complex64: Float32Array;
  complex128: Float64Array;
}

type ArrayClass = new (buffer: ArrayBuffer) => ArrayData;

const CLASS_OF: Readonly<Record<DtypeName, ArrayClass>> = {
  bool: Uint8Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  complex64: Float32Array,
  complex128: Float64Array,
};

const PARTS: Readonly<Partial<Record<DtypeName, number>>> = { complex64: 2, complex128: 2 };

const DTYPE_OF = new Map<unknown, DtypeName>([
  [Int8Array, 'int8'],
  [Uint8Array, 'uint8'],
  [Int16Array, 'int16'],
  [Uint16Array, 'uint16'],
  [Int32Array, 'int32'],
  [Uint32Array, 'uint32'],
  [BigInt64Array, 'int64'],
  [BigUint64Array, 'uint64'],
  [Float32Array, 'float32'],
  [Float64Array, 'float64'],
]);

/** An array on its way to the server. */
export interface Payload {
  readonly bytes: Uint8Array;
  readonly shape: readonly number[];
  readonly dtype: DtypeName;
}

/**
 * Elements as they are sent. The dtype is that of the typed array unless given: `bool`, `float16` and the complex
 * dtypes have to be. A list of numbers is float64. TypeError when data and dtype do not fit, RangeError for the shape.
 */
export function payloadOf(
  data: ArrayData | readonly number[],
  options: { readonly shape?: readonly number[]; readonly dtype?: DtypeName } = {},
): Payload {
  const typed = ArrayBuffer.isView(data) ? data : Float64Array.from(data);
  const own = Buffer.isBuffer(typed) ? 'uint8' : DTYPE_OF.get(typed.constructor);
  const dtype = options.dtype ?? own;
  const Class = dtype === undefined ? undefined : CLASS_OF[dtype];
  if (dtype === undefined || Class === undefined || !(typed instanceof Class))
    throw new TypeError(`${typed.constructor.name} does not hold elements of dtype ${dtype}`);
  const parts = PARTS[dtype] ?? 1;
  const shape = options.shape ?? [typed.length / parts];
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size * parts !== typed.length || !shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0))
    throw new RangeError(`${typed.length / parts} elements of ${dtype} do not fill the shape (${shape.join(', ')})`);
  return { bytes: new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength), shape, dtype };
}

/** Received bytes as the typed array of their dtype; always a copy, so that they are aligned. */
export function dataOf(bytes: Uint8Array, dtype: DtypeName): ArrayData {
  return new CLASS_OF[dtype](Uint8Array.from(bytes).buffer);
}
