// Vector kernels of exp and the hyperbolic functions: argument reduction by multiples of ln 2 and one
// polynomial.
#pragma once

#include <cmath>

#include "core/lanes.h"
#include "ufunc/coefficients.h"

#ifdef FS_HAS_LANES
namespace fs::inline FS_ISA {

/// Where the exponential neither overflows nor is subnormal.
template <class T>
inline constexpr T kLeastExponent = std::is_same_v<T, double> ? T(-708) : T(-87);
template <class T>
inline constexpr T kGreatestExponent = std::is_same_v<T, double> ? T(709) : T(88);

/// x = k ln 2 + (r + rest), |r| <= ln(2)/2.
template <class V>
struct Reduced {
  V k, r, rest;
};
template <class V>
Reduced<V> reduce_by_ln2(V x) {
  using T = Element<V>;
  constexpr T rounder = LaneTraits<V>::kRounder;
  const V k = fma(x, all<V>(Log2OfE<T>::high), all<V>(rounder)) - rounder;
  const V high = fma(k, all<V>(-Ln2<T>::high), x);
  const V r = fma(k, all<V>(-Ln2<T>::low), high);
  return {k, r, fma(k, all<V>(-Ln2<T>::low), high - r)};
}

template <class V>
V exp_lanes(V x) {
  const auto [k, r, rest] = reduce_by_ln2(x);
  return scale(fma(r * r, polynomial(r, kExpTail<Element<V>>), r) + Element<V>{1}, k);
}

template <class V>
V exp2_lanes(V x) {
  const V k = round_small(x);
  const V r = (x - k) * all<V>(Ln2<Element<V>>::high + Ln2<Element<V>>::low);
  return scale(fma(r * r, polynomial(r, kExpTail<Element<V>>), r) + Element<V>{1}, k);
}

/// exp(x) - 1 as a sum of two numbers, the second the smaller one.
template <class V>
struct Pair {
  V high, low;
};
template <class V>
Pair<V> expm1_pair(V x) {
  const auto [k, r, rest] = reduce_by_ln2(x);
  const V tail = fma(r * r, polynomial(r, kExpTail<Element<V>>), rest);
  const V t = power_of_two(k), whole = t - Element<V>{1};
  const V high = fma(t, r, whole);  // |whole| is zero or more than |t r|
  const V lost = fma(t, r, whole - high);
  return {high, fma(t, tail, lost)};
}

template <class V>
V expm1_lanes(V x) {
  const auto [high, low] = expm1_pair(x);
  return with_sign_of(high + low, x);
}

/// -expm1(-2|x|) / (2 + expm1(-2|x|)); the quotient, by a reciprocal of half the precision or more, is
/// corrected by its residue.
template <class V>
V tanh_lanes(V x) {
  using T = Element<V>;
  constexpr T one_from = std::is_same_v<T, double> ? T(22) : T(10);  // beyond, the result rounds to 1
  const V size = magnitude(x);
  const V clamped = size > one_from ? all<V>(one_from) : size;
  const auto [high, low] = expm1_pair(-(clamped + clamped));
  const V whole = high + low, rest = (high - whole) + low;
  const V divisor = whole + T(2), divisor_low = (whole - (divisor - T(2))) + rest;
  const V inverse = std::is_same_v<T, double> ? T(1) / divisor : rough_inverse(divisor);
  const V quotient = -whole * inverse;
  const V residue = fma(-quotient, divisor, -whole) - fma(quotient, divisor_low, rest);
  return with_sign_of(fma(residue, inverse, quotient), x);
}

/// (E + E / (1 + E)) / 2 with E = expm1(|x|).
template <class V>
V sinh_lanes(V x) {
  using T = Element<V>;
  const auto [high, low] = expm1_pair(magnitude(x));
  const V whole = high + low, rest = (high - whole) + low;
  const V quotient = whole / (whole + T(1));
  return with_sign_of((whole * T(0.5) + (quotient + rest) * T(0.5)), x);
}

/// (e + 1 / e) / 2 with e = exp(|x|).
template <class V>
V cosh_lanes(V x) {
  using T = Element<V>;
  const V half = exp_lanes(magnitude(x)) * T(0.5);
  return half + T(0.25) / half;
}

}  // namespace fs::inline FS_ISA
#endif
