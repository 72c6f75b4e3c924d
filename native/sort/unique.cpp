// Distinct elements by hashing. The order of the result is that of libstdc++'s table with the hash NumPy
// uses (FNV-1a over the bytes of an element), so that it agrees with NumPy's own wheels.
#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "core/error.h"
#include "sort/sort.h"

namespace fs {
namespace {

constexpr int64_t kInitialBuckets = 1024;

template <class T>
size_t fnv1a(const T& value) {
  unsigned char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  uint64_t hash = 14695981039346656037u;
  for (const unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211u;
  return hash;
}

template <class T>
bool has_nan(const T& value) {
  return value.re != value.re || value.im != value.im;
}

template <class T>
Array distinct(const Array& a, bool equal_nan) {
  const auto hash = [equal_nan](T value) -> size_t {
    if constexpr (is_complex_v<T>) {
      if (equal_nan && has_nan(value)) return 0;
      // Adding zero turns a negative zero into a positive one.
      value.re += 0;
      value.im += 0;
    }
    return fnv1a(value);
  };
  const auto equal = [equal_nan](const T& x, const T& y) {
    if constexpr (is_complex_v<T>)
      return (x.re == y.re && x.im == y.im) || (equal_nan && has_nan(x) && has_nan(y));
    else
      return x == y;
  };
  std::unordered_set<T, decltype(hash), decltype(equal)> seen(
      static_cast<size_t>(std::min(a.size(), kInitialBuckets)), hash, equal);
  const T* in = a.as<T>();
  for (int64_t i = 0; i < a.size(); i++) seen.insert(in[i]);
  Array result = empty(a.dtype, {static_cast<int64_t>(seen.size())});
  std::copy(seen.begin(), seen.end(), result.as<T>());
  return result;
}

}  // namespace

Array hashed_unique(const Array& a, bool equal_nan) {
  const Array source = as_contiguous(a, a.dtype);
  return dispatch(a.dtype, [&](auto tag) -> Array {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, Bool>)
      return distinct<uint8_t>(source, equal_nan);
    else if constexpr (is_integer_v<T> || is_complex_v<T>)
      return distinct<T>(source, equal_nan);
    else
      throw TypeError("real numbers are sorted, not hashed");
  });
}

}  // namespace fs
