// Positions in uniform bins and extremes, in a variant per instruction set.
#pragma once

#include <cstdint>

namespace fs {

/// positions[i] = int((a[i] - first) / width · bins) for `count` elements, computed in F; arbitrary where
/// a[i] lies outside first..last or is NaN. `bins` is below 2^31.
template <class T>
using BinRun = void (*)(const T* a, int32_t* positions, int64_t count, double first, double width,
                        int64_t bins);

/// The least and greatest of `count` > 0 numbers.
using ExtremesRun = void (*)(const int64_t* x, int64_t count, int64_t* low, int64_t* high);

/// `wide`: float32 data positioned in float64.
BinRun<float> bin_run_float(bool wide);
BinRun<double> bin_run_double();

}  // namespace fs
