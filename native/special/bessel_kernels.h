// The modified Bessel function of the first kind and order zero, in a variant per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fs {

/// result = I0(x) for `count` elements of one float type, given exp(|x|). Steps are in bytes.
using BesselRun = void (*)(const std::byte* x, int64_t x_step, const std::byte* exponential,
                           int64_t exponential_step, std::byte* result, int64_t result_step, int64_t count);

struct BesselRuns {
  BesselRun half, single, full;
};

}  // namespace fs
