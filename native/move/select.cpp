// Choices between arrays, repetition and ramps.
#include <cstring>

#include "core/cast.h"
#include "core/error.h"
#include "core/loop.h"
#include "core/stream.h"
#include "move/element.h"
#include "move/move.h"
#include "move/move_kernels.h"

namespace fs {

Array select(const Array& condition, const Array& x, const Array& y, Dtype dtype, const Dims& shape) {
  const Array flags = condition.dtype == Dtype::kBool ? condition : copy(condition, Dtype::kBool);
  const Array left = x.dtype == dtype ? x : copy(x, dtype);
  const Array right = y.dtype == dtype ? y : copy(y, dtype);
  Array result = empty_like_operands(dtype, shape, {&flags, &left, &right});
  const Array c = broadcast_to(flags, shape), l = broadcast_to(left, shape), r = broadcast_to(right, shape);
  const auto plan = plan_loop<4>({&result, &c, &l, &r});
  const auto item = static_cast<int64_t>(result.item());
  const MoveKernels& kernels = move_kernels(result.item());
  const bool stream = plan.inner >= kStreamBlock && should_stream(static_cast<size_t>(result.size() * item) +
                                                                  l.buffer->bytes() + r.buffer->bytes());
  by_size(result.item(), [&](auto tag) {
    using T = decltype(tag);
    run_loop<4>(plan, [&](const auto& at, const auto& step, int64_t n) {
      const auto* flag = reinterpret_cast<const uint8_t*>(at[1]);
      if (step[0] == item && step[1] == 1 && (step[2] == item || step[2] == 0) &&
          (step[3] == item || step[3] == 0)) {
        const auto run = [&](std::byte* to, int64_t start, int64_t m) {
          kernels.select(to, flag + start, at[2] + start * step[2], at[3] + start * step[3], step[2] / item,
                         step[3] / item, m);
        };
        if (stream)
          stream_blocks(at[0], item, n, run);
        else
          run(at[0], 0, n);
        return;
      }
      for (int64_t i = 0; i < n; i++) {
        const std::byte* from = flag[i * step[1]] ? at[2] + i * step[2] : at[3] + i * step[3];
        *reinterpret_cast<T*>(at[0] + i * step[0]) = *reinterpret_cast<const T*>(from);
      }
    });
  });
  return result;
}

Array repeat(const Array& a, const Array& counts, int axis) {
  const Array times = as_contiguous(counts, Dtype::kInt64);
  const auto* count_at = times.as<int64_t>();
  const bool one = times.size() == 1;
  const int64_t extent = a.shape[axis];
  int64_t total = 0;
  for (int64_t i = 0; i < extent; i++) {
    const int64_t k = count_at[one ? 0 : i];
    if (k < 0) throw ValueError("repeats may not contain negative values");
    total += k;
  }
  Dims shape = a.shape;
  shape[axis] = total;
  Array result = empty(a.dtype, shape);
  if (result.size() == 0) return result;
  const Array source = as_contiguous(a, a.dtype);
  int64_t outer = 1, inner = 1;
  for (int k = 0; k < axis; k++) outer *= a.shape[k];
  for (int k = axis + 1; k < a.ndim(); k++) inner *= a.shape[k];
  if (one && inner == 1) {
    move_kernels(a.item()).repeat(result.data, source.data, extent == 0 ? 0 : count_at[0], outer * extent);
    return result;
  }
  by_size(a.item(), [&](auto tag) {
    using T = decltype(tag);
    const auto* in = source.as<T>();
    auto* out = result.as<T>();
    for (int64_t o = 0; o < outer; o++) {
      for (int64_t i = 0; i < extent; i++, in += inner) {
        const int64_t k = count_at[one ? 0 : i];
        if (inner == 1) {
          const T value = *in;
          for (int64_t j = 0; j < k; j++) *out++ = value;
          continue;
        }
        for (int64_t j = 0; j < k; j++, out += inner)
          std::memcpy(out, in, static_cast<size_t>(inner) * sizeof(T));
      }
    }
  });
  return result;
}

Array ramp(Dtype dtype, double start, double step, int64_t n) {
  Array result = empty(dtype, {n});
  dispatch(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    auto* out = result.as<T>();
    // Narrow floats and complex64 are computed in float32, as numpy.arange fills them.
    using Real = std::conditional_t<
        std::is_same_v<T, float> || std::is_same_v<T, Half> || std::is_same_v<T, Complex64>, float, double>;
    const Real first = static_cast<Real>(start), delta = static_cast<Real>(step);
    // In blocks of what 32 bits count: narrow integers become floats many at a time.
    constexpr int64_t kBlock = 4096;
    for (int64_t start_of_block = 0; start_of_block < n; start_of_block += kBlock) {
      const Real before = static_cast<Real>(start_of_block);
      const auto length = static_cast<int32_t>(std::min(kBlock, n - start_of_block));
      // Beyond what Real counts exactly, each position is rounded by itself.
      const bool is_exact = std::is_same_v<Real, double> || start_of_block + kBlock < (1 << 24);
      for (int32_t i = 0; i < length; i++) {
        const Real position =
            is_exact ? before + static_cast<Real>(i) : static_cast<Real>(start_of_block + i);
        out[start_of_block + i] = cast<T>(first + position * delta);
      }
    }
  });
  return result;
}

Array integer_ramp(Dtype dtype, int64_t start, int64_t step, int64_t n) {
  Array result = empty(dtype, {n});
  dispatch(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    auto* out = result.as<T>();
    auto value = static_cast<uint64_t>(start);  // wraps around
    for (int64_t i = 0; i < n; i++, value += static_cast<uint64_t>(step)) {
      out[i] = cast<T>(static_cast<int64_t>(value));
    }
  });
  return result;
}

}  // namespace fs
