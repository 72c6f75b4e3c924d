// Partitions around elements of given ranks. Around one rank of 4 or 8 byte numbers (2 byte ones too, where
// they are moved themselves) NumPy's vector selection sorts short lanes altogether, which clients can see; in
// longer ones the order it leaves within the parts hangs on the processor. All else is selected as NumPy
// does.
#include <algorithm>
#include <numeric>

#include "sort/introselect.h"
#include "sort/order.h"
#include "sort/radix.h"
#include "sort/select.h"
#include "sort/sort.h"

namespace fs {
namespace {

/// Positions up to which fit one word beside a key of four bytes.
constexpr int64_t kWordLength = int64_t{1} << 32;

/// Whether NumPy selects by vectors: one rank, among numbers of certain widths.
bool is_vectorized(const Array& a, const std::vector<int64_t>& ranks, size_t narrowest) {
  const bool is_real = a.dtype != Dtype::kComplex64 && a.dtype != Dtype::kComplex128;
  return ranks.size() == 1 && is_real && a.item() >= narrowest;
}

/// The ranks, counted from the start, in order.
std::vector<int64_t> in_order(std::vector<int64_t> ranks, int64_t length) {
  for (int64_t& rank : ranks) rank += rank < 0 ? length : 0;
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

/// Whether NumPy looks for the last rank by scanning for the greatest element.
template <class T>
constexpr bool kScansForLast = std::is_floating_point_v<T> || is_complex_v<T>;

template <class T>
constexpr bool kHasNan = std::is_floating_point_v<T> || std::is_same_v<T, Half>;

template <class T>
bool is_nan(T value) {
  if constexpr (std::is_same_v<T, Half>) return is_nan(static_cast<float>(value));
  if constexpr (std::is_floating_point_v<T>) return value != value;
  return false;
}

/// Whether there is a NaN. Blocks are looked at as a whole, so that vectors serve.
template <class T>
bool has_nan(const T* lane, int64_t length) {
  constexpr int64_t kBlock = 1024;
  for (int64_t at = 0; at < length; at += kBlock) {
    const int64_t end = std::min(at + kBlock, length);
    int any = 0;
    for (int64_t i = at; i < end; i++) any |= static_cast<int>(is_nan(lane[i]));
    if (any != 0) return true;
  }
  return false;
}

/// Brings NaN behind the numbers by the exchanges NumPy's vector selection makes; how many numbers there are.
template <class T>
int64_t move_nan_behind(T* lane, int64_t length) {
  int64_t numbers = length;
  for (int64_t i = 0; i < numbers;) {
    if (is_nan(lane[i])) {
      std::swap(lane[i], lane[--numbers]);
    } else {
      i++;
    }
  }
  return numbers;
}

/// One rank, the order within the parts being free. Where NaN are enough to reach it no number is moved
/// further.
template <class T>
void select_in_lane(T* lane, int64_t length, int64_t rank) {
  const int64_t numbers = kHasNan<T> ? move_nan_behind(lane, length) : length;
  if (rank >= numbers) return;
  if constexpr (std::is_same_v<T, Half>) {
    select_rank(lane, numbers, rank,
                [](Half x, Half y) { return to_key<Half, true>(x) < to_key<Half, true>(y); });
  } else if constexpr (std::is_floating_point_v<T>) {
    select_rank(lane, numbers, rank, [](T x, T y) { return x < y; });
  } else {
    select_rank(lane, numbers, rank, comes_before<T>);
  }
}

/// Several ranks, or one of a dtype without vector selection. Without NaN a plain comparison serves.
template <class T>
void introselect_lane(T* lane, int64_t length, const std::vector<int64_t>& ranks) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!has_nan(lane, length))
      return numpy_introselect<true>(lane, length, ranks, [](T x, T y) { return x < y; });
  }
  numpy_introselect<kScansForLast<T>>(lane, length, ranks,
                                      [](const T& x, const T& y) { return comes_before(x, y); });
}

/// Short lanes, partitioned by being sorted: but for those in which the rank falls among NaN.
Array sorted_lanes(const Array& a, int64_t rank) {
  const Array result = sort_last(a, false);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (kHasNan<T>) {
      Array source;
      const int64_t length = a.shape.back();
      for (int64_t at = 0; at < result.size(); at += length) {
        T* lane = result.as<T>() + at;
        if (!is_nan(lane[rank])) continue;
        if (source.data == nullptr) source = as_contiguous(a, a.dtype);
        std::copy_n(source.as<T>() + at, length, lane);
        move_nan_behind(lane, length);
      }
    }
  });
  return result;
}

/// A key and where it came from.
struct Placed {
  uint64_t key;
  int64_t position;
};

/// Positions of a lane with NaN, one rank of which is wanted: NumPy leaves these to the standard library.
template <class T>
void select_beside_nan(const T* lane, int64_t* out, int64_t length, int64_t rank) {
  std::iota(out, out + length, int64_t{0});
  std::nth_element(out, out + rank, out + length,
                   [&](int64_t i, int64_t j) { return comes_before(lane[i], lane[j]); });
}

/// Short lanes, their positions partitioned by being sorted: but for those with NaN.
Array sorted_positions(const Array& a, int64_t rank) {
  const Array result = argsort_last(a, true);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_floating_point_v<T>) {
      const Array source = as_contiguous(a, a.dtype);
      const int64_t length = a.shape.back();
      for (int64_t at = 0; at < result.size(); at += length) {
        const T* lane = source.as<T>() + at;
        int64_t* out = result.as<int64_t>() + at;
        if (is_nan(lane[out[length - 1]])) select_beside_nan(lane, out, length, rank);
      }
    }
  });
  return result;
}

/// Positions of a lane partitioned around ranks; the order within the parts is free if `is_free`. `placed`
/// has room for the lane, if elements have keys of 8 bytes.
template <class T>
void partition_positions(const T* lane, int64_t* out, int64_t length, const std::vector<int64_t>& ranks,
                         bool is_free, Placed* placed) {
  if constexpr (std::is_floating_point_v<T>) {
    if (is_free && has_nan(lane, length)) return select_beside_nan(lane, out, length, ranks.front());
  }
  const auto partition = [&](auto* items, const auto& less) {
    if (is_free) {
      select_rank(items, length, ranks.front(), less);
    } else {
      numpy_introselect<kScansForLast<T>>(items, length, ranks, less);
    }
  };
  if (!is_free && are_at_ends<kScansForLast<T>>(length, ranks)) {
    // Too few elements are exchanged for keys to be worth making.
    std::iota(out, out + length, int64_t{0});
    if constexpr (std::is_floating_point_v<T>) {
      if (!has_nan(lane, length))
        return partition(out, [&](int64_t i, int64_t j) { return lane[i] < lane[j]; });
    }
    partition(out, [&](int64_t i, int64_t j) { return comes_before(lane[i], lane[j]); });
  } else if constexpr (kHasKey<T> && sizeof(T) <= 4) {
    auto* words = reinterpret_cast<uint64_t*>(out);
    for (int64_t i = 0; i < length; i++)
      words[i] = uint64_t{to_key<T, true>(lane[i])} << 32 | static_cast<uint32_t>(i);
    partition(words, [](uint64_t x, uint64_t y) { return x >> 32 < y >> 32; });
    for (int64_t i = 0; i < length; i++) words[i] &= 0xffffffffu;
  } else if constexpr (kHasKey<T>) {
    for (int64_t i = 0; i < length; i++) placed[i] = {to_key<T, true>(lane[i]), i};
    partition(placed, [](const Placed& x, const Placed& y) { return x.key < y.key; });
    for (int64_t i = 0; i < length; i++) out[i] = placed[i].position;
  } else {
    for (int64_t i = 0; i < length; i++) out[i] = i;
    partition(out, [&](int64_t i, int64_t j) { return comes_before(lane[i], lane[j]); });
  }
}

}  // namespace

Array partition_last(const Array& a, const std::vector<int64_t>& ranks) {
  const bool is_free = is_vectorized(a, ranks, 2);
  const int64_t length = a.shape.back();
  const auto ordered = in_order(ranks, length);
  if (is_free && length <= select_detail::kSorted) return sorted_lanes(a, ordered.front());
  Array result = copy(a, a.dtype, Order::kC);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for (int64_t at = 0; at < result.size(); at += length) {
      T* lane = result.as<T>() + at;
      if (is_free) {
        select_in_lane(lane, length, ordered.front());
      } else {
        introselect_lane(lane, length, ordered);
      }
    }
  });
  return result;
}

Array argpartition_last(const Array& a, const std::vector<int64_t>& ranks) {
  const bool is_free = is_vectorized(a, ranks, 4);
  const int64_t length = a.shape.back();
  if (length >= kWordLength) return argsort_last(a, true);
  const auto ordered = in_order(ranks, length);
  if (is_free && length <= select_detail::kSorted) return sorted_positions(a, ordered.front());
  const Array source = as_contiguous(a, a.dtype);
  Array result = empty(Dtype::kInt64, a.shape);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const bool needs_pairs = kHasKey<T> && sizeof(T) == 8;
    const Array pairs = empty(Dtype::kComplex128, {needs_pairs ? length : 0});
    for (int64_t at = 0; at < result.size(); at += length) {
      partition_positions(source.as<T>() + at, result.as<int64_t>() + at, length, ordered, is_free,
                          pairs.as<Placed>());
    }
  });
  return result;
}

}  // namespace fs
