// The inner part of sliding products, in a variant per instruction set.
#pragma once

#include <cstdint>

namespace fs {

/// Writes `count` sums of products of data and a window of `taps` numbers, each added up in blocks of
/// ascending positions in the window.
template <class T>
using SlidingRun = void (*)(const T* a, const T* v, T* out, int64_t count, int64_t taps);

template <class T>
struct SlidingRuns {
  /// out[i] = Σ a[i + k]·v[k] for k < taps.
  SlidingRun<T> inside;
  /// The window enters the data with its end: out[i] = Σ a[i - count + k]·v[k] for count - i <= k < taps.
  SlidingRun<T> entering;
  /// It leaves the data with its start: out[i] = Σ a[i + k]·v[k] for k < taps - 1 - i.
  SlidingRun<T> leaving;
};

SlidingRuns<float> sliding_runs_float();
SlidingRuns<double> sliding_runs_double();
/// 64-bit integers of either sign; they wrap around.
SlidingRuns<int64_t> sliding_runs_integer();

}  // namespace fs
