// I0 by Chebyshev series on [0, 8] and beyond (Clenshaw, "Chebyshev series for mathematical functions", 1962;
// coefficients as in Cephes), each step rounded to the operand's type as numpy.i0 rounds it; compiled per
// instruction set.
#include "special/bessel_kernels.h"

#include <cmath>

#include "core/half.h"
#include "core/isa.h"

namespace fs::inline FS_ISA {
namespace {

/// exp(-x) I0(x) in x/2 - 2 on [0, 8].
constexpr double kNear[] = {
    -4.4153416464793395e-18, 3.3307945188222384e-17, -2.431279846547955e-16, 1.715391285555133e-15,
    -1.1685332877993451e-14, 7.676185498604936e-14,  -4.856446783111929e-13, 2.95505266312964e-12,
    -1.726826291441556e-11,  9.675809035373237e-11,  -5.189795601635263e-10, 2.6598237246823866e-09,
    -1.300025009986248e-08,  6.046995022541919e-08,  -2.670793853940612e-07, 1.1173875391201037e-06,
    -4.4167383584587505e-06, 1.6448448070728896e-05, -5.754195010082104e-05, 0.00018850288509584165,
    -0.0005763755745385824,  0.0016394756169413357,  -0.004324309995050576,  0.010546460394594998,
    -0.02373741480589947,    0.04930528423967071,    -0.09490109704804764,   0.17162090152220877,
    -0.3046826723431984,     0.6767952744094761};

/// exp(-x) sqrt(x) I0(x) in 32/x - 2 beyond 8.
constexpr double kFar[] = {
    -7.233180487874754e-18,  -4.830504485944182e-18,  4.46562142029676e-17,    3.461222867697461e-17,
    -2.8276239805165836e-16, -3.425485619677219e-16,  1.7725601330565263e-15,  3.8116806693526224e-15,
    -9.554846698828307e-15,  -4.150569347287222e-14,  1.54008621752141e-14,    3.8527783827421426e-13,
    7.180124451383666e-13,   -1.7941785315068062e-12, -1.3215811840447713e-11, -3.1499165279632416e-11,
    1.1889147107846439e-11,  4.94060238822497e-10,    3.3962320257083865e-09,  2.266668990498178e-08,
    2.0489185894690638e-07,  2.8913705208347567e-06,  6.889758346916825e-05,   0.0033691164782556943,
    0.8044904110141088};

/// Elements worked on together: their intermediate values stay in the nearest cache.
constexpr int64_t kBlock = 256;
/// Elements whose recurrences run side by side, in registers.
constexpr int64_t kTile = 16;
static_assert(kBlock % kTile == 0);

/// The type that T's arithmetic is done in, and the rounding of its results.
template <class T>
struct Arithmetic {
  using Number = T;
  static T rounded(T x) { return x; }
};
template <>
struct Arithmetic<Half> {
  using Number = float;
  static float rounded(float x) { return static_cast<float>(Half(x)); }
};

/// A Chebyshev series in each of `count` arguments, rounded up to whole tiles, by Clenshaw's recurrence.
template <class T, size_t N, class Number>
void series(const double (&coefficients)[N], const Number* x, Number* sums, int64_t count) {
  using A = Arithmetic<T>;
  Number c[N];
  for (size_t k = 0; k < N; k++) c[k] = A::rounded(static_cast<Number>(coefficients[k]));
  for (int64_t start = 0; start < count; start += kTile) {
    Number current[kTile], last[kTile], before[kTile];
    for (int64_t i = 0; i < kTile; i++) {
      current[i] = c[0];
      last[i] = 0;
    }
    for (size_t k = 1; k < N; k++) {
      for (int64_t i = 0; i < kTile; i++) {
        before[i] = last[i];
        last[i] = current[i];
        current[i] = A::rounded(A::rounded(A::rounded(x[start + i] * last[i]) - before[i]) + c[k]);
      }
    }
    for (int64_t i = 0; i < kTile; i++) {
      sums[start + i] = A::rounded(Number(0.5) * A::rounded(current[i] - before[i]));
    }
  }
}

template <class T>
void run(const std::byte* x, int64_t x_step, const std::byte* exponential, int64_t exponential_step,
         std::byte* result, int64_t result_step, int64_t count) {
  using A = Arithmetic<T>;
  using Number = typename A::Number;
  Number size[kBlock], growth[kBlock], argument[kBlock] = {}, near[kBlock], far[kBlock];
  for (int64_t start = 0; start < count; start += kBlock) {
    const int64_t n = count - start < kBlock ? count - start : kBlock;
    int64_t near_ones = 0;
    for (int64_t i = 0; i < n; i++) {
      size[i] = std::abs(static_cast<Number>(*reinterpret_cast<const T*>(x + (start + i) * x_step)));
      growth[i] =
          static_cast<Number>(*reinterpret_cast<const T*>(exponential + (start + i) * exponential_step));
      near_ones += size[i] <= Number(8);
    }
    if (near_ones > 0) {
      for (int64_t i = 0; i < n; i++) argument[i] = A::rounded(A::rounded(size[i] / Number(2)) - Number(2));
      series<T>(kNear, argument, near, n);
      for (int64_t i = 0; i < n; i++) near[i] = A::rounded(growth[i] * near[i]);
    }
    if (near_ones < n) {
      for (int64_t i = 0; i < n; i++) argument[i] = A::rounded(A::rounded(Number(32) / size[i]) - Number(2));
      series<T>(kFar, argument, far, n);
      for (int64_t i = 0; i < n; i++) {
        far[i] = A::rounded(A::rounded(growth[i] * far[i]) / A::rounded(std::sqrt(size[i])));
      }
    }
    for (int64_t i = 0; i < n; i++) {
      const Number value = size[i] <= Number(8) ? near[i] : far[i];
      *reinterpret_cast<T*>(result + (start + i) * result_step) = static_cast<T>(value);
    }
  }
}

}  // namespace

BesselRuns select_bessel() { return {run<Half>, run<float>, run<double>}; }

}  // namespace fs::inline FS_ISA
