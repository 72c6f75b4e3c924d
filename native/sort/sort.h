// Sorting, searching sorted data, and the distinct elements of an array.
#pragma once

#include <vector>

#include "core/array.h"

namespace fs {

/// A sorted copy along the last axis. NaN sorts last.
Array sort_last(const Array& a, bool stable);

/// int64 positions that sort along the last axis; equal elements in their original order if `stable`, else as
/// NumPy's quicksort leaves them where that is settled.
Array argsort_last(const Array& a, bool stable);

/// A copy whose elements at the given ranks of the last axis are those that a sort would put there, none
/// before them greater and none behind them less. Ranks are within the axis, negative ones from its end.
Array partition_last(const Array& a, const std::vector<int64_t>& ranks);
/// int64 positions that partition so.
Array argpartition_last(const Array& a, const std::vector<int64_t>& ranks);

/// int64 positions that sort along the last axis by several keys of one shape, the last key first in weight.
Array lexsort_last(const std::vector<const Array*>& keys);

/// int64 positions at which `values` would be inserted into the sorted vector `sorted` (of the same dtype);
/// after equal elements if `right`. `sorter`, if not null, holds int64 positions that sort `sorted`; throws
/// ValueError when it meets one that is out of range.
Array search_sorted(const Array& sorted, const Array& values, bool right, const Array* sorter);

/// The distinct elements of an array of integers, bool or complex numbers, in the order a hash table holds
/// them, as numpy.unique_values returns them. With `equal_nan` all numbers with a NaN part are one.
Array hashed_unique(const Array& a, bool equal_nan);

}  // namespace fs
