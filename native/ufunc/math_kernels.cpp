// Transcendental functions of real numbers: own vector kernels, with SLEEF (1.0 ULP) behind them.
#include <sleef.h>

#include <cmath>

#include "ufunc/exponentials.h"
#include "ufunc/logarithms.h"
#include "ufunc/math_apply.h"
#include "ufunc/powers.h"
#include "ufunc/single.h"
#include "ufunc/trigonometry.h"

// SLEEF's name for a function of this instruction set's vectors.
#if defined(FS_ISA_avx512)
#define SLEEF_D(name, ulp) Sleef_##name##d8_##ulp##avx512f
#define SLEEF_F(name, ulp) Sleef_##name##f16_##ulp##avx512f
#elif defined(FS_ISA_avx2)
#define SLEEF_D(name, ulp) Sleef_##name##d4_##ulp##avx2
#define SLEEF_F(name, ulp) Sleef_##name##f8_##ulp##avx2
#else
#define SLEEF_D(name, ulp) Sleef_##name##d2_##ulp##sse4
#define SLEEF_F(name, ulp) Sleef_##name##f4_##ulp##sse4
#endif

namespace fs::inline FS_ISA {
namespace {

#define SLEEF(name, ulp)                                                    \
  static DoubleLanes sleef(DoubleLanes a) { return SLEEF_D(name, ulp)(a); } \
  static FloatLanes sleef(FloatLanes a) { return SLEEF_F(name, ulp)(a); }
#define SLEEF2(name, ulp)                                                                     \
  static DoubleLanes sleef(DoubleLanes a, DoubleLanes b) { return SLEEF_D(name, ulp)(a, b); } \
  static FloatLanes sleef(FloatLanes a, FloatLanes b) { return SLEEF_F(name, ulp)(a, b); }
/// SLEEF's function is right for magnitudes from `least` to `greatest` (double, float) only.
#define WITHIN(name, least, greatest, least_f, greatest_f)                                                   \
  static bool sleef_serves(double a) { return (std::fabs(a) >= (least)) & (std::fabs(a) <= (greatest)); }    \
  static bool sleef_serves(float a) { return (std::fabs(a) >= (least_f)) & (std::fabs(a) <= (greatest_f)); } \
  template <class T>                                                                                         \
  static T otherwise(T a) {                                                                                  \
    return std::name(a);                                                                                     \
  }

#ifdef FS_HAS_LANES
/// A number of the element type: one value for double, one for float.
template <class V>
constexpr Element<V> bound(double for_double, float for_float) {
  return std::is_same_v<Element<V>, double> ? static_cast<Element<V>>(for_double)
                                            : static_cast<Element<V>>(for_float);
}
/// A quick kernel for arguments, or their magnitudes, from `least` to `greatest`.
#define QUICK(V, kernel, tested, least, greatest)     \
  static V quick(V x, bool& served) {                 \
    served = all_within(tested, (least), (greatest)); \
    return kernel(x);                                 \
  }
#define QUICK_FOR_BOTH(kernel, tested, least, greatest) \
  template <class V>                                    \
  QUICK(V, kernel, tested, least, greatest)
#define QUICK_EVERYWHERE(kernel)      \
  template <class V>                  \
  static V quick(V x, bool& served) { \
    served = true;                    \
    return kernel(x);                 \
  }
#define QUICK2(kernel)                     \
  template <class V>                       \
  static V quick(V a, V b, bool& served) { \
    return kernel(a, b, served);           \
  }
#else
#define QUICK(V, kernel, tested, least, greatest)
#define QUICK_FOR_BOTH(kernel, tested, least, greatest)
#define QUICK_EVERYWHERE(kernel)
#define QUICK2(kernel)
#endif

struct Sin {
  SLEEF(sin, u10)
  QUICK(FloatLanes, sin_lanes, x, -kGreatestAngle, kGreatestAngle)
};
struct Cos {
  SLEEF(cos, u10)
  QUICK(FloatLanes, cos_lanes, x, -kGreatestAngle, kGreatestAngle)
};
struct Tan {
  SLEEF(tan, u10)
  QUICK(FloatLanes, tan_lanes, x, -kGreatestAngle, kGreatestAngle)
};
struct Arcsin {
  SLEEF(asin, u10)
};
struct Arccos {
  SLEEF(acos, u10)
};
struct Arctan {
  SLEEF(atan, u10)
  QUICK_EVERYWHERE(arctan_lanes)
};
struct Sinh {
  SLEEF(sinh, u10)
  WITHIN(sinh, 0.0, 709.0, 0.0f, 88.0f)
  QUICK_FOR_BOTH(sinh_lanes, magnitude(x), bound<V>(0, 0), bound<V>(709, 88))
};
struct Cosh {
  SLEEF(cosh, u10)
  WITHIN(cosh, 0.0, 709.0, 0.0f, 88.0f)
  QUICK_FOR_BOTH(cosh_lanes, magnitude(x), bound<V>(0, 0), bound<V>(709, 88))
};
struct Tanh {
  SLEEF(tanh, u10)
  QUICK_EVERYWHERE(tanh_lanes)
};
struct Arcsinh {
  SLEEF(asinh, u10)
  WITHIN(asinh, 1e-290, 1e154, 1e-30f, 1e19f)
  QUICK_FOR_BOTH(arcsinh_lanes, magnitude(x), bound<V>(0, 0), bound<V>(1e150, 1e18f))
};
struct Arccosh {
  SLEEF(acosh, u10)
  WITHIN(acosh, 0.0, 1e154, 0.0f, 1e19f)
  QUICK_FOR_BOTH(arccosh_lanes, x, bound<V>(1, 1), bound<V>(1e150, 1e18f))
};
struct Arctanh {
  SLEEF(atanh, u10)
  QUICK_FOR_BOTH(arctanh_lanes, magnitude(x), bound<V>(0, 0), bound<V>(0x1.fffffffffffffp-1, 0x1.fffffep-1f))
};
struct Exp {
  SLEEF(exp, u10)
  QUICK_FOR_BOTH(exp_lanes, x, bound<V>(-708, -87), bound<V>(709, 88))
};
struct Exp2 {
  SLEEF(exp2, u10)
  QUICK_FOR_BOTH(exp2_lanes, x, bound<V>(-1022, -126), bound<V>(1023, 127))
};
struct Expm1 {
  SLEEF(expm1, u10)
  QUICK_FOR_BOTH(expm1_lanes, x, bound<V>(-708, -87), bound<V>(709, 88))
};
struct Log {
  SLEEF(log, u10)
  QUICK_FOR_BOTH(log_lanes, x, kLeastNormal<Element<V>>, kGreatest<Element<V>>)
};
struct Log2 {
  SLEEF(log2, u10)
  QUICK_FOR_BOTH(log2_lanes, x, kLeastNormal<Element<V>>, kGreatest<Element<V>>)
};
struct Log10 {
  SLEEF(log10, u10)
  QUICK_FOR_BOTH(log10_lanes, x, kLeastNormal<Element<V>>, kGreatest<Element<V>>)
};
struct Log1p {
  SLEEF(log1p, u10)
  WITHIN(log1p, 1e-290, 1e306, 1e-30f, 1e37f)
  QUICK_FOR_BOTH(log1p_lanes, x, bound<V>(-0x1.fffffffffffffp-1, -0x1.fffffep-1f), bound<V>(1e300, 1e37f))
};
struct Cbrt {
  SLEEF(cbrt, u10)
  QUICK_FOR_BOTH(cbrt_lanes, magnitude(x), kLeastNormal<Element<V>>, kGreatest<Element<V>>)
};
struct Arctan2 {
  SLEEF2(atan2, u10)
  QUICK2(arctan2_lanes)
};
struct Hypot {
  SLEEF2(hypot, u05)
};
struct Power {
  SLEEF2(pow, u10)
  // SLEEF's powers overflow a little early.
  template <class T>
  static bool sleef_serves(T result) {
    return std::isfinite(result);
  }
  template <class T>
  static T otherwise(T a, T b) {
    return std::pow(a, b);
  }
  QUICK2(power_lanes)
};

// Scalar formulas after NumPy's npy_logaddexp: exact where the operands are equal, infinite or NaN.
struct Logaddexp {
  template <class T>
  T operator()(T x, T y) const {
    if (x == y) return x + static_cast<T>(0.693147180559945309417232121458176568);
    const T difference = x - y;
    if (difference > 0) return x + std::log1p(std::exp(-difference));
    if (difference <= 0) return y + std::log1p(std::exp(difference));
    return difference;
  }
};
struct Logaddexp2 {
  template <class T>
  T operator()(T x, T y) const {
    if (x == y) return x + 1;
    const T difference = x - y;
    constexpr T kLog2E = static_cast<T>(1.442695040888963407359924681001892137);
    if (difference > 0) return x + kLog2E * std::log1p(std::exp2(-difference));
    if (difference <= 0) return y + kLog2E * std::log1p(std::exp2(difference));
    return difference;
  }
};

/// x ** 2 with a scalar exponent is common enough, and exact, to be multiplied.
template <class T>
void power_loop(std::byte** args, const int64_t* steps, int64_t n) {
  if (steps[1] == 0 && at<T>(args[1]) == 2) {
    const std::byte* in = args[0];
    std::byte* out = args[2];
    if (steps[0] == sizeof(T) && steps[2] == sizeof(T)) {
      const auto* x = reinterpret_cast<const T*>(in);
      auto* y = reinterpret_cast<T*>(out);
#pragma GCC ivdep
      for (int64_t i = 0; i < n; i++) y[i] = x[i] * x[i];
      return;
    }
    for (int64_t i = 0; i < n; i++, in += steps[0], out += steps[2])
      *reinterpret_cast<T*>(out) = at<T>(in) * at<T>(in);
    return;
  }
  math_loop2<Power, T, T>(args, steps, n);
}

#define ROWS1(name, Op)                                                                      \
  {name, "e->e", math_loop<Op, float, Half>}, {name, "f->f", math_loop<Op, float, float>}, { \
    name, "d->d", math_loop<Op, double, double>                                              \
  }
#define ROWS2(name, Op)                                                                          \
  {name, "ee->e", math_loop2<Op, float, Half>}, {name, "ff->f", math_loop2<Op, float, float>}, { \
    name, "dd->d", math_loop2<Op, double, double>                                                \
  }

constexpr LoopRow kRows[] = {
    ROWS1("sin", Sin),
    ROWS1("cos", Cos),
    ROWS1("tan", Tan),
    ROWS1("arcsin", Arcsin),
    ROWS1("arccos", Arccos),
    ROWS1("arctan", Arctan),
    ROWS1("sinh", Sinh),
    ROWS1("cosh", Cosh),
    ROWS1("tanh", Tanh),
    ROWS1("arcsinh", Arcsinh),
    ROWS1("arccosh", Arccosh),
    ROWS1("arctanh", Arctanh),
    ROWS1("exp", Exp),
    ROWS1("exp2", Exp2),
    ROWS1("expm1", Expm1),
    ROWS1("log", Log),
    ROWS1("log2", Log2),
    ROWS1("log10", Log10),
    ROWS1("log1p", Log1p),
    ROWS1("cbrt", Cbrt),
    ROWS2("arctan2", Arctan2),
    ROWS2("hypot", Hypot),
    {"power", "ee->e", math_loop2<Power, float, Half>},
    {"power", "ff->f", power_loop<float>},
    {"power", "dd->d", power_loop<double>},
    {"float_power", "dd->d", power_loop<double>},
    FLOAT_ROWS(ROW_T2, "logaddexp", Logaddexp, InFloat<Logaddexp>),
    FLOAT_ROWS(ROW_T2, "logaddexp2", Logaddexp2, InFloat<Logaddexp2>),
};

}  // namespace

LoopTable math_loops() { return {kRows, static_cast<int>(sizeof kRows / sizeof kRows[0])}; }

}  // namespace fs::inline FS_ISA
