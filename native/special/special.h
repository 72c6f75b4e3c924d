// Special functions of real numbers that are no ufuncs: the error function, the normal quantile and the
// modified Bessel function I0.
#pragma once

#include "core/array.h"

namespace fs {

/// The error function of float64 elements, within about 1e-13: the rational approximations of FDLIBM's
/// s_erf.c with the coefficients of the reference library. NaN stays NaN.
Array erf(const Array& x);

/// Quantiles of the standard normal distribution of float64 elements: Acklam's rational approximation (2004)
/// and one Newton step against `erf`, which leaves about 1e-12. NaN outside [0, 1].
Array normal_quantile(const Array& p);

/// I0 of elements of a float type, given exp(|x|) in the same type and shape: numpy.i0.
Array bessel_i0(const Array& x, const Array& exponential);

/// erf of one number.
double erf(double x);
/// normal_quantile of one number.
double normal_quantile(double p);

}  // namespace fs
