// Counting elements by value and by bin.
#include <algorithm>
#include <vector>

#include "core/error.h"
#include "core/isa.h"
#include "statistics/counting_kernels.h"
#include "statistics/statistics.h"

namespace fs {

namespace baseline {
ExtremesRun select_extremes();
BinRun<float> select_bin_float(bool);
BinRun<double> select_bin_double();
}  // namespace baseline
namespace avx2 {
ExtremesRun select_extremes();
BinRun<float> select_bin_float(bool);
BinRun<double> select_bin_double();
}  // namespace avx2
namespace avx512 {
ExtremesRun select_extremes();
BinRun<float> select_bin_float(bool);
BinRun<double> select_bin_double();
}  // namespace avx512

BinRun<float> bin_run_float(bool wide) {
  static const auto select =
      for_isa(&baseline::select_bin_float, &avx2::select_bin_float, &avx512::select_bin_float);
  return select(wide);
}

BinRun<double> bin_run_double() {
  static const auto select =
      for_isa(&baseline::select_bin_double, &avx2::select_bin_double, &avx512::select_bin_double);
  return select();
}

namespace {

/// Few bins are counted in several tables in turn, so that equal neighbours do not wait for each other.
constexpr int64_t kFewBins = 4096;
constexpr int kTables = 4;

/// Elements positioned before they are counted.
constexpr int64_t kBatch = 1024;

class Tally {
 public:
  explicit Tally(int64_t bins)
      : bins_(bins),
        tables_(bins <= kFewBins ? kTables : 1),
        counts_(zeros(Dtype::kInt64, {bins * tables_})),
        step_(tables_ == 1 ? 0 : bins) {
    for (int t = 0; t < kTables; t++) at_[t] = counts_.as<int64_t>() + t * step_;
  }

  /// `turn`, which may be any number, chooses among the tables.
  void add(int64_t bin, int64_t turn) { at_[turn % kTables][bin]++; }

  Array total() {
    if (tables_ == 1) return counts_;
    Array result = zeros(Dtype::kInt64, {bins_});
    auto* out = result.as<int64_t>();
    const auto* counts = counts_.as<int64_t>();
    for (int t = 0; t < kTables; t++) {
      for (int64_t i = 0; i < bins_; i++) out[i] += counts[t * bins_ + i];
    }
    return result;
  }

 private:
  int64_t bins_;
  int tables_;
  Array counts_;
  int64_t step_;
  int64_t* at_[kTables];
};

[[noreturn]] void out_of_range(int64_t value, int64_t size) {
  throw ValueError("bincount: element " + std::to_string(value) + " is outside 0.." +
                   std::to_string(size - 1));
}

/// Checks the fields that reach the kernels from outside.
void require_vector(const Array& a) {
  if (a.ndim() != 1) throw ValueError("a vector is needed");
}

template <class T>
Array count_uniform(const Array& a, const UniformBins& bins, BinRun<T> run) {
  const int64_t n = bins.edges->shape[0] - 1;
  const auto* edges = bins.edges->as<T>();
  const auto* data = a.as<T>();
  const T first = static_cast<T>(bins.first), last = static_cast<T>(bins.last);
  Tally tally(n);
  int32_t positions[kBatch];
  for (int64_t start = 0; start < a.size(); start += kBatch) {
    const int64_t count = std::min(kBatch, a.size() - start);
    run(data + start, positions, count, bins.first, bins.width, n);
    for (int64_t i = 0; i < count; i++) {
      const T value = data[start + i];
      if (!(value >= first && value <= last)) continue;
      int64_t bin = positions[i];
      bin -= bin == n;
      bin = std::max<int64_t>(bin, 0);
      // Positions may be off by one next to an edge.
      bin -= bin > 0 && value < edges[bin];
      bin += value >= edges[bin + 1] && bin != n - 1;
      tally.add(bin, i);
    }
  }
  return tally.total();
}

template <class T>
Array count_between(const Array& a, const Array& edges) {
  const int64_t n = edges.shape[0] - 1;
  const auto* edge = edges.as<T>();
  const auto* data = a.as<T>();
  Tally tally(n);
  for (int64_t i = 0; i < a.size(); i++) {
    const T value = data[i];
    if (!(value >= edge[0] && value <= edge[n])) continue;
    // The last edge not above the value, found without branches that depend on the data.
    int64_t at = 0;
    for (int64_t rest = n; rest > 0;) {
      const int64_t half = (rest + 1) / 2;
      at += edge[at + half] <= value ? half : 0;
      rest -= half;
    }
    tally.add(at == n ? n - 1 : at, i);
  }
  return tally.total();
}

}  // namespace

std::pair<int64_t, int64_t> extremes(const Array& x) {
  require_vector(x);
  if (x.size() == 0) return {0, -1};
  const Array flat = as_contiguous(x, Dtype::kInt64);
  static const auto select =
      for_isa(&baseline::select_extremes, &avx2::select_extremes, &avx512::select_extremes);
  int64_t low, high;
  select()(flat.as<int64_t>(), flat.size(), &low, &high);
  return {low, high};
}

Array bincount(const Array& x, const Array* weights, int64_t size) {
  require_vector(x);
  if (size < 0) throw ValueError("bincount: a negative size");
  const Array flat = as_contiguous(x, Dtype::kInt64);
  const auto* data = flat.as<int64_t>();
  const int64_t n = flat.size();
  if (weights == nullptr) {
    Tally tally(size);
    const auto bound = static_cast<uint64_t>(size);
    int64_t i = 0;
    for (; i + kTables <= n; i += kTables) {
      bool inside = true;
      for (int t = 0; t < kTables; t++) inside &= static_cast<uint64_t>(data[i + t]) < bound;
      if (!inside) [[unlikely]]
        break;  // the loop below says which one it was
      for (int t = 0; t < kTables; t++) tally.add(data[i + t], t);
    }
    for (; i < n; i++) {
      if (static_cast<uint64_t>(data[i]) >= bound) out_of_range(data[i], size);
      tally.add(data[i], 0);
    }
    return tally.total();
  }
  require_vector(*weights);
  if (weights->size() != n) throw ValueError("bincount: the weights and the elements differ in number");
  const Array heavy = as_contiguous(*weights, Dtype::kFloat64);
  const auto* weight = heavy.as<double>();
  Array result = zeros(Dtype::kFloat64, {size});
  auto* out = result.as<double>();
  for (int64_t i = 0; i < n; i++) {
    if (static_cast<uint64_t>(data[i]) >= static_cast<uint64_t>(size)) out_of_range(data[i], size);
    out[data[i]] += weight[i];
  }
  return result;
}

Array uniform_counts(const Array& a, const UniformBins& bins) {
  require_vector(a);
  require_vector(*bins.edges);
  const int64_t n = bins.edges->size() - 1;
  if (n < 1 || n > int64_t{1} << 30) throw ValueError("histogram: no or too many bins");
  const Array flat = as_contiguous(a, a.dtype);
  const Array edges = as_contiguous(*bins.edges, a.dtype);
  UniformBins packed = bins;
  packed.edges = &edges;
  if (a.dtype == Dtype::kFloat32) return count_uniform<float>(flat, packed, bin_run_float(bins.is_wide));
  if (a.dtype == Dtype::kFloat64) return count_uniform<double>(flat, packed, bin_run_double());
  throw ValueError("histogram: uniform bins are counted for float32 and float64");
}

Array edge_counts(const Array& a, const Array& edges) {
  require_vector(a);
  require_vector(edges);
  if (edges.size() < 2) return zeros(Dtype::kInt64, {0});
  const Array flat = as_contiguous(a, a.dtype);
  const Array packed = as_contiguous(edges, a.dtype);
  switch (a.dtype) {
    case Dtype::kFloat32:
      return count_between<float>(flat, packed);
    case Dtype::kFloat64:
      return count_between<double>(flat, packed);
    case Dtype::kInt64:
      return count_between<int64_t>(flat, packed);
    default:
      throw ValueError("histogram: edges are searched for float32, float64 and int64");
  }
}

}  // namespace fs
