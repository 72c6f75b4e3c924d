#include "sort/sort.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"
#include "sort/order.h"
#include "sort/quicksort.h"
#include "sort/radix.h"

namespace fs {
namespace {

struct Lanes {
  int64_t length, count;
};

Lanes lanes_of(const Array& a) {
  const int64_t length = a.shape.back();
  return {length, length == 0 ? 0 : a.size() / length};
}

/// From this length on, sorting by digits beats comparing.
constexpr int64_t kRadixLength = 512;
/// From this length on, wide digits pay for clearing their counters.
constexpr int64_t kWideLength = 16384;
/// Up to this length, pairs of a key and a position are kept in memory twice.
constexpr int64_t kPairLength = int64_t{1} << 23;
/// Room for the counters of any key: eight digits of 8 bits or six of 11.
constexpr size_t kCounters = 6 * 2048;

/// Memory for one sort, made when the first lane needs it and used for all.
class Scratch {
 public:
  void* bytes(size_t size) {
    if (items_.buffer == nullptr || capacity_ < size) {
      items_ = empty(Dtype::kUint8, {static_cast<int64_t>(size)});
      capacity_ = size;
    }
    return items_.data;
  }
  uint32_t* counters() {
    if (counters_.buffer == nullptr) counters_ = empty(Dtype::kUint32, {static_cast<int64_t>(kCounters)});
    return counters_.as<uint32_t>();
  }

 private:
  Array items_, counters_;
  size_t capacity_ = 0;
};

/// Sorts by digits as wide as the number of items warrants.
template <class K, class Item, class KeyFn>
Item* by_digits(Item* items, Item* scratch, int64_t n, uint32_t* counters, const KeyFn& key) {
  if constexpr (sizeof(K) > 1) {
    if (n >= kWideLength) return radix_sort<K, 11>(items, scratch, n, counters, key);
  }
  return radix_sort<K, 8>(items, scratch, n, counters, key);
}

/// Sorts numbers other than NaN. Zeros of both signs are put in their original order afterwards.
template <class T>
void radix_values(T* first, int64_t n, bool keeps_zeros, Scratch& scratch) {
  using K = KeyOf<sizeof(T)>;
  auto* keys = static_cast<K*>(scratch.bytes(2 * static_cast<size_t>(n) * sizeof(K)));
  for (int64_t i = 0; i < n; i++) keys[i] = to_key<T, false>(first[i]);
  Array zeros;
  int64_t count = 0;
  if constexpr (std::is_floating_point_v<T>) {
    if (keeps_zeros) {
      for (int64_t i = 0; i < n; i++) count += first[i] == 0;
      if (count > 1) {
        zeros = empty(Dtype::kFloat64, {count});
        auto* kept = zeros.as<double>();
        for (int64_t i = 0; i < n; i++) {
          if (first[i] == 0) *kept++ = first[i];
        }
      }
    }
  }
  const K* sorted = by_digits<K>(keys, keys + n, n, scratch.counters(), [](K key) { return key; });
  for (int64_t i = 0; i < n; i++) first[i] = from_key<T>(sorted[i]);
  if constexpr (std::is_floating_point_v<T>) {
    if (count > 1) {
      T* at = std::lower_bound(first, first + n, T{0});
      const auto* kept = zeros.as<double>();
      for (int64_t i = 0; i < count; i++) at[i] = static_cast<T>(kept[i]);
    }
  }
}

/// Sorts float16 numbers, unless the order of zeros of both signs is to be NumPy's.
void sort_halves(Half* first, int64_t n, bool stable, Scratch& scratch) {
  bool negative = false, positive = false, nan = false;
  for (int64_t i = 0; i < n; i++) {
    negative |= first[i].bits == 0x8000u;
    positive |= first[i].bits == 0;
    nan |= (first[i].bits & 0x7fffu) > 0x7c00u;
  }
  if (!nan && !(negative && positive) && n >= kRadixLength)
    radix_values(first, n, false, scratch);
  else if (stable)
    std::stable_sort(first, first + n, comes_before<Half>);
  else
    numpy_quicksort(first, n, comes_before<Half>);
}

/// Sorts bytes by counting them.
template <class T>
void sort_bytes(T* first, int64_t n) {
  int64_t counts[256] = {};
  for (int64_t i = 0; i < n; i++) counts[to_key<T, false>(first[i])]++;
  T* at = first;
  for (int key = 0; key < 256; key++) {
    std::fill(at, at + counts[key], from_key<T>(static_cast<uint8_t>(key)));
    at += counts[key];
  }
}

/// Sorts one lane.
template <class T>
void sort_run(T* first, T* last, bool stable, Scratch& scratch) {
  const int64_t n = last - first;
  if constexpr (std::is_same_v<T, Bool>) {
    T* ones = first + std::count_if(first, last, [](Bool flag) { return !static_cast<bool>(flag); });
    std::fill(first, ones, Bool(false));
    std::fill(ones, last, Bool(true));
  } else if constexpr (std::is_same_v<T, Half>) {
    sort_halves(first, n, stable, scratch);
  } else if constexpr (std::is_floating_point_v<T>) {
    // NaN go behind everything else; numbers are sorted by the processor's own comparison, or by digits.
    T* numbers = std::find_if(first, last, [](T value) { return value != value; });
    if (numbers != last) numbers = std::stable_partition(first, last, [](T value) { return value == value; });
    if (numbers - first >= kRadixLength)
      radix_values(first, numbers - first, stable, scratch);
    else if (stable)
      std::stable_sort(first, numbers);
    else
      std::sort(first, numbers);
  } else if constexpr (std::is_integral_v<T>) {
    if (n < kRadixLength)
      std::sort(first, last);
    else if constexpr (sizeof(T) == 1)
      sort_bytes(first, n);
    else
      radix_values(first, n, false, scratch);
  } else if (stable) {
    std::stable_sort(first, last, comes_before<T>);
  } else {
    numpy_quicksort(first, n, comes_before<T>);
  }
}

/// Dtypes whose positions NumPy sorts without vector instructions, so that the order of equal elements is
/// settled.
template <class T>
constexpr bool kHasSettledTies = sizeof(T) <= 2 || is_complex_v<T>;

/// A key and where it came from.
struct Pair {
  uint64_t key;
  uint32_t position;
};

/// Reorders positions by the elements they name; equal ones keep their order.
template <class T>
void radix_positions(const T* in, int64_t* order, int64_t n, Scratch& scratch) {
  using K = KeyOf<sizeof(T)>;
  if constexpr (sizeof(T) <= 4) {
    // Key and position fit one word, which is sorted by the key alone.
    auto* words = static_cast<uint64_t*>(scratch.bytes(2 * static_cast<size_t>(n) * sizeof(uint64_t)));
    for (int64_t i = 0; i < n; i++)
      words[i] = uint64_t{to_key<T, true>(in[order[i]])} << 32 | static_cast<uint32_t>(order[i]);
    const auto key = [](uint64_t word) { return static_cast<K>(word >> 32); };
    const uint64_t* sorted = by_digits<K>(words, words + n, n, scratch.counters(), key);
    for (int64_t i = 0; i < n; i++) order[i] = static_cast<int64_t>(sorted[i] & 0xffffffffu);
  } else {
    auto* pairs = static_cast<Pair*>(scratch.bytes(2 * static_cast<size_t>(n) * sizeof(Pair)));
    for (int64_t i = 0; i < n; i++)
      pairs[i] = {to_key<T, true>(in[order[i]]), static_cast<uint32_t>(order[i])};
    const auto key = [](const Pair& pair) { return pair.key; };
    const Pair* sorted = by_digits<K>(pairs, pairs + n, n, scratch.counters(), key);
    for (int64_t i = 0; i < n; i++) order[i] = sorted[i].position;
  }
}

/// Reorders positions as NumPy's quicksort does. Keys travel with their positions where both fit one word.
template <class T>
void settled_positions(const T* in, int64_t* order, int64_t n, Scratch& scratch) {
  if constexpr (kHasKey<T>) {
    if (n >= kRadixLength && n <= kPairLength) {
      auto* words = static_cast<uint64_t*>(scratch.bytes(static_cast<size_t>(n) * sizeof(uint64_t)));
      for (int64_t i = 0; i < n; i++)
        words[i] = uint64_t{to_key<T, true>(in[i])} << 32 | static_cast<uint32_t>(i);
      numpy_quicksort(words, n, [](uint64_t a, uint64_t b) { return (a >> 32) < (b >> 32); });
      for (int64_t i = 0; i < n; i++) order[i] = static_cast<int64_t>(words[i] & 0xffffffffu);
      return;
    }
  }
  std::iota(order, order + n, int64_t{0});
  numpy_quicksort(order, n, [in](int64_t i, int64_t j) { return comes_before(in[i], in[j]); });
}

/// Reorders positions by the elements they name; equal ones keep their order.
template <class T>
void stable_positions(const T* in, int64_t* order, int64_t n, Scratch& scratch) {
  if constexpr (kHasKey<T>) {
    if (n >= kRadixLength && n <= kPairLength) {
      radix_positions(in, order, n, scratch);
      return;
    }
  }
  std::stable_sort(order, order + n, [in](int64_t i, int64_t j) { return comes_before(in[i], in[j]); });
}

}  // namespace

Array sort_last(const Array& a, bool stable) {
  Array result = copy(a, a.dtype, Order::kC);
  const auto [length, count] = lanes_of(result);
  Scratch scratch;
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    T* at = result.as<T>();
    for (int64_t lane = 0; lane < count; lane++, at += length) sort_run(at, at + length, stable, scratch);
  });
  return result;
}

Array argsort_last(const Array& a, bool stable) {
  const Array source = as_contiguous(a, a.dtype);
  Array result = empty(Dtype::kInt64, a.shape);
  const auto [length, count] = lanes_of(result);
  Scratch scratch;
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* in = source.as<T>();
    auto* out = result.as<int64_t>();
    for (int64_t lane = 0; lane < count; lane++, in += length, out += length) {
      if constexpr (kHasSettledTies<T>) {
        if (!stable) {
          settled_positions(in, out, length, scratch);
          continue;
        }
      }
      std::iota(out, out + length, int64_t{0});
      stable_positions(in, out, length, scratch);
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
  Scratch scratch;
  for (const Array* key : keys) {
    const Array source = as_contiguous(*key, key->dtype);
    dispatch(key->dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      for (int64_t lane = 0; lane < count; lane++)
        stable_positions(source.as<T>() + lane * length, out + lane * length, length, scratch);
    });
  }
  return result;
}

}  // namespace fs
