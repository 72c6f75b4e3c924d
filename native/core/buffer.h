// Reference-counted, aligned memory blocks and the bounded pool they return to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace fs {

/// A block of array memory, 64-byte aligned. Shared by an array and its views.
class Buffer {
 public:
  Buffer(std::byte* data, size_t bytes, size_t capacity) : data_(data), bytes_(bytes), capacity_(capacity) {}
  ~Buffer();
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  std::byte* data() const noexcept { return data_; }
  size_t bytes() const noexcept { return bytes_; }

  /// How often a client has had elements overwritten, through whichever array: what was known of them may
  /// have ended.
  uint32_t writes() const noexcept { return writes_; }
  void note_write() noexcept { writes_++; }

 private:
  std::byte* data_;
  size_t bytes_;
  size_t capacity_;
  uint32_t writes_ = 0;
};
using BufferRef = std::shared_ptr<Buffer>;

/// Memory with unspecified contents: the caller must write every byte that can be read.
/// Throws MemoryError when the system has none.
BufferRef allocate_buffer(size_t bytes);

/// Memory filled with zero bytes.
BufferRef allocate_zeroed_buffer(size_t bytes);

struct MemoryStats {
  size_t in_use;  ///< bytes in live blocks
  size_t pooled;  ///< bytes kept for reuse
};
MemoryStats memory_stats() noexcept;

/// Gives every pooled block back to the system.
void trim_pool() noexcept;

}  // namespace fs
