// Eigenvalues and eigenvectors of stacks of square matrices, as numpy.linalg has them.
//
// Operands are float64 or complex128. LinAlgError for operands that are no stacks of square matrices, and
// when an iteration does not converge.
#pragma once

#include <vector>

#include "core/array.h"

namespace fs {

/// Eigenvalues (n) and, if asked for, right eigenvectors (n, n) in columns, of general matrices. The results
/// are real (float64) if the operand is and no eigenvalue of the stack has an imaginary part, otherwise
/// complex128. Elements must be finite. LAPACK geev.
std::vector<Array> eig(const Array& a, bool vectors);

/// Ascending eigenvalues (n), float64, and, if asked for, eigenvectors (n, n) of the operand's dtype, of
/// Hermitian matrices of which one triangle is read. LAPACK syevd or heevd.
std::vector<Array> eigh(const Array& a, bool upper, bool vectors);

}  // namespace fs
