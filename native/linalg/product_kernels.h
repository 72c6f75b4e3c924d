// Matrix products of the dtypes BLAS does not know, in a variant per instruction set.
#pragma once

#include <cstdint>

namespace fs {

/// out = a·b for C-contiguous m×k and k×n: integers wrap, bools are or-ed ands, float32 sums in ascending
/// order of k (the product of float16 matrices once widened).
using PlainProduct = void (*)(const void* a, const void* b, void* out, int64_t m, int64_t n, int64_t k);

/// The product for a dtype (code), for this CPU: bool, the integers and float32.
PlainProduct plain_product(int dtype);

}  // namespace fs
