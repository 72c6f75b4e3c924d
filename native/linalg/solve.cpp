#include "linalg/solve.h"

#include <cmath>
#include <limits>

#include "linalg/matrix.h"

namespace fs {
namespace {

using blas::Int;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

LinAlgError singular() { return LinAlgError("Singular matrix"); }

template <class T>
void fill_nan(T* to, int64_t count) {
  if constexpr (is_complex_v<T>)
    std::fill_n(to, count, T{kNan, kNan});
  else
    std::fill_n(to, count, kNan);
}

template <class T>
constexpr T real(double value) {
  if constexpr (is_complex_v<T>)
    return {value, 0};
  else
    return value;
}

template <class T>
T product(T a, T b) {
  if constexpr (is_complex_v<T>)
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  else
    return a * b;
}

/// Memory for solving one system: the factors, the right sides and solutions, and the rows exchanged.
template <class T>
struct SystemScratch {
  Scratch<T> lu, solution;
  Scratch<Int> pivots;
  SystemScratch(int64_t n, int64_t k) : lu(n * n), solution(n * k), pivots(n) {}
};

/// Sign and logarithm of one determinant; `lu` and `pivots` are scratch.
template <class T>
std::pair<T, double> log_determinant_of(const std::byte* data, const MatrixShape& shape, T* lu, Int* pivots) {
  const auto n = static_cast<Int>(shape.rows);
  const Int ld = leading_dimension(n);
  read_matrix(data, shape, lu, ld);
  if (lapack::getrf(n, lu, ld, pivots) > 0) {
    return {real<T>(0), -std::numeric_limits<double>::infinity()};
  }
  bool is_odd = false;
  for (Int i = 0; i < n; i++) is_odd ^= pivots[i] != i + 1;
  T sign = real<T>(is_odd ? -1 : 1);
  double logarithm = 0;
  for (Int i = 0; i < n; i++) {
    const T element = lu[i * (n + 1)];
    if constexpr (is_complex_v<T>) {
      const double size = std::hypot(element.re, element.im);
      sign = product(sign, T{element.re / size, element.im / size});
      logarithm += std::log(size);
    } else {
      if (element < 0) sign = -sign;
      logarithm += std::log(element < 0 ? -element : element);
    }
  }
  return {sign, logarithm};
}

/// Calls body(T, i, sign, logarithm) for each matrix.
template <class Body>
void for_each_determinant(const Array& a, Body&& body) {
  const MatrixShape shape = square_shape(a);
  dispatch_double(a, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for_each_matrix(
        a, 2, [&] { return SystemScratch<T>(shape.rows, 0); },
        [&](const auto& scratch, int64_t i, const std::byte* data) {
          const auto [sign, logarithm] =
              log_determinant_of(data, shape, scratch.lu.data(), scratch.pivots.data());
          body(tag, i, sign, logarithm);
        });
  });
}

}  // namespace

Array solve(const Array& a, const Array& b) {
  const MatrixShape shape = square_shape(a);
  const int b_core = b.ndim() == 1 ? 1 : 2;
  if (b.ndim() < b_core) throw ValueError("solve: the right side needs at least one dimension");
  const int64_t n = shape.rows, k = b_core == 1 ? 1 : extent_from_end(b, 1);
  const MatrixShape right = b_core == 1 ? MatrixShape{b.shape[0], 1, b.strides[0], 0} : matrix_shape(b);
  if (right.rows != n) {
    throw ValueError("solve: the right side has " + std::to_string(right.rows) + " rows, the matrix " +
                     std::to_string(n));
  }
  if (a.dtype != b.dtype) throw TypeError("solve: operands of different dtypes");
  const Array a_stack = leading(a, 2), b_stack = leading(b, b_core);
  const Dims stack = broadcast_shapes({&a_stack.shape, &b_stack.shape});
  const Array x = empty(a.dtype, b_core == 1 ? stacked(stack, {n}) : stacked(stack, {n, k}));
  dispatch_double(a, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Int ld = leading_dimension(n);
    for_each_matrix_pair(
        a, 2, b, b_core, stack, [&] { return SystemScratch<T>(n, k); },
        [&](const auto& scratch, int64_t i, const std::byte* matrix, const std::byte* columns) {
          const auto& [lu, solution, pivots] = scratch;
          read_matrix(matrix, shape, lu.data(), ld);
          read_matrix(columns, right, solution.data(), ld);
          const Int info = lapack::gesv(static_cast<Int>(n), static_cast<Int>(k), lu.data(), ld,
                                        pivots.data(), solution.data(), ld);
          if (info != 0) throw singular();
          write_matrix(solution.data(), ld, n, k, x.as<T>() + i * n * k);
        });
  });
  return x;
}

Array inverse(const Array& a, bool lenient) {
  const MatrixShape shape = square_shape(a);
  const int64_t n = shape.rows;
  const Array result = empty(a.dtype, a.shape);
  dispatch_double(a, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Int ld = leading_dimension(n);
    const auto invert = [&](const auto& scratch, int64_t i, const std::byte* data) {
      const auto& [lu, inverted, pivots] = scratch;
      read_matrix(data, shape, lu.data(), ld);
      std::fill_n(inverted.data(), n * n, real<T>(0));
      for (int64_t j = 0; j < n; j++) inverted[j * (n + 1)] = real<T>(1);
      const Int info = lapack::gesv(static_cast<Int>(n), static_cast<Int>(n), lu.data(), ld, pivots.data(),
                                    inverted.data(), ld);
      T* const to = result.as<T>() + i * n * n;
      if (info == 0)
        write_matrix(inverted.data(), ld, n, n, to);
      else if (lenient)
        fill_nan(to, n * n);
      else
        throw singular();
    };
    for_each_matrix(
        a, 2, [&] { return SystemScratch<T>(n, n); }, invert);
  });
  return result;
}

std::pair<Array, Array> log_determinant(const Array& a) {
  const Dims stack = leading(a, 2).shape;
  const Array signs = empty(a.dtype, stack), logarithms = empty(Dtype::kFloat64, stack);
  for_each_determinant(a, [&](auto tag, int64_t i, const auto& sign, double logarithm) {
    signs.as<typename decltype(tag)::type>()[i] = sign;
    logarithms.as<double>()[i] = logarithm;
  });
  return {signs, logarithms};
}

Array determinant(const Array& a) {
  const Array result = empty(a.dtype, leading(a, 2).shape);
  for_each_determinant(a, [&](auto tag, int64_t i, const auto& sign, double logarithm) {
    using T = typename decltype(tag)::type;
    result.as<T>()[i] = product(sign, real<T>(std::exp(logarithm)));
  });
  return result;
}

Array cholesky(const Array& a, bool upper) {
  const MatrixShape shape = square_shape(a);
  const int64_t n = shape.rows;
  const Array result = empty(a.dtype, a.shape);
  dispatch_double(a, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Int ld = leading_dimension(n);
    const auto factorize = [&](const Scratch<T>& factor, int64_t i, const std::byte* data) {
      read_matrix(data, shape, factor.data(), ld);
      if (lapack::potrf(upper ? 'U' : 'L', static_cast<Int>(n), factor.data(), ld) != 0) {
        throw LinAlgError("Matrix is not positive definite");
      }
      for (int64_t j = 0; j < n; j++) {
        T* const column = factor.data() + j * n;
        if (upper)
          std::fill(column + j + 1, column + n, real<T>(0));
        else
          std::fill(column, column + j, real<T>(0));
      }
      write_matrix(factor.data(), ld, n, n, result.as<T>() + i * n * n);
    };
    for_each_matrix(
        a, 2, [&] { return Scratch<T>(n * n); }, factorize);
  });
  return result;
}

LeastSquares least_squares(const Array& a, const Array& b, double rcond) {
  if (a.ndim() != 2 || b.ndim() != 2) throw LinAlgError("least squares: matrices are needed");
  const MatrixShape shape = matrix_shape(a), right = matrix_shape(b);
  const int64_t m = shape.rows, n = shape.columns, k = right.columns, smaller = std::min(m, n);
  if (right.rows != m || k < 1) throw LinAlgError("least squares: dimensions do not fit");
  if (a.dtype != b.dtype) throw TypeError("least squares: operands of different dtypes");
  LeastSquares result{empty(a.dtype, {n, k}), empty(Dtype::kFloat64, {k}), 0,
                      empty(Dtype::kFloat64, {smaller})};
  dispatch_double(a, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Int lda = leading_dimension(m), ldb = leading_dimension(std::max(m, n));
    Scratch<T> matrix(m * n), columns(ldb * k);
    std::fill_n(columns.data(), ldb * k, real<T>(0));
    read_matrix(a.data, shape, matrix.data(), lda);
    read_matrix(b.data, right, columns.data(), ldb);
    // With infinities the iteration may never end.
    if (!all_finite(matrix.data(), m * n)) throw LinAlgError("SVD did not converge in Linear Least Squares");
    Int rank = 0, iwork_size = 0;
    T work_size{};
    double rwork_size = 0;
    const auto run = [&](T* work, Int lwork, double* rwork, Int* iwork) {
      return lapack::gelsd(static_cast<Int>(m), static_cast<Int>(n), static_cast<Int>(k), matrix.data(), lda,
                           columns.data(), ldb, result.singular.as<double>(), rcond, &rank, work, lwork,
                           rwork, iwork);
    };
    Int info = run(&work_size, -1, &rwork_size, &iwork_size);
    if (info == 0) {
      const Int lwork = lapack::reported(work_size);
      Scratch<T> work(lwork);
      Scratch<double> rwork(lapack::reported(rwork_size));
      Scratch<Int> iwork(iwork_size);
      info = run(work.data(), lwork, rwork.data(), iwork.data());
    }
    if (info != 0) throw LinAlgError("SVD did not converge in Linear Least Squares");
    result.rank = rank;
    double* const residuals = result.residuals.as<double>();
    for (int64_t j = 0; j < k; j++) {
      double sum = m >= n && rank == n ? 0 : kNan;
      for (int64_t i = n; i < m; i++) {
        const T r = columns[j * ldb + i];
        if constexpr (is_complex_v<T>)
          sum += r.re * r.re + r.im * r.im;
        else
          sum += r * r;
      }
      residuals[j] = sum;
    }
    write_matrix(columns.data(), ldb, n, k, result.x.as<T>());
  });
  return result;
}

}  // namespace fs
