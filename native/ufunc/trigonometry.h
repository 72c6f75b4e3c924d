// Vector kernels of arctangents (both widths) and of sine, cosine and tangent in float32.
#pragma once

#include <cmath>

#include "core/lanes.h"
#include "ufunc/coefficients.h"

#ifdef FS_HAS_LANES
namespace fs::inline FS_ISA {

/// The angle whose tangent is least/greatest, 0 <= least <= greatest, within the octant; then `swapped`
/// reflects it at pi/4 and `behind` at pi/2. The quotient is corrected by its residue.
template <class V>
V octant_angle(V least, V greatest, Integers<V> swapped, Integers<V> behind) {
  using T = Element<V>;
  const Integers<V> steep = least > greatest * T(0.41421356237309503);
  const V other = steep ? least : V{};
  const V num = steep ? least - greatest : least, den = greatest + other;
  const V num_low = steep ? least - (num + greatest) : V{}, den_low = (greatest - den) + other;
  const V inverse = T(1) / den, t = num * inverse, z = t * t;
  const V t_low = (fma(-t, den, num) + fma(-t, den_low, num_low)) * inverse;
  V quarters = steep ? all<V>(1) : V{};
  quarters = swapped ? T(2) - quarters : quarters;
  V sign = swapped ? all<V>(-1) : all<V>(1);
  quarters = behind ? T(4) - quarters : quarters;
  sign = behind ? -sign : sign;
  const V small = fma(t * z, polynomial(z, kAtanOdd<T>), t_low);
  const V whole = quarters * QuarterPi<T>::high, angle = sign * t, sum = whole + angle;
  const V lost = (whole - sum) + angle;  // |angle| is less than a quarter unless there are none
  return sum + fma(sign, small, fma(quarters, all<V>(QuarterPi<T>::low), lost));
}

template <class V>
V arctan_lanes(V x) {
  using T = Element<V>;
  constexpr T infinite =
      std::is_same_v<T, double> ? T(0x1p60) : T(0x1p30);  // from there on it is pi/2 to the last bit
  const V one = all<V>(1), size = magnitude(x) > infinite ? all<V>(infinite) : magnitude(x);
  const Integers<V> large = size > T(1);
  const V least = large ? one : size, greatest = large ? size : one;
  return with_sign_of(octant_angle(least, greatest, large, Integers<V>{}), x);
}

/// Operands whose greater magnitude is zero, subnormal, near overflow or infinite, and NaN, are not served.
template <class V>
V arctan2_lanes(V y, V x, bool& served) {
  using T = Element<V>;
  constexpr T least_served = std::is_same_v<T, double> ? T(0x1p-1000) : T(0x1p-120f);
  constexpr T greatest_served = std::is_same_v<T, double> ? T(0x1p1000) : T(0x1p120f);
  const V a = magnitude(y), b = magnitude(x);
  const Integers<V> swapped = a > b;
  const V least = swapped ? b : a, greatest = swapped ? a : b;
  served = all_within(greatest, least_served, greatest_served) && all_within(least, T(0), greatest_served);
  return with_sign_of(octant_angle(least, greatest, swapped, bits_of(x) < 0), y);
}

/// Greatest magnitude that three parts of pi/2 reduce well.
inline constexpr float kGreatestAngle = 71476.0f;

/// x = n pi/2 + r
struct QuarterTurns {
  IntLanes n;
  FloatLanes r;
};
inline QuarterTurns reduce_by_half_pi(FloatLanes x) {
  const FloatLanes shifted = fma(x, all<FloatLanes>(0.636619772f), all<FloatLanes>(0x1.8p23f));
  const FloatLanes n = shifted - 0x1.8p23f;
  FloatLanes r = fma(n, all<FloatLanes>(-kHalfPi[0]), x);
  r = fma(n, all<FloatLanes>(-kHalfPi[1]), r);
  return {bits_of(shifted), fma(n, all<FloatLanes>(-kHalfPi[2]), r)};
}
/// sin(r + n pi/2)
inline FloatLanes sine_of_turns(FloatLanes r, IntLanes n) {
  const FloatLanes z = r * r;
  const FloatLanes sine = fma(z * r, polynomial(z, kSinOdd<float>), r);
  const FloatLanes cosine =
      fma(z * z, polynomial(z, kCosEven<float>), fma(z, all<FloatLanes>(-0.5f), all<FloatLanes>(1)));
  const FloatLanes result = (n & 1) != 0 ? cosine : sine;
  return from_bits<FloatLanes>(bits_of(result) ^ ((n & 2) << 30));
}
inline FloatLanes sin_lanes(FloatLanes x) {
  const auto [n, r] = reduce_by_half_pi(magnitude(x));
  return from_bits<FloatLanes>(bits_of(sine_of_turns(r, n)) ^ (bits_of(x) & kSignBit<FloatLanes>));
}
inline FloatLanes cos_lanes(FloatLanes x) {
  const auto [n, r] = reduce_by_half_pi(x);
  return sine_of_turns(r, n + 1);
}
/// Tangents are computed in double: near their poles they magnify what a reduction in float32 loses.
inline DoubleLanes tan_lanes(DoubleLanes x) {
  const DoubleLanes shifted = fma(x, all<DoubleLanes>(0.63661977236758134), all<DoubleLanes>(0x1.8p52));
  const DoubleLanes n = shifted - 0x1.8p52;
  const DoubleLanes r = fma(n, all<DoubleLanes>(-2 * QuarterPi<double>::low),
                            fma(n, all<DoubleLanes>(-2 * QuarterPi<double>::high), x));
  const DoubleLanes z = r * r, tangent = fma(z * r, polynomial(z, kTanOdd<double>), r);
  const LongLanes odd = (bits_of(shifted) & 1) != 0;
  return (odd ? all<DoubleLanes>(-1) : tangent) / (odd ? tangent : all<DoubleLanes>(1));
}
inline FloatLanes tan_lanes(FloatLanes x) {
  return narrow(tan_lanes(widen_half(x, 0)), tan_lanes(widen_half(x, 1)));
}

}  // namespace fs::inline FS_ISA
#endif
