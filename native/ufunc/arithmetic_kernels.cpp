// Sums, products, extrema, signs: arithmetic that IEEE 754 or the integers
// define exactly.
#include <bit>
#include <cmath>

#include "ufunc/elementwise.h"

namespace fs::inline FS_ISA {
namespace {

// Integer arithmetic wraps: it is done unsigned, where C++ defines it.
template <class T>
using Wrapping = std::conditional_t<(sizeof(T) < 4), uint32_t, std::make_unsigned_t<T>>;

struct Add {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>)
      return {a.re + b.re, a.im + b.im};
    else if constexpr (is_integer_v<T>)
      return static_cast<T>(Wrapping<T>(a) + Wrapping<T>(b));
    else
      return a + b;
  }
};
struct Subtract {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>)
      return {a.re - b.re, a.im - b.im};
    else if constexpr (is_integer_v<T>)
      return static_cast<T>(Wrapping<T>(a) - Wrapping<T>(b));
    else
      return a - b;
  }
};
struct Multiply {
  template <class T>
  T operator()(T a, T b) const {
    // NumPy's vector loops fuse the second product of each part, on every x86
    // machine of the last decade.
    if constexpr (is_complex_v<T>)
      return {std::fma(a.re, b.re, -(a.im * b.im)), std::fma(a.re, b.im, a.im * b.re)};
    else if constexpr (is_integer_v<T>)
      return static_cast<T>(Wrapping<T>(a) * Wrapping<T>(b));
    else
      return a * b;
  }
};
struct Square {
  template <class T>
  T operator()(T a) const {
    return Multiply{}(a, a);
  }
};

template <class T>
bool is_nan(T a) {
  if constexpr (is_complex_v<T>)
    return a.re != a.re || a.im != a.im;
  else
    return a != a;
}
// NumPy's order of complex numbers: by real part, then imaginary; a NaN in an
// imaginary part spoils the first test.
template <class T>
bool complex_ge(T a, T b) {
  return (a.re > b.re && a.im == a.im && b.im == b.im) || (a.re == b.re && a.im >= b.im);
}
template <class T>
bool complex_le(T a, T b) {
  return (a.re < b.re && a.im == a.im && b.im == b.im) || (a.re == b.re && a.im <= b.im);
}

struct Maximum {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>)
      return is_nan(a) || complex_ge(a, b) ? a : b;
    else if constexpr (std::is_floating_point_v<T>)
      return a >= b || is_nan(a) ? a : b;
    else
      return a >= b ? a : b;
  }
};
struct Minimum {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>)
      return is_nan(a) || complex_le(a, b) ? a : b;
    else if constexpr (std::is_floating_point_v<T>)
      return a <= b || is_nan(a) ? a : b;
    else
      return a <= b ? a : b;
  }
};
struct Fmax {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>)
      return is_nan(b) || complex_ge(a, b) ? a : b;
    else if constexpr (std::is_floating_point_v<T>)
      return a >= b || is_nan(b) ? a : b;
    else
      return a >= b ? a : b;
  }
};
struct Fmin {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>)
      return is_nan(b) || complex_le(a, b) ? a : b;
    else if constexpr (std::is_floating_point_v<T>)
      return a <= b || is_nan(b) ? a : b;
    else
      return a <= b ? a : b;
  }
};

struct Negative {
  template <class T>
  T operator()(T a) const {
    if constexpr (is_complex_v<T>)
      return {-a.re, -a.im};
    else if constexpr (is_integer_v<T>)
      return static_cast<T>(Wrapping<T>(0) - Wrapping<T>(a));
    else
      return -a;
  }
};
struct Positive {
  template <class T>
  T operator()(T a) const {
    return a;
  }
};
struct Conjugate {
  template <class T>
  T operator()(T a) const {
    if constexpr (is_complex_v<T>)
      return {a.re, -a.im};
    else
      return a;
  }
};
struct Absolute {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_unsigned_v<T>)
      return a;
    else if constexpr (is_integer_v<T>)
      return a < 0 ? Negative{}(a) : a;
    else
      return std::fabs(a);
  }
};
struct Modulus {  // |z|
  float operator()(Complex64 a) const { return ::hypotf(a.re, a.im); }
  double operator()(Complex128 a) const { return ::hypot(a.re, a.im); }
};
struct Sign {
  template <class T>
  T operator()(T a) const {
    if constexpr (is_complex_v<T>) {
      const auto size = Modulus{}(a);
      if (size != size) return {size, size};
      if (std::isinf(size)) {
        if (std::isinf(a.re) && std::isinf(a.im)) {
          const auto nan = size - size;
          return {nan, nan};
        }
        if (std::isinf(a.re)) return {std::copysign(decltype(a.re){1}, a.re), 0};
        return {0, std::copysign(decltype(a.re){1}, a.im)};
      }
      if (size == 0) return {0, 0};
      return {a.re / size, a.im / size};
    } else if constexpr (std::is_unsigned_v<T>) {
      return a > 0 ? 1 : 0;
    } else if constexpr (is_integer_v<T>) {
      return static_cast<T>((a > 0) - (a < 0));
    } else {
      return a > 0 ? T{1} : (a < 0 ? T{-1} : (a == 0 ? T{0} : a));
    }
  }
};
struct Divide {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (is_complex_v<T>) {
      // Smith's algorithm, with NumPy's treatment of a zero divisor.
      const auto re = std::fabs(b.re), im = std::fabs(b.im);
      if (re >= im) {
        if (re == 0 && im == 0) return {a.re / re, a.im / re};
        const auto ratio = b.im / b.re, scale = 1 / (b.re + b.im * ratio);
        return {(a.re + a.im * ratio) * scale, (a.im - a.re * ratio) * scale};
      }
      const auto ratio = b.re / b.im, scale = 1 / (b.im + b.re * ratio);
      return {(a.re * ratio + a.im) * scale, (a.im * ratio - a.re) * scale};
    } else {
      return a / b;
    }
  }
};
struct Reciprocal {
  template <class T>
  T operator()(T a) const {
    if constexpr (is_complex_v<T>) {
      if (std::fabs(a.im) <= std::fabs(a.re)) {
        const auto ratio = a.im / a.re, size = a.re + a.im * ratio;
        return {1 / size, -ratio / size};
      }
      const auto ratio = a.re / a.im, size = a.re * ratio + a.im;
      return {ratio / size, -1 / size};
    } else if constexpr (is_integer_v<T>) {
      return float_to_integer<T>(1.0 / static_cast<double>(a));
    } else {
      return 1 / a;
    }
  }
};

struct Or {
  Bool operator()(Bool a, Bool b) const { return Bool((a.byte | b.byte) != 0); }
};
struct And {
  Bool operator()(Bool a, Bool b) const { return Bool((a.byte != 0) & (b.byte != 0)); }
};
struct Same {
  Bool operator()(Bool a) const { return Bool(a.byte != 0); }
};

// Half keeps the operand itself where no arithmetic happens, so that NaN
// payloads survive.
struct HalfNegative {
  Half operator()(Half a) const { return bits(a.bits ^ 0x8000u); }
  static Half bits(unsigned b) {
    Half h;
    h.bits = static_cast<uint16_t>(b);
    return h;
  }
};
struct HalfAbsolute {
  Half operator()(Half a) const { return HalfNegative::bits(a.bits & 0x7fffu); }
};
template <class Op>
struct HalfChoice {  // extrema return one of the operands
  Half operator()(Half a, Half b) const {
    const float x = static_cast<float>(a), y = static_cast<float>(b), r = Op{}(x, y);
    return std::bit_cast<uint32_t>(r) == std::bit_cast<uint32_t>(x) ? a : b;
  }
};

#define REAL_T2(name, Op, HalfOp) INTEGER_ROWS(ROW_T2, name, Op), FLOAT_ROWS(ROW_T2, name, Op, HalfOp)
/// Loops of clip: the greater of a number and a bound, then the lesser of that
/// and another. Block by block, since the two choices in one expression would
/// be branches.
template <class Greater, class Lesser>
struct Between {
  template <class T>
  static void loop(std::byte** args, const int64_t* steps, int64_t n) {
    constexpr int64_t block = 512, size = sizeof(T);
    T kept[block];
    for (int64_t start = 0; start < n; start += block) {
      const int64_t count = n - start < block ? n - start : block;
      std::byte* first[] = {args[0] + start * steps[0], args[1] + start * steps[1],
                            reinterpret_cast<std::byte*>(kept)};
      const int64_t first_steps[] = {steps[0], steps[1], size};
      binary_loop<Greater, T, T, T>(first, first_steps, count);
      std::byte* second[] = {first[2], args[2] + start * steps[2], args[3] + start * steps[3]};
      const int64_t second_steps[] = {size, steps[2], steps[3]};
      binary_loop<Lesser, T, T, T>(second, second_steps, count);
    }
  }
};
using Clip = Between<Maximum, Minimum>;
using HalfClip = Between<HalfChoice<Maximum>, HalfChoice<Minimum>>;
using BoolClip = Between<Or, And>;

#define ROW_CLIP(name, Op, c, T) \
  { name, #c #c #c "->" #c, Op::loop<T> }
#define ALL_T2(name, BoolOp, Op, HalfOp) \
  ROW_T2(name, BoolOp, ?, Bool), REAL_T2(name, Op, HalfOp), COMPLEX_ROWS(ROW_T2, name, Op)
#define NUMERIC_T1(name, Op, HalfOp) \
  INTEGER_ROWS(ROW_T1, name, Op), FLOAT_ROWS(ROW_T1, name, Op, HalfOp), COMPLEX_ROWS(ROW_T1, name, Op)

constexpr LoopRow kRows[] = {
    ALL_T2("add", Or, Add, InFloat<Add>),
    REAL_T2("subtract", Subtract, InFloat<Subtract>),
    COMPLEX_ROWS(ROW_T2, "subtract", Subtract),
    ALL_T2("multiply", And, Multiply, InFloat<Multiply>),
    FLOAT_ROWS(ROW_T2, "divide", Divide, InFloat<Divide>),
    COMPLEX_ROWS(ROW_T2, "divide", Divide),
    ALL_T2("maximum", Or, Maximum, HalfChoice<Maximum>),
    ALL_T2("minimum", And, Minimum, HalfChoice<Minimum>),
    ROW_CLIP("clip", BoolClip, ?, Bool),
    INTEGER_ROWS(ROW_CLIP, "clip", Clip),
    FLOAT_ROWS(ROW_CLIP, "clip", Clip, HalfClip),
    ALL_T2("fmax", Or, Fmax, HalfChoice<Fmax>),
    ALL_T2("fmin", And, Fmin, HalfChoice<Fmin>),
    NUMERIC_T1("negative", Negative, HalfNegative),
    NUMERIC_T1("positive", Positive, Positive),
    NUMERIC_T1("conjugate", Conjugate, Conjugate),
    NUMERIC_T1("square", Square, InFloat<Square>),
    NUMERIC_T1("reciprocal", Reciprocal, InFloat<Reciprocal>),
    NUMERIC_T1("sign", Sign, InFloat<Sign>),
    ROW_T1("absolute", Same, ?, Bool),
    INTEGER_ROWS(ROW_T1, "absolute", Absolute),
    FLOAT_ROWS(ROW_T1, "absolute", Absolute, HalfAbsolute),
    {"absolute", "F->f", unary_loop<Modulus, Complex64, float>},
    {"absolute", "D->d", unary_loop<Modulus, Complex128, double>},
    FLOAT_ROWS(ROW_T1, "fabs", Absolute, HalfAbsolute),
};

}  // namespace

LoopTable arithmetic_loops() { return {kRows, static_cast<int>(sizeof kRows / sizeof kRows[0])}; }

}  // namespace fs::inline FS_ISA
