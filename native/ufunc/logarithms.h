// Vector kernels of logarithms and inverse hyperbolic functions: x = 2^k m with m from sqrt(1/2) to sqrt(2),
// then log(1 + f) by the series of the inverse hyperbolic tangent of s = f / (2 + f).
#pragma once

#include <cmath>

#include "core/lanes.h"
#include "ufunc/coefficients.h"

#ifdef FS_HAS_LANES
namespace fs::inline FS_ISA {

template <class T>
inline constexpr T kLeastNormal = std::is_same_v<T, double> ? T(0x1p-1022) : T(0x1p-126f);
template <class T>
inline constexpr T kGreatest = std::is_same_v<T, double> ? T(0x1.fffffffffffffp1023) : T(0x1.fffffep127f);

/// x = 2^k m for normal numbers.
template <class V>
struct Scaled {
  V k, m;
};
template <class V>
Scaled<V> split_exponent(V x) {
  using T = Element<V>;
  constexpr int bits = LaneTraits<V>::kMantissaBits;
  const Integers<V> root = bits_of(all<V>(T(0.70710678118654752)));
  const Integers<V> above = bits_of(x) - root;
  const Integers<V> k = above >> bits;
  const V rounder = all<V>(LaneTraits<V>::kRounder);
  return {from_bits<V>(bits_of(rounder) + k) - rounder, from_bits<V>(bits_of(x) - (k << bits))};
}

/// s R(s^2) where log(1 + f) = f - f^2/2 + s (f^2/2 + R): the part that needs no extra precision.
template <class V>
V log_rest(V f, V half_square) {
  const V s = f / (f + Element<V>{2}), z = s * s;
  return s * fma(z, polynomial(z, kLogOdd<Element<V>>), half_square);
}

/// k ln 2 + log(1 + f)
template <class V>
V log_sum(V k, V f) {
  using T = Element<V>;
  const V half_square = f * f * T(0.5);
  const V small = fma(k, all<V>(Ln2<T>::low), log_rest(f, half_square));
  return fma(k, all<V>(Ln2<T>::high), f - (half_square - small));
}

template <class V>
V log_lanes(V x) {
  const auto [k, m] = split_exponent(x);
  return log_sum(k, m - Element<V>{1});
}

/// log(1 + x + rest): what 1 + x loses by rounding is added to the reduced argument.
template <class V>
V log1p_lanes(V x, V rest = V{}) {
  using T = Element<V>;
  const V u = x + T(1), back = u - T(1);
  const V lost = ((T(1) - (u - back)) + (x - back)) + rest;
  const auto [k, m] = split_exponent(u);
  return with_sign_of(log_sum(k, fma(lost, power_of_two(-k), m - T(1))), x);
}

/// k unit + log(1 + f) / log(base), with log(1 + f) and the quotient in two parts so that powers of the base
/// are exact.
template <class V, class Scale>
V log_in_base(V x, V unit_high, V unit_low, Scale) {
  using T = Element<V>;
  const auto [k, m] = split_exponent(x);
  const V f = m - T(1), half_square = f * f * T(0.5), lost = fma(f * T(0.5), f, -half_square);
  const V high = f - half_square;
  const V low = (((f - high) - half_square) - lost) + log_rest(f, half_square);
  const V scale_high = all<V>(Scale::high), product = high * scale_high;
  const V error = fma(high, all<V>(Scale::low), fma(low, scale_high, fma(high, scale_high, -product)));
  const V whole = k * unit_high, sum = whole + product;
  return sum + (((whole - sum) + product) + fma(k, unit_low, error));
}
template <class V>
V log2_lanes(V x) {
  return log_in_base(x, all<V>(1), V{}, Log2OfE<Element<V>>{});
}
template <class V>
V log10_lanes(V x) {
  using T = Element<V>;
  return log_in_base(x, all<V>(Log10Of2<T>::high), all<V>(Log10Of2<T>::low), Log10OfE<T>{});
}

/// log1p(a + a^2 / (1 + sqrt(1 + a^2)))
template <class V>
V arcsinh_lanes(V x) {
  using T = Element<V>;
  const V a = magnitude(x), square = a * a;
  const V excess = square / (sqrt(square + T(1)) + T(1));
  const V sum = a + excess;
  return with_sign_of(log1p_lanes(sum, (a - sum) + excess), x);
}

/// log1p(t + sqrt(t^2 + 2 t)) with t = x - 1
template <class V>
V arccosh_lanes(V x) {
  using T = Element<V>;
  const V t = x - T(1), square = fma(t, t, t + t), root = sqrt(square);
  const V divisor = root == T(0) ? all<V>(1) : root;
  const V rest = fma(-root, root, square) * T(0.5) / divisor;
  const V sum = t + root;
  const V lost = t > root ? (t - sum) + root : (root - sum) + t;
  return log1p_lanes(sum, lost + rest);
}

/// log1p(2a / (1 - a)) / 2; the quotient is corrected by its residue.
template <class V>
V arctanh_lanes(V x) {
  using T = Element<V>;
  const V a = magnitude(x), divisor = T(1) - a, divisor_low = (T(1) - divisor) - a;
  const V inverse = T(1) / divisor, quotient = (a + a) * inverse;
  const V residue = fma(-quotient, divisor, a + a) - quotient * divisor_low;
  return with_sign_of(log1p_lanes(quotient, residue * inverse) * T(0.5), x);
}

}  // namespace fs::inline FS_ISA
#endif
