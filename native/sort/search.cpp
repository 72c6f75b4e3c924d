// Looking values up in sorted vectors.
#include <algorithm>

#include "core/error.h"
#include "sort/order.h"
#include "sort/sort.h"

namespace fs {
namespace {

/// Keys looked up side by side: the loads of one do not wait for those of another.
constexpr int kSideBySide = 16;

/// As comes_before, without branches for real numbers.
template <class T>
inline bool precedes_evenly(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<bool>(static_cast<int>(a < b) | (static_cast<int>(b != b) & static_cast<int>(a == a)));
  else
    return comes_before(a, b);
}

/// Positions of `n` keys, each halving the same stretches of the table.
template <class T, class Precedes>
void search_batch(const T* table, int64_t length, const T* keys, int n, int64_t* out,
                  const Precedes& precedes) {
  const T* base[kSideBySide];
  for (int i = 0; i < n; i++) base[i] = table;
  for (int64_t rest = length; rest > 1; rest -= rest / 2) {
    const int64_t half = rest / 2;
    for (int i = 0; i < n; i++) base[i] += half & -static_cast<int64_t>(precedes(base[i][half - 1], keys[i]));
  }
  for (int i = 0; i < n; i++) out[i] = base[i] - table + (precedes(*base[i], keys[i]) ? 1 : 0);
}

}  // namespace

Array search_sorted(const Array& sorted, const Array& values, bool right, const Array* sorter) {
  // Half precision is compared in single, in which it is exact.
  const Dtype dtype = sorted.dtype == Dtype::kFloat16 ? Dtype::kFloat32 : sorted.dtype;
  const Array table = as_contiguous(sorted, dtype);
  const Array wanted = as_contiguous(values, dtype);
  Array result = empty(Dtype::kInt64, values.shape);
  const int64_t length = table.size(), n = wanted.size();
  auto* out = result.as<int64_t>();
  if (length == 0 || n == 0) {
    std::fill(out, out + n, 0);
    return result;
  }
  dispatch(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* in = table.as<T>();
    const T* keys = wanted.as<T>();
    const auto before = [](const T& element, const T& key) { return precedes_evenly(element, key); };
    const auto not_after = [](const T& element, const T& key) { return !precedes_evenly(key, element); };
    if (sorter == nullptr) {
      for (int64_t i = 0; i < n; i += kSideBySide) {
        const int batch = static_cast<int>(std::min<int64_t>(kSideBySide, n - i));
        if (right)
          search_batch(in, length, keys + i, batch, out + i, not_after);
        else
          search_batch(in, length, keys + i, batch, out + i, before);
      }
      return;
    }
    const Array order = as_contiguous(*sorter, Dtype::kInt64);
    const auto* through = order.as<int64_t>();
    for (int64_t i = 0; i < n; i++) {
      int64_t low = 0, high = length;
      while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        const int64_t at = through[middle];
        if (at < 0 || at >= length) throw ValueError("Sorter index out of range.");
        if (right ? not_after(in[at], keys[i]) : before(in[at], keys[i]))
          low = middle + 1;
        else
          high = middle;
      }
      out[i] = low;
    }
  });
  return result;
}

}  // namespace fs
