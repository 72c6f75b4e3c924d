// Selection step by step as NumPy does it where it has no vector selection for the dtype or is asked for
// several ranks: quickselect by a median of three, by medians of five when that makes no progress. The order
// it leaves within the parts is what clients see.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace fs {

namespace introselect_detail {

/// Pivots in place that later ranks may build on; more are not remembered.
constexpr size_t kRemembered = 50;
/// Up to so many items from the start are selected one after the other.
constexpr int64_t kFew = 3;

/// Items that are looked at together.
constexpr int64_t kBlock = 64;

/// Where the last item is that replaced the one before it, item after item from `start` on; `replaces` is
/// asked about an item and the one it would replace. Items are first asked about in blocks, as most blocks
/// hold none: these questions do not wait for one another.
template <class Item, class Replaces>
int64_t find_extremum(const Item* items, int64_t start, int64_t n, const Replaces& replaces) {
  int64_t found = start;
  Item value = items[start];
  const auto ask = [&](int64_t from, int64_t to) {
    for (int64_t k = from; k < to; k++) {
      if (!replaces(items[k], value)) continue;
      found = k;
      value = items[k];
    }
  };
  int64_t at = start + 1;
  for (; at + kBlock <= n; at += kBlock) {
    const Item best = value;
    int any = 0;
    for (int64_t k = 0; k < kBlock; k++) any |= static_cast<int>(replaces(items[at + k], best));
    if (any != 0) ask(at, at + kBlock);
  }
  ask(at, n);
  return found;
}

/// Brings the `count` least of `n` items to the front, in order.
template <class Item, class Less>
void select_few(Item* items, int64_t n, int64_t count, const Less& less) {
  for (int64_t i = 0; i < count; i++) std::swap(items[i], items[find_extremum(items, i, n, less)]);
}

/// Brings the middle one of three items to `low`, and the least to the place behind it.
template <class Item, class Less>
void median_of_three(Item* items, int64_t low, int64_t middle, int64_t high, const Less& less) {
  if (less(items[high], items[middle])) std::swap(items[high], items[middle]);
  if (less(items[high], items[low])) std::swap(items[high], items[low]);
  if (less(items[low], items[middle])) std::swap(items[low], items[middle]);
  std::swap(items[middle], items[low + 1]);
}

/// Where the median of five items is, once some have been exchanged.
template <class Item, class Less>
int64_t median_of_five(Item* items, const Less& less) {
  const auto settle = [&](int64_t i, int64_t j) {
    if (less(items[j], items[i])) std::swap(items[i], items[j]);
  };
  settle(0, 1);
  settle(3, 4);
  settle(0, 3);
  settle(1, 4);
  settle(1, 2);
  if (!less(items[3], items[2])) return 2;
  return less(items[3], items[1]) ? 1 : 3;
}

template <bool ScansForLast, class Item, class Less>
void select(Item* items, int64_t n, int64_t rank, std::vector<int64_t>* pivots, const Less& less);

/// Where a pivot near the median of `n` items is: the median of the medians of five, gathered in front.
template <bool ScansForLast, class Item, class Less>
int64_t median_of_medians(Item* items, int64_t n, const Less& less) {
  const int64_t medians = n / 5;
  for (int64_t i = 0; i < medians; i++)
    std::swap(items[5 * i + median_of_five(items + 5 * i, less)], items[i]);
  if (medians > 2) select<ScansForLast>(items, medians, medians / 2, nullptr, less);
  return medians / 2;
}

/// Brings the item of a rank to its place. `pivots` remembers places, none before the rank, that are settled.
/// With `ScansForLast` the last rank is found by looking for the greatest item.
template <bool ScansForLast, class Item, class Less>
void select(Item* items, int64_t n, int64_t rank, std::vector<int64_t>* pivots, const Less& less) {
  const auto remember = [&](int64_t place) {
    if (pivots == nullptr || place < rank) return;
    if (pivots->size() < kRemembered) {
      pivots->push_back(place);
    } else if (place == rank) {
      pivots->back() = place;
    }
  };
  int64_t low = 0, high = n - 1;
  while (pivots != nullptr && !pivots->empty()) {
    const int64_t pivot = pivots->back();
    if (pivot == rank) return;
    if (pivot > rank) {
      high = pivot - 1;
      break;
    }
    low = pivot + 1;
    pivots->pop_back();
  }
  if (rank - low < kFew) {
    select_few(items + low, high - low + 1, rank - low + 1, less);
    remember(rank);
    return;
  }
  if (ScansForLast && rank == n - 1) {
    const auto is_not_less = [&](const Item& x, const Item& y) { return !less(x, y); };
    std::swap(items[rank], items[find_extremum(items, low, n, is_not_less)]);
    return;
  }
  int progress = 2 * (static_cast<int>(std::bit_width(static_cast<uint64_t>(n))) - 1);
  while (low + 1 < high) {
    int64_t left = low + 1, right = high;
    if (progress > 0 || right - left < 5) {
      median_of_three(items, low, low + (high - low) / 2, high, less);
    } else {
      const int64_t middle = left + median_of_medians<ScansForLast>(items + left, right - left, less);
      std::swap(items[middle], items[low]);
      left--;
      right++;
    }
    progress--;
    // What stands at the ends keeps the search from both sides within bounds.
    const Item pivot = items[low];
    for (;;) {
      do left++;
      while (less(items[left], pivot));
      do right--;
      while (less(pivot, items[right]));
      if (right < left) break;
      std::swap(items[left], items[right]);
    }
    std::swap(items[low], items[right]);
    if (right != rank) remember(right);
    if (right >= rank) high = right - 1;
    if (right <= rank) low = left;
  }
  if (high == low + 1 && less(items[high], items[low])) std::swap(items[low], items[high]);
  remember(rank);
}

}  // namespace introselect_detail

/// Whether ranks, in ascending order, are found by looking through the items for the least and the greatest
/// alone.
template <bool ScansForLast>
bool are_at_ends(int64_t n, const std::vector<int64_t>& ranks) {
  return std::all_of(ranks.begin(), ranks.end(), [&](int64_t rank) {
    return rank < introselect_detail::kFew || (ScansForLast && rank == n - 1);
  });
}

/// Partitions `n` items by `less` around ranks in ascending order. Linear time for few ranks.
template <bool ScansForLast, class Item, class Less>
void numpy_introselect(Item* items, int64_t n, const std::vector<int64_t>& ranks, const Less& less) {
  std::vector<int64_t> pivots;
  for (const int64_t rank : ranks) introselect_detail::select<ScansForLast>(items, n, rank, &pivots, less);
}

}  // namespace fs
