// QR and singular value decompositions of stacks of matrices, as numpy.linalg has them.
//
// Operands are float64 or complex128; factors have the operand's dtype, singular values are float64.
// LinAlgError for operands without matrices.
#pragma once

#include <vector>

#include "core/array.h"

namespace fs {

enum class QrMode : uint8_t {
  kReduced,   ///< Q (m, min(m,n)) and R
  kComplete,  ///< Q (m, m) and R
  kR,         ///< R only
  kRaw,       ///< what geqrf leaves: R with the reflectors below it, (m, n), and their factors tau
};

/// The arrays that the mode asks for. LAPACK geqrf with orgqr or ungqr.
std::vector<Array> qr(const Array& a, QrMode mode);

enum class SvdMode : uint8_t {
  kValues,   ///< s only
  kReduced,  ///< U (m, k), s (k), Vᴴ (k, n); k = min(m, n)
  kFull,     ///< U (m, m), s (k), Vᴴ (n, n)
};

/// The arrays that the mode asks for. Throws LinAlgError when the iteration does not converge: for NaN and,
/// where vectors are asked for, infinities.
/// LAPACK gesdd.
std::vector<Array> svd(const Array& a, SvdMode mode);

}  // namespace fs
