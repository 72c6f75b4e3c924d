#include "special/special.h"

#include <cmath>
#include <limits>

#include "core/loop.h"

namespace fs {
namespace {

/// c[0] + s (c[1] + s (c[2] + ...)).
template <size_t N>
double rising(const double (&c)[N], double s) {
  double value = c[N - 1];
  for (size_t i = N - 1; i-- > 0;) value = c[i] + s * value;
  return value;
}

/// ((c[0] r + c[1]) r + c[2]) r + ...
template <size_t N>
double falling(const double (&c)[N], double r) {
  double value = c[0];
  for (size_t i = 1; i < N; i++) value = value * r + c[i];
  return value;
}

// FDLIBM, but for eight coefficients that the reference library has in another form, by which its values are
// off by up to 1e-13. erf(x) = x + x P/Q below 0.84375.
constexpr double kNearP[] = {1.28379167095512558561e-01, -3.25042107247001499370e-01,
                             -2.84817495755985104766e-02, -5.77027029648944159157e-03,
                             -2.37630166566501626084e-05};
constexpr double kNearQ[] = {1.0,
                             3.97917223959155352819e-01,
                             6.50222499887672944485e-02,
                             5.08130628187576562776e-03,
                             1.32494738004321644526e-04,
                             -3.96022827877536812320e-06};
// erf(x) = kMiddle + P/Q in |x| - 1 below 1.25.
constexpr double kMiddle = 8.45062911510467529297e-01;
constexpr double kMiddleP[] = {-2.36211856075265944077e-03, 4.14856118683748331666e-01,
                               -3.72207876035701323847e-01, 3.18346619901161753674e-01,
                               -1.10894694282396677476e-01, 0.03547830431952019,
                               -0.0021663755998325407};
constexpr double kMiddleQ[] = {1.0,
                               1.06420880400844228286e-01,
                               5.40397917702171048937e-01,
                               0.07182865441419625,
                               1.26171219808761642112e-01,
                               1.36370839120290507362e-02,
                               1.19844998467991074170e-02};
// erf(x) = 1 - exp(-x^2 - 0.5625 + R/S) / x in 1/x^2, below 1/0.35 and below 6.
constexpr double kFarR[] = {-9.86494403484714822705e-03, -6.93858572707181764372e-01,
                            -1.05586262253232909814e+01, -6.23753324503260060396e+01,
                            -162.39666946257307,         -1.84605092906711035994e+02,
                            -8.12874355063065934246e+01, -9.81432934416914548592e+00};
constexpr double kFarS[] = {1.0,
                            1.96512716674392571292e+01,
                            137.6577541435197,
                            4.34565877475229228821e+02,
                            6.45387271733267880336e+02,
                            4.29008140027567833386e+02,
                            1.08635005541779435134e+02,
                            6.57024977031928170135e+00,
                            -6.04244152148580987438e-02};
constexpr double kTailR[] = {-9.86494292470009928597e-03, -7.99283237680523006574e-01,
                             -1.77579549177547519889e+01, -160.63638485555794,
                             -637.5664433683891,          -1.02509513161107724954e+03,
                             -4.83519191608651397019e+02};
constexpr double kTailS[] = {1.0,
                             30.33806078756258,
                             3.25792512996573918826e+02,
                             1.53672958608443695994e+03,
                             3.19985821950859553908e+03,
                             2.55305040643316442583e+03,
                             4.74528541206955367215e+02,
                             -2.24409524465858183362e+01};

// Acklam: quantile = q A(q^2)/B(q^2) around the middle, C(q)/D(q) in sqrt(-2 log p) towards the ends.
constexpr double kA[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                         1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
constexpr double kB[] = {-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                         6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
constexpr double kC[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                         -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
constexpr double kD[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                         3.754408661907416e+00, 1.0};
constexpr double kLowEnd = 0.02425;
constexpr double kNegligibleDensity = 1e-300;  ///< below it the Newton step is left out

const double kSqrt2 = std::sqrt(2.0);
const double kInverseSqrt2Pi = 1.0 / std::sqrt(2.0 * M_PI);

double normal_end(double p) {
  const double q = std::sqrt(-2.0 * std::log(p));
  return falling(kC, q) / falling(kD, q);
}

/// A new float64 array of f of each element.
template <class F>
Array map(const Array& given, F f) {
  const Array x = given.dtype == Dtype::kFloat64 ? given : copy(given, Dtype::kFloat64);
  Array result = empty_like_operands(Dtype::kFloat64, x.shape, {&x});
  run_loop(plan_loop<2>({&result, &x}), [&](auto& at, auto& steps, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
      *reinterpret_cast<double*>(at[0] + i * steps[0]) =
          f(*reinterpret_cast<const double*>(at[1] + i * steps[1]));
    }
  });
  return result;
}

}  // namespace

double erf(double x) {
  const double size = std::abs(x);
  if (size < 0.84375) {
    const double s = x * x;
    return x + x * (rising(kNearP, s) / rising(kNearQ, s));
  }
  if (std::isnan(x)) return x;
  double value = 1.0;
  if (size < 1.25) {
    const double s = size - 1.0;
    value = kMiddle + rising(kMiddleP, s) / rising(kMiddleQ, s);
  } else if (size < 6.0) {
    const double s = 1.0 / (size * size);
    const double ratio =
        size < 1.0 / 0.35 ? rising(kFarR, s) / rising(kFarS, s) : rising(kTailR, s) / rising(kTailS, s);
    value = 1.0 - std::exp(-size * size - 0.5625 + ratio) / size;
  }
  return std::copysign(value, x);
}

double normal_quantile(double p) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (p == 0.0) return -infinity;
  if (p == 1.0) return infinity;
  if (!(p > 0.0 && p < 1.0)) return std::numeric_limits<double>::quiet_NaN();
  double x;
  if (p < kLowEnd) {
    x = normal_end(p);
  } else if (p > 1.0 - kLowEnd) {
    x = -normal_end(1.0 - p);
  } else {
    const double q = p - 0.5;
    const double r = q * q;
    x = q * falling(kA, r) / falling(kB, r);
  }
  const double density = kInverseSqrt2Pi * std::exp(-0.5 * x * x);
  if (!(density > kNegligibleDensity)) return x;
  return x - (0.5 * (1.0 + erf(x / kSqrt2)) - p) / density;
}

Array erf(const Array& x) {
  return map(x, [](double value) { return erf(value); });
}

Array normal_quantile(const Array& p) {
  return map(p, [](double value) { return normal_quantile(value); });
}

}  // namespace fs
