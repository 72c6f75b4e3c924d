/** Values against recorded ones: to the bit, or within the bound an operation is allowed. */
import { componentsOf, floatWidth } from './array-data.js';
import type { Tagged } from './wire.js';

/** How far floating-point results may be off: units in the last place of each, or of the largest element. */
export interface Bound {
  readonly ulps: number;
  readonly ofLargest?: boolean;
  /** The results are sums of products, so that large terms may have cancelled. */
  readonly adds?: boolean;
  /** For each element what it may be off by, in units of the spacing at 1; undefined where that cannot be told. */
  readonly allowed?: (() => ArrayLike<number> | undefined) | undefined;
  /** Equal elements may stand in either order, so that zeros of both signs are one. */
  readonly zerosAlike?: true;
  /** Bytes of the narrowest float computed with: results may be stored wider. */
  readonly width?: number;
  /** The 2-norm of the error against that of the result: units of the spacing at 1 for each bit of the length. */
  readonly ofNorm?: number;
}

const EXACT: Bound = { ulps: 0 };

/** Functions without a correctly rounded result. Both ours and the recorded value may be 2 ULP from the true one. */
const TRANSCENDENTAL = new Set(
  `exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh asin acos
  atan asinh acosh atanh cbrt power pow float_power arctan2 atan2 hypot logaddexp logaddexp2 sinc i0 angle logspace geomspace
  reciprocal sqrt abs absolute divide true_divide square`.split(/\s+/),
);
/** Sums whose order is the library's own affair. */
const CONTRACTIONS = new Set(
  'dot matmul inner vdot tensordot einsum vecdot matvec vecmat linalg.matmul linalg.tensordot linalg.vecdot linalg.multi_dot convolve correlate'.split(
    ' ',
  ),
);
/** What is exact under numpy.linalg. */
const EXACT_LINALG = /^linalg\.(outer|cross|trace|diagonal|matrix_transpose)$/;
/** Systems, decompositions and norms: LAPACK's kernels differ between processors. */
const LINALG: Bound = { ulps: 100, ofLargest: true };

/** Correctly rounded for real numbers; complex arithmetic is composed of several roundings. */
const EXACT_WHEN_REAL = new Set(['reciprocal', 'sqrt', 'abs', 'absolute', 'divide', 'true_divide', 'square']);
/** Logarithms enter exponents, where they grow; a difference of large numbers loses what they have. */
const DISTRIBUTIONS: Readonly<Record<string, Bound>> = {
  'stats.lognorm.pdf': { ulps: 32 },
  'stats.lognorm.ppf': { ulps: 16 },
  'stats.cauchy.ppf': { ulps: 4, ofLargest: true },
};
/** Sums of cosines whose ends cancel; quotients of Bessel functions. */
const WINDOWS: Readonly<Record<string, Bound>> = {
  blackman: { ulps: 4, ofLargest: true },
  hamming: { ulps: 4, ofLargest: true },
  hanning: { ulps: 4, ofLargest: true },
  kaiser: { ulps: 16 },
};
/** Sums of products in the library's own order, eigenvalues and least squares. */
const POLYNOMIALS: Readonly<Record<string, Bound>> = {
  polymul: { ulps: 4, ofLargest: true },
  poly: { ulps: 64, ofLargest: true },
  roots: { ulps: 64, ofLargest: true },
  polydiv: { ulps: 4, ofLargest: true },
  polyfit: { ulps: 1024, ofLargest: true },
};
/** Width of the floats an operand of this dtype is computed in, in a function defined on floats. */
const COMPUTED: Readonly<Record<string, number>> = {
  bool: 2,
  int8: 2,
  uint8: 2,
  float16: 2,
  int16: 4,
  uint16: 4,
  float32: 4,
  complex64: 4,
};

/** NumPy's vector sorts leave zeros of both signs in an order that depends on the processor. */
const SORTS = new Set(
  `sort sort_complex partition unique unique_all unique_counts unique_inverse unique_values union1d intersect1d setdiff1d
  setxor1d`.split(/\s+/),
);
/** Width of the floats that transforms of these dtypes are computed in. */
const transformWidth = (dtypes: readonly string[]): number =>
  dtypes.some((dtype) => /float(16|32)|complex64/.test(dtype)) ? 4 : 8;

/** The bound for an operation on operands of these dtypes. */
export function boundFor(op: string, dtypes: readonly string[]): Bound {
  if (CONTRACTIONS.has(op)) {
    const floats = dtypes.filter((dtype) => /float|complex/.test(dtype));
    const width = Math.min(8, ...floats.map((dtype) => COMPUTED[dtype] ?? 8));
    return { ulps: 8, ofLargest: true, adds: true, width };
  }
  if (op.startsWith('linalg.') && !EXACT_LINALG.test(op)) return LINALG;
  const width = Math.min(8, ...dtypes.map((dtype) => COMPUTED[dtype] ?? 8));
  if (/^fft\.i?[rh]?fft[2n]?$/.test(op)) return { ulps: 0, ofNorm: 4, width: transformWidth(dtypes) };
  const isComplex = dtypes.some((dtype) => dtype.startsWith('complex'));
  if (op.startsWith('stats.')) return DISTRIBUTIONS[op] ?? { ulps: 4 };
  if (op in WINDOWS) return WINDOWS[op]!;
  if (op in POLYNOMIALS) return POLYNOMIALS[op]!;
  if (EXACT_WHEN_REAL.has(op) && !isComplex) return EXACT;
  if (SORTS.has(op)) return { ulps: 0, zerosAlike: true };
  if (TRANSCENDENTAL.has(op)) return isComplex ? { ulps: 8, ofLargest: true, width } : { ulps: 4, width };
  return EXACT;
}

const EPSILON: Readonly<Record<number, number>> = { 2: 2 ** -10, 4: 2 ** -23, 8: 2 ** -52 };
const LEAST: Readonly<Record<number, number>> = { 2: 2 ** -24, 4: 2 ** -149, 8: 5e-324 };

/** The spacing of numbers of this width at x. */
const spacing = (x: number, width: number): number =>
  Math.max(2 ** Math.floor(Math.log2(Math.abs(x))) * EPSILON[width]!, LEAST[width]!);

function near(a: number, b: number, unit: number, ulps: number): boolean {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (ulps === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return a === b && ulps > 0;
  return Math.abs(a - b) <= ulps * unit;
}

/** The greatest absolute value in array data, infinities and NaN aside. */
export const largestOf = (bytes: Uint8Array, dtype: string): number =>
  componentsOf(bytes, dtype).reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);

const shown = (x: number): string => (Object.is(x, -0) ? '-0' : String(x));

/**
 * The first element in which array data differ by more than the bound, in words; undefined when they agree. NaN equals
 * NaN, and exactness includes the sign of zero.
 */
export function difference(ours: Uint8Array, theirs: Uint8Array, dtype: string, bound: Bound): string | undefined {
  if (Buffer.compare(ours, theirs) === 0) return undefined;
  if (ours.length !== theirs.length) return `${ours.length} bytes instead of ${theirs.length}`;
  const floats = floatWidth(dtype);
  if (floats === undefined) {
    return `${Buffer.from(ours).toString('hex').slice(0, 64)} instead of ${Buffer.from(theirs).toString('hex').slice(0, 64)}`;
  }
  const [mine, other] = [componentsOf(ours, dtype), componentsOf(theirs, dtype)];
  const width = Math.min(floats, bound.width ?? 8);
  if (bound.ofNorm !== undefined) return normDifference(mine, other, EPSILON[width]! * bound.ofNorm);
  const allowed = bound.allowed?.();
  const parts = allowed === undefined ? 0 : mine.length / allowed.length;
  const largest = largestOf(theirs, dtype);
  for (let i = 0; i < mine.length; i++) {
    const [a, b] = [mine[i]!, other[i]!];
    if (allowed !== undefined) {
      if (a === b || near(a, b, EPSILON[width]!, allowed[Math.floor(i / parts)]!)) continue;
      return `[${i}] ${shown(a)} instead of ${shown(b)}`;
    }
    const unit = spacing(bound.ofLargest === true ? largest : Math.max(Math.abs(a), Math.abs(b)), width);
    if (bound.zerosAlike === true && a === b) continue;
    if (!near(a, b, unit, bound.ulps)) return `[${i}] ${shown(a)} instead of ${shown(b)}`;
  }
  return undefined;
}

/** Whether the error as a whole is larger than `unit` for each bit of the length; what is not finite has to be so in both. */
function normDifference(mine: ArrayLike<number>, other: ArrayLike<number>, unit: number): string | undefined {
  let [error, size] = [0, 0];
  for (let i = 0; i < mine.length; i++) {
    const [a, b] = [mine[i]!, other[i]!];
    if (Number.isFinite(a) !== Number.isFinite(b)) return `[${i}] ${shown(a)} instead of ${shown(b)}`;
    if (!Number.isFinite(a)) continue;
    error = Math.hypot(error, a - b);
    size = Math.hypot(size, b);
  }
  const bound = unit * Math.max(1, Math.log2(mine.length)) * size;
  return error <= bound ? undefined : `2-norm of the error ${error}, more than ${bound}`;
}

/** Whether results that travel by value agree; `dtype` is that of the NumPy scalar, if it is one. */
export function sameValue(ours: Tagged, theirs: Tagged, bound: Bound, dtype: string | undefined): boolean {
  if (isFloat(ours) && isFloat(theirs)) {
    const [a, b] = [Number(plain(ours.f)), Number(plain(theirs.f))];
    const allowed = Object.is(a, b) ? undefined : bound.allowed?.();
    if (allowed !== undefined) return a === b || near(a, b, EPSILON[bound.width ?? 8]!, allowed[0]!);
    return near(a, b, spacing(Math.max(Math.abs(a), Math.abs(b)), floatWidth(dtype ?? 'float64') ?? 8), bound.ulps);
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.length === theirs.length && ours.every((item, i) => sameValue(item, theirs[i] as Tagged, bound, dtype));
  }
  if (ours instanceof Uint8Array && theirs instanceof Uint8Array) return Buffer.compare(ours, theirs) === 0;
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

const isFloat = (value: unknown): value is { f: number | string } =>
  typeof value === 'object' && value !== null && 'f' in value;
const plain = (value: number | string): number | string =>
  typeof value === 'string' ? value.replace('inf', 'Infinity').replace('nan', 'NaN') : value;
