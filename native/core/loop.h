// Walking several arrays of one shape together: axes are ordered by memory, merged where possible, and the
// body is called once per innermost run.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "core/array.h"

namespace fs {

/// The merged iteration space of N operands of one shape.
template <int N>
struct LoopPlan {
  Dims shape;                   ///< outer extents, slowest first; the innermost run is `inner`
  std::array<Dims, N> strides;  ///< per operand, bytes, for the outer axes
  std::array<int64_t, N> inner_strides{};
  int64_t inner = 1;
  std::array<std::byte*, N> data{};
  bool is_empty = false;
};

/// Plans a walk in memory order. All operands must have been broadcast to one shape.
/// With `keep_order` the axes are not reordered (for operations whose result depends on the order of visits).
template <int N>
LoopPlan<N> plan_loop(const std::array<const Array*, N>& operands, bool keep_order = false) {
  LoopPlan<N> plan;
  const Array& first = *operands[0];
  const int n = first.ndim();
  for (int k = 0; k < N; k++) plan.data[k] = operands[k]->data;
  std::vector<int> order;
  if (keep_order) {
    for (int i = 0; i < n; i++) order.push_back(i);
  } else {
    order = memory_axis_order(std::vector<const Array*>(operands.begin(), operands.end()));
  }
  // Merge from the fastest axis outwards.
  Dims extents;
  std::array<Dims, N> strides;
  for (int i = n - 1; i >= 0; i--) {
    const int axis = order[i];
    const int64_t extent = first.shape[axis];
    if (extent == 0) plan.is_empty = true;
    if (extent == 1) continue;
    bool merged = !extents.empty();
    for (int k = 0; k < N && merged; k++) {
      merged = operands[k]->strides[axis] == strides[k].back() * extents.back();
    }
    if (merged) {
      extents.back() *= extent;
      continue;
    }
    extents.push_back(extent);
    for (int k = 0; k < N; k++) strides[k].push_back(operands[k]->strides[axis]);
  }
  if (!extents.empty()) {
    plan.inner = extents.front();
    for (int k = 0; k < N; k++) plan.inner_strides[k] = strides[k].front();
    for (size_t i = extents.size(); i-- > 1;) {
      plan.shape.push_back(extents[i]);
      for (int k = 0; k < N; k++) plan.strides[k].push_back(strides[k][i]);
    }
  }
  return plan;
}

/// Calls `body(pointers, inner_strides, inner)` for every innermost run.
template <int N, class Body>
void run_loop(const LoopPlan<N>& plan, Body&& body) {
  if (plan.is_empty) return;
  std::array<std::byte*, N> at = plan.data;
  const size_t outer = plan.shape.size();
  Dims index(outer, 0);
  for (;;) {
    body(at, plan.inner_strides, plan.inner);
    size_t axis = outer;
    for (;;) {
      if (axis == 0) return;
      axis--;
      for (int k = 0; k < N; k++) at[k] += plan.strides[k][axis];
      if (++index[axis] < plan.shape[axis]) break;
      for (int k = 0; k < N; k++) at[k] -= plan.strides[k][axis] * plan.shape[axis];
      index[axis] = 0;
    }
  }
}

}  // namespace fs
