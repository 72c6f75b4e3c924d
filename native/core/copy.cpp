// Moving elements between arrays: layout changes and dtype conversion.
#include "core/array.h"
#include "core/convert.h"
#include "core/loop.h"
#include "core/stream.h"

namespace fs {
void assign(const Array& dst, const Array& source) {
  Array src = broadcast_to(source, dst.shape);
  if (may_overlap(dst, src)) {
    if (dst.data == src.data && dst.strides == src.strides && dst.dtype == src.dtype) return;
    src = broadcast_to(copy(source, source.dtype), dst.shape);
  }
  const auto plan = plan_loop<2>({&dst, &src});
  const ConvertRun convert = convert_run(static_cast<int>(dst.dtype), static_cast<int>(src.dtype));
  const auto item = static_cast<int64_t>(dst.item());
  const bool stream = plan.inner_strides[0] == item && plan.inner >= kStreamBlock &&
                      should_stream(static_cast<size_t>(dst.size() * item) + src.buffer->bytes());
  const bool is_plain = dst.dtype == src.dtype && plan.inner_strides[1] == item;
  run_loop<2>(plan, [&](const auto& at, const auto& step, int64_t n) {
    if (!stream) return convert(at[0], at[1], step[0], step[1], n);
    if (is_plain) {
      stream_copy(at[0], at[1], static_cast<size_t>(n * item));
      return finish_stream();
    }
    stream_blocks(at[0], item, n, [&](std::byte* block, int64_t start, int64_t count) {
      convert(block, at[1] + start * step[1], item, step[1], count);
    });
  });
}

void assign_where(const Array& dst, const Array& source, const Array& where) {
  Array src = broadcast_to(may_overlap(dst, source) ? copy(source, dst.dtype) : source, dst.shape);
  if (src.dtype != dst.dtype) src = broadcast_to(copy(source, dst.dtype), dst.shape);
  const Array mask = broadcast_to(where, dst.shape);
  const auto plan = plan_loop<3>({&dst, &src, &mask});
  dispatch(dst.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    run_loop<3>(plan, [](const auto& at, const auto& step, int64_t n) {
      std::byte *to = at[0], *from = at[1], *flag = at[2];
      for (int64_t i = 0; i < n; i++, to += step[0], from += step[1], flag += step[2]) {
        if (*flag != std::byte{0}) *reinterpret_cast<T*>(to) = *reinterpret_cast<const T*>(from);
      }
    });
  });
}

Array copy(const Array& a, Dtype dtype, Order order) {
  Array result;
  if (order == Order::kK) {
    result =
        a.is_c_contiguous() ? empty(dtype, a.shape) : empty_in_order(dtype, a.shape, memory_axis_order({&a}));
  } else {
    const bool fortran =
        order == Order::kF || (order == Order::kA && a.is_f_contiguous() && !a.is_c_contiguous());
    result = empty(dtype, a.shape, fortran ? Order::kF : Order::kC);
  }
  assign(result, a);
  return result;
}

Array as_contiguous(const Array& a, Dtype dtype) {
  return a.dtype == dtype && a.is_c_contiguous() ? a : copy(a, dtype, Order::kC);
}

}  // namespace fs
