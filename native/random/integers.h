// Arrays of uniform integers.
#pragma once

#include "core/array.h"
#include "random/bit_generators.h"

namespace fs {

/// Integers of an integer dtype or bool in [low, high]: `low` and `high` are int64 or uint64 bits, both
/// scalars or arrays of uint64 of the result's shape. Masked for MT19937, by products for PCG64.
template <class G>
Array integers(G& g, Dtype dtype, const Dims& shape, const Array& low, const Array& high);

}  // namespace fs
