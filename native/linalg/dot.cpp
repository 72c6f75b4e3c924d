// numpy.dot and vdot: the routines NumPy calls for one or two dimensions, sums of pairs beyond.
#include <algorithm>
#include <string>

#include "core/error.h"
#include "linalg/blas.h"
#include "linalg/blas_product.h"
#include "linalg/dot_run.h"
#include "linalg/matmul.h"

namespace fs {
namespace {

/// Multiplications from which products of more dimensions go to gemm, after moving axes, instead of pair by
/// pair.
constexpr int64_t kGemmWork = int64_t{1} << 20;

Array in_dtype(const Array& a, Dtype dtype) { return a.dtype == dtype ? a : copy(a, dtype); }

/// Strides the level 1 and 2 routines take as they are.
bool has_blas_strides(const Array& a) {
  const auto item = static_cast<int64_t>(a.item());
  for (int i = 0; i < a.ndim(); i++) {
    if (a.strides[i] < 0 || a.strides[i] % item != 0) return false;
    if (a.strides[i] == 0 && a.shape[i] > 1) return false;
  }
  return true;
}

enum class Form : uint8_t { kScalar, kColumn, kRow, kMatrix };

Form form_of(const Array& a) {
  if (a.ndim() == 0) return Form::kScalar;
  if (a.ndim() == 1) return a.shape[0] > 1 ? Form::kColumn : Form::kScalar;
  if (a.shape[0] > 1) return a.shape[1] == 1 ? Form::kColumn : Form::kMatrix;
  return a.shape[1] == 1 ? Form::kScalar : Form::kRow;
}

Array one_segment(const Array& a) {
  return a.is_c_contiguous() || a.is_f_contiguous() ? a : copy(a, a.dtype, Order::kC);
}

/// out += factor·a, over vectors and matrices.
template <class T>
void scale(const Array& a, Form form, T factor, int64_t n, const Array& out) {
  constexpr int64_t item = sizeof(T);
  const auto run = [&](int64_t length, const std::byte* from, int64_t step, std::byte* to, int64_t out_step) {
    blas::axpy(static_cast<blas::Int>(length), factor, reinterpret_cast<const T*>(from),
               static_cast<blas::Int>(step / item), reinterpret_cast<T*>(to),
               static_cast<blas::Int>(out_step / item));
  };
  if (form != Form::kMatrix) {
    const int64_t step = form == Form::kRow ? a.strides[1] : a.ndim() > 0 ? a.strides[0] : 0;
    return run(n, a.data, step, out.data, item);
  }
  const int longer = a.shape[0] >= a.shape[1] ? 0 : 1, other = 1 - longer;
  for (int64_t i = 0; i < a.shape[other]; i++) {
    run(a.shape[longer], a.data + i * a.strides[other], a.strides[longer], out.data + i * out.strides[other],
        out.strides[longer]);
  }
}

template <class T>
T times(T x, T y) {
  if constexpr (is_complex_v<T>)
    return {x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re};
  else
    return x * y;
}

/// A matrix times a vector (`transpose` false) or a vector times a matrix.
template <class T>
void matrix_vector(const Array& matrix, const Array& vector, Form vector_form, bool transpose,
                   const Array& out) {
  const Array a = one_segment(matrix);
  const bool by_rows = a.is_c_contiguous();
  const int64_t step = vector_form == Form::kRow ? vector.strides[1] : vector.strides[0];
  blas::gemv(by_rows ? CblasRowMajor : CblasColMajor, transpose ? CblasTrans : CblasNoTrans,
             static_cast<blas::Int>(a.shape[0]), static_cast<blas::Int>(a.shape[1]), a.as<T>(),
             static_cast<blas::Int>(std::max<int64_t>(a.shape[by_rows ? 1 : 0], 1)), vector.as<T>(),
             static_cast<blas::Int>(step / static_cast<int64_t>(sizeof(T))), out.as<T>(), 1);
}

template <class T>
void matrix_matrix(const Array& first, const Array& second, const Array& out) {
  const Array a = one_segment(first), b = one_segment(second);
  const bool a_plain = !a.is_f_contiguous(), b_plain = !b.is_f_contiguous();
  const auto lda = static_cast<blas::Int>(std::max<int64_t>(a.shape[a_plain ? 1 : 0], 1));
  const auto ldb = static_cast<blas::Int>(std::max<int64_t>(b.shape[b_plain ? 1 : 0], 1));
  const auto m = static_cast<blas::Int>(a.shape[0]), k = static_cast<blas::Int>(b.shape[0]),
             n = static_cast<blas::Int>(b.shape[1]);
  const auto ldc = std::max<blas::Int>(n, 1);
  const bool is_own_transpose = a.data == b.data && m == n && a.shape[1] == b.shape[0] &&
                                a.strides[0] == b.strides[1] && a.strides[1] == b.strides[0] &&
                                a_plain != b_plain;
  T* to = out.as<T>();
  if (!is_own_transpose) {
    blas::gemm(CblasRowMajor, a_plain ? CblasNoTrans : CblasTrans, b_plain ? CblasNoTrans : CblasTrans, m, n,
               k, a.as<T>(), lda, b.as<T>(), ldb, to, ldc);
    return;
  }
  blas::syrk(CblasRowMajor, a_plain ? CblasNoTrans : CblasTrans, n, k, a.as<T>(), a_plain ? lda : ldb, to,
             ldc);
  for (blas::Int i = 0; i < n; i++) {
    for (blas::Int j = i + 1; j < n; j++) to[j * ldc + i] = to[i * ldc + j];
  }
}

/// The product of arrays of at most two dimensions, into zeros.
template <class T>
void small_product(const Array& a, const Array& b, const Array& out) {
  const Form left = form_of(a), right = form_of(b);
  const int64_t k = a.ndim() > 0 ? a.shape[a.ndim() - 1] : 1;
  if (out.size() == 0 || (a.ndim() > 0 && b.ndim() > 0 && k == 0)) return;
  if (left == Form::kScalar || right == Form::kScalar) {
    const bool is_left = left == Form::kScalar;
    const Array &scalar = is_left ? a : b, &other = is_left ? b : a;
    const int64_t n = out.size();
    if (n == 1)
      *out.as<T>() = times(*scalar.as<T>(), *other.as<T>());
    else
      scale<T>(other, is_left ? right : left, *scalar.as<T>(), n, out);
  } else if (right == Form::kColumn && left != Form::kMatrix) {
    dot_run(out.dtype)(a.data, a.strides[left == Form::kRow ? 1 : 0], b.data, b.strides[0], out.data, k);
  } else if (left == Form::kMatrix && right != Form::kMatrix) {
    matrix_vector<T>(a, b, Form::kColumn, false, out);
  } else if (left != Form::kMatrix && right == Form::kMatrix) {
    matrix_vector<T>(b, a, left, true, out);
  } else {
    matrix_matrix<T>(a, b, out);
  }
}

/// Each element of the result as the inner product of a vector of `a` and one of `b`.
void pairwise_products(const Array& a, const Array& b, int b_axis, const Array& out) {
  const int64_t k = a.shape[a.ndim() - 1], a_step = a.strides[a.ndim() - 1], b_step = b.strides[b_axis];
  const DotRun run = dot_run(out.dtype);
  Dims index(out.shape.size(), 0);
  const int a_axes = a.ndim() - 1;
  std::byte* to = out.data;
  for (int64_t i = 0, n = out.size(); i < n; i++, to += out.item()) {
    int64_t a_offset = 0, b_offset = 0;
    for (int axis = 0; axis < out.ndim(); axis++) {
      const int from = axis - a_axes;
      if (axis < a_axes)
        a_offset += index[axis] * a.strides[axis];
      else
        b_offset += index[axis] * b.strides[from < b_axis ? from : from + 1];
    }
    run(a.data + a_offset, a_step, b.data + b_offset, b_step, to, k);
    for (int axis = out.ndim(); axis-- > 0;) {
      if (++index[axis] < out.shape[axis]) break;
      index[axis] = 0;
    }
  }
}

/// The same by one matrix product, after moving the summed axis of `b` to the front.
Array product_of_matrices(const Array& a, const Array& b, int b_axis, const Dims& shape) {
  std::vector<int> order{b_axis};
  for (int axis = 0; axis < b.ndim(); axis++) {
    if (axis != b_axis) order.push_back(axis);
  }
  const int64_t k = b.shape[b_axis];
  const auto as_matrix = [](const Array& array, int64_t rows, int64_t columns) {
    Array matrix;
    if (!reshape_view(array, {rows, columns}, Order::kC, matrix))
      reshape_view(copy(array, array.dtype, Order::kC), {rows, columns}, Order::kC, matrix);
    return matrix;
  };
  const Array left = as_matrix(a, a.size() / k, k), right = as_matrix(transpose(b, order), k, b.size() / k);
  const Array flat = stacked_product(StackedProduct::kMatmul, left, right, a.dtype);
  Array result;
  reshape_view(flat, shape, Order::kC, result);
  return result;
}

}  // namespace

Array dot(const Array& first, const Array& second, Dtype dtype) {
  const bool is_blas = dtype >= Dtype::kFloat32 && first.ndim() <= 2 && second.ndim() <= 2;
  Array a = in_dtype(first, dtype), b = in_dtype(second, dtype);
  const int b_axis = b.ndim() > 1 ? b.ndim() - 2 : 0;
  const bool has_scalar = a.ndim() == 0 || b.ndim() == 0;
  Dims shape = a.shape;
  if (has_scalar) {
    shape.insert(shape.end(), b.shape.begin(), b.shape.end());
  } else {
    if (a.shape.back() != b.shape[b_axis])
      throw ValueError("dot: the extents summed over differ: " + std::to_string(a.shape.back()) + " and " +
                       std::to_string(b.shape[b_axis]));
    shape.pop_back();
    for (int axis = 0; axis < b.ndim(); axis++) {
      if (axis != b_axis) shape.push_back(b.shape[axis]);
    }
  }
  if (static_cast<int>(shape.size()) > kMaxDims) throw ValueError("dot: the result has too many dimensions");
  if (is_blas) {
    if (!has_blas_strides(a)) a = copy(a, dtype, Order::kA);
    if (!has_blas_strides(b)) b = copy(b, dtype, Order::kA);
    const Array result = zeros(dtype, shape);
    dispatch(dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      if constexpr (blas::has_blas<T>) small_product<T>(a, b, result);
    });
    return result;
  }
  const int64_t size = count(shape);
  if (size == 0 || (!has_scalar && a.shape.back() == 0)) return zeros(dtype, shape);
  if (has_scalar) throw ValueError("dot: an operand without axes is multiplied, not contracted");
  if (dtype < Dtype::kFloat32 || size * a.shape.back() >= kGemmWork)
    return product_of_matrices(a, b, b_axis, shape);
  const Array result = empty(dtype, shape);
  pairwise_products(a, b, b_axis, result);
  return result;
}

Array vdot(const Array& first, const Array& second, Dtype dtype) {
  const Array a = in_dtype(first, dtype), b = in_dtype(second, dtype);
  const Array result = empty(dtype, {});
  dot_run(dtype, Conjugate::kYes)(a.data, a.strides[0], b.data, b.strides[0], result.data, a.shape[0]);
  return result;
}

}  // namespace fs
