// Conversion of single elements between dtypes, as NumPy's astype does on x86-64.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/dtype.h"

namespace fs::inline FS_ISA {

/// Float to integer. C++ leaves values outside the range undefined; NumPy's results there are what the x86
/// conversion instructions give, and clients can see them: the narrow types go through int32, uint32 through
/// int64.
template <class To>
inline To float_to_integer(double value) {
  if constexpr (std::is_same_v<To, uint64_t>) {
    constexpr double kTwo63 = 9223372036854775808.0;
    if (value >= kTwo63) {
      const double shifted = value - kTwo63;
      return shifted < kTwo63 ? static_cast<uint64_t>(static_cast<int64_t>(shifted)) ^ (uint64_t{1} << 63)
                              : 0;
    }
    return value > -kTwo63 || value == -kTwo63 ? static_cast<uint64_t>(static_cast<int64_t>(value))
                                               : uint64_t{1} << 63;
  } else if constexpr (sizeof(To) == 8 || std::is_same_v<To, uint32_t>) {
    const bool in_range = value >= -9223372036854775808.0 && value < 9223372036854775808.0;
    return static_cast<To>(in_range ? static_cast<int64_t>(value) : std::numeric_limits<int64_t>::min());
  } else {
    const bool in_range = value > -2147483649.0 && value < 2147483648.0;
    return static_cast<To>(in_range ? static_cast<int32_t>(value) : std::numeric_limits<int32_t>::min());
  }
}

/// Converts one element; complex to real drops the imaginary part, anything to bool tests for non-zero.
template <class To, class From>
inline To cast(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (is_complex_v<From>) {
    if constexpr (is_complex_v<To>) {
      using T = decltype(To{}.re);
      return To{static_cast<T>(value.re), static_cast<T>(value.im)};
    } else if constexpr (std::is_same_v<To, Bool>) {
      return Bool(value.re != 0 || value.im != 0);
    } else {
      return cast<To>(value.re);
    }
  } else if constexpr (is_complex_v<To>) {
    return To{cast<decltype(To{}.re)>(value), 0};
  } else if constexpr (std::is_same_v<From, Bool>) {
    if constexpr (std::is_same_v<To, Half>)
      return Half(static_cast<float>(value.byte != 0));
    else
      return static_cast<To>(value.byte != 0);
  } else if constexpr (std::is_same_v<From, Half>) {
    if constexpr (std::is_same_v<To, Bool>)
      return Bool((value.bits & 0x7fffu) != 0);
    else
      return cast<To>(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, Bool>) {
    return Bool(value != 0);
  } else if constexpr (std::is_same_v<To, Half>) {
    if constexpr (std::is_same_v<From, double>)
      return Half(value);
    else
      return Half(static_cast<float>(value));
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    return float_to_integer<To>(value);
  } else {
    return static_cast<To>(value);
  }
}

}  // namespace fs::inline FS_ISA
