// One matrix product on BLAS: which routine NumPy's matmul picks for given extents and strides.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/dtype.h"

namespace fs {

/// Extents and strides (bytes) of out[m×n] = x[m×k]·y[k×n].
struct MatrixLayout {
  int64_t m, n, k;
  int64_t x_row, x_column, y_row, y_column, out_row, out_column;
};

/// True when BLAS reads (or writes) a matrix of these strides in place, row by row.
bool is_blas_matrix(int64_t row_step, int64_t column_step, int64_t columns, int64_t item);

/// The product of matrices of a floating or complex dtype. The result must be writable by BLAS unless an
/// extent is 1 or 0; operands may have any strides and are copied where BLAS cannot read them.
void blas_product(Dtype dtype, const MatrixLayout& layout, const std::byte* x, const std::byte* y,
                  std::byte* out);

/// y = A·x or xᵀ·A for matvec and vecmat: a vector (of a positive stride) times a matrix BLAS can read, both
/// extents above 1. `conjugate` applies to a complex vector.
struct VectorLayout {
  int64_t rows, columns;  ///< of the matrix as it multiplies: result has `rows` elements
  int64_t row_step, column_step, vector_step, out_step;
};
bool is_blas_vector_product(Dtype dtype, const VectorLayout& layout);
void blas_vector_product(Dtype dtype, const VectorLayout& layout, const std::byte* matrix,
                         const std::byte* vector, std::byte* out, bool conjugate);

}  // namespace fs
