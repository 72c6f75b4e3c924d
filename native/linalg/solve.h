// Linear systems, inverses, determinants and Cholesky factors of stacks of matrices, as numpy.linalg has
// them.
//
// Operands are float64 or complex128 and so are results: callers convert. LinAlgError for operands that are
// not stacks of (square) matrices.
#pragma once

#include <utility>

#include "core/array.h"

namespace fs {

/// x of a·x = b: (n,n),(n,k)->(n,k), or (n,n),(n)->(n) where `b` has one axis. Both have one dtype. Throws
/// LinAlgError for a singular matrix, ValueError for shapes that do not fit. LAPACK gesv.
Array solve(const Array& a, const Array& b);

/// (n,n)->(n,n). A singular matrix is a LinAlgError or, if `lenient`, has an inverse of NaN. LAPACK gesv.
Array inverse(const Array& a, bool lenient);

/// Sign (of modulus 1, or 0) and logarithm of the absolute value of determinants: (n,n)->(),(). LAPACK getrf.
std::pair<Array, Array> log_determinant(const Array& a);

/// (n,n)->(). LAPACK getrf.
Array determinant(const Array& a);

/// The lower triangle L with a = L·Lᴴ from the lower half of `a`, or U with a = Uᴴ·U from the upper half.
/// Throws LinAlgError unless positive definite. LAPACK potrf.
Array cholesky(const Array& a, bool upper);

/// Solution, squared residuals, rank and singular values of a least-squares problem.
struct LeastSquares {
  Array x;          ///< (n, k)
  Array residuals;  ///< (k); NaN where the rank is below n or m < n
  int64_t rank;
  Array singular;  ///< (min(m, n)), float64
};

/// Minimises |b - a·x| for matrices a (m, n) and b (m, k), k > 0, of one dtype; singular values at or below
/// `rcond` times the greatest count as zero. Throws LinAlgError when the iteration does not converge, as for
/// elements of `a` that are not finite. LAPACK
/// gelsd.
LeastSquares least_squares(const Array& a, const Array& b, double rcond);

}  // namespace fs
