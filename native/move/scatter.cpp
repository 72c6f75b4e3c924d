// Positions brought into range, and writing to positions.
#include <string>

#include "core/error.h"
#include "move/element.h"
#include "move/move.h"

namespace fs {

Array bounded_positions(const Array& positions, int64_t extent, Bounds bounds) {
  const Array source = as_contiguous(positions, Dtype::kInt64);
  Array result = empty(Dtype::kInt64, positions.shape);
  const auto* in = source.as<int64_t>();
  auto* out = result.as<int64_t>();
  const int64_t n = result.size();
  if (n > 0 && extent == 0) throw IndexError("no position is within an axis without elements");
  for (int64_t i = 0; i < n; i++) {
    int64_t at = in[i];
    if (bounds == Bounds::kClip) {
      at = at < 0 ? 0 : at >= extent ? extent - 1 : at;
    } else if (bounds == Bounds::kWrap) {
      at %= extent;
      if (at < 0) at += extent;
    } else {
      if (at < -extent || at >= extent) {
        throw IndexError("index " + std::to_string(at) + " is out of bounds for an axis of size " +
                         std::to_string(extent));
      }
      if (at < 0) at += extent;
    }
    out[i] = at;
  }
  return result;
}

void scatter(const Array& target, const Array& positions, const Array& values) {
  const Array source = as_contiguous(values, target.dtype);
  const Array at = as_contiguous(positions, Dtype::kInt64);
  const int64_t n = at.size(), available = source.size();
  if (available == 0) return;
  const bool contiguous = target.is_c_contiguous();
  by_size(target.item(), [&](auto tag) {
    using T = decltype(tag);
    const T* in = source.as<T>();
    const auto* position = at.as<int64_t>();
    int64_t k = 0;
    for (int64_t i = 0; i < n; i++) {
      if (contiguous) {
        target.as<T>()[position[i]] = in[k];
      } else {
        int64_t rest = position[i], offset = 0;
        for (int axis = target.ndim() - 1; axis >= 0; axis--) {
          offset += rest % target.shape[axis] * target.strides[axis];
          rest /= target.shape[axis];
        }
        *reinterpret_cast<T*>(target.data + offset) = in[k];
      }
      if (++k == available) k = 0;
    }
  });
}

}  // namespace fs
