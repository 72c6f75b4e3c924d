// The generalised ufuncs of linear algebra: stacks of products, by BLAS or in plain loops.
#include "linalg/matmul.h"

#include "core/convert.h"
#include "core/error.h"
#include "core/isa.h"
#include "linalg/blas.h"
#include "linalg/blas_product.h"
#include "linalg/dot_run.h"
#include "linalg/product_kernels.h"
#include "linalg/stack.h"

namespace fs {

namespace baseline {
PlainProduct select_product(int dtype);
}
namespace avx2 {
PlainProduct select_product(int dtype);
}
namespace avx512 {
PlainProduct select_product(int dtype);
}

PlainProduct plain_product(int dtype) {
  static const auto select =
      for_isa(&baseline::select_product, &avx2::select_product, &avx512::select_product);
  return select(dtype);
}

namespace {

bool is_blas_dtype(Dtype dtype) { return dtype >= Dtype::kFloat32; }

Array in_dtype(const Array& a, Dtype dtype) { return a.dtype == dtype ? a : copy(a, dtype); }

/// Number of last axes an operand or result brings to the product; matmul takes vectors as well.
struct Cores {
  int a, b, out;
};

Cores cores_of(StackedProduct product, const Array& a, const Array& b) {
  switch (product) {
    case StackedProduct::kMatmul: {
      const int left = std::min(a.ndim(), 2), right = std::min(b.ndim(), 2);
      return {left, right, left + right - 2};
    }
    case StackedProduct::kVecdot:
      return {1, 1, 0};
    case StackedProduct::kMatvec:
      return {2, 1, 1};
    case StackedProduct::kVecmat:
      return {1, 2, 1};
  }
  __builtin_unreachable();
}

/// The layout all four share once a vector is taken for a matrix of one row or column.
MatrixLayout layout_of(const Cores& cores, const Array& a, const Array& b, const Array& out) {
  const bool has_row = cores.a == 2, has_column = cores.b == 2;
  MatrixLayout l{};
  l.k = extent_from_end(a, 1);
  l.x_column = stride_from_end(a, 1);
  if (has_row) l.m = extent_from_end(a, 2), l.x_row = stride_from_end(a, 2);
  if (!has_row) l.m = 1;
  l.y_row = stride_from_end(b, has_column ? 2 : 1);
  if (has_column) l.n = extent_from_end(b, 1), l.y_column = stride_from_end(b, 1);
  if (!has_column) l.n = 1;
  if (has_row) l.out_row = stride_from_end(out, has_column ? 2 : 1);
  if (has_column) l.out_column = stride_from_end(out, 1);
  return l;
}

/// matmul of dtypes BLAS does not know; everything contiguous.
void plain_matmul(const Array& a, const Array& b, const Cores& cores, const MatrixLayout& l,
                  const Array& out) {
  const PlainProduct kernel = plain_product(static_cast<int>(out.dtype));
  for_each_pair(
      a, cores.a, b, cores.b, out, cores.out,
      [&](const std::byte* x, const std::byte* y, std::byte* to) { kernel(x, y, to, l.m, l.n, l.k); });
}

void matmul(const Array& a, const Array& b, const Cores& cores, const Array& out) {
  const MatrixLayout l = layout_of(cores, a, b, out);
  if (out.dtype == Dtype::kFloat16) {
    // Sums are taken in float32 and rounded once.
    const Array wide = empty(Dtype::kFloat32, out.shape);
    plain_matmul(copy(a, Dtype::kFloat32, Order::kC), copy(b, Dtype::kFloat32, Order::kC), cores, l, wide);
    assign(out, wide);
  } else if (!is_blas_dtype(out.dtype)) {
    plain_matmul(as_contiguous(a, a.dtype), as_contiguous(b, b.dtype), cores, l, out);
  } else {
    for_each_pair(
        a, cores.a, b, cores.b, out, cores.out,
        [&](const std::byte* x, const std::byte* y, std::byte* to) { blas_product(out.dtype, l, x, y, to); });
  }
}

/// matvec, and vecmat seen as the transposed matrix times the (conjugated) vector.
void matrix_vector(const Array& matrix, bool is_transposed, const Array& vector, const Array& out) {
  VectorLayout l{};
  l.rows = extent_from_end(matrix, is_transposed ? 1 : 2);
  l.columns = extent_from_end(matrix, is_transposed ? 2 : 1);
  l.row_step = stride_from_end(matrix, is_transposed ? 1 : 2);
  l.column_step = stride_from_end(matrix, is_transposed ? 2 : 1);
  l.vector_step = stride_from_end(vector, 1);
  l.out_step = stride_from_end(out, 1);
  const bool is_blas = is_blas_dtype(out.dtype) && is_blas_vector_product(out.dtype, l);
  const DotRun run = dot_run(out.dtype, is_transposed ? Conjugate::kInDouble : Conjugate::kNo);
  for_each_pair(matrix, 2, vector, 1, out, 1, [&](const std::byte* x, const std::byte* y, std::byte* to) {
    if (is_blas) return blas_vector_product(out.dtype, l, x, y, to, is_transposed);
    for (int64_t i = 0; i < l.rows; i++) {
      const std::byte* row = x + i * l.row_step;
      // The vector comes first where it is to be conjugated.
      if (is_transposed)
        run(y, l.vector_step, row, l.column_step, to + i * l.out_step, l.columns);
      else
        run(row, l.column_step, y, l.vector_step, to + i * l.out_step, l.columns);
    }
  });
}

void vecdot(const Array& a, const Array& b, const Array& out) {
  const DotRun run = dot_run(out.dtype, Conjugate::kInDouble);
  const int64_t n = extent_from_end(a, 1), a_step = stride_from_end(a, 1), b_step = stride_from_end(b, 1);
  for_each_pair(a, 1, b, 1, out, 0, [&](const std::byte* x, const std::byte* y, std::byte* to) {
    run(x, a_step, y, b_step, to, n);
  });
}

/// True when results can be written into `out` as they are computed.
bool takes_results(const Array& out, Dtype dtype, const Cores& cores, const Array& a, const Array& b) {
  if (out.dtype != dtype || may_overlap(out, a) || may_overlap(out, b)) return false;
  const auto item = static_cast<int64_t>(out.item());
  if (!is_blas_dtype(dtype)) return out.is_c_contiguous();
  if (cores.out == 1) return stride_from_end(out, 1) > 0 && stride_from_end(out, 1) % item == 0;
  if (cores.out == 0) return true;
  const int64_t row = stride_from_end(out, 2), column = stride_from_end(out, 1);
  return is_blas_matrix(row, column, extent_from_end(out, 1), item) ||
         is_blas_matrix(column, row, extent_from_end(out, 2), item);
}

}  // namespace

Array stacked_product(StackedProduct product, const Array& first, const Array& second, Dtype dtype,
                      const Array* out) {
  const Array a = in_dtype(first, dtype), b = in_dtype(second, dtype);
  const Cores cores = cores_of(product, a, b);
  if (extent_from_end(a, 1) != extent_from_end(b, cores.b))
    throw ValueError("the extents summed over differ: " + std::to_string(extent_from_end(a, 1)) + " and " +
                     std::to_string(extent_from_end(b, cores.b)));
  const Array a_stack = leading(a, cores.a), b_stack = leading(b, cores.b);
  Dims shape = broadcast_shapes({&a_stack.shape, &b_stack.shape});
  if (out != nullptr) shape.assign(out->shape.begin(), out->shape.end() - cores.out);
  if (cores.a == 2) shape.push_back(extent_from_end(a, 2));
  if (cores.b == 2) shape.push_back(extent_from_end(b, 1));

  const bool is_direct = out != nullptr && takes_results(*out, dtype, cores, a, b);
  const Array result = is_direct ? *out : empty(dtype, shape);
  if (result.size() > 0) {
    if (product == StackedProduct::kMatmul)
      matmul(a, b, cores, result);
    else if (product == StackedProduct::kVecdot)
      vecdot(a, b, result);
    else
      matrix_vector(product == StackedProduct::kMatvec ? a : b, product == StackedProduct::kVecmat,
                    product == StackedProduct::kMatvec ? b : a, result);
  }
  if (out == nullptr) return result;
  if (!is_direct) assign(*out, result);
  return *out;
}

void set_blas_threads(int count) { blas::set_threads(count); }

}  // namespace fs
