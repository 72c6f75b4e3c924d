// Plain matrix products, row by row so that the inner loop runs over contiguous memory; compiled per
// instruction set.
#include "linalg/product_kernels.h"

#include "core/dtype.h"

namespace fs::inline FS_ISA {
namespace {

/// Rows of b that stay in cache while all rows of a pass over them.
constexpr int64_t kRowsAtOnce = 64;

template <class T>
constexpr auto arithmetic_type() {
  if constexpr (std::is_same_v<T, Bool>) {
    return uint8_t{};
  } else if constexpr (is_integer_v<T>) {
    // Unsigned, and not narrower than int: what C++ promotes to must not overflow.
    return std::conditional_t<(sizeof(T) < 4), uint32_t, std::make_unsigned_t<T>>{};
  } else {
    return T{};
  }
}

template <class T>
void product(const void* a_data, const void* b_data, void* out_data, int64_t m, int64_t n, int64_t k) {
  using W = decltype(arithmetic_type<T>());
  const auto load = [](const T& x) {
    if constexpr (std::is_same_v<T, Bool>)
      return static_cast<W>(x.byte != 0);
    else
      return static_cast<W>(x);
  };
  const auto store = [](W x) {
    if constexpr (std::is_same_v<T, Bool>)
      return Bool(x != 0);
    else
      return static_cast<T>(x);
  };
  const auto fuse = [](W sum, W x, W y) {
    if constexpr (std::is_same_v<T, Bool>)
      return static_cast<W>(sum | (x & y));
    else
      return static_cast<W>(sum + x * y);
  };
  const T* a = static_cast<const T*>(a_data);
  const T* b = static_cast<const T*>(b_data);
  T* out = static_cast<T*>(out_data);
  if (n == 1) {
    for (int64_t i = 0; i < m; i++, a += k) {
      W sum = 0;
      for (int64_t p = 0; p < k; p++) sum = fuse(sum, load(a[p]), load(b[p]));
      out[i] = store(sum);
    }
    return;
  }
  for (int64_t i = 0; i < m * n; i++) out[i] = store(W{0});
  for (int64_t first = 0; first < k; first += kRowsAtOnce) {
    const int64_t last = first + kRowsAtOnce < k ? first + kRowsAtOnce : k;
    for (int64_t i = 0; i < m; i++) {
      T* __restrict to = out + i * n;
      for (int64_t p = first; p < last; p++) {
        const W factor = load(a[i * k + p]);
        const T* __restrict row = b + p * n;
        for (int64_t j = 0; j < n; j++) to[j] = store(fuse(load(to[j]), factor, load(row[j])));
      }
    }
  }
}

}  // namespace

PlainProduct select_product(int dtype) {
  switch (static_cast<Dtype>(dtype)) {
    case Dtype::kBool:
      return product<Bool>;
    case Dtype::kInt8:
      return product<int8_t>;
    case Dtype::kUint8:
      return product<uint8_t>;
    case Dtype::kInt16:
      return product<int16_t>;
    case Dtype::kUint16:
      return product<uint16_t>;
    case Dtype::kInt32:
      return product<int32_t>;
    case Dtype::kUint32:
      return product<uint32_t>;
    case Dtype::kInt64:
      return product<int64_t>;
    case Dtype::kUint64:
      return product<uint64_t>;
    default:
      return product<float>;
  }
}

}  // namespace fs::inline FS_ISA
