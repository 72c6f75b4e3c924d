// Functions of complex numbers, by the C library's complex functions, as NumPy computes them.
#include <cmath>
#include <limits>

#include "ufunc/elementwise.h"

namespace fs::inline FS_ISA {
namespace {

// To and from the C library's complex types.
#define CONVERSIONS(T)                      \
  inline __complex__ T lift(Complex<T> z) { \
    __complex__ T r;                        \
    __real__ r = z.re;                      \
    __imag__ r = z.im;                      \
    return r;                               \
  }                                         \
  inline Complex<T> lower(__complex__ T z) { return {__real__ z, __imag__ z}; }
CONVERSIONS(float)
CONVERSIONS(double)

#define COMPLEX1(Op, name)                                                                  \
  struct Op {                                                                               \
    Complex64 operator()(Complex64 z) const { return lower(__builtin_##name##f(lift(z))); } \
    Complex128 operator()(Complex128 z) const { return lower(__builtin_##name(lift(z))); }  \
  };
COMPLEX1(Exp, cexp)
COMPLEX1(Log, clog)
COMPLEX1(Sqrt, csqrt)
COMPLEX1(Sin, csin)
COMPLEX1(Cos, ccos)
COMPLEX1(Tan, ctan)
COMPLEX1(Sinh, csinh)
COMPLEX1(Cosh, ccosh)
COMPLEX1(Tanh, ctanh)
COMPLEX1(Arcsin, casin)
COMPLEX1(Arccos, cacos)
COMPLEX1(Arctan, catan)
COMPLEX1(Arcsinh, casinh)
COMPLEX1(Arccosh, cacosh)
COMPLEX1(Arctanh, catanh)

struct Log2 {
  template <class T>
  Complex<T> operator()(Complex<T> z) const {
    const Complex<T> l = Log{}(z);
    constexpr T kLog2E = static_cast<T>(1.442695040888963407359924681001892137);
    return {l.re * kLog2E, l.im * kLog2E};
  }
};
struct Log10 {
  template <class T>
  Complex<T> operator()(Complex<T> z) const {
    const Complex<T> l = Log{}(z);
    constexpr T kLog10E = static_cast<T>(0.434294481903251827651128918916605082);
    return {l.re * kLog10E, l.im * kLog10E};
  }
};
struct Exp2 {
  template <class T>
  Complex<T> operator()(Complex<T> z) const {
    constexpr T kLn2 = static_cast<T>(0.693147180559945309417232121458176568);
    return Exp{}(Complex<T>{z.re * kLn2, z.im * kLn2});
  }
};
struct Log1p {
  template <class T>
  Complex<T> operator()(Complex<T> z) const {
    const T l = std::hypot(z.re + 1, z.im);
    return {std::log(l), std::atan2(z.im, z.re + 1)};
  }
};
struct Expm1 {  // exp(z) - 1 without cancellation
  template <class T>
  Complex<T> operator()(Complex<T> z) const {
    const T half = std::sin(z.im / 2);
    return {std::expm1(z.re) * std::cos(z.im) - 2 * half * half, std::exp(z.re) * std::sin(z.im)};
  }
};

template <class T>
Complex<T> times(Complex<T> a, Complex<T> b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// Small integer exponents by repeated multiplication, as NumPy does; otherwise cpow.
struct Power {
  template <class T>
  Complex<T> operator()(Complex<T> a, Complex<T> b) const {
    if (b.re == 0 && b.im == 0) return {1, 0};
    if (a.re == 0 && a.im == 0) {
      if (b.re > 0) return {0, 0};
      const T nan = std::numeric_limits<T>::quiet_NaN();
      return {nan, nan};
    }
    if (b.im == 0 && b.re > -100 && b.re < 100 && b.re == std::trunc(b.re)) {
      int n = static_cast<int>(b.re);
      if (n == 1) return a;
      if (n == 2) return times(a, a);
      if (n == 3) return times(a, times(a, a));
      const bool inverse = n < 0;
      if (inverse) n = -n;
      Complex<T> result{1, 0}, base = a;
      for (int mask = 1;;) {
        if (n & mask) result = times(result, base);
        mask <<= 1;
        if (n < mask) break;
        base = times(base, base);
      }
      if (!inverse) return result;
      return Inverse{}(result);
    }
    if constexpr (std::is_same_v<T, float>)
      return lower(__builtin_cpowf(lift(a), lift(b)));
    else
      return lower(__builtin_cpow(lift(a), lift(b)));
  }

 private:
  struct Inverse {
    template <class T>
    Complex<T> operator()(Complex<T> z) const {
      if (z.re == 0 && z.im == 0) return {1 / std::fabs(z.re), std::numeric_limits<T>::quiet_NaN()};
      if (std::fabs(z.re) >= std::fabs(z.im)) {
        const T ratio = z.im / z.re, scale = 1 / (z.re + z.im * ratio);
        return {scale, -ratio * scale};
      }
      const T ratio = z.re / z.im, scale = 1 / (z.im + z.re * ratio);
      return {ratio * scale, -scale};
    }
  };
};

constexpr LoopRow kRows[] = {
    COMPLEX_ROWS(ROW_T1, "exp", Exp),
    COMPLEX_ROWS(ROW_T1, "exp2", Exp2),
    COMPLEX_ROWS(ROW_T1, "expm1", Expm1),
    COMPLEX_ROWS(ROW_T1, "log", Log),
    COMPLEX_ROWS(ROW_T1, "log2", Log2),
    COMPLEX_ROWS(ROW_T1, "log10", Log10),
    COMPLEX_ROWS(ROW_T1, "log1p", Log1p),
    COMPLEX_ROWS(ROW_T1, "sqrt", Sqrt),
    COMPLEX_ROWS(ROW_T1, "sin", Sin),
    COMPLEX_ROWS(ROW_T1, "cos", Cos),
    COMPLEX_ROWS(ROW_T1, "tan", Tan),
    COMPLEX_ROWS(ROW_T1, "sinh", Sinh),
    COMPLEX_ROWS(ROW_T1, "cosh", Cosh),
    COMPLEX_ROWS(ROW_T1, "tanh", Tanh),
    COMPLEX_ROWS(ROW_T1, "arcsin", Arcsin),
    COMPLEX_ROWS(ROW_T1, "arccos", Arccos),
    COMPLEX_ROWS(ROW_T1, "arctan", Arctan),
    COMPLEX_ROWS(ROW_T1, "arcsinh", Arcsinh),
    COMPLEX_ROWS(ROW_T1, "arccosh", Arccosh),
    COMPLEX_ROWS(ROW_T1, "arctanh", Arctanh),
    COMPLEX_ROWS(ROW_T2, "power", Power),
    {"float_power", "DD->D", binary_loop<Power, Complex128, Complex128, Complex128>},
};

}  // namespace

LoopTable complex_loops() { return {kRows, static_cast<int>(sizeof kRows / sizeof kRows[0])}; }

}  // namespace fs::inline FS_ISA
