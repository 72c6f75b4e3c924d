// Stacks: arrays whose last axes form matrices or vectors and whose leading axes are walked together.
#pragma once

#include <vector>

#include "core/loop.h"
#include "linalg/batch.h"

namespace fs {

/// The leading axes of an array whose last `core` axes belong to its elements.
inline Array leading(const Array& a, int core) {
  const auto kept = static_cast<std::ptrdiff_t>(std::max(a.ndim() - core, 0));
  Array stack = a;
  stack.shape.assign(a.shape.begin(), a.shape.begin() + kept);
  stack.strides.assign(a.strides.begin(), a.strides.begin() + kept);
  return stack;
}

/// Elements in the last `core` axes of an array.
inline int64_t item_size(const Array& a, int core) {
  int64_t size = 1;
  for (int axis = std::max(a.ndim() - core, 0); axis < a.ndim(); axis++) size *= a.shape[axis];
  return size;
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

/// Where the elements of a stack lie, in C order.
class Places {
 public:
  explicit Places(const Array& stack) : count_(stack.size()) {
    const auto plan = plan_loop<1>({&stack}, true);
    first_ = stack.data;
    if (plan.shape.empty()) {
      step_ = plan.inner_strides[0];
      return;
    }
    scattered_.reserve(static_cast<size_t>(count_));
    run_loop<1>(plan, [&](const auto& at, const auto& step, int64_t n) {
      for (int64_t k = 0; k < n; k++) scattered_.push_back(at[0] + k * step[0]);
    });
  }
  int64_t count() const { return count_; }
  std::byte* operator[](int64_t i) const {
    return scattered_.empty() ? first_ + i * step_ : scattered_[static_cast<size_t>(i)];
  }

 private:
  int64_t count_, step_ = 0;
  std::byte* first_;
  std::vector<std::byte*> scattered_;
};

/// Calls body(x, y, out) with the data of each element of the stacks, by several threads if that pays; those
/// of `a` and `b` broadcast to that of `out`.
template <class Body>
void for_each_pair(const Array& a, int a_core, const Array& b, int b_core, const Array& out, int out_core,
                   Body&& body) {
  const Array to = leading(out, out_core);
  const Places x(broadcast_to(leading(a, a_core), to.shape)), y(broadcast_to(leading(b, b_core), to.shape));
  const Places z(to);
  const int64_t size = std::max({item_size(a, a_core), item_size(b, b_core), item_size(out, out_core)});
  for_each_item(
      z.count(), size, [] { return 0; },
      [&](int, int64_t i) {
        body(static_cast<const std::byte*>(x[i]), static_cast<const std::byte*>(y[i]), z[i]);
      });
}

}  // namespace fs
