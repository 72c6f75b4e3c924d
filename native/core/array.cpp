// Shapes, strides and views. No element is touched here; see copy.cpp for that.
#include "core/array.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>

#include "core/error.h"

namespace fs {

int64_t count(const Dims& shape) {
  int64_t n = 1;
  for (int64_t extent : shape) n *= extent;
  return n;
}

int64_t Array::size() const { return count(shape); }

bool Array::is_c_contiguous() const {
  int64_t expected = static_cast<int64_t>(item());
  for (int i = ndim() - 1; i >= 0; i--) {
    if (shape[i] == 0) return true;
    if (shape[i] != 1 && strides[i] != expected) return size() == 0;
    expected *= shape[i];
  }
  return true;
}

bool Array::is_f_contiguous() const {
  int64_t expected = static_cast<int64_t>(item());
  for (int i = 0; i < ndim(); i++) {
    if (shape[i] == 0) return true;
    if (shape[i] != 1 && strides[i] != expected) return size() == 0;
    expected *= shape[i];
  }
  return true;
}

Dims contiguous_strides(const Dims& shape, size_t item, Order order) {
  Dims strides(shape.size());
  int64_t step = static_cast<int64_t>(item);
  const int n = static_cast<int>(shape.size());
  for (int k = 0; k < n; k++) {
    const int axis = order == Order::kF ? k : n - 1 - k;
    strides[axis] = step;
    step *= std::max<int64_t>(shape[axis], 1);
  }
  return strides;
}

std::vector<int> memory_axis_order(const std::vector<const Array*>& operands) {
  const int n = operands.empty() ? 0 : operands[0]->ndim();
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  // Insertion sort, innermost comparisons first: the order NumPy settles ties in.
  for (int i = n - 2; i >= 0; i--) {
    const int axis = order[i];
    int target = i;
    for (int j = i + 1; j < n; j++) {
      bool ambiguous = true, swap = false;
      for (const Array* a : operands) {
        const int64_t outer = std::llabs(a->strides[axis]);
        const int64_t inner = std::llabs(a->strides[order[j]]);
        if (outer == 0 || inner == 0 || a->shape[axis] == 1 || a->shape[order[j]] == 1) continue;
        if (outer >= inner)
          swap = false;
        else if (ambiguous)
          swap = true;
        ambiguous = false;
        if (!swap) break;
      }
      if (!ambiguous) {
        if (!swap) break;
        target = j;
      }
    }
    if (target != i) {
      order.erase(order.begin() + i);
      order.insert(order.begin() + target, axis);
    }
  }
  return order;
}

namespace {
/// As NumPy, this looks at the extents other than 0 even when there is a 0: strides are products of these.
size_t byte_count(const Dims& shape, size_t item) {
  size_t bytes = item;
  bool is_empty = false;
  for (int64_t extent : shape) {
    if (extent < 0) throw ValueError("negative dimensions are not allowed");
    if (extent == 0) {
      is_empty = true;
      continue;
    }
    if (__builtin_mul_overflow(bytes, static_cast<size_t>(extent), &bytes) ||
        bytes > static_cast<size_t>(std::numeric_limits<int64_t>::max())) {
      throw ValueError("array is too big; its size in bytes exceeds 2**63 - 1");
    }
  }
  return is_empty ? 0 : bytes;
}
}  // namespace

Array empty(Dtype dtype, const Dims& shape, Order order) {
  Array a;
  a.dtype = dtype;
  a.shape = shape;
  a.buffer = allocate_buffer(byte_count(shape, itemsize(dtype)));
  a.strides = contiguous_strides(shape, itemsize(dtype), order);
  a.data = a.buffer->data();
  return a;
}

Array empty_in_order(Dtype dtype, const Dims& shape, const std::vector<int>& slowest_first) {
  Array a = empty(dtype, shape);
  int64_t step = static_cast<int64_t>(a.item());
  for (int k = a.ndim() - 1; k >= 0; k--) {
    const int axis = slowest_first[k];
    a.strides[axis] = step;
    step *= std::max<int64_t>(shape[axis], 1);
  }
  return a;
}

Array empty_like_operands(Dtype dtype, const Dims& shape, const std::vector<const Array*>& operands) {
  std::vector<Array> views;
  std::vector<const Array*> relevant;
  views.reserve(operands.size());
  bool all_c = true;
  for (const Array* a : operands) {
    if (a->ndim() == 0) continue;
    if (a->shape != shape || !a->is_c_contiguous()) all_c = false;
    views.push_back(broadcast_to(*a, shape));
  }
  if (all_c) return empty(dtype, shape);
  for (const Array& view : views) relevant.push_back(&view);
  return empty_in_order(dtype, shape, memory_axis_order(relevant));
}

Array zeros(Dtype dtype, const Dims& shape, Order order) {
  Array a = empty(dtype, shape, order);
  __builtin_memset(a.data, 0, a.buffer->bytes());
  return a;
}

Array transpose(const Array& a, const std::vector<int>& perm) {
  if (perm.size() != a.shape.size()) throw ValueError("axes don't match array");
  Array view = a;
  for (size_t i = 0; i < perm.size(); i++) {
    if (perm[i] < 0 || perm[i] >= a.ndim()) throw ValueError("axes don't match array");
    view.shape[i] = a.shape[perm[i]];
    view.strides[i] = a.strides[perm[i]];
  }
  return view;
}

namespace {
std::string text(const Dims& shape) {
  std::string s = "(";
  for (size_t i = 0; i < shape.size(); i++) s += (i ? "," : "") + std::to_string(shape[i]);
  return s + (shape.size() == 1 ? ",)" : ")");
}
}  // namespace

Array broadcast_to(const Array& a, const Dims& shape) {
  if (a.shape == shape) return a;
  const int lead = static_cast<int>(shape.size()) - a.ndim();
  Array view = a;
  view.shape = shape;
  view.strides.assign(shape.size(), 0);
  for (int i = 0; i < a.ndim(); i++) {
    if (lead < 0 || (a.shape[i] != 1 && a.shape[i] != shape[lead + i])) {
      throw ValueError("shape " + text(a.shape) + " cannot be broadcast to " + text(shape));
    }
    view.strides[lead + i] = a.shape[i] == 1 && shape[lead + i] != 1 ? 0 : a.strides[i];
  }
  return view;
}

Dims broadcast_shapes(const std::vector<const Dims*>& shapes) {
  size_t n = 0;
  for (const Dims* s : shapes) n = std::max(n, s->size());
  Dims result(n, 1);
  for (const Dims* s : shapes) {
    const size_t lead = n - s->size();
    for (size_t i = 0; i < s->size(); i++) {
      int64_t& extent = result[lead + i];
      if ((*s)[i] == 1 || extent == (*s)[i]) continue;
      if (extent != 1) {
        std::string all;
        for (const Dims* each : shapes) all += (all.empty() ? "" : " ") + text(*each);
        throw ValueError("operands could not be broadcast together with shapes " + all);
      }
      extent = (*s)[i];
    }
  }
  return result;
}

bool reshape_view(const Array& a, const Dims& shape, Order order, Array& result) {
  if (count(shape) != a.size())
    throw ValueError("cannot reshape array of shape " + text(a.shape) + " into " + text(shape));
  // Axes of extent 1 carry no layout information. Match runs of old axes with runs of new axes of equal
  // product; a run can be relabelled when it is contiguous within itself.
  Dims old_shape, old_strides;
  for (int i = 0; i < a.ndim(); i++) {
    if (a.shape[i] == 1) continue;
    old_shape.push_back(a.shape[i]);
    old_strides.push_back(a.strides[i]);
  }
  const bool fortran = order == Order::kF;
  Dims strides(shape.size(), 0);
  if (a.size() == 0) {
    strides = contiguous_strides(shape, a.item(), order);
  } else {
    size_t oi = 0, ni = 0;
    while (ni < shape.size() && oi < old_shape.size()) {
      size_t oj = oi + 1, nj = ni + 1;
      int64_t np = shape[ni], op = old_shape[oi];
      while (np != op) {
        if (np < op)
          np *= shape[nj++];
        else
          op *= old_shape[oj++];
      }
      for (size_t k = oi; k + 1 < oj; k++) {
        const bool joined = fortran ? old_strides[k + 1] == old_shape[k] * old_strides[k]
                                    : old_strides[k] == old_shape[k + 1] * old_strides[k + 1];
        if (!joined) return false;
      }
      if (fortran) {
        strides[ni] = old_strides[oi];
        for (size_t k = ni + 1; k < nj; k++) strides[k] = strides[k - 1] * shape[k - 1];
      } else {
        strides[nj - 1] = old_strides[oj - 1];
        for (size_t k = nj - 1; k > ni; k--) strides[k - 1] = strides[k] * shape[k];
      }
      ni = nj;
      oi = oj;
    }
    int64_t last = static_cast<int64_t>(a.item());
    if (ni >= 1) last = fortran ? strides[ni - 1] * shape[ni - 1] : strides[ni - 1];
    for (; ni < shape.size(); ni++) strides[ni] = last;
  }
  result = a;
  result.shape = shape;
  result.strides = strides;
  return true;
}

bool may_overlap(const Array& a, const Array& b) {
  if (a.buffer != b.buffer || a.size() == 0 || b.size() == 0) return false;
  const auto bounds = [](const Array& x) {
    std::pair<const std::byte*, const std::byte*> range{x.data, x.data + x.item()};
    for (int i = 0; i < x.ndim(); i++) {
      const int64_t reach = (x.shape[i] - 1) * x.strides[i];
      (reach < 0 ? range.first : range.second) += reach;
    }
    return range;
  };
  const auto [a_low, a_high] = bounds(a);
  const auto [b_low, b_high] = bounds(b);
  return a_low < b_high && b_low < a_high;
}

}  // namespace fs
