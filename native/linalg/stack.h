// Stacks: arrays whose last axes form matrices or vectors and whose leading axes are walked together.
#pragma once

#include "core/loop.h"

namespace fs {

/// The leading axes of an array whose last `core` axes belong to its elements.
inline Array leading(const Array& a, int core) {
  const auto kept = static_cast<std::ptrdiff_t>(std::max(a.ndim() - core, 0));
  Array stack = a;
  stack.shape.assign(a.shape.begin(), a.shape.begin() + kept);
  stack.strides.assign(a.strides.begin(), a.strides.begin() + kept);
  return stack;
}

/// Extent of an axis counted from the end (1 is the last); 1 where the array has no such axis.
inline int64_t extent_from_end(const Array& a, int axis) {
  return axis <= a.ndim() ? a.shape[a.ndim() - axis] : 1;
}

/// Stride of an axis counted from the end; 0 where it has extent 1 or is missing, as in NumPy's generalised
/// ufuncs.
inline int64_t stride_from_end(const Array& a, int axis) {
  return extent_from_end(a, axis) == 1 ? 0 : a.strides[a.ndim() - axis];
}

/// Calls body(x, y, out) with the data of each element of the stacks; those of `a` and `b` broadcast to that
/// of `out`.
template <class Body>
void for_each_pair(const Array& a, int a_core, const Array& b, int b_core, const Array& out, int out_core,
                   Body&& body) {
  const Array to = leading(out, out_core);
  const Array x = broadcast_to(leading(a, a_core), to.shape), y = broadcast_to(leading(b, b_core), to.shape);
  run_loop<3>(plan_loop<3>({&to, &x, &y}), [&](const auto& at, const auto& step, int64_t n) {
    for (int64_t i = 0; i < n; i++) body(at[1] + i * step[1], at[2] + i * step[2], at[0] + i * step[0]);
  });
}

}  // namespace fs
