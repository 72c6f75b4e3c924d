// Integer division by way of double: exact, since a quotient of two integers of at most 51 bits is at least
// 2^-51 of itself away from the next integer, and many times as fast as the processor's own.
#pragma once

#include <cmath>
#include <cstdint>

#include "ufunc/elementwise.h"

namespace fs::inline FS_ISA {

/// True when all numbers have at most 51 bits and a sign.
template <class T>
bool fit_double(const T* a, const T* b, int64_t n) {
  if constexpr (sizeof(T) == 8) {
    constexpr uint64_t offset = uint64_t{1} << 51;
    uint64_t beyond = 0;
    for (int64_t i = 0; i < n; i++) {
      beyond |= (static_cast<uint64_t>(a[i]) + offset) >> 52;
      beyond |= (static_cast<uint64_t>(b[i]) + offset) >> 52;
    }
    return beyond == 0;
  } else {
    return true;
  }
}

/// Floor division or its remainder, with the divisor's sign, of a block of signed integers; dividing by zero
/// gives zero.
template <bool kRemainder, class T>
void divide_block(const T* a, const T* b, T* out, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    const int64_t divisor = b[i] == 0 ? 1 : b[i], dividend = b[i] == 0 ? 0 : a[i];
    const auto quotient =
        static_cast<int64_t>(std::trunc(static_cast<double>(dividend) / static_cast<double>(divisor)));
    const int64_t rest = dividend - quotient * divisor;
    const bool below = (rest != 0) & ((rest ^ divisor) < 0);
    out[i] = static_cast<T>(kRemainder ? rest + (below ? divisor : 0) : quotient - (below ? 1 : 0));
  }
}

/// Loop of floor_divide or remainder; `Op` does what the quick way does not.
template <class Op, bool kRemainder, class T>
void quotient_loop(std::byte** args, const int64_t* steps, int64_t n) {
#ifdef FS_ISA_avx512  // others convert between int64 and double one by one
  constexpr int64_t block = 256;
  constexpr int64_t size = sizeof(T);
  if ((steps[0] == size || steps[0] == 0) && (steps[1] == size || steps[1] == 0) && steps[2] == size) {
    T left[block], right[block];  // scalars, as often as a block has elements
    for (T& element : left) element = at<T>(args[0]);
    for (T& element : right) element = at<T>(args[1]);
    for (int64_t start = 0; start < n; start += block) {
      const int64_t count = n - start < block ? n - start : block;
      std::byte* from[] = {args[0] + start * steps[0], args[1] + start * steps[1], args[2] + start * size};
      const T* a = steps[0] == 0 ? left : reinterpret_cast<const T*>(from[0]);
      const T* b = steps[1] == 0 ? right : reinterpret_cast<const T*>(from[1]);
      if (fit_double(a, b, count))
        divide_block<kRemainder>(a, b, reinterpret_cast<T*>(from[2]), count);
      else
        binary_loop<Op, T, T, T>(from, steps, count);
    }
    return;
  }
#endif
  binary_loop<Op, T, T, T>(args, steps, n);
}

}  // namespace fs::inline FS_ISA
