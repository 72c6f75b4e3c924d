// FFTW plans, kept in a bounded cache.
//
// All plans are made with FFTW_ESTIMATE: planning never runs a transform, so the first call of an unheard-of
// size costs no more than its transform and its tables. FFTW's planner is not thread-safe, so planning and
// destroying are done under one lock; running is done outside of it, on a plan held by a shared pointer.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace fs {

enum class Transform : uint8_t { kForward, kBackward, kFromReal, kToReal };

/// An axis of a layout: extent and steps, counted in elements of the input and of the output.
struct FftAxis {
  int64_t extent, in_step, out_step;
};

/// What a plan is for, apart from the addresses.
struct FftLayout {
  Transform transform;
  FftAxis line;  ///< `extent` is the length of the transform, which for real data is the real side's
  std::vector<FftAxis> rest;  ///< the axes transforms are repeated over
};

/// Calls `body` with the offsets of every combination of indices of the axes.
template <class Body>
void for_each_line(const std::vector<FftAxis>& axes, Body&& body) {
  std::vector<int64_t> index(axes.size(), 0);
  int64_t in = 0, out = 0;
  for (;;) {
    body(in, out);
    size_t i = axes.size();
    for (;;) {
      if (i == 0) return;
      i--;
      in += axes[i].in_step;
      out += axes[i].out_step;
      if (++index[i] < axes[i].extent) break;
      in -= axes[i].in_step * axes[i].extent;
      out -= axes[i].out_step * axes[i].extent;
      index[i] = 0;
    }
  }
}

/// A plan that may be run on any arrays of its layout with the alignment it was made for.
template <class T>
class FftPlan {
 public:
  virtual ~FftPlan() = default;
  /// `in` and `out` hold T or pairs of T, by the transform. kToReal overwrites its input.
  virtual void run(T* in, T* out) const = 0;
};

/// The plan for a layout and a pair of addresses (equal for a transform in place), from the cache or new.
/// Throws MemoryError when FFTW has none.
template <class T>
std::shared_ptr<const FftPlan<T>> fft_plan(const FftLayout& layout, T* in, T* out);

/// Plans in the caches of both precisions, and the sum of their lengths.
struct FftCacheStats {
  size_t plans;
  int64_t points;
};
FftCacheStats fft_cache_stats();

/// Limits of each precision's cache. A plan longer than half of the points is not kept.
inline constexpr size_t kFftCachePlans = 128;
inline constexpr int64_t kFftCachePoints = int64_t{1} << 22;

}  // namespace fs
