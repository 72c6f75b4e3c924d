// Positions in uniform bins, computed as numpy.histogram computes them; compiled per instruction set.
#include "statistics/counting_kernels.h"

#include "core/isa.h"

namespace fs::inline FS_ISA {
namespace {

template <class T, class F>
void run(const T* a, int32_t* positions, int64_t count, double first, double width, int64_t bins) {
  const T start = static_cast<T>(first);
  const F extent = static_cast<F>(width), factor = static_cast<F>(bins);
  for (int64_t i = 0; i < count; i++) {
    const F place = static_cast<F>(a[i] - start) / extent * factor;
    // Clamped so that the conversion is defined whatever lies outside the range.
    const F low = place > F{-1} ? place : F{-1};
    positions[i] = static_cast<int32_t>(low < factor ? low : factor);
  }
}

void find_extremes(const int64_t* x, int64_t count, int64_t* low, int64_t* high) {
  int64_t least = x[0], most = x[0];
  for (int64_t i = 1; i < count; i++) {
    least = x[i] < least ? x[i] : least;
    most = x[i] > most ? x[i] : most;
  }
  *low = least;
  *high = most;
}

}  // namespace

ExtremesRun select_extremes() { return find_extremes; }
BinRun<float> select_bin_float(bool wide) { return wide ? run<float, double> : run<float, float>; }
BinRun<double> select_bin_double() { return run<double, double>; }

}  // namespace fs::inline FS_ISA
