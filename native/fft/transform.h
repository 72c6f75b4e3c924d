// Discrete Fourier transforms along one axis, as numpy.fft defines them.
#pragma once

#include "core/array.h"
#include "fft/plan.h"

namespace fs {

/// One transform along an axis.
struct FftLine {
  Transform transform;
  int axis;
  int64_t n;      ///< length, at least 1: input beyond what it needs is cut off, missing input is zero
  double factor;  ///< multiplies the result
  bool single;    ///< computed in float32, otherwise in float64
  bool consume;   ///< the input is not needed afterwards and may be overwritten
};

/// Transforms `a` along an axis. kForward and kBackward give n complex numbers along it, kFromReal n/2+1,
/// kToReal n real ones, from n/2+1 complex numbers of which the imaginary parts that must be zero are
/// ignored. The result's axes are ordered in memory like those of `a`; a transform in place returns `a`.
/// Input is converted to what the transform computes with (complex to real: the real part).
/// Requires 0 <= axis < ndim and n >= 1.
Array fft_line(const Array& a, const FftLine& line);

}  // namespace fs
