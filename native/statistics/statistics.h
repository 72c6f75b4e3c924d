// Counting, binning, sliding products and interpolation.
#pragma once

#include <utility>

#include "core/array.h"

namespace fs {

/// The least and greatest element of a vector of int64; {0, -1} when it has none.
std::pair<int64_t, int64_t> extremes(const Array& x);

/// How often each of 0..size-1 occurs in a vector of int64, as int64; or, with float64 `weights` of the same
/// length, what they add up to in the order of elements. Throws ValueError for elements out of range.
Array bincount(const Array& x, const Array* weights, int64_t size);

/// A range cut into bins of one width. `edges` has bins + 1 elements of the dtype of the data.
struct UniformBins {
  double first, last;
  double width;  ///< of the whole range
  bool is_wide;  ///< positions are computed in float64 even for float32 data
  const Array* edges;
};

/// Counts the elements of a float32 or float64 vector by bin, the last bin closed: numpy.histogram's rule,
/// which corrects positions by the edges. Elements outside the range, and NaN, count nowhere.
Array uniform_counts(const Array& a, const UniformBins& bins);

/// Counts the elements of a vector (float32, float64 or int64) by bins given by ascending edges of the same
/// dtype, at least one; the last bin is closed.
Array edge_counts(const Array& a, const Array& edges);

enum class Overlap : uint8_t { kValid, kSame, kFull };

/// numpy.correlate without conjugation: inner products of `v` with a window sliding over `a`, both vectors of
/// one dtype with at least one element, `a` not shorter than `v`.
Array sliding_product(const Array& a, const Array& v, Overlap overlap);

/// What interp returns left and right of all sample points.
struct Outside {
  double left_re, left_im, right_re, right_im;
  bool has_left, has_right;
};

/// numpy.interp: values at `x` (float64, any shape) of the line through points (xp, fp); xp is a float64
/// vector, fp a vector of the same positive length, float64 or complex128, which is the dtype of the result.
Array interpolate(const Array& x, const Array& xp, const Array& fp, const Outside& outside);

}  // namespace fs
