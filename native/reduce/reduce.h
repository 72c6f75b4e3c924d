// Reductions over axes, positions of extrema, scans and order statistics.
#pragma once

#include <vector>

#include "core/array.h"
#include "reduce/kernels.h"

namespace fs {

/// Folds `a`, converted to `dtype`, over `axes`. The result is written to `out`, which has the shape of `a`
/// without those axes and already holds the initial values. `where` is null or a bool array of a's shape.
///
/// Elements are visited in the order NumPy's iterator visits them, so that floating-point sums agree to the
/// bit: axes by memory order, contiguous runs pairwise, other axes row by row.
void reduce(ReduceOp op, const Array& a, const std::vector<int>& axes, Dtype dtype, const Array& out,
            const Array* where);

/// A new array laid out as NumPy lays out a reduction's result: remaining axes in the memory order of `a`.
Array reduction_result(const Array& a, const std::vector<int>& axes, Dtype dtype);

/// Copies the first element along the reduced axes into `out` (the start of a reduction that has no identity)
/// and returns what is left to fold.
void start_from_first(const Array& a, const std::vector<int>& axes, const Array& out);

/// int64 positions of the first greatest or least element along an axis.
Array arg_extremum(bool greatest, const Array& a, int axis);

/// Running sums or products of `a`, converted to `dtype`, along an axis.
void scan(bool product, const Array& a, int axis, Dtype dtype, const Array& out);

/// Sorted elements at given ranks along the last axis of a C-contiguous copy of `a`: the result has one
/// leading axis over the ranks. A lane with a NaN gives NaN everywhere.
Array order_statistics(const Array& a, const std::vector<int64_t>& ranks);

}  // namespace fs
