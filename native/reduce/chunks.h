// How NumPy's buffered iterator (nditer, since 2.3) cuts a walk into inner loops. Pairwise sums depend on it:
// they restart with every inner loop, and elements that lie apart are first gathered in a buffer.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>

#include "core/array.h"

namespace fs {

/// Elements in a buffer of the iterator.
inline constexpr int64_t kIteratorBuffer = 8192;

/// The walk over N operands of merged axes, fastest first. Operand 0 is the result of the reduction.
template <int N>
struct Walk {
  Dims extents;
  std::array<Dims, N> strides;     ///< bytes
  std::array<bool, N> converts{};  ///< operands that are converted, hence buffered in any case
};

/// What one inner loop covers.
template <int N>
struct Chunks {
  int outer = 0;         ///< the last axis a chunk extends over
  int64_t core = 1;      ///< elements in the axes before it
  int64_t size = 1;      ///< elements a chunk holds at most, a multiple of the core
  bool reduces = false;  ///< inner loops take a core each; otherwise a whole chunk
  std::array<bool, N> buffered{};
};

/// Weighs inner loops against buffers, as NumPy does: the axes a chunk extends over are those that make
/// (1 + number of buffered operands) / (elements per chunk) least.
template <int N>
Chunks<N> plan_chunks(const Walk<N>& walk) {
  const int ndim = static_cast<int>(walk.extents.size());
  std::array<int, N> single{};  // axes an operand passes over with one stride
  int cost = 1;
  for (int k = 0; k < N; k++) {
    single[k] = 1;
    cost += walk.converts[k] ? 1 : 0;
  }
  int reduce_axis = 0;
  int64_t size = walk.extents[0];
  int best_cost = cost;
  int64_t best_size = size;
  Chunks<N> best;
  for (int axis = 1; axis < ndim && reduce_axis == 0; axis++) {
    if (size >= kIteratorBuffer && cost > 1) break;
    for (int k = 0; k < N; k++) {
      const int64_t before = walk.strides[k][axis - 1], stride = walk.strides[k][axis];
      if (single[k] == axis) {
        if (before * walk.extents[axis - 1] == stride) {
          single[k]++;
          continue;
        }
        if (!walk.converts[k]) cost++;
      }
      if (k == 0 && (stride == 0 || before == 0)) reduce_axis = axis;
    }
    const int64_t core = size;
    size *= walk.extents[axis];
    const double in_buffer = static_cast<double>(cost > 1 ? std::min(size, kIteratorBuffer) : size);
    if (cost * static_cast<double>(best_size) <= best_cost * in_buffer) {
      best_cost = cost;
      best.core = core;
      best_size = size;
      best.outer = axis;
    }
  }
  best.reduces = reduce_axis != 0 && best.outer == reduce_axis;
  bool any_buffer = false;
  for (int k = 0; k < N; k++) {
    const bool repeats = best.reduces && ((k == 0) || (single[k] == best.outer && !walk.converts[k]) ||
                                          (walk.strides[k][best.outer] == 0 && single[k] <= best.outer));
    best.buffered[k] = walk.converts[k] || single[k] + (repeats ? 1 : 0) <= best.outer;
    any_buffer |= best.buffered[k];
  }
  best.size =
      any_buffer && best_size > kIteratorBuffer ? best.core * (kIteratorBuffer / best.core) : best_size;
  return best;
}

/// Calls `body(pointers, count)` for every chunk; `count` steps of the outer axis belong to it.
template <int N, class Body>
void for_each_chunk(const Walk<N>& walk, const Chunks<N>& chunks,
                    std::type_identity_t<std::array<std::byte*, N>> at, Body&& body) {
  const auto ndim = walk.extents.size();
  const auto outer = static_cast<size_t>(chunks.outer);
  const int64_t per_chunk = std::max<int64_t>(chunks.size / chunks.core, 1);
  Dims index(ndim, 0);
  for (;;) {
    for (int64_t start = 0; start < walk.extents[outer]; start += per_chunk) {
      std::array<std::byte*, N> chunk = at;
      for (int k = 0; k < N; k++) chunk[k] += start * walk.strides[k][outer];
      body(chunk, std::min(per_chunk, walk.extents[outer] - start));
    }
    size_t axis = outer + 1;
    for (; axis < ndim; axis++) {
      for (int k = 0; k < N; k++) at[k] += walk.strides[k][axis];
      if (++index[axis] < walk.extents[axis]) break;
      for (int k = 0; k < N; k++) at[k] -= walk.strides[k][axis] * walk.extents[axis];
      index[axis] = 0;
    }
    if (axis >= ndim) return;
  }
}

/// Calls `run(position, pointer, step, n)` for the runs of one operand that a chunk is made of, in order.
template <int N, class Run>
void for_each_run(const Walk<N>& walk, const Chunks<N>& chunks, int operand, std::byte* at, int64_t count,
                  Run&& run) {
  const Dims& strides = walk.strides[operand];
  const auto outer = static_cast<size_t>(chunks.outer);
  if (outer == 0) return run(int64_t{0}, at, strides[0], count);
  Dims index(outer + 1, 0);
  int64_t position = 0;
  for (;;) {
    run(position, at, strides[0], walk.extents[0]);
    position += walk.extents[0];
    size_t axis = 1;
    for (; axis <= outer; axis++) {
      at += strides[axis];
      if (++index[axis] < (axis == outer ? count : walk.extents[axis])) break;
      at -= strides[axis] * index[axis];
      index[axis] = 0;
    }
    if (axis > outer) return;
  }
}

}  // namespace fs
