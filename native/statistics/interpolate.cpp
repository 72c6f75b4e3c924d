// Linear interpolation, as numpy.interp computes it.
#include <algorithm>
#include <vector>

#include "core/error.h"
#include "statistics/statistics.h"

namespace fs {
namespace {

/// Where a value lies among sample points: below all (-1), above all (n), or the last point not above it.
///
/// For points that do not ascend the answer is whatever the probes happen to find, and clients can see it; so
/// the probes are NumPy's: around where the last value was found, then by halving.
class Probe {
 public:
  Probe(const double* points, int64_t count) : points_(points), n_(count) {}

  int64_t operator()(double value) {
    last_ = find(value);
    return last_;
  }

 private:
  /// How far around the last position values are looked for before all points are.
  static constexpr int64_t kNear = 8;

  int64_t find(double value) const {
    if (value > points_[n_ - 1]) return n_;
    if (value < points_[0]) return -1;
    if (n_ <= 4) {
      int64_t i = 1;
      while (i < n_ && value >= points_[i]) i++;
      return i - 1;
    }
    const int64_t guess = last_ > n_ - 3 ? n_ - 3 : last_ < 1 ? 1 : last_;
    if (value < points_[guess]) {
      if (value >= points_[guess - 1]) return guess - 1;
      const bool is_near = guess > kNear && value >= points_[guess - kNear];
      return halve(value, is_near ? guess - kNear : 0, guess - 1);
    }
    if (value < points_[guess + 1]) return guess;
    if (value < points_[guess + 2]) return guess + 1;
    const bool is_near = guess < n_ - kNear - 1 && value < points_[guess + kNear];
    return halve(value, guess + 2, is_near ? guess + kNear : n_);
  }

  int64_t halve(double value, int64_t low, int64_t high) const {
    while (low < high) {
      const int64_t middle = low + ((high - low) >> 1);
      if (value >= points_[middle])
        low = middle + 1;
      else
        high = middle;
    }
    return low - 1;
  }

  const double* points_;
  int64_t n_;
  int64_t last_ = 0;
};

/// The same for points that ascend, several values at a time and without branches on the data.
void find_ascending(const double* points, int64_t n, const double* values, int64_t* found, int64_t count) {
  constexpr int kTogether = 8;
  for (int64_t start = 0; start < count; start += kTogether) {
    const int64_t size = count - start < kTogether ? count - start : kTogether;
    int64_t at[kTogether] = {};
    for (int64_t rest = n - 1; rest > 0;) {
      const int64_t half = (rest + 1) / 2;
      for (int64_t i = 0; i < size; i++) at[i] += points[at[i] + half] <= values[start + i] ? half : 0;
      rest -= half;
    }
    for (int64_t i = 0; i < size; i++) {
      const double value = values[start + i];
      found[start + i] = value > points[n - 1] ? n : value < points[0] ? -1 : at[i];
    }
  }
}

bool ascends(const double* points, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    if (!(points[i - 1] <= points[i])) return false;
  }
  return n > 0 && points[0] == points[0];
}

/// The line through a point and the next; from the next one where the first gives NaN.
double on_line(double slope, double x, double x0, double x1, double y0, double y1) {
  double y = slope * (x - x0) + y0;
  if (y != y) [[unlikely]] {
    y = slope * (x - x1) + y1;
    if (y != y && y0 == y1) y = y0;
  }
  return y;
}

struct RealLine {
  using Value = double;
  const double *xp, *fp;
  std::vector<double> slopes;

  RealLine(const double* points, const double* values, int64_t n, bool prepare) : xp(points), fp(values) {
    if (!prepare) return;
    slopes.resize(n - 1);
    for (int64_t j = 0; j + 1 < n; j++) slopes[j] = slope(j);
  }
  double slope(int64_t j) const { return (fp[j + 1] - fp[j]) / (xp[j + 1] - xp[j]); }
  double operator()(double x, int64_t j) const {
    return on_line(slopes.empty() ? slope(j) : slopes[j], x, xp[j], xp[j + 1], fp[j], fp[j + 1]);
  }
  static double not_a_number(double x) { return x; }
};

struct ComplexLine {
  using Value = Complex128;
  const double* xp;
  const Complex128* fp;

  ComplexLine(const double* points, const Complex128* values, int64_t, bool) : xp(points), fp(values) {}
  Complex128 operator()(double x, int64_t j) const {
    const double inverse = 1.0 / (xp[j + 1] - xp[j]);
    const Complex128 a = fp[j], b = fp[j + 1];
    return {on_line((b.re - a.re) * inverse, x, xp[j], xp[j + 1], a.re, b.re),
            on_line((b.im - a.im) * inverse, x, xp[j], xp[j + 1], a.im, b.im)};
  }
  static Complex128 not_a_number(double x) { return {x, 0.0}; }
};

template <class Line>
Array run(const Array& x, const Array& xp, const Array& fp, typename Line::Value left,
          typename Line::Value right) {
  using V = typename Line::Value;
  const auto* values = x.as<double>();
  const auto* points = xp.as<double>();
  const auto* heights = fp.as<V>();
  const int64_t n = xp.size(), count = x.size();
  Array result = empty(dtype_of<V>(), x.shape);
  auto* out = result.as<V>();
  if (n == 1) {
    for (int64_t i = 0; i < count; i++)
      out[i] = values[i] < points[0] ? left : values[i] > points[0] ? right : heights[0];
    return result;
  }
  const Line line(points, heights, n, n <= count);
  const auto evaluate = [&](double value, int64_t j) -> V {
    if (j < 0) return left;
    if (j >= n) return right;
    if (j == n - 1 || points[j] == value) return heights[j];
    return line(value, j);
  };
  Probe probe(points, n);
  // Looking whether the points ascend pays off when each is looked at often.
  if (n <= count && ascends(points, n)) {
    constexpr int64_t kBatch = 512;
    int64_t found[kBatch];
    for (int64_t start = 0; start < count; start += kBatch) {
      const int64_t size = std::min(kBatch, count - start);
      // Values in order are found next to each other.
      if (ascends(values + start, size)) {
        for (int64_t i = 0; i < size; i++) found[i] = probe(values[start + i]);
      } else {
        find_ascending(points, n, values + start, found, size);
      }
      for (int64_t i = 0; i < size; i++) {
        const double value = values[start + i];
        out[start + i] = value != value ? Line::not_a_number(value) : evaluate(value, found[i]);
      }
    }
    return result;
  }
  for (int64_t i = 0; i < count; i++) {
    const double value = values[i];
    out[i] = value != value ? Line::not_a_number(value) : evaluate(value, probe(value));
  }
  return result;
}

}  // namespace

Array interpolate(const Array& x, const Array& xp, const Array& fp, const Outside& outside) {
  if (xp.ndim() != 1 || fp.ndim() != 1 || xp.size() == 0 || xp.size() != fp.size())
    throw ValueError("interp: sample points and values must be vectors of one length");
  const bool is_complex = fp.dtype == Dtype::kComplex128;
  const Array at = as_contiguous(x, Dtype::kFloat64), points = as_contiguous(xp, Dtype::kFloat64);
  const Array heights = as_contiguous(fp, is_complex ? Dtype::kComplex128 : Dtype::kFloat64);
  const int64_t n = points.size();
  if (is_complex) {
    const auto* y = heights.as<Complex128>();
    const Complex128 left = outside.has_left ? Complex128{outside.left_re, outside.left_im} : y[0];
    const Complex128 right = outside.has_right ? Complex128{outside.right_re, outside.right_im} : y[n - 1];
    return run<ComplexLine>(at, points, heights, left, right);
  }
  const auto* y = heights.as<double>();
  return run<RealLine>(at, points, heights, outside.has_left ? outside.left_re : y[0],
                       outside.has_right ? outside.right_re : y[n - 1]);
}

}  // namespace fs
