// Dtype conversion of one run of elements, in a variant per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fs {

/// Converts n elements from `from` to `to`; strides in bytes, zero allowed for the source.
using ConvertRun = void (*)(std::byte* to, const std::byte* from, int64_t to_stride, int64_t from_stride,
                            int64_t n);

/// The conversion between two dtypes, given by their codes, for this CPU.
ConvertRun convert_run(int to, int from);

}  // namespace fs
