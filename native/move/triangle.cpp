#include "move/triangle.h"

#include <algorithm>
#include <cstring>

#include "core/error.h"

namespace fs {
namespace {

/// Columns of row `i` at and below the k-th diagonal, of `columns`.
int64_t below(int64_t i, int64_t columns, int64_t k) { return std::clamp(i + k + 1, int64_t{0}, columns); }

/// Keeps sums with row numbers in range: a diagonal beyond the matrix is as good as one at its edge.
int64_t clamped(int64_t k, int64_t rows, int64_t columns) {
  constexpr int64_t far = int64_t{1} << 61;
  return std::clamp(k, -std::min(rows, far) - 1, std::min(columns, far) + 1);
}

}  // namespace

void clear_triangle(const Array& a, int64_t k, bool lower) {
  if (a.ndim() < 2 || !a.is_c_contiguous()) throw ValueError("internal: matrices in C order are wanted");
  if (a.size() == 0) return;
  const int64_t rows = a.shape[a.ndim() - 2], columns = a.shape[a.ndim() - 1];
  k = clamped(k, rows, columns);
  const size_t item = a.item();
  const int64_t lines = a.size() / columns;
  for (int64_t line = 0; line < lines; line++) {
    std::byte* row = a.data + static_cast<size_t>(line * columns) * item;
    const int64_t i = line % rows;
    if (lower) {
      const int64_t kept = below(i, columns, k);
      std::memset(row + static_cast<size_t>(kept) * item, 0, static_cast<size_t>(columns - kept) * item);
    } else {
      std::memset(row, 0, static_cast<size_t>(below(i, columns, k - 1)) * item);
    }
  }
}

std::pair<Array, Array> triangle_indices(int64_t rows, int64_t columns, int64_t k, bool lower) {
  if (rows < 0 || columns < 0) throw ValueError("negative dimensions are not allowed");
  k = clamped(k, rows, columns);
  int64_t total = 0;
  // Rows without elements at either end need not be walked.
  const int64_t first = lower ? std::clamp(-k, int64_t{0}, rows) : 0;
  const int64_t last = lower ? rows : std::clamp(columns - k, int64_t{0}, rows);
  const auto range = [&](int64_t i) {
    return lower ? std::pair{int64_t{0}, below(i, columns, k)} : std::pair{below(i, columns, k - 1), columns};
  };
  if (columns > 0) {
    for (int64_t i = first; i < last; i++) total += range(i).second - range(i).first;
  }
  std::pair result{empty(Dtype::kInt64, {total}), empty(Dtype::kInt64, {total})};
  auto *row = result.first.as<int64_t>(), *column = result.second.as<int64_t>();
  if (total == 0) return result;
  for (int64_t i = first; i < last; i++) {
    const auto [from, to] = range(i);
    for (int64_t j = from; j < to; j++) {
      *row++ = i;
      *column++ = j;
    }
  }
  return result;
}

Array pack_bits(const Array& a, bool little) {
  if (a.ndim() == 0) throw ValueError("internal: an axis to pack along is wanted");
  const Array source = as_contiguous(a, Dtype::kBool);
  Dims shape = a.shape;
  const int64_t length = shape.back(), bytes = (length + 7) / 8;
  shape.back() = bytes;
  Array result = empty(Dtype::kUint8, shape);
  if (result.size() == 0) return result;
  const auto* flag = source.as<uint8_t>();
  auto* out = result.as<uint8_t>();
  const int64_t lanes = result.size() / bytes;
  for (int64_t lane = 0; lane < lanes; lane++, flag += length) {
    int64_t at = 0;
    for (; at + 8 <= length; at += 8) {
      // Flags are 0 or 1: one multiplication gathers the eight of a word in its highest byte.
      uint64_t word;
      std::memcpy(&word, flag + at, 8);
      const uint64_t gather = little ? 0x0102040810204080u : 0x8040201008040201u;
      *out++ = static_cast<uint8_t>((word * gather) >> 56);
    }
    if (at < length) {
      uint8_t byte = 0;
      for (int bit = 0; at < length; at++, bit++)
        byte |= static_cast<uint8_t>(flag[at] << (little ? bit : 7 - bit));
      *out++ = byte;
    }
  }
  return result;
}

Array unpack_bits(const Array& a, int64_t count, bool little) {
  if (a.ndim() == 0 || count < 0) throw ValueError("internal: an axis to unpack along is wanted");
  const Array source = as_contiguous(a, Dtype::kUint8);
  Dims shape = a.shape;
  const int64_t length = shape.back();
  shape.back() = count;
  Array result = zeros(Dtype::kUint8, shape);
  if (result.size() == 0) return result;
  const auto* in = source.as<uint8_t>();
  auto* out = result.as<uint8_t>();
  const int64_t lanes = result.size() / count;
  const int64_t given = std::min(count, length * 8);
  for (int64_t lane = 0; lane < lanes; lane++, in += length, out += count) {
    for (int64_t bit = 0; bit < given; bit++) {
      const int shift = static_cast<int>(little ? bit & 7 : 7 - (bit & 7));
      out[bit] = (in[bit >> 3] >> shift) & 1;
    }
  }
  return result;
}

}  // namespace fs
