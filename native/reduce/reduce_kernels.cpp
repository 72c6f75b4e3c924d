// Sums in NumPy's pairwise order, products, extrema, truth; compiled per instruction set.
#include <cmath>

#include "core/cast.h"
#include "core/dtype.h"
#include "reduce/extrema.h"
#include "reduce/kernels.h"

namespace fs::inline FS_ISA {
namespace {

template <class T>
const T& at(const std::byte* p) {
  return *reinterpret_cast<const T*>(p);
}

template <class T>
using Wrapping = std::conditional_t<(sizeof(T) < 4), uint32_t, std::make_unsigned_t<T>>;

constexpr int64_t kBlock = 128;  // below this a sum runs in eight interleaved parts, above it is halved

/// NumPy's pairwise summation. Real works in W (float for float16); step in elements of Storage bytes.
template <class W, class Storage>
W pairwise(const std::byte* a, int64_t n, int64_t step) {
  const auto load = [&](int64_t i) { return static_cast<W>(at<Storage>(a + i * step)); };
  if (n < 8) {
    W sum = W(-0.0);  // so that a sum of negative zeros stays one
    for (int64_t i = 0; i < n; i++) sum += load(i);
    return sum;
  }
  if (n <= kBlock) {
    W r[8];
    for (int k = 0; k < 8; k++) r[k] = load(k);
    int64_t i = 8;
    for (; i < n - n % 8; i += 8) {
      for (int k = 0; k < 8; k++) r[k] += load(i + k);
    }
    W sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++) sum += load(i);
    return sum;
  }
  int64_t half = n / 2;
  half -= half % 8;
  return pairwise<W, Storage>(a, half, step) + pairwise<W, Storage>(a + half * step, n - half, step);
}

/// The same for complex numbers: real and imaginary parts alternate in the eight parts.
template <class T>
Complex<T> pairwise_complex(const std::byte* a, int64_t n, int64_t step) {
  const auto load = [&](int64_t i) { return at<Complex<T>>(a + i * step); };
  if (n < 4) {
    Complex<T> sum{T(-0.0), T(-0.0)};
    for (int64_t i = 0; i < n; i++) {
      sum.re += load(i).re;
      sum.im += load(i).im;
    }
    return sum;
  }
  if (n <= kBlock / 2) {
    Complex<T> r[4];
    for (int k = 0; k < 4; k++) r[k] = load(k);
    int64_t i = 4;
    for (; i < n - n % 4; i += 4) {
      for (int k = 0; k < 4; k++) {
        r[k].re += load(i + k).re;
        r[k].im += load(i + k).im;
      }
    }
    Complex<T> sum{(r[0].re + r[1].re) + (r[2].re + r[3].re), (r[0].im + r[1].im) + (r[2].im + r[3].im)};
    for (; i < n; i++) {
      sum.re += load(i).re;
      sum.im += load(i).im;
    }
    return sum;
  }
  int64_t half = n / 2;
  half -= half % 4;
  const Complex<T> left = pairwise_complex<T>(a, half, step),
                   right = pairwise_complex<T>(a + half * step, n - half, step);
  return {left.re + right.re, left.im + right.im};
}

struct Sum {
  template <class T>
  static T combine(T a, T b) {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool((a.byte | b.byte) != 0);
    else if constexpr (is_complex_v<T>)
      return {a.re + b.re, a.im + b.im};
    else if constexpr (std::is_same_v<T, Half>)
      return Half(static_cast<float>(a) + static_cast<float>(b));
    else if constexpr (is_integer_v<T>)
      return static_cast<T>(Wrapping<T>(a) + Wrapping<T>(b));
    else
      return a + b;
  }
};
struct Prod {
  template <class T>
  static T combine(T a, T b) {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool((a.byte != 0) & (b.byte != 0));
    else if constexpr (is_complex_v<T>)
      return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    else if constexpr (std::is_same_v<T, Half>)
      return Half(static_cast<float>(a) * static_cast<float>(b));
    else if constexpr (is_integer_v<T>)
      return static_cast<T>(Wrapping<T>(a) * Wrapping<T>(b));
    else
      return a * b;
  }
};

template <class T>
bool is_nan(T a) {
  if constexpr (is_complex_v<T>)
    return a.re != a.re || a.im != a.im;
  else if constexpr (std::is_same_v<T, Half>)
    return (a.bits & 0x7fffu) > 0x7c00u;
  else if constexpr (std::is_floating_point_v<T>)
    return a != a;
  else
    return false;
}
template <class T>
bool not_less(T a, T b) {
  if constexpr (is_complex_v<T>)
    return (a.re > b.re && a.im == a.im && b.im == b.im) || (a.re == b.re && a.im >= b.im);
  else if constexpr (std::is_same_v<T, Half>)
    return static_cast<float>(a) >= static_cast<float>(b);
  else if constexpr (std::is_same_v<T, Bool>)
    return (a.byte != 0) >= (b.byte != 0);
  else
    return a >= b;
}
template <class T>
bool not_greater(T a, T b) {
  if constexpr (is_complex_v<T>)
    return (a.re < b.re && a.im == a.im && b.im == b.im) || (a.re == b.re && a.im <= b.im);
  else if constexpr (std::is_same_v<T, Half>)
    return static_cast<float>(a) <= static_cast<float>(b);
  else if constexpr (std::is_same_v<T, Bool>)
    return (a.byte != 0) <= (b.byte != 0);
  else
    return a <= b;
}
struct Max {
  template <class T>
  static T combine(T a, T b) {
    return not_less(a, b) || is_nan(a) ? a : b;
  }
};
struct Min {
  template <class T>
  static T combine(T a, T b) {
    return not_greater(a, b) || is_nan(a) ? a : b;
  }
};
struct Fmax {
  template <class T>
  static T combine(T a, T b) {
    return not_less(a, b) || is_nan(b) ? a : b;
  }
};
struct Fmin {
  template <class T>
  static T combine(T a, T b) {
    return not_greater(a, b) || is_nan(b) ? a : b;
  }
};

template <class Op, class T>
inline constexpr bool kIsExtremum = std::is_same_v<Op, Max> || std::is_same_v<Op, Min> ||
                                    std::is_same_v<Op, Fmax> || std::is_same_v<Op, Fmin>;

/// Folds contiguous elements whose order does not matter in independent parts, so that the compiler can
/// vectorise.
template <class Op, class T>
T fold_contiguous(T first, const T* in, int64_t n) {
  constexpr int kParts = sizeof(T) >= 8 ? 16 : 32;
  if (n < 2 * kParts) {
    T acc = first;
    for (int64_t i = 0; i < n; i++) acc = Op::combine(acc, in[i]);
    return acc;
  }
  T part[kParts];
  for (int k = 0; k < kParts; k++) part[k] = in[k];
  int64_t i = kParts;
  for (; i + kParts <= n; i += kParts) {
    for (int k = 0; k < kParts; k++) part[k] = Op::combine(part[k], in[i + k]);
  }
  T acc = first;
  for (int k = 0; k < kParts; k++) acc = Op::combine(acc, part[k]);
  for (; i < n; i++) acc = Op::combine(acc, in[i]);
  return acc;
}

/// One step of a fold in which every element has an accumulator of its own: NumPy's elementwise loop.
template <class Op, class T>
T combine_each(T a, T b) {
  if constexpr (std::is_same_v<Op, Prod> && is_complex_v<T>)
    return {std::fma(a.re, b.re, -(a.im * b.im)), std::fma(a.re, b.im, a.im * b.re)};
  else
    return Op::combine(a, b);
}

template <class Op, class T>
void fold(std::byte* out, const std::byte* in, int64_t out_step, int64_t in_step, int64_t n) {
  if (out_step != 0) {
    if (out_step == sizeof(T) && in_step == sizeof(T)) {
      auto* o = reinterpret_cast<T*>(out);
      const auto* a = reinterpret_cast<const T*>(in);
#pragma GCC ivdep
      for (int64_t i = 0; i < n; i++) o[i] = combine_each<Op>(o[i], a[i]);
      return;
    }
    for (int64_t i = 0; i < n; i++, out += out_step, in += in_step) {
      *reinterpret_cast<T*>(out) = combine_each<Op>(at<T>(out), at<T>(in));
    }
    return;
  }
  T& acc = *reinterpret_cast<T*>(out);
  if constexpr (std::is_same_v<Op, Sum> && is_complex_v<T>) {
    acc = Sum::combine(acc, pairwise_complex<decltype(T{}.re)>(in, n, in_step));
  } else if constexpr (std::is_same_v<Op, Sum> && std::is_same_v<T, Half>) {
    acc = Half(static_cast<float>(acc) + pairwise<float, Half>(in, n, in_step));
  } else if constexpr (std::is_same_v<Op, Prod> && std::is_same_v<T, Half>) {
    float value = static_cast<float>(acc);
    for (int64_t i = 0; i < n; i++, in += in_step) value *= static_cast<float>(at<T>(in));
    acc = Half(value);
  } else if constexpr (std::is_same_v<Op, Sum> && std::is_floating_point_v<T>) {
    // The contiguous case with a constant step, for the vectoriser.
    acc += in_step == sizeof(T) ? pairwise<T, T>(in, n, sizeof(T)) : pairwise<T, T>(in, n, in_step);
  } else if constexpr (is_integer_v<T> ||
                       (kIsExtremum<Op, T> && !is_complex_v<T> && !std::is_same_v<T, Half>)) {
    if (in_step == sizeof(T)) {
      const auto* a = reinterpret_cast<const T*>(in);
      if constexpr (std::is_floating_point_v<T>) {
        // Without a NaN the four extrema are two.
        T best = acc;
        constexpr bool greatest = std::is_same_v<Op, Max> || std::is_same_v<Op, Fmax>;
        if (!is_nan(best) && fold_extremum<greatest>(a, n, best)) {
          acc = best;
          return;
        }
      }
      acc = fold_contiguous<Op>(acc, a, n);
      return;
    }
    for (int64_t i = 0; i < n; i++, in += in_step) acc = Op::combine(acc, at<T>(in));
  } else {
    T value = acc;
    for (int64_t i = 0; i < n; i++, in += in_step) value = Op::combine(value, at<T>(in));
    acc = value;
  }
}

void fold_any(std::byte* out, const std::byte* in, int64_t out_step, int64_t in_step, int64_t n) {
  if (out_step == 0) {
    if (*out != std::byte{0}) return;
    for (int64_t i = 0; i < n; i++, in += in_step) {
      if (*in != std::byte{0}) {
        *out = std::byte{1};
        return;
      }
    }
    return;
  }
  for (int64_t i = 0; i < n; i++, out += out_step, in += in_step) *out |= *in;
}
void fold_all(std::byte* out, const std::byte* in, int64_t out_step, int64_t in_step, int64_t n) {
  if (out_step == 0) {
    if (*out == std::byte{0}) return;
    for (int64_t i = 0; i < n; i++, in += in_step) {
      if (*in == std::byte{0}) {
        *out = std::byte{0};
        return;
      }
    }
    return;
  }
  for (int64_t i = 0; i < n; i++, out += out_step, in += in_step) *out &= *in;
}

template <bool kGreatest, class T>
int64_t arg(const std::byte* in, int64_t step, int64_t n) {
  if constexpr (std::is_floating_point_v<T>) {
    if (step == sizeof(T)) return first_extremum<kGreatest>(reinterpret_cast<const T*>(in), n);
  }
  int64_t best = 0;
  T value = at<T>(in);
  if (is_nan(value)) return 0;
  if constexpr (is_integer_v<T>) {
    if (step == sizeof(T) && n >= 64) {
      // The extreme value first, vectorised; then its first place.
      using Op = std::conditional_t<kGreatest, Max, Min>;
      const auto* a = reinterpret_cast<const T*>(in);
      const T extreme = fold_contiguous<Op>(value, a, n);
      for (int64_t i = 0; i < n; i++) {
        if (a[i] == extreme) return i;
      }
    }
  }
  for (int64_t i = 1; i < n; i++) {
    in += step;
    const T candidate = at<T>(in);
    const bool better = kGreatest ? !not_greater(candidate, value) : !not_less(candidate, value);
    if (better) {  // true as well when the candidate is NaN: neither comparison holds
      best = i;
      value = candidate;
      if (is_nan(value)) return best;
    }
  }
  return best;
}

template <class Op, class T>
void scan(std::byte* out, const std::byte* in, int64_t out_step, int64_t in_step, int64_t n) {
  if (n == 0) return;
  T acc = at<T>(in);
  *reinterpret_cast<T*>(out) = acc;
  if (n == 2) {
    // A single step does not overlap itself, so NumPy takes its elementwise loop.
    *reinterpret_cast<T*>(out + out_step) = combine_each<Op>(acc, at<T>(in + in_step));
    return;
  }
  for (int64_t i = 1; i < n; i++) {
    in += in_step;
    out += out_step;
    acc = Op::combine(acc, at<T>(in));
    *reinterpret_cast<T*>(out) = acc;
  }
}

}  // namespace

ReduceLoop select_reduce(int op, int dtype) {
  if (op == static_cast<int>(ReduceOp::kAny)) return fold_any;
  if (op == static_cast<int>(ReduceOp::kAll)) return fold_all;
  return dispatch(static_cast<Dtype>(dtype), [op](auto tag) -> ReduceLoop {
    using T = typename decltype(tag)::type;
    switch (static_cast<ReduceOp>(op)) {
      case ReduceOp::kSum:
        return fold<Sum, T>;
      case ReduceOp::kProd:
        return fold<Prod, T>;
      case ReduceOp::kMax:
        return fold<Max, T>;
      case ReduceOp::kMin:
        return fold<Min, T>;
      case ReduceOp::kFmax:
        return fold<Fmax, T>;
      default:
        return fold<Fmin, T>;
    }
  });
}

ArgLoop select_arg(bool greatest, int dtype) {
  return dispatch(static_cast<Dtype>(dtype), [greatest](auto tag) -> ArgLoop {
    using T = typename decltype(tag)::type;
    return greatest ? arg<true, T> : arg<false, T>;
  });
}

ScanLoop select_scan(bool product, int dtype) {
  return dispatch(static_cast<Dtype>(dtype), [product](auto tag) -> ScanLoop {
    using T = typename decltype(tag)::type;
    return product ? scan<Prod, T> : scan<Sum, T>;
  });
}

}  // namespace fs::inline FS_ISA
