// The order elements are sorted in: NaN after everything else, complex numbers by real and then imaginary
// part.
#pragma once

#include <type_traits>

#include "core/dtype.h"

namespace fs {

/// Whether `a` comes before `b`.
template <class T>
inline bool comes_before(const T& a, const T& b) {
  if constexpr (std::is_same_v<T, Bool>) {
    return !static_cast<bool>(a) && static_cast<bool>(b);
  } else if constexpr (std::is_same_v<T, Half>) {
    return comes_before(static_cast<float>(a), static_cast<float>(b));
  } else if constexpr (std::is_floating_point_v<T>) {
    return a < b || (b != b && a == a);
  } else if constexpr (is_complex_v<T>) {
    // Numbers with a NaN part sort behind those without, and among each other by the parts that are none.
    const bool nan_a = a.re != a.re, nan_b = b.re != b.re;
    if (nan_a != nan_b) return nan_b;
    if (!nan_a && a.re != b.re) {
      const bool lost_a = a.im != a.im, lost_b = b.im != b.im;
      return lost_a == lost_b ? a.re < b.re : lost_b;
    }
    return comes_before(a.im, b.im);
  } else {
    return a < b;
  }
}

}  // namespace fs
