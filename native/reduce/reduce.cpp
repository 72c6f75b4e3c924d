// Drives the reduction loops over n-d arrays.
#include "reduce/reduce.h"

#include <algorithm>
#include <cmath>

#include "core/cast.h"
#include "core/convert.h"
#include "core/error.h"
#include "core/isa.h"
#include "core/loop.h"

namespace fs {

#define DECLARE_SELECTORS(level)                 \
  namespace level {                              \
  ReduceLoop select_reduce(int op, int dtype);   \
  ArgLoop select_arg(bool greatest, int dtype);  \
  ScanLoop select_scan(bool product, int dtype); \
  }
DECLARE_SELECTORS(baseline)
DECLARE_SELECTORS(avx2)
DECLARE_SELECTORS(avx512)

ReduceLoop reduce_loop(int op, int dtype) {
  static const auto select = for_isa(&baseline::select_reduce, &avx2::select_reduce, &avx512::select_reduce);
  return select(op, dtype);
}
ArgLoop arg_loop(bool greatest, int dtype) {
  static const auto select = for_isa(&baseline::select_arg, &avx2::select_arg, &avx512::select_arg);
  return select(greatest, dtype);
}
ScanLoop scan_loop(bool product, int dtype) {
  static const auto select = for_isa(&baseline::select_scan, &avx2::select_scan, &avx512::select_scan);
  return select(product, dtype);
}

namespace {

constexpr int64_t kBuffer = 8192;  // elements NumPy converts at a time: sums restart at its borders

bool is_reduced(const std::vector<int>& axes, int axis) {
  return std::find(axes.begin(), axes.end(), axis) != axes.end();
}

/// `out` seen with a's rank: strides of zero along the reduced axes.
Array spread(const Array& a, const std::vector<int>& axes, const Array& out) {
  Array view = out;
  view.shape = a.shape;
  view.strides.assign(a.shape.size(), 0);
  for (int axis = 0, k = 0; axis < a.ndim(); axis++) {
    if (!is_reduced(axes, axis)) view.strides[axis] = out.strides[k++];
  }
  return view;
}

/// Reduced axes of negative stride are walked from their other end: NumPy visits memory upwards.
Array upwards(const Array& a, const std::vector<int>& axes) {
  Array view = a;
  for (int axis : axes) {
    if (view.strides[axis] >= 0 || view.shape[axis] == 0) continue;
    view.data += (view.shape[axis] - 1) * view.strides[axis];
    view.strides[axis] = -view.strides[axis];
  }
  return view;
}

}  // namespace

Array reduction_result(const Array& a, const std::vector<int>& axes, Dtype dtype) {
  Dims shape;
  std::vector<int> position(a.shape.size(), -1), order;
  for (int axis = 0; axis < a.ndim(); axis++) {
    if (is_reduced(axes, axis)) continue;
    position[axis] = static_cast<int>(shape.size());
    shape.push_back(a.shape[axis]);
  }
  for (int axis : memory_axis_order({&a})) {
    if (position[axis] >= 0) order.push_back(position[axis]);
  }
  return empty_in_order(dtype, shape, order);
}

void start_from_first(const Array& a, const std::vector<int>& axes, const Array& out) {
  Array first = a;
  first.shape.clear();
  first.strides.clear();
  for (int axis = 0; axis < a.ndim(); axis++) {
    if (is_reduced(axes, axis)) continue;
    first.shape.push_back(a.shape[axis]);
    first.strides.push_back(a.strides[axis]);
  }
  assign(out, first);
}

void reduce(ReduceOp op, const Array& source, const std::vector<int>& axes, Dtype dtype, const Array& out,
            const Array* where) {
  const Array a = where == nullptr ? upwards(source, axes) : source;
  const Array target = spread(a, axes, out);
  const ReduceLoop loop = reduce_loop(static_cast<int>(op), static_cast<int>(dtype));
  const auto item = static_cast<int64_t>(itemsize(dtype));
  const bool converts = a.dtype != dtype;
  const ConvertRun convert =
      converts ? convert_run(static_cast<int>(dtype), static_cast<int>(a.dtype)) : nullptr;
  const BufferRef buffer = converts ? allocate_buffer(static_cast<size_t>(kBuffer * item)) : nullptr;

  const auto fold = [&](std::byte* to, const std::byte* from, int64_t to_step, int64_t from_step, int64_t n) {
    if (!converts) return loop(to, from, to_step, from_step, n);
    for (int64_t i = 0; i < n; i += kBuffer) {
      const int64_t m = std::min(kBuffer, n - i);
      convert(buffer->data(), from + i * from_step, item, from_step, m);
      loop(to + i * to_step, buffer->data(), to_step, item, m);
    }
  };
  if (where == nullptr) {
    run_loop<2>(plan_loop<2>({&target, &a}), [&](const auto& at, const auto& step, int64_t n) {
      fold(at[0], at[1], step[0], step[1], n);
    });
    return;
  }
  const Array mask = broadcast_to(*where, a.shape);
  run_loop<3>(plan_loop<3>({&target, &a, &mask}), [&](const auto& at, const auto& step, int64_t n) {
    for (int64_t i = 0; i < n;) {
      if (at[2][i * step[2]] == std::byte{0}) {
        i++;
        continue;
      }
      int64_t end = i + 1;
      while (end < n && at[2][end * step[2]] != std::byte{0}) end++;
      fold(at[0] + i * step[0], at[1] + i * step[1], step[0], step[1], end - i);
      i = end;
    }
  });
}

Array arg_extremum(bool greatest, const Array& a, int axis) {
  Dims shape = a.shape;
  const int64_t n = shape[axis], stride = a.strides[axis];
  shape.erase(shape.begin() + axis);
  Array result = empty(Dtype::kInt64, shape);
  Array lanes = a;
  lanes.shape.erase(lanes.shape.begin() + axis);
  lanes.strides.erase(lanes.strides.begin() + axis);
  const ArgLoop loop = arg_loop(greatest, static_cast<int>(a.dtype));
  run_loop<2>(plan_loop<2>({&result, &lanes}), [&](const auto& at, const auto& step, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
      *reinterpret_cast<int64_t*>(at[0] + i * step[0]) = loop(at[1] + i * step[1], stride, n);
    }
  });
  return result;
}

void scan(bool product, const Array& source, int axis, Dtype dtype, const Array& out) {
  const Array a = source.dtype == dtype && !may_overlap(source, out) ? source : copy(source, dtype);
  const int64_t n = a.shape[axis];
  Array from = a, to = out;
  for (Array* lane : {&from, &to}) {
    lane->shape.erase(lane->shape.begin() + axis);
    lane->strides.erase(lane->strides.begin() + axis);
  }
  const ScanLoop loop = scan_loop(product, static_cast<int>(dtype));
  run_loop<2>(plan_loop<2>({&to, &from}), [&](const auto& at, const auto& step, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
      loop(at[0] + i * step[0], at[1] + i * step[1], out.strides[axis], a.strides[axis], n);
    }
  });
}

Array order_statistics(const Array& a, const std::vector<int64_t>& ranks) {
  const int64_t n = a.shape.back();
  Dims shape(a.shape.begin(), a.shape.end() - 1);
  const int64_t lanes = count(shape);
  shape.insert(shape.begin(), static_cast<int64_t>(ranks.size()));
  Array result = empty(a.dtype, shape);
  const Array work = copy(a, a.dtype, Order::kC);
  std::vector<int64_t> sorted(ranks);
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_arithmetic_v<T>) {
      for (int64_t lane = 0; lane < lanes; lane++) {
        T* first = work.as<T>() + lane * n;
        T* out = result.as<T>() + lane;
        if constexpr (std::is_floating_point_v<T>) {
          bool has_nan = false;
          for (int64_t i = 0; i < n; i++) has_nan |= first[i] != first[i];
          if (has_nan) {
            for (size_t k = 0; k < ranks.size(); k++)
              out[static_cast<int64_t>(k) * lanes] = static_cast<T>(NAN);
            continue;
          }
        }
        T* from = first;
        for (int64_t rank : sorted) {
          std::nth_element(from, first + rank, first + n);
          from = first + rank;
        }
        for (size_t k = 0; k < ranks.size(); k++) out[static_cast<int64_t>(k) * lanes] = first[ranks[k]];
      }
    } else {
      throw TypeError("order statistics are not defined for this dtype");
    }
  });
  return result;
}

}  // namespace fs
