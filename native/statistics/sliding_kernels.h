// The inner part of sliding products, in a variant per instruction set.
#pragma once

#include <cstdint>

namespace fs {

/// out[i] = Σ a[i + k]·v[k] for i < count, k < taps, added up in blocks of ascending k.
template <class T>
using SlidingRun = void (*)(const T* a, const T* v, T* out, int64_t count, int64_t taps);

SlidingRun<float> sliding_run_float();
SlidingRun<double> sliding_run_double();

}  // namespace fs
