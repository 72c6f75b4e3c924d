// Partitions around elements of given ranks. NumPy's vector selection sorts short lanes altogether, which
// clients can see; in longer ones the order within the parts is nobody's business.
#include <algorithm>

#include "sort/order.h"
#include "sort/radix.h"
#include "sort/select.h"
#include "sort/sort.h"

namespace fs {
namespace {

/// From so many ranks on, sorting once is no more work.
constexpr size_t kManyRanks = 8;
/// Positions up to which fit one word beside a key of four bytes.
constexpr int64_t kWordLength = int64_t{1} << 32;

bool is_sorted_instead(const Array& a, const std::vector<int64_t>& ranks) {
  return a.shape.back() <= select_detail::kSorted || ranks.size() >= kManyRanks || a.item() == 1;
}

/// The ranks, counted from the start, in order.
std::vector<int64_t> in_order(std::vector<int64_t> ranks, int64_t length) {
  for (int64_t& rank : ranks) rank += rank < 0 ? length : 0;
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

/// Each rank in turn: items before one that is in place stay there.
template <class Item, class Less>
void select_ranks(Item* items, int64_t n, const std::vector<int64_t>& ranks, const Less& less) {
  int64_t settled = 0;
  for (const int64_t rank : ranks) {
    if (rank < settled || rank >= n) continue;
    select_rank(items + settled, n - settled, rank - settled, less);
    settled = rank + 1;
  }
}

template <class T>
void partition_lane(T* lane, int64_t length, const std::vector<int64_t>& ranks) {
  if constexpr (std::is_floating_point_v<T>) {
    // With NaN out of the way at the end, a plain comparison serves.
    const int64_t numbers =
        select_detail::bring_forward(lane, length, [](T value) { return value == value; });
    select_ranks(lane, numbers, ranks, [](T x, T y) { return x < y; });
  } else if constexpr (std::is_same_v<T, Half>) {
    select_ranks(lane, length, ranks,
                 [](Half x, Half y) { return to_key<Half, true>(x) < to_key<Half, true>(y); });
  } else {
    select_ranks(lane, length, ranks, comes_before<T>);
  }
}

/// A key and where it came from.
struct Placed {
  uint64_t key;
  int64_t position;
};

template <class T>
void partition_positions(const T* lane, int64_t* out, int64_t length, const std::vector<int64_t>& ranks,
                         Placed* placed) {
  if constexpr (kHasKey<T> && sizeof(T) <= 4) {
    auto* words = reinterpret_cast<uint64_t*>(out);
    for (int64_t i = 0; i < length; i++)
      words[i] = uint64_t{to_key<T, true>(lane[i])} << 32 | static_cast<uint32_t>(i);
    select_ranks(words, length, ranks, [](uint64_t x, uint64_t y) { return x < y; });
    for (int64_t i = 0; i < length; i++) words[i] &= 0xffffffffu;
  } else if constexpr (kHasKey<T>) {
    for (int64_t i = 0; i < length; i++) placed[i] = {to_key<T, true>(lane[i]), i};
    select_ranks(placed, length, ranks, [](const Placed& x, const Placed& y) { return x.key < y.key; });
    for (int64_t i = 0; i < length; i++) out[i] = placed[i].position;
  } else {
    for (int64_t i = 0; i < length; i++) out[i] = i;
    select_ranks(out, length, ranks, [&](int64_t i, int64_t j) { return comes_before(lane[i], lane[j]); });
  }
}

}  // namespace

Array partition_last(const Array& a, const std::vector<int64_t>& ranks) {
  if (is_sorted_instead(a, ranks)) return sort_last(a, false);
  Array result = copy(a, a.dtype, Order::kC);
  const int64_t length = a.shape.back();
  const auto ordered = in_order(ranks, length);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for (int64_t at = 0; at < result.size(); at += length)
      partition_lane(result.as<T>() + at, length, ordered);
  });
  return result;
}

Array argpartition_last(const Array& a, const std::vector<int64_t>& ranks) {
  if (is_sorted_instead(a, ranks) || a.shape.back() >= kWordLength) return argsort_last(a, true);
  const Array source = as_contiguous(a, a.dtype);
  Array result = empty(Dtype::kInt64, a.shape);
  const int64_t length = a.shape.back();
  const auto ordered = in_order(ranks, length);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const bool needs_pairs = kHasKey<T> && sizeof(T) == 8;
    const Array pairs = empty(Dtype::kComplex128, {needs_pairs ? length : 0});
    for (int64_t at = 0; at < result.size(); at += length) {
      partition_positions(source.as<T>() + at, result.as<int64_t>() + at, length, ordered,
                          pairs.as<Placed>());
    }
  });
  return result;
}

}  // namespace fs
