// The loops behind all elementwise kernels: a functor, and one body per memory pattern.
#pragma once

#include "core/cast.h"
#include "core/dtype.h"
#include "ufunc/row.h"

namespace fs::inline FS_ISA {

template <class T>
inline const T& at(const std::byte* p) {
  return *reinterpret_cast<const T*>(p);
}

/// Loop of a functor with one operand: `Out operator()(In)`.
template <class Op, class In, class Out>
void unary_loop(std::byte** args, const int64_t* steps, int64_t n) {
  const Op op{};
  if (steps[0] == sizeof(In) && steps[1] == sizeof(Out)) {
    const auto* in = reinterpret_cast<const In*>(args[0]);
    auto* out = reinterpret_cast<Out*>(args[1]);
#pragma GCC ivdep
    for (int64_t i = 0; i < n; i++) out[i] = op(in[i]);
    return;
  }
  const std::byte* in = args[0];
  std::byte* out = args[1];
  for (int64_t i = 0; i < n; i++, in += steps[0], out += steps[1]) {
    *reinterpret_cast<Out*>(out) = op(at<In>(in));
  }
}

/// Loop of a functor with two operands: `Out operator()(A, B)`.
template <class Op, class A, class B, class Out>
void binary_loop(std::byte** args, const int64_t* steps, int64_t n) {
  const Op op{};
  if (steps[2] == sizeof(Out)) {
    auto* out = reinterpret_cast<Out*>(args[2]);
    const auto* a = reinterpret_cast<const A*>(args[0]);
    const auto* b = reinterpret_cast<const B*>(args[1]);
    if (steps[0] == sizeof(A) && steps[1] == sizeof(B)) {
#pragma GCC ivdep
      for (int64_t i = 0; i < n; i++) out[i] = op(a[i], b[i]);
      return;
    }
    if (steps[0] == sizeof(A) && steps[1] == 0) {
      const B right = *b;
#pragma GCC ivdep
      for (int64_t i = 0; i < n; i++) out[i] = op(a[i], right);
      return;
    }
    if (steps[0] == 0 && steps[1] == sizeof(B)) {
      const A left = *a;
#pragma GCC ivdep
      for (int64_t i = 0; i < n; i++) out[i] = op(left, b[i]);
      return;
    }
  }
  const std::byte *a = args[0], *b = args[1];
  std::byte* out = args[2];
  for (int64_t i = 0; i < n; i++, a += steps[0], b += steps[1], out += steps[2]) {
    *reinterpret_cast<Out*>(out) = op(at<A>(a), at<B>(b));
  }
}

/// Loop of a functor with two results: `void operator()(In, Out1&, Out2&)`.
template <class Op, class In, class Out1, class Out2>
void unary_loop2(std::byte** args, const int64_t* steps, int64_t n) {
  const Op op{};
  std::byte *in = args[0], *first = args[1], *second = args[2];
  for (int64_t i = 0; i < n; i++, in += steps[0], first += steps[1], second += steps[2]) {
    op(at<In>(in), *reinterpret_cast<Out1*>(first), *reinterpret_cast<Out2*>(second));
  }
}

/// Loop of a functor with two operands and two results of one type.
template <class Op, class T>
void binary_loop2(std::byte** args, const int64_t* steps, int64_t n) {
  const Op op{};
  std::byte *a = args[0], *b = args[1], *first = args[2], *second = args[3];
  for (int64_t i = 0; i < n; i++, a += steps[0], b += steps[1], first += steps[2], second += steps[3]) {
    op(at<T>(a), at<T>(b), *reinterpret_cast<T*>(first), *reinterpret_cast<T*>(second));
  }
}

/// Lifts a functor on float to Half, computing in float32 as NumPy does.
template <class Op>
struct InFloat {
  Half operator()(Half a) const { return Half(Op{}(static_cast<float>(a))); }
  Half operator()(Half a, Half b) const { return Half(Op{}(static_cast<float>(a), static_cast<float>(b))); }
};
/// Lifts a predicate on float to Half.
template <class Op>
struct TestFloat {
  Bool operator()(Half a) const { return Op{}(static_cast<float>(a)); }
  Bool operator()(Half a, Half b) const { return Op{}(static_cast<float>(a), static_cast<float>(b)); }
};

}  // namespace fs::inline FS_ISA

// Rows of a table. T1: T -> T, T2: T T -> T, P1: T -> bool, P2: T T -> bool.
#define ROW_T1(name, Op, c, T) \
  { name, #c "->" #c, unary_loop<Op, T, T> }
#define ROW_T2(name, Op, c, T) \
  { name, #c #c "->" #c, binary_loop<Op, T, T, T> }
#define ROW_P1(name, Op, c, T) \
  { name, #c "->?", unary_loop<Op, T, Bool> }
#define ROW_P2(name, Op, c, T) \
  { name, #c #c "->?", binary_loop<Op, T, T, Bool> }

#define INTEGER_ROWS(ROW, name, Op)                                                      \
  ROW(name, Op, b, int8_t), ROW(name, Op, B, uint8_t), ROW(name, Op, h, int16_t),        \
      ROW(name, Op, H, uint16_t), ROW(name, Op, i, int32_t), ROW(name, Op, I, uint32_t), \
      ROW(name, Op, l, int64_t), ROW(name, Op, L, uint64_t)
#define FLOAT_ROWS(ROW, name, Op, HalfOp) \
  ROW(name, HalfOp, e, Half), ROW(name, Op, f, float), ROW(name, Op, d, double)
#define COMPLEX_ROWS(ROW, name, Op) ROW(name, Op, F, Complex64), ROW(name, Op, D, Complex128)
