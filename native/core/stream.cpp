// Non-temporal stores.
#include "core/stream.h"

#include <unistd.h>

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fs {
namespace {

/// Three eighths of the last-level cache: operands of more bytes than that do not stay in it beside other
/// work.
size_t threshold() {
  const int64_t cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
  return (cache > 0 ? static_cast<size_t>(cache) : size_t{32} << 20) / 8 * 3;
}

}  // namespace

bool should_stream(size_t bytes) noexcept {
  static const size_t from = threshold();
  return bytes >= from;
}

#if defined(__SSE2__)

void stream_copy(std::byte* to, const std::byte* from, size_t bytes) noexcept {
  const size_t head = std::min(bytes, (64 - (reinterpret_cast<uintptr_t>(to) & 63)) & 63);
  std::memcpy(to, from, head);
  to += head;
  from += head;
  bytes -= head;
  for (; bytes >= 64; bytes -= 64, to += 64, from += 64) {
    const auto* in = reinterpret_cast<const __m128i*>(from);
    auto* out = reinterpret_cast<__m128i*>(to);
    const __m128i a = _mm_loadu_si128(in), b = _mm_loadu_si128(in + 1);
    const __m128i c = _mm_loadu_si128(in + 2), d = _mm_loadu_si128(in + 3);
    _mm_stream_si128(out, a);
    _mm_stream_si128(out + 1, b);
    _mm_stream_si128(out + 2, c);
    _mm_stream_si128(out + 3, d);
  }
  std::memcpy(to, from, bytes);
}
void finish_stream() noexcept { _mm_sfence(); }

#else

void stream_copy(std::byte* to, const std::byte* from, size_t bytes) noexcept {
  std::memcpy(to, from, bytes);
}
void finish_stream() noexcept {}

#endif

}  // namespace fs
