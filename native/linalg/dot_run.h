// The inner product of two strided vectors, the way NumPy's dot functions sum.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/dtype.h"

namespace fs {

/// Whether a complex x enters conjugated. NumPy's vdot and vecdot do so alike but for strides BLAS cannot
/// read, where vecdot sums in double precision.
enum class Conjugate : uint8_t { kNo, kYes, kInDouble };

/// *out = Σ x[i]·y[i] over n elements, strides in bytes. BLAS where both strides are positive, otherwise a
/// plain sum in ascending order. Integers wrap, bools are or-ed ands, float16 sums in float32.
using DotRun = void (*)(const std::byte* x, int64_t x_step, const std::byte* y, int64_t y_step,
                        std::byte* out, int64_t n);

/// The run for a dtype.
DotRun dot_run(Dtype dtype, Conjugate conjugate = Conjugate::kNo);

}  // namespace fs
