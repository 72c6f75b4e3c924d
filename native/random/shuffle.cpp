// Shuffling in place and drawing without replacement.
#include "random/shuffle.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "random/bounded.h"

namespace fs {
namespace {

/// Positions drawn before the elements there are moved: far ones have arrived from memory by then.
constexpr int64_t kAhead = 32;

/// Draws places in [0, i], [0, i - 1], ... for `count` of them, as `interval` does. What is not accepted is
/// written over by the next: branches that random words decide would be mispredicted.
template <class G>
void draw_intervals(G& g, int64_t i, int64_t count, int64_t* drawn) {
  if (i > 0xffffffff) {
    for (int64_t k = 0; k < count; k++)
      drawn[k] = static_cast<int64_t>(interval(g, static_cast<uint64_t>(i - k)));
    return;
  }
  for (int64_t k = 0; k < count;) {
    // One mask covers the ranges down to half of it.
    const auto mask = static_cast<uint32_t>(covering_mask(static_cast<uint64_t>(i - k)));
    const int64_t end = std::min(count, i - (mask >> 1));
    while (k < end) {
      drawn[k] = g.next32() & mask;
      k += drawn[k] <= i - k ? 1 : 0;
    }
  }
}

/// As draw_intervals, as Generator.choice draws: by products.
void draw_products(PcgStream& g, int64_t i, int64_t count, int64_t* drawn) {
  for (int64_t k = 0; k < count; k++)
    drawn[k] = static_cast<int64_t>(bounded(g, static_cast<uint64_t>(i - k)));
}

/// For i from `last` down to `first`, which is at least 1: j drawn from [0, i], then exchange(i, j); at(j) is
/// where element j lies. draw(i, count, drawn) draws for i and those below.
template <class Draw, class At, class Exchange>
void exchange_all(int64_t last, int64_t first, Draw draw, At at, Exchange exchange) {
  int64_t drawn[kAhead];
  for (int64_t i = last; i >= first; i -= kAhead) {
    const int64_t count = std::min(kAhead, i - first + 1);
    draw(i, count, drawn);
    for (int64_t k = 0; k < count; k++) __builtin_prefetch(at(drawn[k]), 1);
    for (int64_t k = 0; k < count; k++) exchange(i - k, drawn[k]);
  }
}

template <class T, class G>
void shuffle_line(G& g, std::byte* data, int64_t n, int64_t stride) {
  const auto at = [=](int64_t i) { return data + i * stride; };
  const auto draw = [&](int64_t i, int64_t count, int64_t* drawn) { draw_intervals(g, i, count, drawn); };
  exchange_all(n - 1, 1, draw, at, [=](int64_t i, int64_t j) {
    T x, y;
    std::memcpy(&x, at(i), sizeof(T));
    std::memcpy(&y, at(j), sizeof(T));
    std::memcpy(at(i), &y, sizeof(T));
    std::memcpy(at(j), &x, sizeof(T));
  });
}

template <class G>
void shuffle_line(G& g, size_t item, std::byte* data, int64_t n, int64_t stride) {
  if (item == 1) return shuffle_line<uint8_t>(g, data, n, stride);
  if (item == 2) return shuffle_line<uint16_t>(g, data, n, stride);
  if (item == 4) return shuffle_line<uint32_t>(g, data, n, stride);
  if (item == 8) return shuffle_line<uint64_t>(g, data, n, stride);
  return shuffle_line<Complex128>(g, data, n, stride);
}

/// Calls f with the first element of every line along `axis`, in C order of the other axes.
template <class F>
void for_lines(const Array& a, int axis, F&& f) {
  std::vector<int64_t> index(a.ndim(), 0);
  for (std::byte* data = a.data;;) {
    f(data);
    int d = a.ndim() - 1;
    for (; d >= 0; d--) {
      if (d == axis) continue;
      data += a.strides[d];
      if (++index[d] < a.shape[d]) break;
      data -= a.strides[d] * a.shape[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

void shuffle_range(PcgStream& g, int64_t n, int64_t first, int64_t* data) {
  const auto draw = [&](int64_t i, int64_t count, int64_t* drawn) { draw_products(g, i, count, drawn); };
  const auto at = [=](int64_t i) { return data + i; };
  exchange_all(n - 1, first, draw, at, [=](int64_t i, int64_t j) { std::swap(data[i], data[j]); });
}

/// Up to this many elements a range is shuffled as an array.
constexpr int64_t kDense = int64_t{1} << 22;

/// The last `count` elements of 0 .. population-1 after shuffling from the end down to them, in memory for
/// `count` only: elements that never moved are not kept.
Array sparse_tail(PcgStream& g, int64_t population, int64_t count) {
  Array result = empty(Dtype::kInt64, {count});
  auto* out = result.as<int64_t>();
  std::unordered_map<int64_t, int64_t> moved;
  moved.reserve(static_cast<size_t>(count));
  const auto at = [&](int64_t i) {
    const auto found = moved.find(i);
    return found == moved.end() ? i : found->second;
  };
  for (int64_t i = population - 1; i >= population - count; i--) {
    const int64_t own = at(i);
    moved.erase(i);
    // Only a whole permutation comes to element 0, which then has nowhere to go.
    const auto j = i == 0 ? 0 : static_cast<int64_t>(bounded(g, static_cast<uint64_t>(i)));
    out[i - (population - count)] = j == i ? own : at(j);
    if (j != i) moved[j] = own;
  }
  return result;
}

template <class G>
void shuffle_by(G& g, const Array& a, int axis, bool each) {
  if (a.size() == 0) return;
  const int64_t n = a.shape[axis], stride = a.strides[axis];
  if (each || a.ndim() == 1) {
    for_lines(a, axis, [&](std::byte* line) { shuffle_line(g, a.item(), line, n, stride); });
    return;
  }
  Array row = a;
  row.shape.erase(row.shape.begin() + axis);
  row.strides.erase(row.strides.begin() + axis);
  Array other = row;
  for (int64_t i = n - 1; i > 0; i--) {
    const auto j = static_cast<int64_t>(interval(g, static_cast<uint64_t>(i)));
    if (i == j) continue;
    row.data = a.data + i * stride;
    other.data = a.data + j * stride;
    const Array kept = copy(other, a.dtype);
    assign(other, row);
    assign(row, kept);
  }
}

/// The first `count` elements of 0 .. population-1 in random order. Elements beyond them are not wanted: what
/// would be exchanged with one of those is written over.
template <class T>
Array front_of_shuffled(MersenneStream& g, int64_t population, int64_t count) {
  const BufferRef buffer = allocate_buffer(static_cast<size_t>(population) * sizeof(T));
  auto* data = reinterpret_cast<T*>(buffer->data());
  for (int64_t i = 0; i < population; i++) data[i] = static_cast<T>(i);
  const auto draw = [&](int64_t i, int64_t n, int64_t* drawn) { draw_intervals(g, i, n, drawn); };
  const auto at = [=](int64_t i) { return data + i; };
  exchange_all(population - 1, std::max<int64_t>(count, 1), draw, at,
               [=](int64_t i, int64_t j) { data[j] = data[i]; });
  exchange_all(count - 1, 1, draw, at, [=](int64_t i, int64_t j) { std::swap(data[i], data[j]); });
  Array result = empty(Dtype::kInt64, {count});
  std::copy(data, data + count, result.as<int64_t>());
  return result;
}

Array distinct_by(MersenneStream& g, int64_t population, int64_t count, bool) {
  // Half the memory is half the misses.
  if (population <= INT32_MAX) return front_of_shuffled<int32_t>(g, population, count);
  return front_of_shuffled<int64_t>(g, population, count);
}

Array distinct_by(PcgStream& g, int64_t population, int64_t count, bool mixed) {
  // The threshold is NumPy's: it decides which of the two streams is drawn.
  if (population > 10000 && count > population / (mixed ? 50 : 20)) {
    if (population > kDense) return sparse_tail(g, population, count);
    Array range = empty(Dtype::kInt64, {population});
    auto* data = range.as<int64_t>();
    for (int64_t i = 0; i < population; i++) data[i] = i;
    shuffle_range(g, population, std::max<int64_t>(population - count, 1), data);
    Array tail = empty(Dtype::kInt64, {count});
    std::copy(data + population - count, data + population, tail.as<int64_t>());
    return tail;
  }
  Array result = empty(Dtype::kInt64, {count});
  auto* out = result.as<int64_t>();
  const uint64_t mask = covering_mask(static_cast<uint64_t>(1.2 * static_cast<double>(count)));
  constexpr uint64_t kFree = ~uint64_t{0};
  std::vector<uint64_t> table(mask + 1, kFree);
  for (int64_t j = population - count; j < population; j++) {
    auto value = bounded(g, static_cast<uint64_t>(j));
    uint64_t place = value & mask;
    while (table[place] != kFree && table[place] != value) place = (place + 1) & mask;
    if (table[place] == value) {
      value = static_cast<uint64_t>(j);
      place = value & mask;
      while (table[place] != kFree) place = (place + 1) & mask;
    }
    table[place] = value;
    out[j - population + count] = static_cast<int64_t>(value);
  }
  if (mixed) shuffle_range(g, count, 1, out);
  return result;
}
}  // namespace

template <class G>
void shuffle(G& g, const Array& a, int axis, bool each) {
  drawing(g, [&](auto& stream) { shuffle_by(stream, a, axis, each); });
}

template void shuffle(Mt19937&, const Array&, int, bool);
template void shuffle(Pcg64&, const Array&, int, bool);

template <class G>
Array distinct_integers(G& g, int64_t population, int64_t count, bool mixed) {
  return drawing(g, [&](auto& stream) { return distinct_by(stream, population, count, mixed); });
}

template Array distinct_integers(Mt19937&, int64_t, int64_t, bool);
template Array distinct_integers(Pcg64&, int64_t, int64_t, bool);

}  // namespace fs
