// The distributions by name, each a loop over its parameters; in a variant per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/dtype.h"
#include "random/bit_generators.h"

namespace fs {

/// A parameter's elements: one for all (step 0) or one for each variate.
struct Parameter {
  const std::byte* data;
  int64_t step;
};

template <class G>
struct Distribution {
  static constexpr size_t kMost = 3;

  std::string_view name;
  Dtype dtype;
  size_t count;             ///< of parameters
  Dtype parameters[kMost];  ///< float64, or int64 where the distribution counts with them
  /// Writes n variates; `single`: all parameters have step 0.
  void (*fill)(G& g, int64_t n, std::byte* out, const Parameter* parameters, bool single);
};

template <class G>
using Distributions = std::span<const Distribution<G>>;

/// What an instruction set's variant offers: what both generators have, and what one alone has.
struct DistributionTables {
  Distributions<Mt19937> legacy, legacy_alone;
  Distributions<Pcg64> modern, modern_alone;
};

}  // namespace fs
