// Picks gemm, syrk, gemv or dot by NumPy's rules, which decide the last bits of results.
#include "linalg/blas_product.h"

#include <cstdlib>

#include "core/array.h"
#include "linalg/blas.h"
#include "linalg/dot_run.h"

namespace fs {
namespace {

template <class T>
const T* in(const std::byte* p) {
  return reinterpret_cast<const T*>(p);
}

/// A product by sums of products in place: outer products, and vectors BLAS cannot read.
template <class T>
void summed_product(const MatrixLayout& l, const std::byte* x, const std::byte* y, std::byte* out) {
  for (int64_t i = 0; i < l.m; i++) {
    for (int64_t j = 0; j < l.n; j++) {
      const std::byte *a = x + i * l.x_row, *b = y + j * l.y_column;
      T sum{};
      for (int64_t p = 0; p < l.k; p++, a += l.x_column, b += l.y_row) {
        const T u = *in<T>(a), v = *in<T>(b);
        if constexpr (is_complex_v<T>) {
          sum.re += u.re * v.re - u.im * v.im;
          sum.im += u.re * v.im + u.im * v.re;
        } else {
          sum += u * v;
        }
      }
      *reinterpret_cast<T*>(out + i * l.out_row + j * l.out_column) = sum;
    }
  }
}

template <class T>
void matrix_vector(int64_t rows, int64_t columns, const std::byte* matrix, int64_t row_step,
                   int64_t column_step, const std::byte* vector, int64_t vector_step, std::byte* out,
                   int64_t out_step) {
  constexpr int64_t item = sizeof(T);
  const bool by_rows = is_blas_matrix(row_step, column_step, columns, item);
  // Either way the matrix is handed over transposed, so that BLAS sums along memory where rows are
  // contiguous.
  blas::gemv(by_rows ? CblasColMajor : CblasRowMajor, CblasTrans, static_cast<blas::Int>(columns),
             static_cast<blas::Int>(rows), in<T>(matrix),
             static_cast<blas::Int>((by_rows ? row_step : column_step) / item), in<T>(vector),
             static_cast<blas::Int>(vector_step / item), reinterpret_cast<T*>(out),
             static_cast<blas::Int>(out_step / item));
}

template <class T>
void matrix_matrix(const MatrixLayout& l, const std::byte* x, const std::byte* y, std::byte* out) {
  constexpr int64_t item = sizeof(T);
  const bool x_rows = is_blas_matrix(l.x_row, l.x_column, l.k, item);
  const bool y_rows = is_blas_matrix(l.y_row, l.y_column, l.n, item);
  const auto ldx = static_cast<blas::Int>((x_rows ? l.x_row : l.x_column) / item);
  const auto ldy = static_cast<blas::Int>((y_rows ? l.y_row : l.y_column) / item);
  const auto ldo = static_cast<blas::Int>(l.out_row / item);
  const auto m = static_cast<blas::Int>(l.m), n = static_cast<blas::Int>(l.n),
             k = static_cast<blas::Int>(l.k);
  T* to = reinterpret_cast<T*>(out);
  const bool is_own_transpose =
      x == y && l.m == l.n && l.x_row == l.y_column && l.x_column == l.y_row && x_rows != y_rows;
  if (!is_own_transpose) {
    blas::gemm(CblasRowMajor, x_rows ? CblasNoTrans : CblasTrans, y_rows ? CblasNoTrans : CblasTrans, m, n, k,
               in<T>(x), ldx, in<T>(y), ldy, to, ldo);
    return;
  }
  blas::syrk(CblasRowMajor, x_rows ? CblasNoTrans : CblasTrans, n, k, in<T>(x), x_rows ? ldx : ldy, to, ldo);
  for (int64_t i = 0; i < l.m; i++) {
    for (int64_t j = i + 1; j < l.n; j++) to[j * ldo + i] = to[i * ldo + j];
  }
}

/// A copy that BLAS can read, with the axis of smaller stride contiguous.
Array readable_copy(Dtype dtype, int64_t rows, int64_t columns, int64_t row_step, int64_t column_step,
                    const std::byte* data) {
  Array view;
  view.dtype = dtype;
  view.shape = {rows, columns};
  view.strides = {row_step, column_step};
  view.data = const_cast<std::byte*>(data);
  return copy(view, dtype, std::abs(row_step) < std::abs(column_step) ? Order::kF : Order::kC);
}

bool is_readable(int64_t rows, int64_t columns, int64_t row_step, int64_t column_step, int64_t item) {
  return is_blas_matrix(row_step, column_step, columns, item) ||
         is_blas_matrix(column_step, row_step, rows, item);
}

bool is_readable_vector(int64_t step, int64_t item) { return is_blas_matrix(step, item, 1, item); }

template <class T>
void general(const MatrixLayout& layout, const std::byte* x, const std::byte* y, std::byte* out) {
  constexpr int64_t item = sizeof(T);
  MatrixLayout l = layout;
  Array x_copy, y_copy;
  if (!is_readable(l.m, l.k, l.x_row, l.x_column, item)) {
    x_copy = readable_copy(dtype_of<T>(), l.m, l.k, l.x_row, l.x_column, x);
    l.x_row = x_copy.strides[0], l.x_column = x_copy.strides[1], x = x_copy.data;
  }
  if (!is_readable(l.k, l.n, l.y_row, l.y_column, item)) {
    y_copy = readable_copy(dtype_of<T>(), l.k, l.n, l.y_row, l.y_column, y);
    l.y_row = y_copy.strides[0], l.y_column = y_copy.strides[1], y = y_copy.data;
  }
  if (is_blas_matrix(l.out_column, l.out_row, l.m, item)) {
    // Written by columns: the transposed product, written by rows.
    matrix_matrix<T>({l.n, l.m, l.k, l.y_column, l.y_row, l.x_column, l.x_row, l.out_column, l.out_row}, y, x,
                     out);
  } else {
    matrix_matrix<T>(l, x, y, out);
  }
}

template <class T>
void product(const MatrixLayout& l, const std::byte* x, const std::byte* y, std::byte* out) {
  constexpr int64_t item = sizeof(T);
  const bool is_small = l.m == 0 || l.n == 0 || l.k == 0;
  const bool is_big = l.m > blas::kMaxSize || l.n > blas::kMaxSize || l.k > blas::kMaxSize;
  if (is_small || is_big) return summed_product<T>(l, x, y, out);
  if (l.m != 1 && l.n != 1 && l.k != 1) return general<T>(l, x, y, out);
  if (l.m == 1 && l.n == 1) return dot_run(dtype_of<T>())(x, l.x_column, y, l.y_row, out, l.k);
  if (l.k == 1) return summed_product<T>(l, x, y, out);
  if (l.m == 1 && is_readable(l.k, l.n, l.y_row, l.y_column, item) && is_readable_vector(l.x_column, item)) {
    return matrix_vector<T>(l.n, l.k, y, l.y_column, l.y_row, x, l.x_column, out, l.out_column);
  }
  if (l.n == 1 && is_readable(l.m, l.k, l.x_row, l.x_column, item) && is_readable_vector(l.y_row, item)) {
    return matrix_vector<T>(l.m, l.k, x, l.x_row, l.x_column, y, l.y_row, out, l.out_row);
  }
  summed_product<T>(l, x, y, out);
}

}  // namespace

bool is_blas_matrix(int64_t row_step, int64_t column_step, int64_t columns, int64_t item) {
  return column_step == item && row_step % item == 0 && row_step / item >= columns &&
         row_step / item <= blas::kMaxSize;
}

void blas_product(Dtype dtype, const MatrixLayout& layout, const std::byte* x, const std::byte* y,
                  std::byte* out) {
  blas::dispatch_blas(dtype, [&](auto tag) { product<typename decltype(tag)::type>(layout, x, y, out); });
}

bool is_blas_vector_product(Dtype dtype, const VectorLayout& l) {
  const auto item = static_cast<int64_t>(itemsize(dtype));
  return l.rows > 1 && l.columns > 1 && l.rows <= blas::kMaxSize && l.columns <= blas::kMaxSize &&
         is_readable(l.rows, l.columns, l.row_step, l.column_step, item) &&
         is_readable_vector(l.vector_step, item);
}

void blas_vector_product(Dtype dtype, const VectorLayout& l, const std::byte* matrix, const std::byte* vector,
                         std::byte* out, bool conjugate) {
  blas::dispatch_blas(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    constexpr int64_t item = sizeof(T);
    if (!is_complex_v<T> || !conjugate) {
      return matrix_vector<T>(l.rows, l.columns, matrix, l.row_step, l.column_step, vector, l.vector_step,
                              out, l.out_step);
    }
    // gemv cannot conjugate its vector; gemm can, as a matrix of one row that is stored as a column.
    const bool by_columns = is_blas_matrix(l.column_step, l.row_step, l.rows, item);
    blas::gemm(CblasRowMajor, CblasConjTrans, by_columns ? CblasNoTrans : CblasTrans, 1,
               static_cast<blas::Int>(l.rows), static_cast<blas::Int>(l.columns), in<T>(vector),
               static_cast<blas::Int>(l.vector_step / item), in<T>(matrix),
               static_cast<blas::Int>((by_columns ? l.column_step : l.row_step) / item),
               reinterpret_cast<T*>(out), static_cast<blas::Int>(l.rows));
  });
}

}  // namespace fs
