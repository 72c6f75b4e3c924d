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

/// Positions of keys by NumPy's bisection: a key beyond the one before it starts where that one ended. Only
/// in tables that are not sorted does the result depend on the way.
template <class T, class At, class Precedes>
void search_in_turn(int64_t length, const T* keys, int64_t n, int64_t* out, const At& at,
                    const Precedes& precedes) {
  int64_t low = 0, high = length;
  for (int64_t i = 0; i < n; i++) {
    if (precedes(keys[i > 0 ? i - 1 : 0], keys[i])) {
      high = length;
    } else {
      low = 0;
      high = std::min(high + 1, length);
    }
    while (low < high) {
      const int64_t middle = low + (high - low) / 2;
      if (precedes(at(middle), keys[i]))
        low = middle + 1;
      else
        high = middle;
    }
    out[i] = low;
  }
}

template <class T>
bool is_sorted_table(const T* table, int64_t length) {
  bool sorted = true;
  for (int64_t i = 1; i < length && sorted; i++) sorted = !precedes_evenly(table[i], table[i - 1]);
  return sorted;
}

/// Whether looking at the whole table costs little beside the search itself.
bool pays_to_inspect(int64_t length, int64_t keys) { return keys >= kSideBySide && keys >= length / 16; }

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
    const auto search = [&](const auto& precedes) {
      if (sorter != nullptr) {
        const Array order = as_contiguous(*sorter, Dtype::kInt64);
        const auto* through = order.as<int64_t>();
        const auto at = [&](int64_t i) -> const T& {
          if (through[i] < 0 || through[i] >= length) throw ValueError("Sorter index out of range.");
          return in[through[i]];
        };
        search_in_turn(length, keys, n, out, at, precedes);
      } else if (pays_to_inspect(length, n) && is_sorted_table(in, length)) {
        for (int64_t i = 0; i < n; i += kSideBySide) {
          const int batch = static_cast<int>(std::min<int64_t>(kSideBySide, n - i));
          search_batch(in, length, keys + i, batch, out + i, precedes);
        }
      } else {
        search_in_turn(
            length, keys, n, out, [&](int64_t i) -> const T& { return in[i]; }, precedes);
      }
    };
    if (right)
      search([](const T& element, const T& key) { return !precedes_evenly(key, element); });
    else
      search([](const T& element, const T& key) { return precedes_evenly(element, key); });
  });
  return result;
}

}  // namespace fs
