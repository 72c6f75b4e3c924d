// Writing large results past the cache: a store that misses first reads the line it overwrites, which for
// results that will not stay in the cache anyway is a third of the traffic of an addition.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace fs {

/// Whether a loop over operands of so many bytes in all should write past the cache.
bool should_stream(size_t bytes) noexcept;

/// Copies without leaving the target in the cache. Call `finish_stream` when all is copied.
void stream_copy(std::byte* to, const std::byte* from, size_t bytes) noexcept;
void finish_stream() noexcept;

/// Bytes computed at a time before they are written: they stay in the first-level cache.
inline constexpr int64_t kStreamBlock = 8192;

/// Writes n contiguous elements of `item` bytes to `to`: `compute(block, start, count)` makes some of them.
template <class Compute>
void stream_blocks(std::byte* to, int64_t item, int64_t n, Compute&& compute) {
  alignas(64) std::byte block[kStreamBlock];
  const int64_t per_block = kStreamBlock / item;
  for (int64_t start = 0; start < n; start += per_block) {
    const int64_t count = std::min(per_block, n - start);
    compute(block, start, count);
    stream_copy(to + start * item, block, static_cast<size_t>(count * item));
  }
  finish_stream();
}

}  // namespace fs
