// Transforms along an axis that is not contiguous, some lines at a time.
#pragma once

#include "fft/plan.h"

namespace fs {

/// Whether lines of this layout are better copied to a dense scratch and back: FFTW works on them where they
/// lie, and long steps, powers of two above all, make it miss the cache at every element.
bool should_gather(const FftLayout& layout, size_t item);

/// Runs a transform over every line of the layout by way of the scratch; the arguments are those of a plan's
/// run.
template <class T>
void transform_columns(const FftLayout& layout, T* in, T* out);

}  // namespace fs
