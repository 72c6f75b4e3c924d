// Vector kernels of x^y and the cube root. x^y is exp(y log x) with the logarithm in two parts: a table of
// sixteen centres c, log x = k ln 2 + log c + log(1 + r), after the scheme of ARM's optimized routines.
#pragma once

#include <cmath>

#include "ufunc/exponentials.h"
#include "ufunc/logarithms.h"
#include "ufunc/single.h"

#ifdef FS_HAS_LANES
namespace fs::inline FS_ISA {

/// k, the centre's entries and r = m / c - 1 (in two parts: the product is longer than a double).
struct Centred {
  DoubleLanes k, log_high, log_low, r, r_low;
};
inline Centred split_at_centres(DoubleLanes x) {
  const LongLanes above = bits_of(x) - kPowerOffset;
  const LongLanes k = above >> 52;
  const LongLanes index = above >> 48;
  const DoubleLanes m = from_bits<DoubleLanes>(bits_of(x) - (k << 52));
  const DoubleLanes rounder = all<DoubleLanes>(0x1.8p52);
  const DoubleLanes inverse = look_up(kPowerInverse, index);
  const DoubleLanes product = m * inverse, lost = fma(m, inverse, -product);
  const DoubleLanes difference = product - 1.0, r = difference + lost;
  return {from_bits<DoubleLanes>(bits_of(rounder) + k) - rounder, look_up(kPowerLogHigh, index),
          look_up(kPowerLogLow, index), r, (difference - r) + lost};
}

inline Pair<DoubleLanes> log_pair(DoubleLanes x) {
  const Centred at = split_at_centres(x);
  const DoubleLanes r = at.r;
  const DoubleLanes whole = fma(at.k, all<DoubleLanes>(Ln2<double>::high), at.log_high);  // exact
  const DoubleLanes first = whole + r, first_lost = (whole - first) + r;
  const DoubleLanes half = r * -0.5, square = r * half, square_lost = fma(half, r, -square);
  const DoubleLanes second = first + square, second_lost = (first - second) + square;
  const DoubleLanes constants = fma(at.k, all<DoubleLanes>(Ln2<double>::low), at.log_low);
  const DoubleLanes r_low = fma(-r, at.r_low, at.r_low);
  const DoubleLanes cubic = r * r * r * polynomial(r, kLogCubic<double>);
  const DoubleLanes rest = (((constants + r_low) + first_lost) + (square_lost + second_lost)) + cubic;
  const DoubleLanes high = second + rest;
  return {high, (second - high) + rest};
}

/// exp(high + low) for sums of magnitude up to 1000.
inline DoubleLanes exp_of_pair(DoubleLanes high, DoubleLanes low) {
  const auto [k, r, rest] = reduce_by_ln2(high);
  const DoubleLanes sum = r + (rest + low);
  return scale_anywhere(fma(sum * sum, polynomial(sum, kExpTail<double>), sum) + 1.0, k);
}

/// What a negative base does: integer exponents give the odd ones its sign, others are not served.
template <class V>
struct BaseSign {
  V sign;
  bool served;
};
template <class V>
BaseSign<V> sign_of_power(V x, V y) {
  using T = Element<V>;
  const Integers<V> negative = bits_of(x) < 0;
  const V rounded = round_small(y), halved = round_small(y * T(0.5)) * T(2);
  const V fraction = negative ? y - rounded : V{};
  // Beyond the range of round_small a difference need not be zero for an integer: those go the slow way.
  const V sign = from_bits<V>(bits_of(rounded - halved) != 0 ? (bits_of(x) & kSignBit<V>) : Integers<V>{});
  const V far = negative ? magnitude(y) : V{};
  return {sign, all_within(fraction, T(0), T(0)) && all_within(far, T(0), T(0x1p20))};
}

/// The sign of a power, and whether its operands are served: finite ones, with bases of magnitude `least` or
/// more, which take the place of x. Mostly all bases are positive, and no exponent need be looked at for it.
template <class V>
V take_sign_of_power(V& x, V y, Element<V> least, bool& served) {
  using T = Element<V>;
  served = all_within(y, -kGreatest<T>, kGreatest<T>);
  if (all_within(x, least, kGreatest<T>)) [[likely]]
    return V{};
  const auto [sign, sign_served] = sign_of_power(x, y);
  x = magnitude(x);
  served = served && sign_served && all_within(x, least, kGreatest<T>);
  return sign;
}

inline DoubleLanes power_lanes(DoubleLanes x, DoubleLanes y, bool& served) {
  const DoubleLanes sign = take_sign_of_power(x, y, kLeastNormal<double>, served);
  const auto [high, low] = log_pair(x);
  DoubleLanes exponent = y * high;
  DoubleLanes exponent_low = fma(y, low, fma(y, high, -exponent));
  const LongLanes far = magnitude(exponent) > 1000.0;  // overflow or zero, whatever follows
  exponent = far ? with_sign_of(all<DoubleLanes>(1000), exponent) : exponent;
  exponent_low = far ? DoubleLanes{} : exponent_low;
  return from_bits<DoubleLanes>(bits_of(exp_of_pair(exponent, exponent_low)) | bits_of(sign));
}

/// y log2(x) for float32 numbers held in double: an integer and the rest, within half.
struct BinaryExponent {
  DoubleLanes whole, rest;
};
inline BinaryExponent short_exponent(DoubleLanes x, DoubleLanes y) {
  const LongLanes above = bits_of(x) - kPowerOffset;
  const LongLanes k = above >> 52, index = above >> 48;
  const DoubleLanes m = from_bits<DoubleLanes>(bits_of(x) - (k << 52));
  const DoubleLanes r = fma(m, look_up(kPowerInverse, index), all<DoubleLanes>(-1));
  const DoubleLanes rounder = all<DoubleLanes>(0x1.8p52);
  const DoubleLanes whole =
      (from_bits<DoubleLanes>(bits_of(rounder) + k) - rounder) + look_up(kPowerLog2, index);
  const DoubleLanes exponent = y * fma(r, polynomial(r, kLog2Short<double>), whole);
  const DoubleLanes nearest = round_small(exponent);
  return {nearest, exponent - nearest};
}
inline FloatLanes power_lanes(FloatLanes x, FloatLanes y, bool& served) {
#ifdef FS_ISA_avx512
  served = true;
  if (is_plain_power(x, y)) [[likely]]
    return power_of_normal(x, y);
#endif
  const FloatLanes sign = take_sign_of_power(x, y, 0x1p-149f, served);
  const BinaryExponent low = short_exponent(widen_half(x, 0), widen_half(y, 0));
  const BinaryExponent high = short_exponent(widen_half(x, 1), widen_half(y, 1));
  FloatLanes k = narrow(low.whole, high.whole);
  const IntLanes far = magnitude(k) > 250.0f;  // overflow or zero, whatever follows
  k = far ? with_sign_of(all<FloatLanes>(250), k) : k;
  const FloatLanes r = far ? FloatLanes{} : narrow(low.rest, high.rest) * all<FloatLanes>(0x1.62e43p-1f);
  const FloatLanes result = scale_anywhere(fma(r * r, polynomial(r, kExpTail<float>), r) + 1.0f, k);
  return from_bits<FloatLanes>(bits_of(result) | bits_of(sign));
}

/// x = 8^e m with m from 1 to 8: m^(-1/3) by two refinements of a polynomial, y = m m^(-2/3) and one step on
/// y^3 - m.
template <class V>
V cbrt_lanes(V x) {
  using T = Element<V>;
  constexpr int bits = LaneTraits<V>::kMantissaBits;
  constexpr auto bias = LaneTraits<V>::kExponentBias;
  const V size = magnitude(x), rounder = all<V>(LaneTraits<V>::kRounder);
  const V exponent =
      (from_bits<V>(bits_of(rounder) + (bits_of(size) >> bits)) - rounder) - static_cast<T>(bias);
  const V third = round_small((exponent - T(1)) * T(1.0 / 3));  // the floor of exponent / 3
  const V step = exponent - third * T(3);
  const V fraction = from_bits<V>((bits_of(size) & ((decltype(bias){1} << bits) - 1)) | bits_of(all<V>(1)));
  const V factor = step == T(0)
                       ? all<V>(1)
                       : (step == T(1) ? all<V>(T(0.7937005259840998)) : all<V>(T(0.6299605249474366)));
  const V m = fraction * power_of_two(step);
  V inverse = polynomial(fraction, kRootStart<T>) * factor;
  for (int refinement = std::is_same_v<T, double> ? 0 : 1; refinement < 2; refinement++) {
    const V h = fma(-m * inverse, inverse * inverse, all<V>(1));
    inverse = fma(inverse * h, fma(h, all<V>(T(2.0 / 9)), all<V>(T(1.0 / 3))), inverse);
  }
  const V y = m * inverse * inverse;
  const V square = y * y, square_low = fma(y, y, -square);
  const V residue = fma(square_low, y, fma(square, y, -m));
  return with_sign_of(fma(residue * inverse * inverse, all<V>(T(-1.0 / 3)), y) * power_of_two(third), x);
}

}  // namespace fs::inline FS_ISA
#endif
