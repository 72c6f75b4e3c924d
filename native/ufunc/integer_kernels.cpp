// Integer division, bits, shifts, divisors and powers.
#include <bit>
#include <limits>

#include "ufunc/quotients.h"

namespace fs::inline FS_ISA {
namespace {

template <class T>
using Unsigned = std::make_unsigned_t<T>;

// Division by zero gives zero; the most negative number divided by -1 wraps to itself.
struct FloorDivide {
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0) return 0;
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) return static_cast<T>(Unsigned<T>(0) - Unsigned<T>(a));
      const T quotient = static_cast<T>(a / b);
      return static_cast<T>(quotient - ((a % b != 0) & ((a < 0) != (b < 0))));
    } else {
      return a / b;
    }
  }
};
struct Remainder {  // sign of the divisor
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0) return 0;
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) return 0;
      const T rest = static_cast<T>(a % b);
      return rest != 0 && (rest < 0) != (b < 0) ? static_cast<T>(rest + b) : rest;
    } else {
      return a % b;
    }
  }
};
struct Fmod {  // sign of the dividend
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0) return 0;
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) return 0;
    }
    return static_cast<T>(a % b);
  }
};
struct Divmod {
  template <class T>
  void operator()(T a, T b, T& quotient, T& rest) const {
    const T q = FloorDivide{}(a, b), r = Remainder{}(a, b);
    quotient = q;
    rest = r;
  }
};

struct And {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool((a.byte != 0) & (b.byte != 0));
    else
      return static_cast<T>(a & b);
  }
};
struct Or {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool((a.byte | b.byte) != 0);
    else
      return static_cast<T>(a | b);
  }
};
struct Xor {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool((a.byte != 0) != (b.byte != 0));
    else
      return static_cast<T>(a ^ b);
  }
};
struct Invert {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool(a.byte == 0);
    else
      return static_cast<T>(~a);
  }
};

// A shift by the width or more, or by a negative number, shifts everything out.
template <class T>
bool in_width(T shift) {
  return static_cast<uint64_t>(static_cast<int64_t>(shift)) < sizeof(T) * 8;
}
struct LeftShift {
  template <class T>
  T operator()(T a, T b) const {
    return in_width(b) ? static_cast<T>(static_cast<uint64_t>(a) << b) : T{0};
  }
};
struct RightShift {
  template <class T>
  T operator()(T a, T b) const {
    if (in_width(b)) return static_cast<T>(a >> b);
    if constexpr (std::is_signed_v<T>)
      return a < 0 ? T{-1} : T{0};
    else
      return 0;
  }
};

template <class T>
Unsigned<T> magnitude(T a) {
  if constexpr (std::is_signed_v<T>)
    return a < 0 ? static_cast<Unsigned<T>>(Unsigned<T>(0) - Unsigned<T>(a)) : Unsigned<T>(a);
  else
    return a;
}
struct Gcd {
  template <class T>
  T operator()(T a, T b) const {
    auto x = magnitude(a), y = magnitude(b);
    while (x != 0) {
      const auto rest = static_cast<decltype(x)>(y % x);
      y = x;
      x = rest;
    }
    return static_cast<T>(y);
  }
};
struct Lcm {
  template <class T>
  T operator()(T a, T b) const {
    const auto divisor = static_cast<Unsigned<T>>(Gcd{}(a, b));
    if (divisor == 0) return 0;
    return static_cast<T>(static_cast<Unsigned<T>>(magnitude(a) / divisor) *
                          static_cast<uint64_t>(magnitude(b)));
  }
};
struct BitwiseCount {
  template <class T>
  uint8_t operator()(T a) const {
    return static_cast<uint8_t>(std::popcount(magnitude(a)));
  }
};

// Exponentiation by squaring, modulo 2^bits.
template <class T>
void power_loop(std::byte** args, const int64_t* steps, int64_t n) {
  const std::byte *a = args[0], *b = args[1];
  std::byte* out = args[2];
  for (int64_t i = 0; i < n; i++, a += steps[0], b += steps[1], out += steps[2]) {
    uint64_t base = static_cast<uint64_t>(at<T>(a)), result = 1;
    T exponent = at<T>(b);
    if constexpr (std::is_signed_v<T>) {
      if (exponent < 0) {
        loop_error = LoopError::kNegativePower;
        return;
      }
    }
    for (; exponent != 0; exponent = static_cast<T>(exponent >> 1), base *= base) {
      if (exponent & 1) result *= base;
    }
    *reinterpret_cast<T*>(out) = static_cast<T>(result);
  }
}

// The widths that programs divide in take the quick way.
template <class Op, bool kRemainder, class T>
constexpr UfuncLoop division_loop() {
  if constexpr (std::is_signed_v<T> && sizeof(T) >= 4)
    return quotient_loop<Op, kRemainder, T>;
  else
    return binary_loop<Op, T, T, T>;
}
#define ROW_FLOOR(name, Op, c, T) \
  { name, #c #c "->" #c, division_loop<Op, false, T>() }
#define ROW_REMAINDER(name, Op, c, T) \
  { name, #c #c "->" #c, division_loop<Op, true, T>() }
#define ROW_POWER(name, Op, c, T) \
  { name, #c #c "->" #c, power_loop<T> }
#define ROW_DIVMOD(name, Op, c, T) \
  { name, #c #c "->" #c #c, binary_loop2<Op, T> }
#define ROW_COUNT(name, Op, c, T) \
  { name, #c "->B", unary_loop<Op, T, uint8_t> }

constexpr LoopRow kRows[] = {
    INTEGER_ROWS(ROW_FLOOR, "floor_divide", FloorDivide),
    INTEGER_ROWS(ROW_REMAINDER, "remainder", Remainder),
    INTEGER_ROWS(ROW_T2, "fmod", Fmod),
    INTEGER_ROWS(ROW_DIVMOD, "divmod", Divmod),
    INTEGER_ROWS(ROW_POWER, "power", void),
    ROW_T2("bitwise_and", And, ?, Bool),
    INTEGER_ROWS(ROW_T2, "bitwise_and", And),
    ROW_T2("bitwise_or", Or, ?, Bool),
    INTEGER_ROWS(ROW_T2, "bitwise_or", Or),
    ROW_T2("bitwise_xor", Xor, ?, Bool),
    INTEGER_ROWS(ROW_T2, "bitwise_xor", Xor),
    ROW_T1("invert", Invert, ?, Bool),
    INTEGER_ROWS(ROW_T1, "invert", Invert),
    INTEGER_ROWS(ROW_T2, "left_shift", LeftShift),
    INTEGER_ROWS(ROW_T2, "right_shift", RightShift),
    INTEGER_ROWS(ROW_T2, "gcd", Gcd),
    INTEGER_ROWS(ROW_T2, "lcm", Lcm),
    INTEGER_ROWS(ROW_COUNT, "bitwise_count", BitwiseCount),
};

}  // namespace

LoopTable integer_loops() { return {kRows, static_cast<int>(sizeof kRows / sizeof kRows[0])}; }

}  // namespace fs::inline FS_ISA
