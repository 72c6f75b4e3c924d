// Comparisons, logic and classification: everything with a boolean result.
#include <bit>
#include <cmath>

#include "ufunc/elementwise.h"

namespace fs::inline FS_ISA {
namespace {

template <class T>
bool truth(T a) {
  if constexpr (std::is_same_v<T, Bool>)
    return a.byte != 0;
  else if constexpr (is_complex_v<T>)
    return a.re != 0 || a.im != 0;
  else
    return a != 0;
}

struct Equal {
  template <class T>
  Bool operator()(T a, T b) const {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool(truth(a) == truth(b));
    else if constexpr (is_complex_v<T>)
      return Bool(a.re == b.re && a.im == b.im);
    else
      return Bool(a == b);
  }
};
struct NotEqual {
  template <class T>
  Bool operator()(T a, T b) const {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool(truth(a) != truth(b));
    else if constexpr (is_complex_v<T>)
      return Bool(a.re != b.re || a.im != b.im);
    else
      return Bool(a != b);
  }
};
// Complex numbers compare by real part, then imaginary; a NaN imaginary part spoils the test of the real
// parts.
#define ORDERING(Name, op, strict)                                                                         \
  struct Name {                                                                                            \
    template <class T>                                                                                     \
    Bool operator()(T a, T b) const {                                                                      \
      if constexpr (std::is_same_v<T, Bool>)                                                               \
        return Bool(truth(a) op truth(b));                                                                 \
      else if constexpr (is_complex_v<T>)                                                                  \
        return Bool((a.re strict b.re && a.im == a.im && b.im == b.im) || (a.re == b.re && a.im op b.im)); \
      else                                                                                                 \
        return Bool(a op b);                                                                               \
    }                                                                                                      \
  };
ORDERING(Less, <, <)
ORDERING(LessEqual, <=, <)
ORDERING(Greater, >, >)
ORDERING(GreaterEqual, >=, >)

// int64 against uint64, compared as integers.
template <class Op>
struct Mixed {
  Bool operator()(int64_t a, uint64_t b) const {
    return a < 0 ? Op{}(int64_t{-1}, int64_t{0}) : Op{}(static_cast<uint64_t>(a), b);
  }
  Bool operator()(uint64_t a, int64_t b) const {
    return b < 0 ? Op{}(int64_t{0}, int64_t{-1}) : Op{}(a, static_cast<uint64_t>(b));
  }
};

struct LogicalAnd {
  template <class T>
  Bool operator()(T a, T b) const {
    return Bool(truth(a) & truth(b));
  }
};
struct LogicalOr {
  template <class T>
  Bool operator()(T a, T b) const {
    return Bool(truth(a) | truth(b));
  }
};
struct LogicalXor {
  template <class T>
  Bool operator()(T a, T b) const {
    return Bool(truth(a) != truth(b));
  }
};
struct LogicalNot {
  template <class T>
  Bool operator()(T a) const {
    return Bool(!truth(a));
  }
};

struct IsNan {
  template <class T>
  Bool operator()(T a) const {
    if constexpr (is_complex_v<T>)
      return Bool(a.re != a.re || a.im != a.im);
    else if constexpr (std::is_floating_point_v<T>)
      return Bool(a != a);
    else
      return Bool(false);
  }
};
struct IsInf {
  template <class T>
  Bool operator()(T a) const {
    if constexpr (is_complex_v<T>)
      return Bool(std::isinf(a.re) || std::isinf(a.im));
    else if constexpr (std::is_floating_point_v<T>)
      return Bool(std::isinf(a));
    else
      return Bool(false);
  }
};
struct IsFinite {
  template <class T>
  Bool operator()(T a) const {
    if constexpr (is_complex_v<T>)
      return Bool(std::isfinite(a.re) && std::isfinite(a.im));
    else if constexpr (std::is_floating_point_v<T>)
      return Bool(std::isfinite(a));
    else
      return Bool(true);
  }
};
// The sign is read off the bits: GCC 12 fails to compile a vectorised signbit for AVX-512.
struct SignBit {
  Bool operator()(float a) const { return Bool(std::bit_cast<int32_t>(a) < 0); }
  Bool operator()(double a) const { return Bool(std::bit_cast<int64_t>(a) < 0); }
  Bool operator()(Half a) const { return Bool(a.bits >> 15 != 0); }
};

#define EVERY_P2(name, Op)                                                                                \
  ROW_P2(name, Op, ?, Bool), INTEGER_ROWS(ROW_P2, name, Op), FLOAT_ROWS(ROW_P2, name, Op, TestFloat<Op>), \
      COMPLEX_ROWS(ROW_P2, name, Op)
#define EVERY_P1(name, Op)                                                                                \
  ROW_P1(name, Op, ?, Bool), INTEGER_ROWS(ROW_P1, name, Op), FLOAT_ROWS(ROW_P1, name, Op, TestFloat<Op>), \
      COMPLEX_ROWS(ROW_P1, name, Op)
#define COMPARISON(name, Op)                                                              \
  EVERY_P2(name, Op), {name, "lL->?", binary_loop<Mixed<Op>, int64_t, uint64_t, Bool>}, { \
    name, "Ll->?", binary_loop<Mixed<Op>, uint64_t, int64_t, Bool>                        \
  }

constexpr LoopRow kRows[] = {
    COMPARISON("equal", Equal),
    COMPARISON("not_equal", NotEqual),
    COMPARISON("less", Less),
    COMPARISON("less_equal", LessEqual),
    COMPARISON("greater", Greater),
    COMPARISON("greater_equal", GreaterEqual),
    EVERY_P2("logical_and", LogicalAnd),
    EVERY_P2("logical_or", LogicalOr),
    EVERY_P2("logical_xor", LogicalXor),
    EVERY_P1("logical_not", LogicalNot),
    EVERY_P1("isnan", IsNan),
    EVERY_P1("isinf", IsInf),
    EVERY_P1("isfinite", IsFinite),
    FLOAT_ROWS(ROW_P1, "signbit", SignBit, SignBit),
};

}  // namespace

LoopTable compare_loops() { return {kRows, static_cast<int>(sizeof kRows / sizeof kRows[0])}; }

}  // namespace fs::inline FS_ISA
