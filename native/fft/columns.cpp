// Lines that are side by side in memory are read together, so that whole cache lines are used, transformed in
// a scratch that stays in the cache, and written back together.
#include "fft/columns.h"

#include <algorithm>

#include "core/buffer.h"
#include "core/dtype.h"

namespace fs {
namespace {

/// Lines from this many bytes between first and last element on are gathered.
constexpr int64_t kLongLine = int64_t{1} << 15;
/// Lines gathered together, and the bytes they should not exceed.
constexpr int64_t kMostLines = 32, kFewestLines = 4;
constexpr int64_t kScratchBytes = int64_t{1} << 18;
/// Elements between the lines of the scratch, so that their starts fall into different cache sets.
constexpr int64_t kGap = 4;

template <class E>
void gather(E* lines, int64_t pitch, const E* from, int64_t n, int64_t step, int64_t count, int64_t apart) {
  for (int64_t i = 0; i < n; i++) {
    for (int64_t k = 0; k < count; k++) lines[k * pitch + i] = from[i * step + k * apart];
  }
}

template <class E>
void scatter(const E* lines, int64_t pitch, E* to, int64_t n, int64_t step, int64_t count, int64_t apart) {
  for (int64_t i = 0; i < n; i++) {
    for (int64_t k = 0; k < count; k++) to[i * step + k * apart] = lines[k * pitch + i];
  }
}

/// In and Out are the element types of the two sides.
template <class T, class In, class Out>
void run(const FftLayout& layout, int64_t in_count, int64_t out_count, T* in, T* out) {
  const FftAxis& line = layout.line;
  const FftAxis inner = layout.rest.back();
  const std::vector<FftAxis> outer(layout.rest.begin(), layout.rest.end() - 1);
  const int64_t in_pitch = in_count + kGap, out_pitch = out_count + kGap;
  const auto line_bytes = static_cast<int64_t>(sizeof(In)) * in_pitch;
  const int64_t lines =
      std::min(inner.extent, std::clamp(kScratchBytes / line_bytes, kFewestLines, kMostLines));
  const BufferRef scratch = allocate_buffer(lines * (line_bytes + out_pitch * sizeof(Out)));
  In* from = reinterpret_cast<In*>(scratch->data());
  // 16 bytes at a time, as FFTW's vector code wants it.
  Out* to = reinterpret_cast<Out*>(scratch->data() + (lines * line_bytes + 15) / 16 * 16);
  const auto plan_for = [&](int64_t count) {
    return fft_plan<T>({layout.transform, {line.extent, 1, 1}, {{count, in_pitch, out_pitch}}},
                       reinterpret_cast<T*>(from), reinterpret_cast<T*>(to));
  };
  const auto whole = plan_for(lines);
  const int64_t left = inner.extent % lines;
  const auto rest = left > 0 ? plan_for(left) : whole;
  const In* source = reinterpret_cast<const In*>(in);
  Out* target = reinterpret_cast<Out*>(out);
  for_each_line(outer, [&](int64_t in_offset, int64_t out_offset) {
    for (int64_t j = 0; j < inner.extent; j += lines) {
      const int64_t count = std::min(lines, inner.extent - j);
      gather(from, in_pitch, source + in_offset + j * inner.in_step, in_count, line.in_step, count,
             inner.in_step);
      (count == lines ? whole : rest)->run(reinterpret_cast<T*>(from), reinterpret_cast<T*>(to));
      scatter(to, out_pitch, target + out_offset + j * inner.out_step, out_count, line.out_step, count,
              inner.out_step);
    }
  });
}

}  // namespace

bool should_gather(const FftLayout& layout, size_t item) {
  if (layout.rest.empty() || layout.line.extent < 8) return false;
  const int64_t step = std::max(layout.line.in_step, layout.line.out_step);
  const FftAxis& inner = layout.rest.back();
  return step > 1 && std::max(inner.in_step, inner.out_step) < step &&
         step * layout.line.extent * static_cast<int64_t>(item) >= kLongLine;
}

template <class T>
void transform_columns(const FftLayout& layout, T* in, T* out) {
  using Pair = Complex<T>;
  const int64_t n = layout.line.extent;
  switch (layout.transform) {
    case Transform::kForward:
    case Transform::kBackward:
      return run<T, Pair, Pair>(layout, n, n, in, out);
    case Transform::kFromReal:
      return run<T, T, Pair>(layout, n, n / 2 + 1, in, out);
    case Transform::kToReal:
      return run<T, Pair, T>(layout, n / 2 + 1, n, in, out);
  }
}

template void transform_columns(const FftLayout&, float*, float*);
template void transform_columns(const FftLayout&, double*, double*);

}  // namespace fs
