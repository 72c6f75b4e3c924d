// One face for the BLAS routines of the four floating types, whatever library provides them.
#pragma once

#include <cblas.h>

#include <cstdint>
#include <limits>

#include "core/dtype.h"

#ifdef FLOPSCOPE_SCIPY_OPENBLAS64
// The build NumPy's wheels carry: 64-bit integers, every name between "scipy_" and "64_".
#define FS_BLAS(name) scipy_##name##64_
#else
#define FS_BLAS(name) name
#endif

namespace fs::blas {

#ifdef FLOPSCOPE_SCIPY_OPENBLAS64
using Int = int64_t;
#else
using Int = int;
#endif

/// Extents and strides up to here can be handed over; one less than the greatest, as NumPy has it.
inline constexpr int64_t kMaxSize = std::numeric_limits<Int>::max() - 1;
/// Longest vector passed to one call of a dot product.
inline constexpr int64_t kChunk = std::numeric_limits<int>::max() / 2 + 1;

using Layout = decltype(CblasRowMajor);
using Transpose = decltype(CblasNoTrans);

template <class T>
inline constexpr bool has_blas = std::is_floating_point_v<T> || is_complex_v<T>;

/// Calls f(TypeTag<T>{}) with one of the four floating types that BLAS knows.
template <class F>
void dispatch_blas(Dtype dtype, F&& f) {
  if (dtype == Dtype::kFloat32) return f(TypeTag<float>{});
  if (dtype == Dtype::kFloat64) return f(TypeTag<double>{});
  if (dtype == Dtype::kComplex64) return f(TypeTag<Complex64>{});
  if (dtype == Dtype::kComplex128) return f(TypeTag<Complex128>{});
  __builtin_unreachable();
}

template <class T>
inline constexpr Complex<T> kOne{1, 0};
template <class T>
inline constexpr Complex<T> kZero{0, 0};

// Overloads for one type. `one` and `zero` are the scalars in the form the routine takes them, `prefix` its
// letter.
//
//   gemm  C = op(A)·op(B), C is m×n, k is summed          gemv  y = op(A)·x, A is m×n as stored
//   syrk  upper triangle of C = A·Aᵀ (or Aᵀ·A), n×n        axpy  y += alpha·x
#define FS_BLAS_TYPE(T, prefix, one, zero, alpha_form)                                                   \
  inline void gemm(Layout layout, Transpose ta, Transpose tb, Int m, Int n, Int k, const T* a, Int lda,  \
                   const T* b, Int ldb, T* c, Int ldc) {                                                 \
    FS_BLAS(cblas_##prefix##gemm)(layout, ta, tb, m, n, k, one, a, lda, b, ldb, zero, c, ldc);           \
  }                                                                                                      \
  inline void gemv(Layout layout, Transpose ta, Int m, Int n, const T* a, Int lda, const T* x, Int incx, \
                   T* y, Int incy) {                                                                     \
    FS_BLAS(cblas_##prefix##gemv)(layout, ta, m, n, one, a, lda, x, incx, zero, y, incy);                \
  }                                                                                                      \
  inline void syrk(Layout layout, Transpose ta, Int n, Int k, const T* a, Int lda, T* c, Int ldc) {      \
    FS_BLAS(cblas_##prefix##syrk)(layout, CblasUpper, ta, n, k, one, a, lda, zero, c, ldc);              \
  }                                                                                                      \
  inline void axpy(Int n, T alpha, const T* x, Int incx, T* y, Int incy) {                               \
    FS_BLAS(cblas_##prefix##axpy)(n, alpha_form, x, incx, y, incy);                                      \
  }
FS_BLAS_TYPE(float, s, 1.0f, 0.0f, alpha)
FS_BLAS_TYPE(double, d, 1.0, 0.0, alpha)
FS_BLAS_TYPE(Complex64, c, &kOne<float>, &kZero<float>, &alpha)
FS_BLAS_TYPE(Complex128, z, &kOne<double>, &kZero<double>, &alpha)
#undef FS_BLAS_TYPE

/// Inner product; `conjugate` applies to a complex x.
inline float dot(Int n, const float* x, Int incx, const float* y, Int incy, bool) {
  return FS_BLAS(cblas_sdot)(n, x, incx, y, incy);
}
inline double dot(Int n, const double* x, Int incx, const double* y, Int incy, bool) {
  return FS_BLAS(cblas_ddot)(n, x, incx, y, incy);
}
inline Complex64 dot(Int n, const Complex64* x, Int incx, const Complex64* y, Int incy, bool conjugate) {
  Complex64 result;
  (conjugate ? FS_BLAS(cblas_cdotc_sub) : FS_BLAS(cblas_cdotu_sub))(n, x, incx, y, incy, &result);
  return result;
}
inline Complex128 dot(Int n, const Complex128* x, Int incx, const Complex128* y, Int incy, bool conjugate) {
  Complex128 result;
  (conjugate ? FS_BLAS(cblas_zdotc_sub) : FS_BLAS(cblas_zdotu_sub))(n, x, incx, y, incy, &result);
  return result;
}

/// Threads that BLAS may use.
inline void set_threads(int count) { FS_BLAS(openblas_set_num_threads)(count); }
inline int threads() { return FS_BLAS(openblas_get_num_threads)(); }
/// Whether several threads may call it at once: one built with threads of its own, not with none or OpenMP's.
inline bool is_shared() { return FS_BLAS(openblas_get_parallel)() == 1; }

}  // namespace fs::blas
