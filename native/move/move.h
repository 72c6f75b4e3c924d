// Moving elements by position: gathers, masks, selection, repetition and ramps. No arithmetic on elements,
// except ramps.
#pragma once

#include <vector>

#include "core/array.h"

namespace fs {

/// Elements at integer positions. `axes` are indexed by `indices` (int64, all of one shape); the result has
/// that shape in place of the indexed axes, inserted at position `insert_at` of the remaining ones. Negative
/// positions count from the end. Throws IndexError when one is out of bounds.
Array gather(const Array& a, const std::vector<int>& axes, const std::vector<const Array*>& indices,
             int insert_at);

/// Throws IndexError unless all positions along an axis of `extent` elements are within it, negative ones
/// counted from its end.
void require_within(const Array& positions, int axis, int64_t extent);

/// What becomes of positions outside an axis. Codes shared with src/addon/move.ts.
enum class Bounds : uint8_t { kRaise, kWrap, kClip };

/// int64 positions within 0..extent-1. Throws IndexError for those outside, or in an axis without elements.
Array bounded_positions(const Array& positions, int64_t extent, Bounds bounds);

/// Writes `values`, over and over, to the elements at `positions` (counted in C order, in range) of `target`.
void scatter(const Array& target, const Array& positions, const Array& values);

/// The elements (or subarrays of trailing axes) of `a` where the bool array `mask`, of a's leading axes, is
/// true.
Array mask_select(const Array& a, const Array& mask);

/// Number of true elements of a bool array.
int64_t count_true(const Array& mask);

/// Positions of the non-zero elements, one int64 array per axis, in C order.
std::vector<Array> nonzero(const Array& a);

/// Elementwise choice between x and y, converted to `dtype` and broadcast to `shape`.
Array select(const Array& condition, const Array& x, const Array& y, Dtype dtype, const Dims& shape);

/// `a` with each position along `axis` repeated: `counts` has one int64 entry per position, or one for all.
Array repeat(const Array& a, const Array& counts, int axis);

/// start + i * step for i in 0..n-1, computed in double (floating dtypes) or in integers.
Array ramp(Dtype dtype, double start, double step, int64_t n);
Array integer_ramp(Dtype dtype, int64_t start, int64_t step, int64_t n);

/// A copy with NaNs replaced by a number; `a` itself where it has none and a copy would be laid out alike.
Array replace_nan(const Array& a, double by);

}  // namespace fs
