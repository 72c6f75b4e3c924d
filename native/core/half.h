// IEEE 754 binary16 as NumPy's float16: storage type and exact conversions.
#pragma once

#include <bit>
#include <cstdint>

#include "core/isa.h"

namespace fs::inline FS_ISA {

/// Widens to float32; exact.
inline float half_bits_to_float(uint16_t h) {
  const uint32_t sign = static_cast<uint32_t>(h & 0x8000u) << 16;
  uint32_t exponent = (h >> 10) & 0x1fu;
  uint32_t mantissa = h & 0x3ffu;
  if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  if (exponent == 0) {
    if (mantissa == 0) return std::bit_cast<float>(sign);
    const int shift = std::countl_zero(mantissa) - 21;  // subnormal: normalise
    mantissa = (mantissa << shift) & 0x3ffu;
    exponent = static_cast<uint32_t>(1 - shift);
  }
  return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

/// Narrows a binary floating-point pattern, round half to even. `Bits` is uint32_t (float32) or uint64_t
/// (float64): going through float32 first would round twice.
template <class Bits, int MantissaBits, int Bias>
inline uint16_t float_bits_to_half(Bits bits) {
  constexpr int kTotal = static_cast<int>(sizeof(Bits)) * 8;
  constexpr Bits kMantissaMask = (Bits{1} << MantissaBits) - 1;
  const auto sign = static_cast<uint16_t>((bits >> (kTotal - 16)) & 0x8000u);
  const int exponent =
      static_cast<int>((bits >> MantissaBits) & ((Bits{1} << (kTotal - 1 - MantissaBits)) - 1));
  const Bits mantissa = bits & kMantissaMask;
  if (exponent == 2 * Bias + 1) {  // infinity or NaN
    if (mantissa == 0) return sign | 0x7c00u;
    const auto payload = static_cast<uint16_t>(mantissa >> (MantissaBits - 10));
    return sign | 0x7c00u | (payload == 0 ? 1 : payload);
  }
  int e = exponent - Bias + 15;
  if (e >= 31) return sign | 0x7c00u;
  Bits significand = mantissa | (exponent != 0 ? Bits{1} << MantissaBits : 0);
  int drop = MantissaBits - 10;
  if (e <= 0) {
    drop += 1 - e;
    if (drop > MantissaBits + 2) return sign;
    e = 0;
  } else {
    significand &= kMantissaMask;
  }
  const Bits half = Bits{1} << (drop - 1);
  const Bits rest = significand & ((Bits{1} << drop) - 1);
  auto rounded = static_cast<uint32_t>(significand >> drop) + (static_cast<uint32_t>(e) << 10);
  if (rest > half || (rest == half && (rounded & 1))) rounded++;  // may carry into the exponent, as it should
  return sign | static_cast<uint16_t>(rounded);
}

/// A float16 element. Arithmetic is done in float32, as NumPy does.
struct Half {
  uint16_t bits;

  Half() = default;
  explicit Half(float value) : bits(float_bits_to_half<uint32_t, 23, 127>(std::bit_cast<uint32_t>(value))) {}
  explicit Half(double value)
      : bits(float_bits_to_half<uint64_t, 52, 1023>(std::bit_cast<uint64_t>(value))) {}
  explicit operator float() const { return half_bits_to_float(bits); }
  explicit operator double() const { return half_bits_to_float(bits); }
};

}  // namespace fs::inline FS_ISA
