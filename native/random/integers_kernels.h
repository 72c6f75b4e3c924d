// Fills of uniform integers, in a variant per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/dtype.h"
#include "random/bit_generators.h"

namespace fs {

/// The least and the greatest integers, as 64 bits: one for all elements (`single`) or one for each.
struct Bounds {
  const uint64_t* low;
  const uint64_t* high;
  bool single;
};

struct IntegerKernels {
  /// Writes n integers of an integer dtype or bool within the bounds.
  void (*legacy)(Mt19937& g, Dtype dtype, int64_t n, std::byte* out, const Bounds& bounds);
  void (*modern)(Pcg64& g, Dtype dtype, int64_t n, std::byte* out, const Bounds& bounds);
};

}  // namespace fs
