// Rounding, division with remainder, and the taking apart of floating-point numbers: exactly defined results.
#include <bit>
#include <cmath>
#include <limits>

#include "ufunc/elementwise.h"

namespace fs::inline FS_ISA {
namespace {

struct Floor {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_floating_point_v<T>)
      return std::floor(a);
    else
      return a;
  }
};
struct Ceil {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_floating_point_v<T>)
      return std::ceil(a);
    else
      return a;
  }
};
struct Trunc {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_floating_point_v<T>)
      return std::trunc(a);
    else
      return a;
  }
};
struct Rint {
  template <class T>
  T operator()(T a) const {
    if constexpr (is_complex_v<T>)
      return {std::nearbyint(a.re), std::nearbyint(a.im)};
    else
      return std::nearbyint(a);
  }
};
struct Sqrt {
  template <class T>
  T operator()(T a) const {
    return std::sqrt(a);
  }
};
struct Copysign {
  template <class T>
  T operator()(T a, T b) const {
    return std::copysign(a, b);
  }
};
/// The exact remainder of a division that truncates. The C library divides bit by bit, up to 2000 of them:
/// where the quotient is immense, the remainder of its power of two is found by squaring instead.
template <class T>
T exact_fmod(T a, T b) {
  return std::fmod(a, b);
}
template <>
double exact_fmod(double a, double b) {
  constexpr int kFewBits = 128;
  if (!(std::fabs(a) > std::fabs(b)) || b == 0 || std::isinf(a)) return std::fmod(a, b);
  int a_exponent, b_exponent;
  const double a_fraction = std::frexp(std::fabs(a), &a_exponent),
               b_fraction = std::frexp(std::fabs(b), &b_exponent);
  if (a_exponent - b_exponent < kFewBits) return std::fmod(a, b);
  constexpr int kDigits = std::numeric_limits<double>::digits;
  using Wide = unsigned __int128;
  const auto divisor = static_cast<uint64_t>(std::ldexp(b_fraction, kDigits));
  const auto times = [divisor](uint64_t x, uint64_t y) {
    return static_cast<uint64_t>(static_cast<Wide>(x) * y % divisor);
  };
  uint64_t rest = static_cast<uint64_t>(std::ldexp(a_fraction, kDigits)) % divisor, power = 2 % divisor;
  for (auto left = static_cast<unsigned>(a_exponent - b_exponent); left != 0; left >>= 1) {
    if (left & 1) rest = times(rest, power);
    power = times(power, power);
  }
  return std::copysign(std::ldexp(static_cast<double>(rest), b_exponent - kDigits), a);
}

struct Fmod {
  template <class T>
  T operator()(T a, T b) const {
    return exact_fmod(a, b);
  }
};

// Python's floor division and remainder (after CPython's float_divmod, as NumPy does it): the remainder takes
// the divisor's sign, the quotient is the floor of the exact one even where a / b rounds up to an integer.
template <class T>
T floor_divmod(T a, T b, T& modulus) {
  T mod = exact_fmod(a, b);
  if (b == 0) {
    modulus = mod;
    return a / b;
  }
  T div = (a - mod) / b;
  if (mod != 0) {
    if ((b < 0) != (mod < 0)) {
      mod += b;
      div -= 1;
    }
  } else {
    mod = std::copysign(T{0}, b);
  }
  modulus = mod;
  if (div != 0) {
    T floored = std::floor(div);
    if (div - floored > T{0.5}) floored += 1;
    return floored;
  }
  return std::copysign(T{0}, a / b);
}
struct FloorDivide {
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0) return a / b;
    T modulus;
    return floor_divmod(a, b, modulus);
  }
};
struct Remainder {
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0) return std::fmod(a, b);
    T modulus;
    floor_divmod(a, b, modulus);
    return modulus;
  }
};
struct Divmod {
  template <class T>
  void operator()(T a, T b, T& quotient, T& rest) const {
    T modulus;
    const T q = floor_divmod(a, b, modulus);
    quotient = q;
    rest = modulus;
  }
};
struct HalfDivmod {
  void operator()(Half a, Half b, Half& quotient, Half& rest) const {
    float modulus;
    const float q = floor_divmod(static_cast<float>(a), static_cast<float>(b), modulus);
    quotient = Half(q);
    rest = Half(modulus);
  }
};

struct Heaviside {
  template <class T>
  T operator()(T x, T at_zero) const {
    if (x != x) return x;
    return x == 0 ? at_zero : (x < 0 ? T{0} : T{1});
  }
};
struct Deg2Rad {
  template <class T>
  T operator()(T a) const {
    return a * (static_cast<T>(3.141592653589793238462643383279502884) / static_cast<T>(180));
  }
};
struct Rad2Deg {
  template <class T>
  T operator()(T a) const {
    return a * (static_cast<T>(180) / static_cast<T>(3.141592653589793238462643383279502884));
  }
};

struct Nextafter {
  template <class T>
  T operator()(T a, T b) const {
    return std::nextafter(a, b);
  }
};
struct Spacing {
  template <class T>
  T operator()(T a) const {
    if (std::isinf(a)) return std::numeric_limits<T>::quiet_NaN();
    if (a != a) return a;
    const T away =
        std::signbit(a) && a != 0 ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::infinity();
    return std::nextafter(a, away) - a;
  }
};
Half half_bits(unsigned bits) {
  Half h;
  h.bits = static_cast<uint16_t>(bits);
  return h;
}
struct HalfNextafter {
  Half operator()(Half a, Half b) const {
    const float x = static_cast<float>(a), y = static_cast<float>(b);
    if (x != x || y != y) return half_bits(0x7e00);
    if (x == y) return a;
    if (x == 0) return half_bits((b.bits & 0x8000u) | 1u);
    const bool grow = (x < y) == !(a.bits & 0x8000u);
    return half_bits(grow ? a.bits + 1u : a.bits - 1u);
  }
};
struct HalfSpacing {
  Half operator()(Half a) const {
    const unsigned exponent = a.bits & 0x7c00u, negative = a.bits & 0x8000u, mantissa = a.bits & 0x3ffu;
    if (exponent == 0x7c00u) return half_bits(0x7e00);
    if (a.bits == 0x7bffu) return half_bits(0x7c00);
    if (negative && mantissa == 0) {  // towards zero the step halves at a power of two
      if (exponent > 0x2c00u) return half_bits(exponent - 0x2c00u);
      if (exponent > 0x0400u) return half_bits(1u << ((exponent >> 10) - 2));
      return half_bits(1);
    }
    if (exponent > 0x2800u) return half_bits(exponent - 0x2800u);
    if (exponent > 0x0400u) return half_bits(1u << ((exponent >> 10) - 1));
    return half_bits(1);
  }
};

struct Modf {
  template <class T>
  void operator()(T a, T& fraction, T& whole) const {
    T integral;
    const T rest = std::modf(a, &integral);
    fraction = rest;
    whole = integral;
  }
};
struct HalfModf {
  void operator()(Half a, Half& fraction, Half& whole) const {
    float integral;
    const float rest = std::modf(static_cast<float>(a), &integral);
    fraction = Half(rest);
    whole = Half(integral);
  }
};
struct Frexp {
  template <class T>
  void operator()(T a, T& mantissa, int32_t& exponent) const {
    int e = 0;
    const T m = std::isfinite(a) ? std::frexp(a, &e) : a;
    mantissa = m;
    exponent = e;
  }
};
struct HalfFrexp {
  void operator()(Half a, Half& mantissa, int32_t& exponent) const {
    float m;
    Frexp{}(static_cast<float>(a), m, exponent);
    mantissa = Half(m);
  }
};
struct Ldexp {
  template <class T, class E>
  T operator()(T a, E exponent) const {
    const int64_t e = exponent;
    const int clamped = e > 100000 ? 100000 : (e < -100000 ? -100000 : static_cast<int>(e));
    if constexpr (std::is_same_v<T, Half>)
      return Half(std::ldexp(static_cast<float>(a), clamped));
    else
      return std::ldexp(a, clamped);
  }
};

#define ROW_DIVMOD(name, Op, c, T) \
  { name, #c #c "->" #c #c, binary_loop2<Op, T> }
#define ROW_MODF(name, Op, c, T) \
  { name, #c "->" #c #c, unary_loop2<Op, T, T, T> }
#define ROW_FREXP(name, Op, c, T) \
  { name, #c "->" #c "i", unary_loop2<Op, T, T, int32_t> }
#define ROUNDING(name, Op) \
  ROW_T1(name, Op, ?, Bool), INTEGER_ROWS(ROW_T1, name, Op), FLOAT_ROWS(ROW_T1, name, Op, InFloat<Op>)

constexpr LoopRow kRows[] = {
    ROUNDING("floor", Floor),
    ROUNDING("ceil", Ceil),
    ROUNDING("trunc", Trunc),
    FLOAT_ROWS(ROW_T1, "rint", Rint, InFloat<Rint>),
    COMPLEX_ROWS(ROW_T1, "rint", Rint),
    FLOAT_ROWS(ROW_T1, "sqrt", Sqrt, InFloat<Sqrt>),
    FLOAT_ROWS(ROW_T2, "copysign", Copysign, InFloat<Copysign>),
    FLOAT_ROWS(ROW_T2, "fmod", Fmod, InFloat<Fmod>),
    FLOAT_ROWS(ROW_T2, "floor_divide", FloorDivide, InFloat<FloorDivide>),
    FLOAT_ROWS(ROW_T2, "remainder", Remainder, InFloat<Remainder>),
    FLOAT_ROWS(ROW_DIVMOD, "divmod", Divmod, HalfDivmod),
    FLOAT_ROWS(ROW_T2, "heaviside", Heaviside, InFloat<Heaviside>),
    FLOAT_ROWS(ROW_T1, "deg2rad", Deg2Rad, InFloat<Deg2Rad>),
    FLOAT_ROWS(ROW_T1, "radians", Deg2Rad, InFloat<Deg2Rad>),
    FLOAT_ROWS(ROW_T1, "rad2deg", Rad2Deg, InFloat<Rad2Deg>),
    FLOAT_ROWS(ROW_T1, "degrees", Rad2Deg, InFloat<Rad2Deg>),
    FLOAT_ROWS(ROW_T2, "nextafter", Nextafter, HalfNextafter),
    FLOAT_ROWS(ROW_T1, "spacing", Spacing, HalfSpacing),
    FLOAT_ROWS(ROW_MODF, "modf", Modf, HalfModf),
    FLOAT_ROWS(ROW_FREXP, "frexp", Frexp, HalfFrexp),
    {"ldexp", "ei->e", binary_loop<Ldexp, Half, int32_t, Half>},
    {"ldexp", "fi->f", binary_loop<Ldexp, float, int32_t, float>},
    {"ldexp", "el->e", binary_loop<Ldexp, Half, int64_t, Half>},
    {"ldexp", "fl->f", binary_loop<Ldexp, float, int64_t, float>},
    {"ldexp", "di->d", binary_loop<Ldexp, double, int32_t, double>},
    {"ldexp", "dl->d", binary_loop<Ldexp, double, int64_t, double>},
};

}  // namespace

LoopTable float_loops() { return {kRows, static_cast<int>(sizeof kRows / sizeof kRows[0])}; }

}  // namespace fs::inline FS_ISA
