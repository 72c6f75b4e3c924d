// Vectors of this instruction set's widest registers, with the few operations that C++ has no operator for.
// The baseline has no fused multiply-add, which kernels written on these need: it has loads and stores only,
// and FS_HAS_LANES is not defined.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <type_traits>

#include "core/isa.h"

namespace fs::inline FS_ISA {

#if defined(FS_ISA_avx512)
#define FS_HAS_LANES 1
#define FS_WIDTH 64
#define FS_INTRINSIC(name) _mm512_##name
#elif defined(FS_ISA_avx2)
#define FS_HAS_LANES 1
#define FS_WIDTH 32
#define FS_INTRINSIC(name) _mm256_##name
#else
#define FS_WIDTH 16
#define FS_INTRINSIC(name) _mm_##name
#endif

using DoubleLanes = double __attribute__((vector_size(FS_WIDTH)));
using FloatLanes = float __attribute__((vector_size(FS_WIDTH)));
using LongLanes = int64_t __attribute__((vector_size(FS_WIDTH)));
using IntLanes = int32_t __attribute__((vector_size(FS_WIDTH)));

/// What belongs to a vector type: its element, integers of that width, and the layout of the format.
template <class V>
struct LaneTraits;
template <>
struct LaneTraits<DoubleLanes> {
  using Element = double;
  using Integers = LongLanes;
  using Integer = int64_t;
  static constexpr int kMantissaBits = 52;
  static constexpr int64_t kExponentBias = 1023;
  static constexpr double kRounder = 0x1.8p52;  ///< added and taken away, rounds to an integer
};
template <>
struct LaneTraits<FloatLanes> {
  using Element = float;
  using Integers = IntLanes;
  using Integer = int32_t;
  static constexpr int kMantissaBits = 23;
  static constexpr int32_t kExponentBias = 127;
  static constexpr float kRounder = 0x1.8p23f;
};
template <class V>
using Element = typename LaneTraits<V>::Element;
template <class V>
using Integers = typename LaneTraits<V>::Integers;
template <class T>
using LanesOf = std::conditional_t<std::is_same_v<T, double>, DoubleLanes, FloatLanes>;

inline DoubleLanes load_lanes(const double* p) { return FS_INTRINSIC(loadu_pd)(p); }
inline FloatLanes load_lanes(const float* p) { return FS_INTRINSIC(loadu_ps)(p); }
inline void store_lanes(double* p, DoubleLanes v) { FS_INTRINSIC(storeu_pd)(p, v); }
inline void store_lanes(float* p, FloatLanes v) { FS_INTRINSIC(storeu_ps)(p, v); }

#ifdef FS_HAS_LANES

/// The same number in every lane.
template <class V>
V all(Element<V> x) {
  return V{} + x;
}

inline DoubleLanes fma(DoubleLanes a, DoubleLanes b, DoubleLanes c) {
  return FS_INTRINSIC(fmadd_pd)(a, b, c);
}
inline FloatLanes fma(FloatLanes a, FloatLanes b, FloatLanes c) { return FS_INTRINSIC(fmadd_ps)(a, b, c); }
inline DoubleLanes sqrt(DoubleLanes a) { return FS_INTRINSIC(sqrt_pd)(a); }
inline FloatLanes sqrt(FloatLanes a) { return FS_INTRINSIC(sqrt_ps)(a); }

template <class V>
Integers<V> bits_of(V v) {
  return reinterpret_cast<Integers<V>>(v);
}
template <class V>
V from_bits(Integers<V> v) {
  return reinterpret_cast<V>(v);
}
template <class V>
inline constexpr typename LaneTraits<V>::Integer kSignBit = static_cast<typename LaneTraits<V>::Integer>(
    std::make_unsigned_t<typename LaneTraits<V>::Integer>{1} << (sizeof(Element<V>) * 8 - 1));

template <class V>
V magnitude(V v) {
  return from_bits<V>(bits_of(v) & ~kSignBit<V>);
}
template <class V>
V with_sign_of(V v, V sign) {
  return from_bits<V>((bits_of(v) & ~kSignBit<V>) | (bits_of(sign) & kSignBit<V>));
}

/// Evaluates a polynomial, lowest power first (Horner's scheme in x^2 for the even and odd powers apart,
/// whose two chains of multiply-adds run side by side).
template <class V, int N>
V polynomial(V x, const Element<V> (&c)[N]) {
  if constexpr (N <= 3) {
    V sum = all<V>(c[N - 1]);
    for (int i = N - 2; i >= 0; i--) sum = fma(sum, x, all<V>(c[i]));
    return sum;
  } else {
    const V square = x * x;
    V even = all<V>(c[(N - 1) / 2 * 2]), odd = all<V>(c[(N - 2) / 2 * 2 + 1]);
    for (int i = (N - 1) / 2 * 2 - 2; i >= 0; i -= 2) even = fma(even, square, all<V>(c[i]));
    for (int i = (N - 2) / 2 * 2 - 1; i >= 1; i -= 2) odd = fma(odd, square, all<V>(c[i]));
    return fma(odd, x, even);
  }
}

/// Rounds numbers of small magnitude to integers.
template <class V>
V round_small(V v) {
  constexpr auto rounder = LaneTraits<V>::kRounder;
  return (v + rounder) - rounder;
}

/// A small integer, given as a number in every lane, as the power of two with that exponent. Results must be
/// normal.
template <class V>
V power_of_two(V k) {
  constexpr auto bias = LaneTraits<V>::kExponentBias;
  const Integers<V> biased = bits_of(k + (LaneTraits<V>::kRounder + static_cast<Element<V>>(bias)));
  return from_bits<V>(biased << LaneTraits<V>::kMantissaBits);
}

/// v 2^k for an integer k; results that overflow or are subnormal are right with AVX-512 only.
#ifdef FS_ISA_avx512
inline DoubleLanes scale(DoubleLanes v, DoubleLanes k) { return _mm512_scalef_pd(v, k); }
inline FloatLanes scale(FloatLanes v, FloatLanes k) { return _mm512_scalef_ps(v, k); }
#else
template <class V>
V scale(V v, V k) {
  return v * power_of_two(k);
}
#endif

/// The same on any instruction set; v must be near one. The second product alone is rounded.
template <class V>
V scale_anywhere(V v, V k) {
#ifdef FS_ISA_avx512
  return scale(v, k);
#else
  const V half = round_small(k * Element<V>(0.5));
  return v * power_of_two(half) * power_of_two(k - half);
#endif
}

/// True when low <= v <= high in every lane; a NaN is not.
#ifdef FS_ISA_avx512
inline bool all_within(DoubleLanes v, double low, double high) {
  return (_mm512_cmp_pd_mask(v, _mm512_set1_pd(low), _CMP_GE_OQ) &
          _mm512_cmp_pd_mask(v, _mm512_set1_pd(high), _CMP_LE_OQ)) == 0xff;
}
inline bool all_within(FloatLanes v, float low, float high) {
  return (_mm512_cmp_ps_mask(v, _mm512_set1_ps(low), _CMP_GE_OQ) &
          _mm512_cmp_ps_mask(v, _mm512_set1_ps(high), _CMP_LE_OQ)) == 0xffff;
}
inline DoubleLanes look_up(const double (&table)[16], LongLanes index) {
  return _mm512_permutex2var_pd(_mm512_loadu_pd(table), reinterpret_cast<__m512i>(index),
                                _mm512_loadu_pd(table + 8));
}
inline FloatLanes look_up(const float (&table)[16], IntLanes index) {
  return _mm512_permutexvar_ps(reinterpret_cast<__m512i>(index), _mm512_loadu_ps(table));
}
/// As above, by the low five bits.
inline FloatLanes look_up(const float (&table)[32], IntLanes index) {
  return _mm512_permutex2var_ps(_mm512_loadu_ps(table), reinterpret_cast<__m512i>(index),
                                _mm512_loadu_ps(table + 16));
}
/// Reciprocals of normal numbers within a relative error of 2^-14.
inline DoubleLanes rough_inverse(DoubleLanes v) { return _mm512_rcp14_pd(v); }
inline FloatLanes rough_inverse(FloatLanes v) { return _mm512_rcp14_ps(v); }
inline DoubleLanes widen_half(FloatLanes v, int half) {
  return _mm512_cvtps_pd(half == 0 ? _mm512_castps512_ps256(v) : _mm512_extractf32x8_ps(v, 1));
}
inline FloatLanes narrow(DoubleLanes low, DoubleLanes high) {
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_cvtpd_ps(low)), _mm512_cvtpd_ps(high), 1);
}
#else
inline bool all_within(DoubleLanes v, double low, double high) {
  return _mm256_movemask_pd(_mm256_and_pd(_mm256_cmp_pd(v, _mm256_set1_pd(low), _CMP_GE_OQ),
                                          _mm256_cmp_pd(v, _mm256_set1_pd(high), _CMP_LE_OQ))) == 0xf;
}
inline bool all_within(FloatLanes v, float low, float high) {
  return _mm256_movemask_ps(_mm256_and_ps(_mm256_cmp_ps(v, _mm256_set1_ps(low), _CMP_GE_OQ),
                                          _mm256_cmp_ps(v, _mm256_set1_ps(high), _CMP_LE_OQ))) == 0xff;
}
/// Entries of a table; the low four bits of the index count.
inline DoubleLanes look_up(const double (&table)[16], LongLanes index) {
  return _mm256_i64gather_pd(table, reinterpret_cast<__m256i>(index & int64_t{15}), 8);
}
inline FloatLanes look_up(const float (&table)[16], IntLanes index) {
  const auto at =
      reinterpret_cast<__m256i>(index);  // of which each half of the table sees the low three bits
  return _mm256_blendv_ps(_mm256_permutevar8x32_ps(_mm256_loadu_ps(table), at),
                          _mm256_permutevar8x32_ps(_mm256_loadu_ps(table + 8), at),
                          reinterpret_cast<__m256>(index << 28));
}
inline DoubleLanes rough_inverse(DoubleLanes v) { return 1.0 / v; }
inline FloatLanes rough_inverse(FloatLanes v) { return 1.0f / v; }
/// One half of the lanes as double.
inline DoubleLanes widen_half(FloatLanes v, int half) {
  return _mm256_cvtps_pd(half == 0 ? _mm256_castps256_ps128(v) : _mm256_extractf128_ps(v, 1));
}
inline FloatLanes narrow(DoubleLanes low, DoubleLanes high) {
  return _mm256_set_m128(_mm256_cvtpd_ps(high), _mm256_cvtpd_ps(low));
}
#endif

#endif  // FS_HAS_LANES

}  // namespace fs::inline FS_ISA
