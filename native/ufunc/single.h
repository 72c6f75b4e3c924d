// Vector kernels in float32 that look the coefficients of a polynomial up for the piece an argument falls
// into: tanh and arctan; and powers, by logarithms in pairs of float32.
#pragma once

#include "core/lanes.h"
#include "ufunc/single_tables.h"

#ifdef FS_HAS_LANES
namespace fs::inline FS_ISA {

/// A polynomial whose coefficients depend on the lane; lowest power first.
template <int N>
FloatLanes polynomial_of_piece(FloatLanes t, const float (&c)[N][16], IntLanes piece) {
  FloatLanes sum = look_up(c[N - 1], piece);
  for (int i = N - 2; i >= 0; i--) sum = fma(sum, t, look_up(c[i], piece));
  return sum;
}

inline FloatLanes tanh_lanes(FloatLanes x) {
  constexpr float one_from = 12;          // the result rounds to 1 from 9.02 on
  constexpr int32_t before_first = 0xf7;  // the first bits of 1/8, less one
  FloatLanes size = magnitude(x);
  size = size > one_from ? all<FloatLanes>(one_from) : size;
  const IntLanes above = (bits_of(size) >> 22) - before_first;
  const IntLanes piece = above > 0 ? above : IntLanes{};
  const FloatLanes t = size - look_up(kTanhCentre, piece);
  return with_sign_of(fma(t, polynomial_of_piece(t, kTanhSlope, piece), look_up(kTanhValue, piece)), x);
}

/// Magnitudes above one by their reciprocals, whose angles count from the other axis.
inline FloatLanes arctan_lanes(FloatLanes x) {
  constexpr float infinite = 0x1p30f;  // from there on it is pi/2 to the last bit
  FloatLanes size = magnitude(x);
  const IntLanes large = size > 1.0f;
  const FloatLanes bounded = size > infinite ? all<FloatLanes>(infinite) : size;
  const FloatLanes rough = rough_inverse(bounded);
  const FloatLanes inverse = fma(fma(-bounded, rough, all<FloatLanes>(1)), rough, rough);
  const FloatLanes q = large ? inverse : size;
  const IntLanes piece =
      bits_of(fma(q, all<FloatLanes>(15), all<FloatLanes>(LaneTraits<FloatLanes>::kRounder)));
  const FloatLanes t = q - look_up(kAngleTangent, piece);
  const FloatLanes value = large ? look_up(kAngleFar, piece) : look_up(kAngleNear, piece);
  const FloatLanes forwards = from_bits<FloatLanes>(bits_of(t) ^ (large & kSignBit<FloatLanes>));
  return with_sign_of(fma(forwards, polynomial_of_piece(t, kAngleSlope, piece), value), x);
}

#ifdef FS_ISA_avx512

/// x^y for positive normal x. The exponent y log2(x) is a sum of two numbers, of which the first part of the
/// logarithm is exact but for its last step.
inline FloatLanes power_of_normal(FloatLanes x, FloatLanes y) {
  const IntLanes above = bits_of(x) - kShortOffset;
  const IntLanes piece = above >> 18;
  const FloatLanes m = from_bits<FloatLanes>(bits_of(x) - (above & ~((1 << 23) - 1)));
  const FloatLanes r = fma(m, look_up(kShortInverse, piece), all<FloatLanes>(-1));  // exact
  const FloatLanes k = __builtin_convertvector(above >> 23, FloatLanes);
  const FloatLanes whole = k + look_up(kShortLogHigh, piece);  // exact
  // log2(1 + r) = r (slope + slope_rest)
  const FloatLanes first = all<FloatLanes>(kShortLog[0]), second = all<FloatLanes>(kShortLog[1]);
  const FloatLanes slope = fma(r, second, first);
  const FloatLanes curve = fma(r * r, polynomial(r, kShortLogCurve),
                               fma(r, all<FloatLanes>(kShortLogRest[1]), all<FloatLanes>(kShortLogRest[0])));
  const FloatLanes slope_rest = fma(r, second, first - slope) + curve;
  const FloatLanes part = r * slope;
  const FloatLanes high = whole + part;  // |part| is less than |whole| unless that is zero
  const FloatLanes lost = (((whole - high) + part) + look_up(kShortLogLow, piece)) + fma(r, slope, -part);
  const FloatLanes low = fma(r, slope_rest, lost);
  const FloatLanes exponent = y * high;
  const FloatLanes exponent_rest = fma(y, low, fma(y, high, -exponent));
  const FloatLanes nearest =
      _mm512_roundscale_ps(exponent + exponent_rest, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  // Of exponents so large that the rest means nothing the result is zero or infinite anyway.
  const FloatLanes rest = (exponent - nearest) + exponent_rest;
  const FloatLanes bounded = _mm512_min_ps(_mm512_max_ps(rest, all<FloatLanes>(-1)), all<FloatLanes>(1));
  return scale(fma(bounded, polynomial(bounded, kShortExp2), all<FloatLanes>(1)), nearest);
}

/// Whether x is positive and normal, and y of a magnitude that no exponent overflows with, in every lane.
inline bool is_plain_power(FloatLanes x, FloatLanes y) {
  constexpr int32_t least = 0x00800000, infinite = 0x7f800000;
  const auto offset = reinterpret_cast<__m512i>(bits_of(x) - least);
  const __mmask16 plain = _mm512_cmplt_epu32_mask(offset, _mm512_set1_epi32(infinite - least));
  return _mm512_mask_cmp_ps_mask(plain, magnitude(y), all<FloatLanes>(0x1p100f), _CMP_LE_OQ) == 0xffff;
}

#endif

}  // namespace fs::inline FS_ISA
#endif
