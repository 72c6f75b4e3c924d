// Drives the reduction loops over n-d arrays.
#include "reduce/reduce.h"

#include <algorithm>
#include <cmath>

#include "core/cast.h"
#include "core/convert.h"
#include "core/error.h"
#include "core/isa.h"
#include "core/loop.h"
#include "reduce/chunks.h"

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

/// The walk of a loop plan, its axes fastest first.
template <int N>
Walk<N> walk_of(const LoopPlan<N>& plan) {
  Walk<N> walk;
  walk.extents.push_back(plan.inner);
  for (int k = 0; k < N; k++) walk.strides[k].push_back(plan.inner_strides[k]);
  for (size_t axis = plan.shape.size(); axis-- > 0;) {
    walk.extents.push_back(plan.shape[axis]);
    for (int k = 0; k < N; k++) walk.strides[k].push_back(plan.strides[k][axis]);
  }
  return walk;
}

/// Gathers, and converts, the elements of a chunk.
class ChunkBuffer {
 public:
  ChunkBuffer(Dtype to, Dtype from)
      : item_(static_cast<int64_t>(itemsize(to))),
        convert_(convert_run(static_cast<int>(to), static_cast<int>(from))) {}

  template <int N>
  std::byte* fill(const Walk<N>& walk, const Chunks<N>& chunks, int operand, std::byte* at, int64_t count) {
    const int64_t bytes = chunks.core * count * item_;
    if (bytes > capacity_) {
      buffer_ = allocate_buffer(static_cast<size_t>(bytes));
      capacity_ = bytes;
    }
    for_each_run(walk, chunks, operand, at, count,
                 [&](int64_t position, std::byte* from, int64_t step, int64_t n) {
                   convert_(buffer_->data() + position * item_, from, item_, step, n);
                 });
    return buffer_->data();
  }

  int64_t item() const { return item_; }

 private:
  int64_t item_;
  ConvertRun convert_;
  BufferRef buffer_;
  int64_t capacity_ = 0;
};

/// The step an operand takes from one element, or one core, to the next.
struct Steps {
  int64_t inner, outer;
};
template <int N>
Steps steps_of(const Walk<N>& walk, const Chunks<N>& chunks, int operand, int64_t item) {
  if (chunks.buffered[operand]) return {item, item * chunks.core};
  return {walk.strides[operand][0], walk.strides[operand][static_cast<size_t>(chunks.outer)]};
}

/// Calls `fold` for the inner loops of a walk; N is 3 where there is a mask.
template <int N, class Fold>
void fold_chunks(const LoopPlan<N>& plan, Dtype dtype, Dtype source, Fold&& fold) {
  if (plan.is_empty) return;
  Walk<N> walk = walk_of(plan);
  walk.converts[1] = source != dtype;
  const Chunks<N> chunks = plan_chunks(walk);
  ChunkBuffer values(dtype, source), truths(Dtype::kBool, Dtype::kBool);
  std::array<Steps, N> steps;
  for (int k = 0; k < N; k++) steps[k] = steps_of(walk, chunks, k, k == 2 ? 1 : values.item());
  // A result that lies apart is written in place all the same: only the order of visits matters.
  steps[0] = {walk.strides[0][0], walk.strides[0][static_cast<size_t>(chunks.outer)]};
  for_each_chunk(walk, chunks, plan.data, [&](std::array<std::byte*, N> at, int64_t count) {
    if (chunks.buffered[1]) at[1] = values.fill(walk, chunks, 1, at[1], count);
    if constexpr (N == 3) {
      if (chunks.buffered[2]) at[2] = truths.fill(walk, chunks, 2, at[2], count);
    }
    if (chunks.buffered[0]) {
      int64_t done = 0;
      for_each_run(walk, chunks, 0, at[0], count, [&](int64_t, std::byte* to, int64_t step, int64_t n) {
        std::array<std::byte*, N> run = at;
        run[0] = to;
        for (int k = 1; k < N; k++) run[k] += done * steps[k].inner;
        fold(run, step, steps, n);
        done += n;
      });
    } else if (chunks.reduces) {
      for (int64_t i = 0; i < count; i++) {
        fold(at, steps[0].inner, steps, chunks.core);
        for (int k = 0; k < N; k++) at[k] += steps[k].outer;
      }
    } else {
      fold(at, steps[0].inner, steps, chunks.core * count);
    }
  });
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

void reduce(ReduceOp op, const Array& a, const std::vector<int>& axes, Dtype dtype, const Array& out,
            const Array* where) {
  const Array target = spread(a, axes, out);
  const ReduceLoop loop = reduce_loop(static_cast<int>(op), static_cast<int>(dtype));
  if (where == nullptr) {
    fold_chunks<2>(plan_loop<2>({&target, &a}), dtype, a.dtype,
                   [&](const auto& at, int64_t to_step, const auto& steps, int64_t n) {
                     loop(at[0], at[1], to_step, steps[1].inner, n);
                   });
    return;
  }
  const Array mask = broadcast_to(*where, a.shape);
  fold_chunks<3>(plan_loop<3>({&target, &a, &mask}), dtype, a.dtype,
                 [&](const auto& at, int64_t to_step, const auto& steps, int64_t n) {
                   for (int64_t i = 0; i < n;) {
                     if (at[2][i * steps[2].inner] == std::byte{0}) {
                       i++;
                       continue;
                     }
                     int64_t end = i + 1;
                     while (end < n && at[2][end * steps[2].inner] != std::byte{0}) end++;
                     loop(at[0] + i * to_step, at[1] + i * steps[1].inner, to_step, steps[1].inner, end - i);
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

}  // namespace fs
