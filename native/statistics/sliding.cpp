// Sliding inner products: the loops of numpy.correlate.
#include "core/error.h"
#include "core/isa.h"
#include "linalg/dot_run.h"
#include "statistics/sliding_kernels.h"
#include "statistics/statistics.h"

namespace fs {

namespace baseline {
SlidingRuns<float> select_sliding_float();
SlidingRuns<double> select_sliding_double();
SlidingRuns<int64_t> select_sliding_integer();
}  // namespace baseline
namespace avx2 {
SlidingRuns<float> select_sliding_float();
SlidingRuns<double> select_sliding_double();
SlidingRuns<int64_t> select_sliding_integer();
}  // namespace avx2
namespace avx512 {
SlidingRuns<float> select_sliding_float();
SlidingRuns<double> select_sliding_double();
SlidingRuns<int64_t> select_sliding_integer();
}  // namespace avx512

SlidingRuns<float> sliding_runs_float() {
  static const auto select =
      for_isa(&baseline::select_sliding_float, &avx2::select_sliding_float, &avx512::select_sliding_float);
  return select();
}

SlidingRuns<double> sliding_runs_double() {
  static const auto select =
      for_isa(&baseline::select_sliding_double, &avx2::select_sliding_double, &avx512::select_sliding_double);
  return select();
}

SlidingRuns<int64_t> sliding_runs_integer() {
  static const auto select = for_isa(&baseline::select_sliding_integer, &avx2::select_sliding_integer,
                                     &avx512::select_sliding_integer);
  return select();
}

namespace {

/// Where the window lies: how many results it enters, is inside and leaves the data for.
struct Extent {
  int64_t left, inside, right;
};

template <class T>
void slide(const SlidingRuns<T>& runs, const Array& data, const Array& window, Array& result,
           const Extent& extent) {
  const T *a = data.as<T>(), *v = window.as<T>();
  T* out = result.as<T>();
  const int64_t taps = window.shape[0];
  runs.entering(a, v, out, extent.left, taps);
  runs.inside(a, v, out + extent.left, extent.inside, taps);
  runs.leaving(a + extent.inside, v, out + extent.left + extent.inside, extent.right, taps);
}

/// As `slide`, one inner product a result.
void slide_dots(const Array& data, const Array& window, Array& result, const Extent& extent) {
  const DotRun dot = dot_run(data.dtype);
  const int64_t item = static_cast<int64_t>(data.item()), taps = window.shape[0];
  const std::byte *x = data.data, *w = window.data;
  std::byte* out = result.data;
  for (int64_t i = 0; i < extent.left; i++, out += item)
    dot(x, item, w + (extent.left - i) * item, item, out, taps - extent.left + i);
  for (int64_t i = 0; i < extent.inside; i++, out += item) dot(x + i * item, item, w, item, out, taps);
  for (int64_t i = 1; i <= extent.right; i++, out += item)
    dot(x + (extent.inside - 1 + i) * item, item, w, item, out, taps - i);
}

}  // namespace

Array sliding_product(const Array& a, const Array& v, Overlap overlap) {
  if (a.ndim() != 1 || v.ndim() != 1 || a.dtype != v.dtype)
    throw ValueError("correlate: two vectors of one dtype");
  const int64_t n = v.shape[0];
  if (n == 0 || a.shape[0] < n) throw ValueError("correlate: the window must fit");
  const Array data = as_contiguous(a, a.dtype), window = as_contiguous(v, a.dtype);
  const int64_t left = overlap == Overlap::kFull ? n - 1 : overlap == Overlap::kSame ? n / 2 : 0;
  const int64_t right = overlap == Overlap::kFull ? n - 1 : overlap == Overlap::kSame ? n - left - 1 : 0;
  const Extent extent{left, a.shape[0] - n + 1, right};
  Array result = empty(a.dtype, {left + extent.inside + right});
  if (a.dtype == Dtype::kFloat64) {
    slide(sliding_runs_double(), data, window, result, extent);
  } else if (a.dtype == Dtype::kFloat32) {
    slide(sliding_runs_float(), data, window, result, extent);
  } else if (a.dtype == Dtype::kInt64 || a.dtype == Dtype::kUint64) {
    slide(sliding_runs_integer(), data, window, result, extent);
  } else {
    slide_dots(data, window, result, extent);
  }
  return result;
}

}  // namespace fs
