/**
 * The modified Bessel function of the first kind, order zero, by Chebyshev series on [0, 8] and beyond (Clenshaw,
 * "Chebyshev series for mathematical functions", 1962; coefficients as in Cephes), evaluated in the operand's dtype.
 */
import { native } from '../../addon/native.js';
import { Dtype, isComplex, kindOf } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { PyTypeError } from '../../errors.js';
import { PyFloat } from '../../python/values.js';
import { asType } from '../../ufunc/apply.js';
import { call } from './apply.js';

/** exp(-x) I0(x) in x/2 - 2 on [0, 8]. */
// biome-ignore format: a table
const NEAR = [
  -4.4153416464793395e-18, 3.3307945188222384e-17, -2.431279846547955e-16, 1.715391285555133e-15,
  -1.1685332877993451e-14, 7.676185498604936e-14, -4.856446783111929e-13, 2.95505266312964e-12,
  -1.726826291441556e-11, 9.675809035373237e-11, -5.189795601635263e-10, 2.6598237246823866e-09,
  -1.300025009986248e-08, 6.046995022541919e-08, -2.670793853940612e-07, 1.1173875391201037e-06,
  -4.4167383584587505e-06, 1.6448448070728896e-05, -5.754195010082104e-05, 0.00018850288509584165,
  -0.0005763755745385824, 0.0016394756169413357, -0.004324309995050576, 0.010546460394594998,
  -0.02373741480589947, 0.04930528423967071, -0.09490109704804764, 0.17162090152220877,
  -0.3046826723431984, 0.6767952744094761,
];

/** exp(-x) sqrt(x) I0(x) in 32/x - 2 beyond 8. */
// biome-ignore format: a table
const FAR = [
  -7.233180487874754e-18, -4.830504485944182e-18, 4.46562142029676e-17, 3.461222867697461e-17,
  -2.8276239805165836e-16, -3.425485619677219e-16, 1.7725601330565263e-15, 3.8116806693526224e-15,
  -9.554846698828307e-15, -4.150569347287222e-14, 1.54008621752141e-14, 3.8527783827421426e-13,
  7.180124451383666e-13, -1.7941785315068062e-12, -1.3215811840447713e-11, -3.1499165279632416e-11,
  1.1889147107846439e-11, 4.94060238822497e-10, 3.3962320257083865e-09, 2.266668990498178e-08,
  2.0489185894690638e-07, 2.8913705208347567e-06, 6.889758346916825e-05, 0.0033691164782556943,
  0.8044904110141088,
];

/** A Chebyshev series by Clenshaw's recurrence. */
function series(x: NdArray, coefficients: readonly number[]): NdArray {
  let current: NdArray | PyFloat = new PyFloat(coefficients[0]!);
  let last: NdArray | PyFloat = new PyFloat(0);
  let before: NdArray | PyFloat = last;
  for (const coefficient of coefficients.slice(1)) {
    before = last;
    last = current;
    const product = call('subtract', call('multiply', x, last), before);
    current = call('add', product, new PyFloat(coefficient));
  }
  return call('multiply', new PyFloat(0.5), call('subtract', current, before));
}

/** numpy.i0. TypeError for complex numbers. */
export function i0(a: NdArray): NdArray {
  if (isComplex(a.dtype)) throw new PyTypeError('i0 not supported for complex values');
  const x = call('absolute', kindOf(a.dtype) === 'f' ? a : asType(a, Dtype.Float64));
  const isNear = call('less_equal', x, new PyFloat(8));
  const near = call(
    'multiply',
    call('exp', x),
    series(call('subtract', call('divide', x, new PyFloat(2)), new PyFloat(2)), NEAR),
  );
  const argument = call('subtract', call('divide', new PyFloat(32), x), new PyFloat(2));
  const far = call('divide', call('multiply', call('exp', x), series(argument, FAR)), call('sqrt', x));
  return new NdArray(native.select(isNear.slot, near.slot, far.slot, x.dtype, x.shape), x.dtype, x.shape);
}
