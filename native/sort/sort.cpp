#include "sort/sort.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"
#include "sort/order.h"
#include "sort/quicksort.h"

namespace fs {
namespace {

struct Lanes {
  int64_t length, count;
};

Lanes lanes_of(const Array& a) {
  const int64_t length = a.shape.back();
  return {length, length == 0 ? 0 : a.size() / length};
}

/// Sorts one run. Numbers other than NaN are sorted by the processor's own comparison.
template <class T>
void sort_run(T* first, T* last, bool stable) {
  if constexpr (std::is_same_v<T, Bool>) {
    T* ones = std::partition(first, last, [](Bool flag) { return !static_cast<bool>(flag); });
    std::fill(ones, last, Bool(true));
  } else if constexpr (std::is_floating_point_v<T>) {
    T* numbers = std::stable_partition(first, last, [](T value) { return value == value; });
    if (stable)
      std::stable_sort(first, numbers);
    else
      std::sort(first, numbers);
  } else if constexpr (std::is_integral_v<T>) {
    std::sort(first, last);
  } else if (stable) {
    std::stable_sort(first, last, comes_before<T>);
  } else {
    numpy_quicksort(first, last - first, comes_before<T>);
  }
}

/// Dtypes whose positions NumPy sorts without vector instructions, so that the order of equal elements is
/// settled.
template <class T>
constexpr bool kHasSettledTies = sizeof(T) <= 2 || is_complex_v<T>;

}  // namespace

Array sort_last(const Array& a, bool stable) {
  Array result = copy(a, a.dtype, Order::kC);
  const auto [length, count] = lanes_of(result);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    T* at = result.as<T>();
    for (int64_t lane = 0; lane < count; lane++, at += length) sort_run(at, at + length, stable);
  });
  return result;
}

Array argsort_last(const Array& a, bool stable) {
  const Array source = as_contiguous(a, a.dtype);
  Array result = empty(Dtype::kInt64, a.shape);
  const auto [length, count] = lanes_of(result);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* in = source.as<T>();
    auto* out = result.as<int64_t>();
    for (int64_t lane = 0; lane < count; lane++, in += length, out += length) {
      std::iota(out, out + length, int64_t{0});
      const auto before = [in](int64_t i, int64_t j) { return comes_before(in[i], in[j]); };
      if (!stable && kHasSettledTies<T>)
        numpy_quicksort(out, length, before);
      else
        std::stable_sort(out, out + length, before);
    }
  });
  return result;
}

Array lexsort_last(const std::vector<const Array*>& keys) {
  Array result = empty(Dtype::kInt64, keys[0]->shape);
  const auto [length, count] = lanes_of(result);
  auto* out = result.as<int64_t>();
  for (int64_t lane = 0; lane < count; lane++)
    std::iota(out + lane * length, out + (lane + 1) * length, int64_t{0});
  for (const Array* key : keys) {
    const Array source = as_contiguous(*key, key->dtype);
    dispatch(key->dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      for (int64_t lane = 0; lane < count; lane++) {
        const T* in = source.as<T>() + lane * length;
        int64_t* order = out + lane * length;
        std::stable_sort(order, order + length,
                         [in](int64_t i, int64_t j) { return comes_before(in[i], in[j]); });
      }
    });
  }
  return result;
}

Array search_sorted(const Array& sorted, const Array& values, bool right, const Array* sorter) {
  const Array table = as_contiguous(sorted, sorted.dtype);
  const Array wanted = as_contiguous(values, sorted.dtype);
  Array result = empty(Dtype::kInt64, values.shape);
  const int64_t length = table.size(), n = wanted.size();
  Array order;
  if (sorter != nullptr) order = as_contiguous(*sorter, Dtype::kInt64);
  dispatch(sorted.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* in = table.as<T>();
    const T* keys = wanted.as<T>();
    auto* out = result.as<int64_t>();
    const int64_t* through = sorter == nullptr ? nullptr : order.as<int64_t>();
    const auto precedes = [right](const T& element, const T& key) {
      return right ? !comes_before(key, element) : comes_before(element, key);
    };
    const auto element = [&](int64_t rank) -> const T& {
      if (through == nullptr) return in[rank];
      const int64_t at = through[rank];
      if (at < 0 || at >= length) throw ValueError("Sorter index out of range.");
      return in[at];
    };
    // Keys often come in order themselves: what the last one ruled out stays ruled out.
    int64_t low = 0, high = length;
    for (int64_t i = 0; i < n; i++) {
      if (i > 0) {
        if (precedes(keys[i - 1], keys[i])) {
          high = length;
        } else {
          low = 0;
          high = high < length ? high + 1 : length;
        }
      }
      while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (precedes(element(middle), keys[i]))
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
