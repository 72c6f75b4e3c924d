// Inner loops that move elements by flags and positions, chosen per instruction set. They know elements by
// their size.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fs {

struct MoveKernels {
  /// out[i] = flag[i] ? a[i] : b[i]; the steps of a and b are 1 or 0 elements.
  void (*select)(std::byte* out, const uint8_t* flag, const std::byte* a, const std::byte* b, int64_t a_step,
                 int64_t b_step, int64_t n);
  /// out[i] = in[position[i]], negative positions counted from the end; the first position out of bounds, or
  /// -1. `stride` is in bytes.
  int64_t (*gather)(std::byte* out, const std::byte* in, int64_t stride, int64_t extent,
                    const int64_t* position, int64_t n);
  /// Every element `times` over.
  void (*repeat)(std::byte* out, const std::byte* in, int64_t times, int64_t n);
  /// The elements in[i] whose flag is not zero; how many they are. Writes up to kSlack elements beyond them.
  int64_t (*compress)(std::byte* out, const std::byte* in, const uint8_t* flag, int64_t n);
};

/// Elements that `compress` and `positions` may write beyond their results.
inline constexpr int64_t kSlack = 8;

/// The loops for elements of 1, 2, 4, 8 or 16 bytes.
const MoveKernels& move_kernels(size_t item);

/// Loops over flags, any byte but zero being one that is set, and over positions.
struct FlagKernels {
  /// How many flags are set.
  int64_t (*count)(const uint8_t* flag, int64_t n);
  /// The positions of set flags, counted from `first`; how many they are. Writes up to kSlack beyond them.
  int64_t (*positions)(int64_t* out, const uint8_t* flag, int64_t n, int64_t first);
  /// Whether all positions are within -extent..extent-1.
  bool (*within)(const int64_t* position, int64_t n, int64_t extent);
};
const FlagKernels& flag_kernels();

/// Loops over contiguous numbers of one floating or complex dtype.
struct NanKernels {
  bool (*any)(const std::byte* in, int64_t n);
  void (*replace)(std::byte* data, double by, int64_t n);
};

/// The loops for a dtype, by its code; null for dtypes without NaN.
const NanKernels* nan_kernels(int dtype);

}  // namespace fs
