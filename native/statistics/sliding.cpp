// Sliding inner products: the loops of numpy.correlate.
#include "core/error.h"
#include "core/isa.h"
#include "linalg/dot_run.h"
#include "statistics/sliding_kernels.h"
#include "statistics/statistics.h"

namespace fs {

namespace baseline {
SlidingRun<float> select_sliding_float();
SlidingRun<double> select_sliding_double();
}  // namespace baseline
namespace avx2 {
SlidingRun<float> select_sliding_float();
SlidingRun<double> select_sliding_double();
}  // namespace avx2
namespace avx512 {
SlidingRun<float> select_sliding_float();
SlidingRun<double> select_sliding_double();
}  // namespace avx512

SlidingRun<float> sliding_run_float() {
  static const auto select =
      for_isa(&baseline::select_sliding_float, &avx2::select_sliding_float, &avx512::select_sliding_float);
  return select();
}

SlidingRun<double> sliding_run_double() {
  static const auto select =
      for_isa(&baseline::select_sliding_double, &avx2::select_sliding_double, &avx512::select_sliding_double);
  return select();
}

Array sliding_product(const Array& a, const Array& v, Overlap overlap) {
  if (a.ndim() != 1 || v.ndim() != 1 || a.dtype != v.dtype)
    throw ValueError("correlate: two vectors of one dtype");
  const int64_t n = v.shape[0];
  if (n == 0 || a.shape[0] < n) throw ValueError("correlate: the window must fit");
  const Array data = as_contiguous(a, a.dtype), window = as_contiguous(v, a.dtype);
  const int64_t left = overlap == Overlap::kFull ? n - 1 : overlap == Overlap::kSame ? n / 2 : 0;
  const int64_t right = overlap == Overlap::kFull ? n - 1 : overlap == Overlap::kSame ? n - left - 1 : 0;
  const int64_t inside = a.shape[0] - n + 1;
  Array result = empty(a.dtype, {left + inside + right});
  const int64_t item = static_cast<int64_t>(a.item());
  const std::byte *x = data.data, *w = window.data;
  std::byte* out = result.data;
  const DotRun dot = dot_run(a.dtype);
  // Left of the data the window enters with its end.
  for (int64_t i = 0; i < left; i++, out += item) {
    const int64_t length = n - left + i;
    dot(x, item, w + (n - length) * item, item, out, length);
  }
  if (a.dtype == Dtype::kFloat64) {
    sliding_run_double()(data.as<double>(), window.as<double>(), reinterpret_cast<double*>(out), inside, n);
  } else if (a.dtype == Dtype::kFloat32) {
    sliding_run_float()(data.as<float>(), window.as<float>(), reinterpret_cast<float*>(out), inside, n);
  } else {
    for (int64_t i = 0; i < inside; i++) dot(x + i * item, item, w, item, out + i * item, n);
  }
  out += inside * item;
  // Right of the data it leaves with its start.
  for (int64_t i = 1; i <= right; i++, out += item)
    dot(x + (inside - 1 + i) * item, item, w, item, out, n - i);
  return result;
}

}  // namespace fs
