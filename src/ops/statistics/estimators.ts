/**
 * Rules that choose a number of bins: the widths of Scott, Freedman and Diaconis, Doane, Stone, Sturges, Rice and the
 * square root, as numpy.histogram_bin_edges documents them.
 */
import { native } from '../../addon/native.js';
import { asArray, scalarArray } from '../../array/convert.js';
import { Dtype as D, isComplex, isInteger } from '../../array/dtype.js';
import type { NdArray } from '../../array/ndarray.js';
import { OverflowError, PyTypeError, ValueError } from '../../errors.js';
import { PyFloat, type PyValue } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import { call } from '../predicate/apply.js';
import { quantilesOf } from '../quantile/compute.js';
import { meanOf, varianceOf } from '../reduction/fold.js';
import { arrayOf, reshaped } from '../structure/common.js';
import { countUniform } from './counts.js';
import { distance, type Ends, extremesOf, isTrue, scalarFrom, type Uniform } from './edges.js';

/** A width: a NumPy scalar; null for none. */
type Width = NdArray | null;
type Estimator = (x: NdArray, ends: Ends) => Width;

const double = (value: number): NdArray => scalarArray(new PyFloat(value), D.Float64);
const weak = (value: number): PyFloat => new PyFloat(value);
const read = (a: NdArray): number => Number(native.readItem(a.slot));

/** The spread of the data, unsigned for integers. */
function spread(x: NdArray): NdArray {
  const { first, last } = extremesOf(x);
  return distance(last, first);
}

const whole = { axes: [0], dtype: undefined, keepdims: false, where: null };
const deviation = (x: NdArray): NdArray => applyUfunc('sqrt', varianceOf(x, { ...whole, ddof: 0, mean: null }));

const squareRoot: Estimator = (x) => call('divide', spread(x), double(Math.sqrt(x.size)));
const sturges: Estimator = (x) => call('divide', spread(x), double(Math.log2(x.size) + 1));
const rice: Estimator = (x) => call('divide', spread(x), weak(2 * x.size ** (1 / 3)));
const scott: Estimator = (x) => call('multiply', weak(((24 * Math.PI ** 0.5) / x.size) ** (1 / 3)), deviation(x));

const freedmanDiaconis: Estimator = (x) => {
  if (isComplex(x.dtype)) throw new PyTypeError('a must be an array of real numbers');
  const quartiles = quantilesOf(x, [], { q: asArray([weak(0.75), weak(0.25)]), isWeak: false }, 'linear');
  const [upper, lower] = [0, 1].map((i) =>
    arrayOf(native.stridedView(quartiles.slot, [], [], i * native.strides(quartiles.slot)[0]!), quartiles.dtype, []),
  ) as [NdArray, NdArray];
  const range = applyUfunc('subtract', upper, lower);
  return call('multiply', call('multiply', weak(2), range), weak(x.size ** (-1 / 3)));
};

const doane: Estimator = (x) => {
  const n = x.size;
  if (n <= 2) return null;
  const sigma = deviation(x);
  if (!isTrue(call('greater', sigma, weak(0)))) return null;
  const skewScale = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const centred = call('subtract', x, meanOf(x, whole));
  const cubes = call('power', call('divide', centred, sigma), 3);
  const skew = call('divide', applyUfunc('absolute', meanOf(cubes, whole)), double(skewScale));
  const bins = call('add', double(1 + Math.log2(n)), applyUfunc('log2', call('add', weak(1), skew)));
  return call('divide', spread(x), bins);
};

/** The number of bins with the least estimated squared error, by cross-validation. */
const stone: Estimator = (x, ends) => {
  const n = x.size;
  const extent = spread(x);
  if (n <= 1 || !isTrue(applyUfunc('not_equal', extent, scalarArray(0, extent.dtype)))) return null;
  const most = Math.max(100, Math.trunc(Math.sqrt(n)));
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let bins = 1; bins <= most; bins++) {
    const shares = call('divide', countUniform(x, { ...ends, count: bins }), n);
    const overlap = arrayOf(native.dot(shares.slot, shares.slot, D.Float64), D.Float64, []);
    const risk = (2 - (n + 1) * read(overlap)) / read(call('divide', extent, bins));
    // As Python's min: the first of equal values, and whatever comes first if that is NaN.
    if (bins === 1 || risk < least) [best, least] = [bins, risk];
  }
  return call('divide', extent, best);
};

/** Python's max and min of two scalars: the first unless the second is beyond it. */
const larger = (a: NdArray, b: NdArray): NdArray => (isTrue(call('greater', b, a)) ? b : a);
const smaller = (a: NdArray, b: NdArray): NdArray => (isTrue(call('less', b, a)) ? b : a);

const automatic: Estimator = (x, ends) => {
  const fd = freedmanDiaconis(x, ends)!;
  const sturgesWidth = sturges(x, ends)!;
  const root = squareRoot(x, ends)!;
  return smaller(larger(fd, call('divide', root, 2)), sturgesWidth);
};

const ESTIMATORS: Readonly<Record<string, Estimator>> = {
  stone,
  auto: automatic,
  doane,
  fd: freedmanDiaconis,
  rice,
  scott,
  sqrt: squareRoot,
  sturges,
};

/** Elements within a range, ends included. */
function within(a: NdArray, { first, last }: Ends): NdArray {
  const keep = applyUfunc(
    'logical_and',
    call('greater_equal', a, first as PyValue),
    call('less_equal', a, last as PyValue),
  );
  const count = native.countTrue(keep.slot);
  return count === a.size ? a : arrayOf(native.maskSelect(a.slot, keep.slot), a.dtype, [count]);
}

/** int(): ValueError for NaN, OverflowError for infinity. */
function toCount(value: number): number {
  if (Number.isNaN(value)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new OverflowError('cannot convert float infinity to integer');
  return Math.trunc(value);
}

/** Uniform bins as a named rule has them. ValueError for a name that is none. */
export function estimatedBins(
  op: string,
  a: NdArray,
  name: string,
  isWeighted: boolean,
  outer: () => Ends,
  isRanged: boolean,
): Uniform {
  const estimator = Object.hasOwn(ESTIMATORS, name) ? ESTIMATORS[name] : undefined;
  if (estimator === undefined) throw new ValueError(`${op}: '${name}' is not a valid estimator for \`bins\``);
  if (isWeighted) {
    throw new PyTypeError(`${op}: automated estimation of the number of bins is not supported for weighted data`);
  }
  const ends = outer();
  const x = isRanged ? within(a, ends) : a;
  if (x.size === 0) return { ...ends, count: 1 };
  let width = estimator(reshaped(x, [x.size]), ends);
  if (width === null || !isTrue(applyUfunc('not_equal', width, scalarFrom(0, width.dtype)))) {
    return { ...ends, count: 1 };
  }
  if (isInteger(x.dtype) && isTrue(call('less', width, 1))) width = scalarArray(1, D.Int64);
  const delta = distance(ends.last, ends.first);
  const isWhole = isInteger(width.dtype);
  const ratio = isWhole ? call('divide', delta, 1) : call('divide', delta, width);
  const count = toCount(read(applyUfunc('ceil', ratio)));
  if (count < 1) throw new ValueError(`${op}: number of samples, ${count + 1}, must be positive`);
  return { ...ends, count };
}
