// The dtypes, their C++ element types and the dispatch from one to the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "core/half.h"

namespace fs::inline FS_ISA {

/// Codes shared with src/array/dtype.ts.
enum class Dtype : uint8_t {
  kBool,
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat16,
  kFloat32,
  kFloat64,
  kComplex64,
  kComplex128,
};
inline constexpr int kDtypeCount = 14;

/// A bool element: one byte, any non-zero value read as true, written as 0 or 1.
struct Bool {
  uint8_t byte;
  Bool() = default;
  explicit Bool(bool value) : byte(value) {}
  explicit operator bool() const { return byte != 0; }
};

/// A complex element. Plain struct: NumPy's products use the schoolbook formula, which std::complex does not
/// promise.
template <class T>
struct Complex {
  T re, im;
};
using Complex64 = Complex<float>;
using Complex128 = Complex<double>;

template <class T>
struct TypeTag {
  using type = T;
};

template <class T>
inline constexpr bool is_complex_v = std::is_same_v<T, Complex64> || std::is_same_v<T, Complex128>;
template <class T>
inline constexpr bool is_float_v = std::is_same_v<T, Half> || std::is_floating_point_v<T>;
template <class T>
inline constexpr bool is_integer_v = std::is_integral_v<T> && !std::is_same_v<T, bool>;

/// Calls `f(TypeTag<T>{})` with the element type of `dtype`.
template <class F>
decltype(auto) dispatch(Dtype dtype, F&& f) {
  switch (dtype) {
    case Dtype::kBool:
      return f(TypeTag<Bool>{});
    case Dtype::kInt8:
      return f(TypeTag<int8_t>{});
    case Dtype::kUint8:
      return f(TypeTag<uint8_t>{});
    case Dtype::kInt16:
      return f(TypeTag<int16_t>{});
    case Dtype::kUint16:
      return f(TypeTag<uint16_t>{});
    case Dtype::kInt32:
      return f(TypeTag<int32_t>{});
    case Dtype::kUint32:
      return f(TypeTag<uint32_t>{});
    case Dtype::kInt64:
      return f(TypeTag<int64_t>{});
    case Dtype::kUint64:
      return f(TypeTag<uint64_t>{});
    case Dtype::kFloat16:
      return f(TypeTag<Half>{});
    case Dtype::kFloat32:
      return f(TypeTag<float>{});
    case Dtype::kFloat64:
      return f(TypeTag<double>{});
    case Dtype::kComplex64:
      return f(TypeTag<Complex64>{});
    case Dtype::kComplex128:
      return f(TypeTag<Complex128>{});
  }
  __builtin_unreachable();
}

/// The code of an element type.
template <class T>
constexpr Dtype dtype_of() {
  if constexpr (std::is_same_v<T, Bool>)
    return Dtype::kBool;
  else if constexpr (std::is_same_v<T, int8_t>)
    return Dtype::kInt8;
  else if constexpr (std::is_same_v<T, uint8_t>)
    return Dtype::kUint8;
  else if constexpr (std::is_same_v<T, int16_t>)
    return Dtype::kInt16;
  else if constexpr (std::is_same_v<T, uint16_t>)
    return Dtype::kUint16;
  else if constexpr (std::is_same_v<T, int32_t>)
    return Dtype::kInt32;
  else if constexpr (std::is_same_v<T, uint32_t>)
    return Dtype::kUint32;
  else if constexpr (std::is_same_v<T, int64_t>)
    return Dtype::kInt64;
  else if constexpr (std::is_same_v<T, uint64_t>)
    return Dtype::kUint64;
  else if constexpr (std::is_same_v<T, Half>)
    return Dtype::kFloat16;
  else if constexpr (std::is_same_v<T, float>)
    return Dtype::kFloat32;
  else if constexpr (std::is_same_v<T, double>)
    return Dtype::kFloat64;
  else if constexpr (std::is_same_v<T, Complex64>)
    return Dtype::kComplex64;
  else
    return Dtype::kComplex128;
}

/// Bytes per element.
constexpr size_t itemsize(Dtype dtype) {
  constexpr uint8_t kSizes[kDtypeCount] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 2, 4, 8, 8, 16};
  return kSizes[static_cast<int>(dtype)];
}

}  // namespace fs::inline FS_ISA
