// Gathers by integer positions and by masks.
#include <algorithm>
#include <cstring>
#include <string>

#include "core/error.h"
#include "core/loop.h"
#include "move/element.h"
#include "move/move.h"
#include "move/move_kernels.h"

namespace fs {
namespace {

[[noreturn]] void refuse_position(int64_t at, int axis, int64_t extent) {
  throw IndexError("index " + std::to_string(at) + " is out of bounds for axis " + std::to_string(axis) +
                   " with size " + std::to_string(extent));
}

/// Byte offsets of the gathered subarrays, one per element of the index arrays, bounds checked.
std::vector<int64_t> offsets_of(const Array& a, const std::vector<int>& axes,
                                const std::vector<const Array*>& indices) {
  const int64_t n = indices[0]->size();
  std::vector<int64_t> offsets(static_cast<size_t>(n), 0);
  for (size_t k = 0; k < axes.size(); k++) {
    const Array index = as_contiguous(*indices[k], Dtype::kInt64);
    const auto* position = index.as<int64_t>();
    const int64_t extent = a.shape[axes[k]], stride = a.strides[axes[k]];
    for (int64_t i = 0; i < n; i++) {
      int64_t at = position[i];
      if (at < -extent || at >= extent) refuse_position(at, axes[k], extent);
      if (at < 0) at += extent;
      offsets[static_cast<size_t>(i)] += at * stride;
    }
  }
  return offsets;
}

}  // namespace

void require_within(const Array& positions, int axis, int64_t extent) {
  const Array index = as_contiguous(positions, Dtype::kInt64);
  const auto* position = index.as<int64_t>();
  if (flag_kernels().within(position, index.size(), extent)) return;
  const auto outside = [extent](int64_t at) { return at < -extent || at >= extent; };
  refuse_position(*std::find_if(position, position + index.size(), outside), axis, extent);
}

Array gather(const Array& a, const std::vector<int>& axes, const std::vector<const Array*>& indices,
             int insert_at) {
  const Dims& index_shape = indices[0]->shape;
  Dims rest_shape, rest_strides;
  for (int axis = 0; axis < a.ndim(); axis++) {
    if (std::find(axes.begin(), axes.end(), axis) != axes.end()) continue;
    rest_shape.push_back(a.shape[axis]);
    rest_strides.push_back(a.strides[axis]);
  }
  const int64_t rest = count(rest_shape);
  Dims shape(rest_shape.begin(), rest_shape.begin() + insert_at);
  shape.insert(shape.end(), index_shape.begin(), index_shape.end());
  shape.insert(shape.end(), rest_shape.begin() + insert_at, rest_shape.end());
  Array result = empty(a.dtype, shape);

  const int64_t n = count(index_shape);
  if (rest == 1 && axes.size() == 1 && n > 0) {
    const Array index = as_contiguous(*indices[0], Dtype::kInt64);
    const int64_t extent = a.shape[axes[0]];
    const int64_t bad = move_kernels(a.item()).gather(result.data, a.data, a.strides[axes[0]], extent,
                                                      index.as<int64_t>(), n);
    if (bad >= 0) refuse_position(index.as<int64_t>()[bad], axes[0], extent);
    return result;
  }
  // Positions are checked even where no element is taken, unless there are none to check.
  const std::vector<int64_t> offsets = n == 0 ? std::vector<int64_t>{} : offsets_of(a, axes, indices);
  if (result.size() == 0) return result;

  if (rest == 1) {
    by_size(a.item(), [&](auto tag) {
      using T = decltype(tag);
      auto* out = result.as<T>();
      const std::byte* base = a.data;
      for (int64_t i = 0; i < n; i++)
        out[i] = *reinterpret_cast<const T*>(base + offsets[static_cast<size_t>(i)]);
    });
    return result;
  }

  // One subarray per position. In the result the index axes stand at insert_at: walk them with the result's
  // strides.
  Array from;
  from.dtype = a.dtype;
  from.shape = rest_shape;
  from.strides = rest_strides;
  from.buffer = a.buffer;
  Array to = from;
  to.buffer = result.buffer;
  to.strides.clear();
  for (int axis = 0; axis < static_cast<int>(rest_shape.size()); axis++) {
    to.strides.push_back(
        result.strides[axis < insert_at ? axis : axis + static_cast<int>(index_shape.size())]);
  }
  const int64_t step =
      index_shape.empty() ? 0 : result.strides[insert_at + static_cast<int>(index_shape.size()) - 1];
  const bool contiguous = from.is_c_contiguous() && to.is_c_contiguous();
  const size_t bytes = static_cast<size_t>(rest) * a.item();
  for (int64_t i = 0; i < n; i++) {
    // The index axes are contiguous among themselves, so one step leads from each subarray to the next.
    from.data = a.data + offsets[static_cast<size_t>(i)];
    to.data = result.data + i * step;
    if (contiguous)
      std::memcpy(to.data, from.data, bytes);
    else
      assign(to, from);
  }
  return result;
}

int64_t count_true(const Array& mask) {
  int64_t total = 0;
  run_loop<1>(plan_loop<1>({&mask}), [&](const auto& at, const auto& step, int64_t n) {
    const auto* flag = reinterpret_cast<const uint8_t*>(at[0]);
    if (step[0] == 1) {
      total += flag_kernels().count(flag, n);
    } else {
      for (int64_t i = 0; i < n; i++) total += flag[i * step[0]] != 0;
    }
  });
  return total;
}

Array mask_select(const Array& a, const Array& mask) {
  const Array flags = as_contiguous(mask, Dtype::kBool);
  const auto* flag = flags.as<uint8_t>();
  const int64_t n = flags.size();
  const Dims rest(a.shape.begin() + mask.ndim(), a.shape.end());
  const int64_t total = count_true(flags), each = count(rest);
  const auto result_of = [&](int64_t extent) {
    Dims shape{extent};
    shape.insert(shape.end(), rest.begin(), rest.end());
    return empty(a.dtype, shape);
  };
  if (total == 0 || each == 0) return result_of(total);
  const Array source = as_contiguous(a, a.dtype);
  if (each == 1) {
    Array result = result_of(total + kSlack);
    result.shape[0] = total;
    move_kernels(a.item()).compress(result.data, source.data, flag, n);
    return result;
  }
  Array result = result_of(total);
  const size_t bytes = static_cast<size_t>(each) * a.item();
  std::byte* out = result.data;
  for (int64_t i = 0; i < n; i++) {
    if (!flag[i]) continue;
    std::memcpy(out, source.data + static_cast<size_t>(i) * bytes, bytes);
    out += bytes;
  }
  return result;
}

std::vector<Array> nonzero(const Array& a) {
  const Array truth = as_contiguous(a, Dtype::kBool);
  const int64_t total = count_true(truth);
  std::vector<Array> result;
  std::vector<int64_t*> out;
  for (int axis = 0; axis < a.ndim(); axis++) {
    result.push_back(empty(Dtype::kInt64, {total + kSlack}));
    result.back().shape[0] = total;
    out.push_back(result.back().as<int64_t>());
  }
  if (total == 0 || a.ndim() == 0) return result;
  const int last = a.ndim() - 1;
  const int64_t extent = a.shape[last];
  Dims index(a.shape.size(), 0);
  const auto* end = truth.as<uint8_t>() + truth.size();
  for (const auto* row = truth.as<uint8_t>(); row < end; row += extent) {
    const int64_t found = flag_kernels().positions(out[last], row, extent, 0);
    out[last] += found;
    for (int axis = 0; axis < last; axis++) out[axis] = std::fill_n(out[axis], found, index[axis]);
    for (int axis = last; axis-- > 0;) {
      if (++index[axis] < a.shape[axis]) break;
      index[axis] = 0;
    }
  }
  return result;
}

}  // namespace fs
