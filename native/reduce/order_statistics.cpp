// Elements at given ranks, without sorting. A long lane is not even copied: a sample tells which values the
// ranks lie between, all but surely, and one pass collects the few elements between them (Floyd and Rivest,
// CACM 18, 1975).
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "reduce/reduce.h"

namespace fs {
namespace {

/// NumPy's order: complex numbers by real, then by imaginary part.
template <class T>
bool comes_before(const T& a, const T& b) {
  if constexpr (is_complex_v<T>)
    return a.re < b.re || (a.re == b.re && a.im < b.im);
  else
    return a < b;
}

template <class T>
bool is_nan(const T& x) {
  if constexpr (is_complex_v<T>)
    return (x.re != x.re) | (x.im != x.im);
  else
    return x != x;
}

constexpr int64_t kSample = 4096;       // elements looked at to find the values to look between
constexpr int64_t kMargin = 4 * 32;     // four standard deviations of a rank in the sample, at the median
constexpr int64_t kLong = 8 * kSample;  // shorter lanes are partitioned
constexpr size_t kManyRanks = 16;       // from here on a lane is sorted

/// Collects elements between two values; returns how many there are and counts those below.
template <class T>
int64_t collect_between(const T* in, int64_t n, T low, T high, T* out, int64_t& below) {
  int64_t kept = 0, less = 0;
  for (int64_t i = 0; i < n; i++) {
    const T value = in[i];
    out[kept] = value;
    kept += (value >= low) & (value <= high);
    less += value < low;
  }
  below = less;
  return kept;
}

/// Ranks of one lane, with memory for its elements and one more.
template <class T>
class Lane {
 public:
  Lane(const T* in, int64_t n, T* memory) : in_(in), n_(n), memory_(memory) {}

  /// Calls `found(k, value)` for ranks that ascend.
  template <class Found>
  void select(const std::vector<int64_t>& ranks, Found&& found) {
    size_t k = 0;
    if constexpr (std::is_arithmetic_v<T>) {
      while (n_ >= kLong && ranks.size() < kManyRanks && k < ranks.size()) {
        size_t end = k + 1;
        while (end < ranks.size() && ranks[end] - ranks[k] < n_ / kSample) end++;
        if (!between(ranks, k, end, found)) break;
        k = end;
      }
    }
    if (k == ranks.size()) return;
    std::copy(in_, in_ + n_, memory_);
    partition(memory_, n_, 0, ranks, k, ranks.size(), found);
  }

 private:
  const T* in_;
  int64_t n_;
  T* memory_;

  /// Ranks k to end of elements that stand from rank `first` on.
  template <class Found>
  void partition(T* elements, int64_t count, int64_t first, const std::vector<int64_t>& ranks, size_t k,
                 size_t end, Found&& found) {
    const bool sorts = end - k >= kManyRanks;
    if (sorts) std::sort(elements, elements + count, comes_before<T>);
    T* from = elements;
    for (; k < end; k++) {
      T* place = elements + (ranks[k] - first);
      if (!sorts) std::nth_element(from, place, elements + count, comes_before<T>);
      found(k, *place);
      from = place + 1;  // what is in place must not move again
    }
  }

  /// False where the sample misled.
  template <class Found>
  bool between(const std::vector<int64_t>& ranks, size_t k, size_t end, Found&& found) {
    T sample[kSample];
    for (int64_t i = 0; i < kSample; i++) {
      const auto place = static_cast<unsigned __int128>(static_cast<uint64_t>(i) * 0x9E3779B97F4A7C15u);
      sample[i] = in_[static_cast<int64_t>(place * static_cast<uint64_t>(n_) >> 64)];
    }
    const auto in_sample = [&](int64_t rank) {
      return static_cast<int64_t>(static_cast<double>(rank) / static_cast<double>(n_) * kSample);
    };
    const int64_t low_place = std::max<int64_t>(in_sample(ranks[k]) - kMargin, 0);
    const int64_t high_place = std::min<int64_t>(in_sample(ranks[end - 1]) + kMargin, kSample - 1);
    std::nth_element(sample, sample + low_place, sample + kSample);
    const T low = low_place == 0 ? lowest() : sample[low_place];
    std::nth_element(sample + low_place, sample + high_place, sample + kSample);
    const T high = high_place == kSample - 1 ? highest() : sample[high_place];
    int64_t below = 0;
    const int64_t kept = collect_between(in_, n_, low, high, memory_, below);
    if (ranks[k] < below || ranks[end - 1] >= below + kept) return false;
    if (low == high) {
      for (; k < end; k++) found(k, low);
    } else {
      partition(memory_, kept, below, ranks, k, end, found);
    }
    return true;
  }

  static T lowest() {
    if constexpr (std::is_floating_point_v<T>)
      return static_cast<T>(-INFINITY);
    else
      return std::numeric_limits<T>::lowest();
  }
  static T highest() {
    if constexpr (std::is_floating_point_v<T>)
      return static_cast<T>(INFINITY);
    else
      return std::numeric_limits<T>::max();
  }
};

template <class T>
bool has_nan(const T* in, int64_t n) {
  bool found = false;
  if constexpr (!is_integer_v<T>) {
    for (int64_t i = 0; i < n; i++) found |= is_nan(in[i]);
  }
  return found;
}

template <class T>
T not_a_number() {
  T nan{};
  if constexpr (is_complex_v<T>)
    nan.re = static_cast<decltype(nan.re)>(NAN);
  else if constexpr (std::is_floating_point_v<T>)
    nan = static_cast<T>(NAN);
  return nan;
}

}  // namespace

Array order_statistics(const Array& a, const std::vector<int64_t>& ranks) {
  const int64_t n = a.shape.back();
  Dims shape(a.shape.begin(), a.shape.end() - 1);
  const int64_t lanes = count(shape);
  shape.insert(shape.begin(), static_cast<int64_t>(ranks.size()));
  Array result = empty(a.dtype, shape);
  const Array source = as_contiguous(a, a.dtype);
  const Array memory = empty(a.dtype, {n + 1});
  // Places of the result by rank, and where each distinct rank begins among them.
  std::vector<size_t> places(ranks.size()), starts;
  std::iota(places.begin(), places.end(), size_t{0});
  std::stable_sort(places.begin(), places.end(), [&](size_t i, size_t j) { return ranks[i] < ranks[j]; });
  std::vector<int64_t> sorted;
  for (size_t i = 0; i < places.size(); i++) {
    if (i > 0 && ranks[places[i]] == sorted.back()) continue;
    sorted.push_back(ranks[places[i]]);
    starts.push_back(i);
  }
  starts.push_back(places.size());
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_arithmetic_v<T> || is_complex_v<T>) {
      for (int64_t lane = 0; lane < lanes; lane++) {
        const T* in = source.as<T>() + lane * n;
        T* out = result.as<T>() + lane;
        const auto put = [&](size_t k, const T& value) {
          for (size_t i = starts[k]; i < starts[k + 1]; i++)
            out[static_cast<int64_t>(places[i]) * lanes] = value;
        };
        if (has_nan(in, n)) {
          for (size_t k = 0; k < sorted.size(); k++) put(k, not_a_number<T>());
        } else {
          Lane<T>(in, n, memory.as<T>()).select(sorted, put);
        }
      }
    } else {
      throw TypeError("order statistics are not defined for this dtype");
    }
  });
  return result;
}

}  // namespace fs
