// The n-d array record: dtype, shape, strides and a share of a buffer. Views are records over the same
// buffer.
#pragma once

#include <cstdint>
#include <vector>

#include "core/buffer.h"
#include "core/dtype.h"

namespace fs {

/// NumPy's limit on dimensions.
inline constexpr int kMaxDims = 64;

using Dims = std::vector<int64_t>;

/// Memory order of a new array: C, Fortran, whichever the source has, or the source's own axis order.
enum class Order : uint8_t { kC, kF, kA, kK };

struct Array {
  Dtype dtype = Dtype::kFloat64;
  Dims shape;
  Dims strides;  ///< bytes; may be negative or zero
  std::byte* data = nullptr;
  BufferRef buffer;
  bool writeable = true;  ///< whether clients may write to it; views of what they may not are alike

  int ndim() const { return static_cast<int>(shape.size()); }
  int64_t size() const;
  size_t item() const { return itemsize(dtype); }
  bool is_c_contiguous() const;
  bool is_f_contiguous() const;

  template <class T>
  T* as() const {
    return reinterpret_cast<T*>(data);
  }
};

/// Product of extents.
int64_t count(const Dims& shape);

/// Strides in bytes of a contiguous array.
Dims contiguous_strides(const Dims& shape, size_t item, Order order = Order::kC);

/// Axes from slowest to fastest varying in memory, judged over all operands (all of one shape), as NumPy's
/// nditer does.
std::vector<int> memory_axis_order(const std::vector<const Array*>& operands);

/// A new array with unspecified contents. Throws MemoryError; ValueError if the byte count overflows.
Array empty(Dtype dtype, const Dims& shape, Order order = Order::kC);
/// A new array laid out with its axes in the given memory order, slowest first.
Array empty_in_order(Dtype dtype, const Dims& shape, const std::vector<int>& slowest_first);
/// A new array whose axes are ordered in memory like those of the operands (`order='K'`).
Array empty_like_operands(Dtype dtype, const Dims& shape, const std::vector<const Array*>& operands);
Array zeros(Dtype dtype, const Dims& shape, Order order = Order::kC);

/// A 0-d array holding one element.
template <class T>
Array scalar(T value) {
  Array a = empty(dtype_of<T>(), {});
  *a.as<T>() = value;
  return a;
}

/// A view with the axes permuted: axis i of the result is axis perm[i] of `a`. Throws ValueError for axes
/// that `a` has not.
Array transpose(const Array& a, const std::vector<int>& perm);
/// A view with axes of extent 1 and new leading axes repeated without copying. Throws ValueError if
/// impossible.
Array broadcast_to(const Array& a, const Dims& shape);
/// The shape that all shapes broadcast to. Throws ValueError naming them.
Dims broadcast_shapes(const std::vector<const Dims*>& shapes);
/// Reshapes without copying; returns false when the memory layout forbids it. `order` is kC or kF.
bool reshape_view(const Array& a, const Dims& shape, Order order, Array& result);

/// A copy converted to `dtype`.
Array copy(const Array& a, Dtype dtype, Order order = Order::kK);
/// Writes `src`, broadcast and converted (casting 'unsafe'), into `dst`; overlapping memory is handled.
void assign(const Array& dst, const Array& src);
/// As assign, only where the bool array `where` (broadcast) is true.
void assign_where(const Array& dst, const Array& src, const Array& where);
/// True when two arrays can touch a common byte.
bool may_overlap(const Array& a, const Array& b);
/// True when two arrays have a byte in common: exact, unless that takes too long to find, when it is
/// may_overlap.
bool do_overlap(const Array& a, const Array& b);

/// `a` itself if it already is a C-contiguous, aligned array of `dtype`, otherwise a copy that is.
Array as_contiguous(const Array& a, Dtype dtype);

}  // namespace fs
