// One face for the LAPACK drivers of the two double-precision types. NumPy computes all of linear algebra in
// double precision and rounds results afterwards, so there are no single-precision rows.
#pragma once

#include "linalg/blas.h"

#ifdef FLOPSCOPE_SCIPY_OPENBLAS64
#define FS_LAPACK(name) scipy_##name##_64_
#else
#define FS_LAPACK(name) name##_
#endif

namespace fs::lapack {

using blas::Int;
/// Hidden argument of Fortran routines: the length of a character argument.
using Length = size_t;

/// The real type of a matrix's norms, eigenvalues and singular values.
using Real = double;

// Fortran interfaces. T is double or Complex128; every matrix is column-major, `info` is 0 on success.
//
//   gesv   LU and solution        getrf  LU              potrf  Cholesky       gesdd  singular values
//   geqrf  Householder QR         gqr    Q of geqrf      evd    Hermitian eigenvalues (syevd, heevd)
//   geev   general eigenvalues    gelsd  least squares by singular values
extern "C" {
#define FS_LAPACK_TYPE(T, prefix, gqr)                                                                      \
  void FS_LAPACK(prefix##gesv)(const Int* n, const Int* nrhs, T* a, const Int* lda, Int* pivots, T* b,      \
                               const Int* ldb, Int* info);                                                  \
  void FS_LAPACK(prefix##getrf)(const Int* m, const Int* n, T* a, const Int* lda, Int* pivots, Int* info);  \
  void FS_LAPACK(prefix##potrf)(const char* uplo, const Int* n, T* a, const Int* lda, Int* info, Length);   \
  void FS_LAPACK(prefix##geqrf)(const Int* m, const Int* n, T* a, const Int* lda, T* tau, T* work,          \
                                const Int* lwork, Int* info);                                               \
  void FS_LAPACK(prefix##gqr)(const Int* m, const Int* n, const Int* k, T* a, const Int* lda, const T* tau, \
                              T* work, const Int* lwork, Int* info);
FS_LAPACK_TYPE(double, d, orgqr)
FS_LAPACK_TYPE(Complex128, z, ungqr)
#undef FS_LAPACK_TYPE

// Here the complex routines take real workspace besides.
void FS_LAPACK(dsyevd)(const char* job, const char* uplo, const Int* n, double* a, const Int* lda, double* w,
                       double* work, const Int* lwork, Int* iwork, const Int* liwork, Int* info, Length,
                       Length);
void FS_LAPACK(zheevd)(const char* job, const char* uplo, const Int* n, Complex128* a, const Int* lda,
                       double* w, Complex128* work, const Int* lwork, double* rwork, const Int* lrwork,
                       Int* iwork, const Int* liwork, Int* info, Length, Length);
void FS_LAPACK(dgeev)(const char* left, const char* right, const Int* n, double* a, const Int* lda,
                      double* re, double* im, double* vl, const Int* ldvl, double* vr, const Int* ldvr,
                      double* work, const Int* lwork, Int* info, Length, Length);
void FS_LAPACK(zgeev)(const char* left, const char* right, const Int* n, Complex128* a, const Int* lda,
                      Complex128* w, Complex128* vl, const Int* ldvl, Complex128* vr, const Int* ldvr,
                      Complex128* work, const Int* lwork, double* rwork, Int* info, Length, Length);
void FS_LAPACK(dgesdd)(const char* job, const Int* m, const Int* n, double* a, const Int* lda, double* s,
                       double* u, const Int* ldu, double* vt, const Int* ldvt, double* work, const Int* lwork,
                       Int* iwork, Int* info, Length);
void FS_LAPACK(zgesdd)(const char* job, const Int* m, const Int* n, Complex128* a, const Int* lda, double* s,
                       Complex128* u, const Int* ldu, Complex128* vt, const Int* ldvt, Complex128* work,
                       const Int* lwork, double* rwork, Int* iwork, Int* info, Length);
void FS_LAPACK(dgelsd)(const Int* m, const Int* n, const Int* nrhs, double* a, const Int* lda, double* b,
                       const Int* ldb, double* s, const double* rcond, Int* rank, double* work,
                       const Int* lwork, Int* iwork, Int* info);
void FS_LAPACK(zgelsd)(const Int* m, const Int* n, const Int* nrhs, Complex128* a, const Int* lda,
                       Complex128* b, const Int* ldb, double* s, const double* rcond, Int* rank,
                       Complex128* work, const Int* lwork, double* rwork, Int* iwork, Int* info);
}

// Overloads by type; they return `info`.
#define FS_LAPACK_TYPE(T, prefix, gqr_name)                                              \
  inline Int gesv(Int n, Int nrhs, T* a, Int lda, Int* pivots, T* b, Int ldb) {          \
    Int info;                                                                            \
    FS_LAPACK(prefix##gesv)(&n, &nrhs, a, &lda, pivots, b, &ldb, &info);                 \
    return info;                                                                         \
  }                                                                                      \
  inline Int getrf(Int n, T* a, Int lda, Int* pivots) {                                  \
    Int info;                                                                            \
    FS_LAPACK(prefix##getrf)(&n, &n, a, &lda, pivots, &info);                            \
    return info;                                                                         \
  }                                                                                      \
  inline Int potrf(char uplo, Int n, T* a, Int lda) {                                    \
    Int info;                                                                            \
    FS_LAPACK(prefix##potrf)(&uplo, &n, a, &lda, &info, 1);                              \
    return info;                                                                         \
  }                                                                                      \
  inline Int geqrf(Int m, Int n, T* a, Int lda, T* tau, T* work, Int lwork) {            \
    Int info;                                                                            \
    FS_LAPACK(prefix##geqrf)(&m, &n, a, &lda, tau, work, &lwork, &info);                 \
    return info;                                                                         \
  }                                                                                      \
  inline Int gqr(Int m, Int n, Int k, T* a, Int lda, const T* tau, T* work, Int lwork) { \
    Int info;                                                                            \
    FS_LAPACK(gqr_name)(&m, &n, &k, a, &lda, tau, work, &lwork, &info);                  \
    return info;                                                                         \
  }
FS_LAPACK_TYPE(double, d, dorgqr)
FS_LAPACK_TYPE(Complex128, z, zungqr)
#undef FS_LAPACK_TYPE

/// Sizes of workspace: elements of the matrix's type, real numbers (complex drivers only) and integers. All
/// -1 asks a driver for what it wants, which it leaves in the first element of each.
struct Sizes {
  Int work = -1, real = -1, integer = -1;
};

inline Int evd(char job, char uplo, Int n, double* a, Int lda, double* w, double* work, double*, Int* iwork,
               const Sizes& sizes) {
  Int info;
  FS_LAPACK(dsyevd)(&job, &uplo, &n, a, &lda, w, work, &sizes.work, iwork, &sizes.integer, &info, 1, 1);
  return info;
}
inline Int evd(char job, char uplo, Int n, Complex128* a, Int lda, double* w, Complex128* work, double* rwork,
               Int* iwork, const Sizes& sizes) {
  Int info;
  FS_LAPACK(zheevd)
  (&job, &uplo, &n, a, &lda, w, work, &sizes.work, rwork, &sizes.real, iwork, &sizes.integer, &info, 1, 1);
  return info;
}

/// Right eigenvectors only, if `job` is 'V'. `w` holds the real parts followed by the imaginary parts; rwork
/// (2n) is unused.
inline Int geev(char job, Int n, double* a, Int lda, double* w, double* vectors, Int ldv, double* work,
                Int lwork, double*) {
  Int info;
  double none;
  const char left = 'N';
  const Int one = 1;
  FS_LAPACK(dgeev)
  (&left, &job, &n, a, &lda, w, w + n, &none, &one, vectors, &ldv, work, &lwork, &info, 1, 1);
  return info;
}
inline Int geev(char job, Int n, Complex128* a, Int lda, Complex128* w, Complex128* vectors, Int ldv,
                Complex128* work, Int lwork, double* rwork) {
  Int info;
  Complex128 none;
  const char left = 'N';
  const Int one = 1;
  FS_LAPACK(zgeev)
  (&left, &job, &n, a, &lda, w, &none, &one, vectors, &ldv, work, &lwork, rwork, &info, 1, 1);
  return info;
}

inline Int gesdd(char job, Int m, Int n, double* a, Int lda, double* s, double* u, Int ldu, double* vt,
                 Int ldvt, double* work, Int lwork, double*, Int* iwork) {
  Int info;
  FS_LAPACK(dgesdd)(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &lwork, iwork, &info, 1);
  return info;
}
inline Int gesdd(char job, Int m, Int n, Complex128* a, Int lda, double* s, Complex128* u, Int ldu,
                 Complex128* vt, Int ldvt, Complex128* work, Int lwork, double* rwork, Int* iwork) {
  Int info;
  FS_LAPACK(zgesdd)(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &lwork, rwork, iwork, &info, 1);
  return info;
}

inline Int gelsd(Int m, Int n, Int nrhs, double* a, Int lda, double* b, Int ldb, double* s, double rcond,
                 Int* rank, double* work, Int lwork, double*, Int* iwork) {
  Int info;
  FS_LAPACK(dgelsd)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rcond, rank, work, &lwork, iwork, &info);
  return info;
}
inline Int gelsd(Int m, Int n, Int nrhs, Complex128* a, Int lda, Complex128* b, Int ldb, double* s,
                 double rcond, Int* rank, Complex128* work, Int lwork, double* rwork, Int* iwork) {
  Int info;
  FS_LAPACK(zgelsd)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rcond, rank, work, &lwork, rwork, iwork, &info);
  return info;
}

/// A workspace size as a driver reports it.
inline Int reported(double size) { return static_cast<Int>(size); }
inline Int reported(const Complex128& size) { return static_cast<Int>(size.re); }

}  // namespace fs::lapack
