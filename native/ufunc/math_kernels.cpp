// Transcendental functions of real numbers, on SLEEF's vector functions (1.0 ULP) in this build's widest
// registers.
#include <immintrin.h>
#include <sleef.h>

#include <cmath>

#include "ufunc/elementwise.h"

// The width, the types and SLEEF's name suffix of this instruction set.
#if defined(FS_ISA_avx512)
#define FS_DOUBLE __m512d
#define FS_FLOAT __m512
#define SLEEF_D(name, ulp) Sleef_##name##d8_##ulp##avx512f
#define SLEEF_F(name, ulp) Sleef_##name##f16_##ulp##avx512f
#define FS_LOAD_D _mm512_loadu_pd
#define FS_LOAD_F _mm512_loadu_ps
#define FS_STORE_D _mm512_storeu_pd
#define FS_STORE_F _mm512_storeu_ps
#elif defined(FS_ISA_avx2)
#define FS_DOUBLE __m256d
#define FS_FLOAT __m256
#define SLEEF_D(name, ulp) Sleef_##name##d4_##ulp##avx2
#define SLEEF_F(name, ulp) Sleef_##name##f8_##ulp##avx2
#define FS_LOAD_D _mm256_loadu_pd
#define FS_LOAD_F _mm256_loadu_ps
#define FS_STORE_D _mm256_storeu_pd
#define FS_STORE_F _mm256_storeu_ps
#else
#define FS_DOUBLE __m128d
#define FS_FLOAT __m128
#define SLEEF_D(name, ulp) Sleef_##name##d2_##ulp##sse4
#define SLEEF_F(name, ulp) Sleef_##name##f4_##ulp##sse4
#define FS_LOAD_D _mm_loadu_pd
#define FS_LOAD_F _mm_loadu_ps
#define FS_STORE_D _mm_storeu_pd
#define FS_STORE_F _mm_storeu_ps
#endif

namespace fs::inline FS_ISA {
namespace {

inline FS_DOUBLE load(const double* p) { return FS_LOAD_D(p); }
inline FS_FLOAT load(const float* p) { return FS_LOAD_F(p); }
inline void store(double* p, FS_DOUBLE v) { FS_STORE_D(p, v); }
inline void store(float* p, FS_FLOAT v) { FS_STORE_F(p, v); }
template <class T>
inline constexpr int kLanes =
    static_cast<int>((std::is_same_v<T, double> ? sizeof(FS_DOUBLE) : sizeof(FS_FLOAT)) / sizeof(T));

constexpr int kBlock =
    256;  // elements gathered at a time from memory that is not contiguous or not of type T

/// Applies a vector function to n contiguous elements; the last vector is padded with ones.
template <class Op, class T>
void apply_vectors(const T* in, T* out, int64_t n) {
  constexpr int lanes = kLanes<T>;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) store(out + i, Op::run(load(in + i)));
  if (i < n) {
    T tail[lanes];
    for (int k = 0; k < lanes; k++) tail[k] = i + k < n ? in[i + k] : T{1};
    store(tail, Op::run(load(tail)));
    for (int k = 0; i + k < n; k++) out[i + k] = tail[k];
  }
}

/// As apply_vectors, but where SLEEF's function is not defined for all numbers, the C library serves the
/// rest.
template <class Op, class T>
void apply(const T* in, T* out, int64_t n) {
  if constexpr (requires { Op::serves(T{}); }) {
    for (int64_t i = 0; i < n; i += kBlock) {
      const int count = static_cast<int>(n - i < kBlock ? n - i : kBlock);
      bool all = true;
      for (int k = 0; k < count; k++) all &= Op::serves(in[i + k]);
      if (all) {
        apply_vectors<Op>(in + i, out + i, count);
        continue;
      }
      T operand[kBlock];
      for (int k = 0; k < count; k++) operand[k] = in[i + k];
      apply_vectors<Op>(operand, out + i, count);
      for (int k = 0; k < count; k++)
        if (!Op::serves(operand[k])) out[i + k] = Op::otherwise(operand[k]);
    }
  } else {
    apply_vectors<Op>(in, out, n);
  }
}

template <class Op, class T>
void apply(const T* a, const T* b, T* out, int64_t n) {
  constexpr int lanes = kLanes<T>;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) store(out + i, Op::run(load(a + i), load(b + i)));
  if (i < n) {
    T left[lanes], right[lanes];
    for (int k = 0; k < lanes; k++) {
      left[k] = i + k < n ? a[i + k] : T{1};
      right[k] = i + k < n ? b[i + k] : T{1};
    }
    store(left, Op::run(load(left), load(right)));
    for (int k = 0; i + k < n; k++) out[i + k] = left[k];
  }
}

template <class T, class Storage>
void gather(T* block, const std::byte* from, int64_t step, int count) {
  for (int k = 0; k < count; k++, from += step) block[k] = static_cast<T>(at<Storage>(from));
}
template <class T, class Storage>
void scatter(std::byte* to, int64_t step, const T* block, int count) {
  for (int k = 0; k < count; k++, to += step)
    *reinterpret_cast<Storage*>(to) = static_cast<Storage>(block[k]);
}

/// Loop of a vector function computing in T on elements stored as Storage (T itself or Half).
template <class Op, class T, class Storage>
void math_loop(std::byte** args, const int64_t* steps, int64_t n) {
  if constexpr (std::is_same_v<T, Storage>) {
    if (steps[0] == sizeof(T) && steps[1] == sizeof(T)) {
      return apply<Op>(reinterpret_cast<const T*>(args[0]), reinterpret_cast<T*>(args[1]), n);
    }
  }
  T block[kBlock];
  for (int64_t i = 0; i < n; i += kBlock) {
    const int count = static_cast<int>(n - i < kBlock ? n - i : kBlock);
    gather<T, Storage>(block, args[0] + i * steps[0], steps[0], count);
    apply<Op>(block, block, count);
    scatter<T, Storage>(args[1] + i * steps[1], steps[1], block, count);
  }
}
template <class Op, class T, class Storage>
void math_loop2(std::byte** args, const int64_t* steps, int64_t n) {
  if constexpr (std::is_same_v<T, Storage>) {
    if (steps[0] == sizeof(T) && steps[1] == sizeof(T) && steps[2] == sizeof(T)) {
      return apply<Op>(reinterpret_cast<const T*>(args[0]), reinterpret_cast<const T*>(args[1]),
                       reinterpret_cast<T*>(args[2]), n);
    }
  }
  T left[kBlock], right[kBlock];
  for (int64_t i = 0; i < n; i += kBlock) {
    const int count = static_cast<int>(n - i < kBlock ? n - i : kBlock);
    gather<T, Storage>(left, args[0] + i * steps[0], steps[0], count);
    gather<T, Storage>(right, args[1] + i * steps[1], steps[1], count);
    apply<Op>(left, right, left, count);
    scatter<T, Storage>(args[2] + i * steps[2], steps[2], left, count);
  }
}

#define MATH1(Op, name, ulp)                                            \
  struct Op {                                                           \
    static FS_DOUBLE run(FS_DOUBLE a) { return SLEEF_D(name, ulp)(a); } \
    static FS_FLOAT run(FS_FLOAT a) { return SLEEF_F(name, ulp)(a); }   \
  };
/// A function whose vector form holds for magnitudes from `least` to `greatest` (double, float) only.
#define MATH1_WITHIN(Op, name, least, greatest, least_f, greatest_f)                                     \
  struct Op {                                                                                            \
    static FS_DOUBLE run(FS_DOUBLE a) { return SLEEF_D(name, u10)(a); }                                  \
    static FS_FLOAT run(FS_FLOAT a) { return SLEEF_F(name, u10)(a); }                                    \
    static bool serves(double a) { return (std::fabs(a) >= (least)) & (std::fabs(a) <= (greatest)); }    \
    static bool serves(float a) { return (std::fabs(a) >= (least_f)) & (std::fabs(a) <= (greatest_f)); } \
    template <class T>                                                                                   \
    static T otherwise(T a) {                                                                            \
      return std::name(a);                                                                               \
    }                                                                                                    \
  };
#define MATH2(Op, name, ulp)                                                            \
  struct Op {                                                                           \
    static FS_DOUBLE run(FS_DOUBLE a, FS_DOUBLE b) { return SLEEF_D(name, ulp)(a, b); } \
    static FS_FLOAT run(FS_FLOAT a, FS_FLOAT b) { return SLEEF_F(name, ulp)(a, b); }    \
  };
MATH1(Sin, sin, u10)
MATH1(Cos, cos, u10)
MATH1(Tan, tan, u10)
MATH1(Arcsin, asin, u10)
MATH1(Arccos, acos, u10)
MATH1(Arctan, atan, u10)
MATH1_WITHIN(Sinh, sinh, 0.0, 709.0, 0.0f, 88.0f)
MATH1_WITHIN(Cosh, cosh, 0.0, 709.0, 0.0f, 88.0f)
MATH1(Tanh, tanh, u10)
MATH1_WITHIN(Arcsinh, asinh, 1e-290, 1e154, 1e-30f, 1e19f)
MATH1_WITHIN(Arccosh, acosh, 0.0, 1e154, 0.0f, 1e19f)
MATH1(Arctanh, atanh, u10)
MATH1(Exp, exp, u10)
MATH1(Exp2, exp2, u10)
MATH1(Expm1, expm1, u10)
MATH1(Log, log, u10)
MATH1(Log2, log2, u10)
MATH1(Log10, log10, u10)
MATH1_WITHIN(Log1p, log1p, 1e-290, 1e306, 1e-30f, 1e37f)
MATH1(Cbrt, cbrt, u10)
MATH2(Arctan2, atan2, u10)
MATH2(Hypot, hypot, u05)
MATH2(Power, pow, u10)

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
