// Loops of functions that are computed vector by vector: a quick kernel where its arguments are in its range,
// otherwise SLEEF's function, and the C library's where SLEEF's is not right.
#pragma once

#include <algorithm>

#include "core/lanes.h"
#include "ufunc/elementwise.h"

namespace fs::inline FS_ISA {

// A function is a struct with
//   sleef(V...)            SLEEF's vector function;
//   sleef_serves(T)        optional: where that is right, judged by the argument (with two of them, by the
//   result), and
//                          `otherwise(T...)` for the other cases;
//   quick(V..., served)    optional: a kernel that says whether all lanes are in its range.

template <class T>
inline constexpr int kLanes = static_cast<int>(FS_WIDTH / sizeof(T));

template <class Op, class V>
[[gnu::noinline]] V evaluate_anywhere(V x) {
  const V result = Op::sleef(x);
  using T = std::remove_cvref_t<decltype(x[0])>;
  if constexpr (requires { Op::sleef_serves(T{}); }) {
    T in[kLanes<T>], out[kLanes<T>];
    store_lanes(in, x);
    store_lanes(out, result);
    for (int k = 0; k < kLanes<T>; k++) {
      if (!Op::sleef_serves(in[k])) out[k] = Op::otherwise(in[k]);
    }
    return load_lanes(out);
  } else {
    return result;
  }
}
template <class Op, class V>
[[gnu::noinline]] V evaluate_anywhere(V a, V b) {
  const V result = Op::sleef(a, b);
  using T = std::remove_cvref_t<decltype(a[0])>;
  if constexpr (requires { Op::sleef_serves(T{}); }) {
    T left[kLanes<T>], right[kLanes<T>], out[kLanes<T>];
    store_lanes(left, a);
    store_lanes(right, b);
    store_lanes(out, result);
    for (int k = 0; k < kLanes<T>; k++) {
      if (!Op::sleef_serves(out[k])) out[k] = Op::otherwise(left[k], right[k]);
    }
    return load_lanes(out);
  } else {
    return result;
  }
}

template <class Op, class... V>
inline auto evaluate(V... x) {
  bool served = false;
  if constexpr (requires { Op::quick(x..., served); }) {
    const auto result = Op::quick(x..., served);
    if (served) [[likely]]
      return result;
  }
  return evaluate_anywhere<Op>(x...);
}

/// A vector that begins with n elements; the others are one.
template <class T>
auto load_tail(const T* in, int64_t n) {
  T tail[kLanes<T>];
  for (int k = 0; k < kLanes<T>; k++) tail[k] = k < n ? in[k] : T{1};
  return load_lanes(tail);
}
template <class T, class V>
void store_tail(T* out, V v, int64_t n) {
  T tail[kLanes<T>];
  store_lanes(tail, v);
  for (int64_t k = 0; k < n; k++) out[k] = tail[k];
}

/// Applies a function to n contiguous elements.
template <class Op, class T>
[[gnu::flatten]] void apply(const T* in, T* out, int64_t n) {
  int64_t i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) store_lanes(out + i, evaluate<Op>(load_lanes(in + i)));
  if (i < n) store_tail(out + i, evaluate<Op>(load_tail(in + i, n - i)), n - i);
}
template <class Op, class T>
[[gnu::flatten]] void apply(const T* a, const T* b, T* out, int64_t n) {
  int64_t i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>)
    store_lanes(out + i, evaluate<Op>(load_lanes(a + i), load_lanes(b + i)));
  if (i < n) store_tail(out + i, evaluate<Op>(load_tail(a + i, n - i), load_tail(b + i, n - i)), n - i);
}

/// Elements gathered at a time from memory that is not contiguous or not of type T.
inline constexpr int64_t kMathBlock = 256;

template <class T, class Storage>
void gather(T* block, const std::byte* from, int64_t step, int64_t count) {
  for (int64_t k = 0; k < count; k++, from += step) block[k] = static_cast<T>(at<Storage>(from));
}
template <class T, class Storage>
void scatter(std::byte* to, int64_t step, const T* block, int64_t count) {
  for (int64_t k = 0; k < count; k++, to += step)
    *reinterpret_cast<Storage*>(to) = static_cast<Storage>(block[k]);
}

/// Loop of a function computing in T on elements stored as Storage (T itself or Half).
template <class Op, class T, class Storage>
void math_loop(std::byte** args, const int64_t* steps, int64_t n) {
  if constexpr (std::is_same_v<T, Storage>) {
    if (steps[0] == sizeof(T) && steps[1] == sizeof(T))
      return apply<Op>(reinterpret_cast<const T*>(args[0]), reinterpret_cast<T*>(args[1]), n);
  }
  T block[kMathBlock];
  for (int64_t i = 0; i < n; i += kMathBlock) {
    const int64_t count = std::min(kMathBlock, n - i);
    gather<T, Storage>(block, args[0] + i * steps[0], steps[0], count);
    apply<Op>(block, block, count);
    scatter<T, Storage>(args[1] + i * steps[1], steps[1], block, count);
  }
}
template <class Op, class T, class Storage>
void math_loop2(std::byte** args, const int64_t* steps, int64_t n) {
  if constexpr (std::is_same_v<T, Storage>) {
    if (steps[0] == sizeof(T) && steps[1] == sizeof(T) && steps[2] == sizeof(T))
      return apply<Op>(reinterpret_cast<const T*>(args[0]), reinterpret_cast<const T*>(args[1]),
                       reinterpret_cast<T*>(args[2]), n);
  }
  T left[kMathBlock], right[kMathBlock];
  for (int64_t i = 0; i < n; i += kMathBlock) {
    const int64_t count = std::min(kMathBlock, n - i);
    gather<T, Storage>(left, args[0] + i * steps[0], steps[0], count);
    gather<T, Storage>(right, args[1] + i * steps[1], steps[1], count);
    apply<Op>(left, right, left, count);
    scatter<T, Storage>(args[2] + i * steps[2], steps[2], left, count);
  }
}

}  // namespace fs::inline FS_ISA
