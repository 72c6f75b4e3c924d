// Triangles of matrices, and bits packed into bytes.
#pragma once

#include <utility>

#include "core/array.h"

namespace fs {

/// Zeroes what lies above (`lower`) or below the k-th diagonal of the matrices in the last two axes of a
/// C-ordered array.
void clear_triangle(const Array& a, int64_t k, bool lower);

/// int64 rows and columns of the elements at and below (`lower`) or at and above the k-th diagonal.
std::pair<Array, Array> triangle_indices(int64_t rows, int64_t columns, int64_t k, bool lower);

/// Truth of elements along the last axis as bits of uint8, the first in the highest bit unless `little`.
Array pack_bits(const Array& a, bool little);

/// The first `count` bits of uint8 elements along the last axis; zeros beyond what there is.
Array unpack_bits(const Array& a, int64_t count, bool little);

}  // namespace fs
