// What parameters must satisfy, over all elements at once.
#pragma once

#include <string_view>

#include "core/array.h"

namespace fs {

/// Whether all elements of a float64 or int64 array satisfy a constraint:
///   finite           neither infinite nor NaN
///   nonNegative      not below 0 and not -0; NaN passes
///   positive         not 0 or below; NaN passes
///   unit, unitNotZero, unitNotOne    in [0, 1], without 0, without 1
///   aboveOne, atLeastOne             as they say
///   poisson          not negative, and small enough that counts fit 64 bits
///   rejectable       kappa of a von Mises distribution that leaves its rejection method something to accept
/// NaN fails where nothing else is said. Of truth values: none, that all are false. Throws ValueError for
/// another name or dtype.
bool satisfies(const Array& values, std::string_view constraint);

/// Whether integers of `dtype` (or bool) can be drawn between bounds, element by element: all of them are
/// values of the dtype, and low ≤ high, or low < high unless the range is `closed`. Bounds are int64 or
/// uint64 arrays whose shapes broadcast together.
bool bounds_hold(const Array& low, const Array& high, bool closed, Dtype dtype);

}  // namespace fs
