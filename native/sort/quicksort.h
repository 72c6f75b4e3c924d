// Quicksort and its index-moving twin, step by step as NumPy does it (Sedgewick: median of three, the larger
// part stacked, short runs left to insertion sort; heapsort when the recursion degenerates). Equal elements
// need not be alike (zeros of both signs, NaN, positions), and this is what decides their order in NumPy for
// the dtypes it has no vector sort for.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "sort/order.h"

namespace fs {

namespace quicksort_detail {

constexpr int64_t kShort = 16;
constexpr int kStack = 128;

/// Heapsort of `n` items by `less`, sifting down to a leaf only as far as the value goes.
template <class Item, class Less>
void heapsort(Item* items, int64_t n, const Less& less) {
  const auto sift = [&](int64_t hole, int64_t size) {
    const Item value = items[hole];
    for (int64_t child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && less(items[child], items[child + 1])) child++;
      if (!less(value, items[child])) break;
      items[hole] = items[child];
      hole = child;
    }
    items[hole] = value;
  };
  for (int64_t start = n / 2; start-- > 0;) sift(start, n);
  for (int64_t last = n - 1; last > 0; last--) {
    std::swap(items[0], items[last]);
    sift(0, last);
  }
}

}  // namespace quicksort_detail

/// Sorts `n` items by `less`, which must be a strict weak order.
template <class Item, class Less>
void numpy_quicksort(Item* items, int64_t n, const Less& less) {
  using namespace quicksort_detail;
  if (n < 2) return;
  struct Part {
    Item *left, *right;
    int depth;
  };
  Part stack[kStack];
  int stacked = 0;
  Item *left = items, *right = items + n - 1;
  int depth = 2 * (static_cast<int>(std::bit_width(static_cast<uint64_t>(n))) - 1);
  for (;;) {
    if (depth < 0) {
      heapsort(left, right - left + 1, less);
    } else {
      while (right - left > kShort) {
        Item* middle = left + ((right - left) >> 1);
        if (less(*middle, *left)) std::swap(*middle, *left);
        if (less(*right, *middle)) std::swap(*right, *middle);
        if (less(*middle, *left)) std::swap(*middle, *left);
        const Item pivot = *middle;
        Item *i = left, *j = right - 1;
        std::swap(*middle, *j);
        for (;;) {
          do i++;
          while (less(*i, pivot));
          do j--;
          while (less(pivot, *j));
          if (i >= j) break;
          std::swap(*i, *j);
        }
        std::swap(*i, *(right - 1));
        depth--;
        if (i - left < right - i) {
          stack[stacked++] = {i + 1, right, depth};
          right = i - 1;
        } else {
          stack[stacked++] = {left, i - 1, depth};
          left = i + 1;
        }
      }
      for (Item* next = left + 1; next <= right; next++) {
        const Item value = *next;
        Item* hole = next;
        for (; hole > left && less(value, hole[-1]); hole--) *hole = hole[-1];
        *hole = value;
      }
    }
    if (stacked == 0) return;
    const Part part = stack[--stacked];
    left = part.left, right = part.right, depth = part.depth;
  }
}

}  // namespace fs
