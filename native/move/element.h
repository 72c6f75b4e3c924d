// Dispatch on the size of an element: moving data does not care for its dtype.
#pragma once

#include <cstdint>
#include <utility>

#include "core/dtype.h"

namespace fs {

struct Pair64 {
  uint64_t low, high;
};

/// Calls `f(T{})` with a trivially copyable type of the given size (1, 2, 4, 8 or 16 bytes).
template <class F>
decltype(auto) by_size(size_t size, F&& f) {
  switch (size) {
    case 1:
      return f(uint8_t{});
    case 2:
      return f(uint16_t{});
    case 4:
      return f(uint32_t{});
    case 8:
      return f(uint64_t{});
    default:
      return f(Pair64{});
  }
}

}  // namespace fs
