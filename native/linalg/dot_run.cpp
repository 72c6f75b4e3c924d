// Inner products of vectors: BLAS for floating types, plain sums for the rest.
#include "linalg/dot_run.h"

#include <algorithm>

#include "linalg/blas.h"

namespace fs {
namespace {

template <class T>
const T& at(const std::byte* p) {
  return *reinterpret_cast<const T*>(p);
}

/// A stride BLAS takes, in elements; 0 when it takes none.
int64_t blas_stride(int64_t step, int64_t item) {
  if (step <= 0 || step % item != 0) return 0;
  return step / item <= blas::kMaxSize ? step / item : 0;
}

template <class T>
void real_dot(const std::byte* x, int64_t x_step, const std::byte* y, int64_t y_step, std::byte* out,
              int64_t n) {
  const auto incx = blas_stride(x_step, sizeof(T)), incy = blas_stride(y_step, sizeof(T));
  if (incx != 0 && incy != 0) {
    double sum = 0;
    for (int64_t done = 0; done < n; done += blas::kChunk) {
      const int64_t chunk = std::min(n - done, blas::kChunk);
      sum += blas::dot(static_cast<blas::Int>(chunk), &at<T>(x + done * x_step), static_cast<blas::Int>(incx),
                       &at<T>(y + done * y_step), static_cast<blas::Int>(incy), false);
    }
    *reinterpret_cast<T*>(out) = static_cast<T>(sum);
    return;
  }
  T sum = 0;
  for (int64_t i = 0; i < n; i++, x += x_step, y += y_step) sum += at<T>(x) * at<T>(y);
  *reinterpret_cast<T*>(out) = sum;
}

template <class T, Conjugate kind>
void complex_dot(const std::byte* x, int64_t x_step, const std::byte* y, int64_t y_step, std::byte* out,
                 int64_t n) {
  using R = decltype(T::re);
  constexpr bool conjugate = kind != Conjugate::kNo;
  const auto incx = blas_stride(x_step, sizeof(T)), incy = blas_stride(y_step, sizeof(T));
  if (incx != 0 && incy != 0) {
    double re = 0, im = 0;
    for (int64_t done = 0; done < n; done += blas::kChunk) {
      const int64_t chunk = std::min(n - done, blas::kChunk);
      const T part =
          blas::dot(static_cast<blas::Int>(chunk), &at<T>(x + done * x_step), static_cast<blas::Int>(incx),
                    &at<T>(y + done * y_step), static_cast<blas::Int>(incy), conjugate);
      re += part.re;
      im += part.im;
    }
    *reinterpret_cast<T*>(out) = {static_cast<R>(re), static_cast<R>(im)};
    return;
  }
  std::conditional_t<kind == Conjugate::kInDouble, double, R> re = 0, im = 0;
  for (int64_t i = 0; i < n; i++, x += x_step, y += y_step) {
    const T a = at<T>(x), b = at<T>(y);
    re += conjugate ? a.re * b.re + a.im * b.im : a.re * b.re - a.im * b.im;
    im += conjugate ? a.re * b.im - a.im * b.re : a.re * b.im + a.im * b.re;
  }
  *reinterpret_cast<T*>(out) = {static_cast<R>(re), static_cast<R>(im)};
}

template <class T>
void plain_dot(const std::byte* x, int64_t x_step, const std::byte* y, int64_t y_step, std::byte* out,
               int64_t n) {
  if constexpr (std::is_same_v<T, Bool>) {
    bool any = false;
    for (int64_t i = 0; i < n && !any; i++, x += x_step, y += y_step)
      any = at<T>(x).byte != 0 && at<T>(y).byte != 0;
    *reinterpret_cast<T*>(out) = Bool(any);
  } else if constexpr (std::is_same_v<T, Half>) {
    float sum = 0;
    for (int64_t i = 0; i < n; i++, x += x_step, y += y_step)
      sum += static_cast<float>(at<T>(x)) * static_cast<float>(at<T>(y));
    *reinterpret_cast<T*>(out) = Half(sum);
  } else {
    uint64_t sum = 0;  // wraps like any narrower type
    for (int64_t i = 0; i < n; i++, x += x_step, y += y_step)
      sum += static_cast<uint64_t>(at<T>(x)) * static_cast<uint64_t>(at<T>(y));
    *reinterpret_cast<T*>(out) = static_cast<T>(sum);
  }
}

}  // namespace

DotRun dot_run(Dtype dtype, Conjugate conjugate) {
  return dispatch(dtype, [conjugate](auto tag) -> DotRun {
    using T = typename decltype(tag)::type;
    if constexpr (is_complex_v<T>)
      return conjugate == Conjugate::kNo    ? complex_dot<T, Conjugate::kNo>
             : conjugate == Conjugate::kYes ? complex_dot<T, Conjugate::kYes>
                                            : complex_dot<T, Conjugate::kInDouble>;
    else if constexpr (std::is_floating_point_v<T>)
      return real_dot<T>;
    else
      return plain_dot<T>;
  });
}

}  // namespace fs
