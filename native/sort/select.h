// Selection: bringing the element of one rank to its place, smaller ones before it and greater ones behind.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sort/quicksort.h"

namespace fs {

namespace select_detail {

/// Up to this many items are sorted.
constexpr int64_t kSorted = 256;
/// Items looked at to choose a pivot, and how far beyond the wanted rank among them it is taken: far enough
/// that the wanted item is mostly on the side of it that is nearer to an end.
constexpr int64_t kSample = 127;
constexpr int64_t kMargin = 8;

/// Moves items for which `first` holds to the front, without branching on them; how many they are.
template <class Item, class First>
int64_t bring_forward(Item* items, int64_t n, const First& first) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; i++) {
    const Item item = items[i];
    const bool is_first = first(item);
    items[i] = items[count];
    items[count] = item;
    count += is_first;
  }
  return count;
}

template <class Item, class Less>
Item choose_pivot(const Item* items, int64_t n, int64_t rank, const Less& less) {
  Item sample[kSample];
  for (int64_t i = 0; i < kSample; i++) sample[i] = items[i * (n / kSample)];
  const int64_t near = rank * kSample / n + (rank < n / 2 ? kMargin : -kMargin);
  const int64_t wanted = std::clamp<int64_t>(near, 0, kSample - 1);
  numpy_quicksort(sample, kSample, less);
  return sample[wanted];
}

}  // namespace select_detail

/// Puts the item of a rank, counted from 0 in the order of `less`, in its place among `n` items, none behind
/// it less and none before it greater. Linear time, unless the items are made to mislead the choice of
/// pivots: then they are sorted.
template <class Item, class Less>
void select_rank(Item* items, int64_t n, int64_t rank, const Less& less) {
  using namespace select_detail;
  int64_t budget = 8 * n;
  while (n > kSorted && budget > 0) {
    budget -= n;
    const Item pivot = choose_pivot(items, n, rank, less);
    int64_t before = bring_forward(items, n, [&](const Item& item) { return less(item, pivot); });
    if (rank < before) {
      n = before;
      continue;
    }
    if (before == 0) {
      // The pivot is the least: all that equal it are in place.
      before = bring_forward(items, n, [&](const Item& item) { return !less(pivot, item); });
      if (rank < before) return;
    }
    items += before;
    n -= before;
    rank -= before;
  }
  numpy_quicksort(items, n, less);
}

}  // namespace fs
