// Long transforms of lengths with many divisors, split into two layers of short ones.
#pragma once

#include "fft/plan.h"

namespace fs {

/// Whether a transform is to be split: FFTW weighs up all ways of taking a length apart, which for a length
/// with many divisors takes a hundred times as long as the transform.
bool should_split(const FftLayout& layout);

/// Runs a transform over every line of the layout; the arguments are those of a plan's run.
template <class T>
void transform_split(const FftLayout& layout, T* in, T* out);

}  // namespace fs
