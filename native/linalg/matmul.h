// Matrix products, stacked or not.
#pragma once

#include "core/array.h"

namespace fs {

/// The generalised ufuncs; x is the stack of first operands. vecdot and vecmat conjugate x.
enum class StackedProduct : uint8_t {
  kMatmul,  ///< (m?,k),(k,n?)->(m?,n?)
  kVecdot,  ///< (k),(k)->()
  kMatvec,  ///< (m,k),(k)->(m)
  kVecmat,  ///< (k),(k,n)->(n)
};

/// numpy.matmul, vecdot, matvec or vecmat, computed in `dtype` and, unless null, written to `out` (casting
/// 'unsafe'), whose leading axes may be more than the operands broadcast to. Results agree with NumPy's on
/// the same BLAS to the last bit. Returns the new array or `*out`. Throws ValueError for shapes that do not
/// fit.
Array stacked_product(StackedProduct product, const Array& a, const Array& b, Dtype dtype,
                      const Array* out = nullptr);

/// numpy.dot, computed in `dtype`: the sum over the last axis of `a` and the last but one of `b`. An operand
/// without axes scales the other. Throws ValueError when extents differ.
Array dot(const Array& a, const Array& b, Dtype dtype);

/// numpy.vdot of two vectors of one length: a 0-d array.
Array vdot(const Array& a, const Array& b, Dtype dtype);

/// Number of threads BLAS may use.
void set_blas_threads(int count);

}  // namespace fs
