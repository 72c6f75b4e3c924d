// Arrays of variates of named distributions.
#pragma once

#include <string_view>
#include <vector>

#include "core/array.h"
#include "random/bit_generators.h"

namespace fs {

/// Fills a new array of `shape` with variates of the distribution. Parameters (float64, or int64 where the
/// distribution counts with them) are broadcast to the shape; they were checked by the caller. Throws
/// ValueError for a name that the generator's family does not have. float64 results, int64 for counts,
/// float32 for names ending in `_float`.
Array draw(Mt19937& g, std::string_view name, const Dims& shape, const std::vector<const Array*>& parameters);
Array draw(Pcg64& g, std::string_view name, const Dims& shape, const std::vector<const Array*>& parameters);

/// Rows of counts of `n` trials over the probabilities `p` (a float64 vector of length k): shape is (..., k).
Array multinomial(Mt19937& g, int64_t n, const Array& p, const Dims& shape);
/// Rows that sum to 1, one gamma variate for each element of `alpha` (a float64 vector of length k): (...,
/// k).
Array dirichlet(Mt19937& g, const Array& alpha, const Dims& shape);

}  // namespace fs
