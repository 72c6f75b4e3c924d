// A size-class pool: a fresh large block costs more in page faults than the arithmetic done on it.
#include "core/buffer.h"

#include <sys/mman.h>

#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#include "core/error.h"

namespace fs {
namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kPoolLimit = size_t{256} << 20;    // bytes kept for reuse at most
constexpr size_t kHugeThreshold = size_t{4} << 20;  // from here on ask for huge pages
constexpr size_t kHugePage = size_t{2} << 20;

// Four capacities per power of two, multiples of the alignment: at most 25 % of a block is slack.
size_t capacity_for(size_t bytes) {
  if (bytes <= 4 * kAlignment)
    return (bytes + kAlignment - 1) / kAlignment * kAlignment + (bytes == 0 ? kAlignment : 0);
  const size_t step = std::bit_floor(bytes - 1) / 4;
  return (bytes + step - 1) / step * step;
}

/// A number for each capacity that capacity_for gives.
size_t class_of(size_t capacity) {
  if (capacity <= 4 * kAlignment) return capacity / kAlignment - 1;
  const auto power =
      static_cast<size_t>(std::bit_width(capacity - 1));  // capacity is in (2^(power-1), 2^power]
  return 4 * (power - 8) + ((capacity - 1) >> (power - 3) & 3);
}
constexpr size_t kClasses = 4 * 57;

struct Pool {
  std::mutex mutex;  // held by who uses the rest: threads that share work allocate too
  std::array<std::vector<std::byte*>, kClasses> free_blocks;  // by class of capacity
  size_t pooled = 0;
  size_t in_use = 0;

  void trim() noexcept {
    for (auto& blocks : free_blocks) {
      for (std::byte* block : blocks) std::free(block);
      blocks.clear();
    }
    pooled = 0;
  }
};

Pool& pool() {
  static Pool& instance = *new Pool;  // never destroyed: see the slot table
  return instance;
}

std::byte* system_allocate(size_t capacity) {
  const size_t alignment = capacity >= kHugeThreshold ? kHugePage : kAlignment;
  // Unlike aligned_alloc it takes sizes that are no multiple of the alignment.
  void* data = nullptr;
  if (posix_memalign(&data, alignment, capacity) != 0) {
    trim_pool();
    if (posix_memalign(&data, alignment, capacity) != 0)
      throw MemoryError("unable to allocate " + std::to_string(capacity) + " bytes for an array");
  }
  if (capacity >= kHugeThreshold) madvise(data, capacity, MADV_HUGEPAGE);  // advice only: failure is harmless
  return static_cast<std::byte*>(data);
}

}  // namespace

BufferRef allocate_buffer(size_t bytes) {
  const size_t capacity = capacity_for(bytes);
  Pool& p = pool();
  std::byte* data = nullptr;
  {
    const std::lock_guard lock(p.mutex);
    auto& blocks = p.free_blocks[class_of(capacity)];
    if (!blocks.empty()) {
      data = blocks.back();
      blocks.pop_back();
      p.pooled -= capacity;
      p.in_use += capacity;
    }
  }
  if (data == nullptr) {
    data = system_allocate(capacity);
    const std::lock_guard lock(p.mutex);
    p.in_use += capacity;
  }
  return std::make_shared<Buffer>(data, bytes, capacity);
}

BufferRef allocate_zeroed_buffer(size_t bytes) {
  BufferRef buffer = allocate_buffer(bytes);
  std::memset(buffer->data(), 0, bytes);
  return buffer;
}

Buffer::~Buffer() {
  Pool& p = pool();
  const std::lock_guard lock(p.mutex);
  p.in_use -= capacity_;
  if (capacity_ > kPoolLimit) {
    std::free(data_);
    return;
  }
  // A full pool holds sizes nobody asks for any more: it starts over with what is used now.
  if (p.pooled + capacity_ > kPoolLimit) p.trim();
  p.free_blocks[class_of(capacity_)].push_back(data_);
  p.pooled += capacity_;
}

MemoryStats memory_stats() noexcept {
  Pool& p = pool();
  const std::lock_guard lock(p.mutex);
  return {p.in_use, p.pooled};
}

void trim_pool() noexcept {
  Pool& p = pool();
  const std::lock_guard lock(p.mutex);
  p.trim();
}

}  // namespace fs
