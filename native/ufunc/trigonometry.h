// Vector kernels of arctangents (both widths) and of sine, cosine and tangent in float32.
#pragma once

#include <cmath>

#include "core/lanes.h"
#include "ufunc/coefficients.h"

#ifdef FS_HAS_LANES
namespace fs::inline FS_ISA {

/// The angle whose tangent is least/greatest, 0 <= least <= greatest, within the octant; then `swapped`
/// reflects it at pi/4 and `behind` at pi/2. Next to the nearest of sixteen tangents c it is arctan(c) +
/// arctan((q - c) / (1 + q c)).
template <class V>
V octant_angle(V least, V greatest, Integers<V> swapped, Integers<V> behind) {
  using T = Element<V>;
  const V rough = least * rough_inverse(greatest);
  const Integers<V> index = bits_of(fma(rough, all<V>(15), all<V>(LaneTraits<V>::kRounder)));
  const V c = look_up(kArctanCentre<T>, index);
  const V t = fma(-c, greatest, least) / fma(c, least, greatest), z = t * t;
  const V small = fma(t * z, polynomial(z, kAtanOdd<T>), look_up(kArctanLow<T>, index));
  // The angle from the nearest axis, forwards or backwards; whole multiples of the two tables' unit add
  // exactly.
  V axis = swapped ? all<V>(2) : V{};
  V sign = swapped ? all<V>(-1) : all<V>(1);
  axis = behind ? T(4) - axis : axis;
  sign = behind ? -sign : sign;
  const V whole = fma(axis, all<V>(QuarterPi<T>::high), sign * look_up(kArctanHigh<T>, index));
  const V part = sign * t, sum = whole + part;
  const V lost = (whole - sum) + part;  // |part| is less than |whole| unless that is zero
  return sum + fma(sign, small, fma(axis, all<V>(QuarterPi<T>::low), lost));
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
