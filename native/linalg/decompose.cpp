#include "linalg/decompose.h"

#include "linalg/matrix.h"

namespace fs {
namespace {

using blas::Int;

/// The upper triangle of a column-major matrix in C order, zeros below.
template <class T>
void write_upper(const T* from, int64_t ld, int64_t rows, int64_t columns, T* to) {
  write_matrix(from, ld, rows, columns, to);
  for (int64_t i = 1; i < rows; i++) std::fill_n(to + i * columns, std::min(i, columns), T{});
}

/// Stacks of factors that are still to be filled.
struct QrResult {
  Array q, r, raw, tau;
};

/// Size of a workspace that body(work, -1) reports; at least `least`.
template <class T, class Body>
Int workspace(Int least, Body&& body) {
  T size{};
  if (body(&size, Int{-1}) != 0) throw LinAlgError("QR factorization failed");
  return std::max({least, lapack::reported(size), Int{1}});
}

/// The drivers of one QR factorization and their memory.
template <class T>
class QrDriver {
 public:
  QrDriver(int64_t m, int64_t n, int64_t columns_of_q)
      : m_(static_cast<Int>(m)),
        n_(static_cast<Int>(n)),
        columns_of_q_(static_cast<Int>(columns_of_q)),
        ld_(leading_dimension(m)),
        factors(ld_ * std::max(n, columns_of_q)),
        tau(std::min(m, n)),
        lwork_(
            std::max(workspace<T>(n_, [&](T* work, Int lwork) { return factorize(work, lwork); }),
                     workspace<T>(columns_of_q_, [&](T* work, Int lwork) { return make_q(work, lwork); }))),
        work_(lwork_) {}

  void factorize() const {
    if (factorize(work_.data(), lwork_) != 0) throw LinAlgError("QR factorization failed");
  }
  void make_q() const {
    if (make_q(work_.data(), lwork_) != 0) throw LinAlgError("QR factorization failed");
  }

 private:
  Int m_, n_, columns_of_q_, ld_;

 public:
  Scratch<T> factors, tau;

 private:
  Int lwork_;
  Scratch<T> work_;

  Int factorize(T* work, Int lwork) const {
    return lapack::geqrf(m_, n_, factors.data(), ld_, tau.data(), work, lwork);
  }
  Int make_q(T* work, Int lwork) const {
    return lapack::gqr(m_, columns_of_q_, std::min(m_, n_), factors.data(), ld_, tau.data(), work, lwork);
  }
};

template <class T>
void qr_stack(const Array& a, QrMode mode, int64_t columns_of_q, const QrResult& result) {
  const MatrixShape shape = matrix_shape(a);
  const int64_t m = shape.rows, n = shape.columns, k = std::min(m, n), rows_of_r = std::min(columns_of_q, m);
  const Int ld = leading_dimension(m);
  const auto decompose = [&](const QrDriver<T>& driver, int64_t i, const std::byte* data) {
    const auto& factors = driver.factors;
    read_matrix(data, shape, factors.data(), ld);
    driver.factorize();
    if (mode == QrMode::kRaw) {
      write_matrix(factors.data(), ld, m, n, result.raw.as<T>() + i * m * n);
      std::copy_n(driver.tau.data(), k, result.tau.as<T>() + i * k);
      return;
    }
    write_upper(factors.data(), ld, rows_of_r, n, result.r.as<T>() + i * rows_of_r * n);
    if (mode == QrMode::kR) return;
    driver.make_q();
    write_matrix(factors.data(), ld, m, columns_of_q, result.q.as<T>() + i * m * columns_of_q);
  };
  for_each_matrix(
      a, 2, [&] { return QrDriver<T>(m, n, columns_of_q); }, decompose);
}

/// Real workspace that the complex driver needs (LAPACK's documentation of zgesdd).
int64_t real_workspace(int64_t m, int64_t n) {
  const int64_t k = std::min(m, n), longer = std::max(m, n);
  return std::max(7 * k, k * std::max(5 * k + 5, 2 * longer + 2 * k + 1));
}

/// The driver of one singular value decomposition and its memory.
template <class T>
class SvdDriver {
 public:
  SvdDriver(int64_t m, int64_t n, int64_t u_columns, int64_t v_rows, char job)
      : job_(job),
        m_(static_cast<Int>(m)),
        n_(static_cast<Int>(n)),
        ldv_(leading_dimension(v_rows)),
        matrix(m * n),
        u(job != 'N' ? m * u_columns : 1),
        v(job != 'N' ? v_rows * n : 1),
        s(std::min(m, n)),
        rwork_(!is_complex_v<T> ? 1
               : job != 'N'     ? real_workspace(m, n)
                                : 7 * std::min(m, n)),
        iwork_(8 * std::min(m, n)),
        lwork_(workspace()),
        work_(lwork_) {}

  void run() const {
    if (run(work_.data(), lwork_) != 0) throw LinAlgError("SVD did not converge");
  }

 private:
  char job_;
  Int m_, n_, ldv_;

 public:
  Scratch<T> matrix, u, v;
  Scratch<double> s;

 private:
  Scratch<double> rwork_;
  Scratch<Int> iwork_;
  Int lwork_;
  Scratch<T> work_;

  Int run(T* work, Int lwork) const {
    const Int ld = leading_dimension(m_);
    return lapack::gesdd(job_, m_, n_, matrix.data(), ld, s.data(), u.data(), ld, v.data(), ldv_, work, lwork,
                         rwork_.data(), iwork_.data());
  }
  Int workspace() const {
    T size{};
    if (run(&size, -1) != 0) throw LinAlgError("SVD did not converge");
    return std::max(lapack::reported(size), Int{1});
  }
};

template <class T>
void svd_stack(const Array& a, SvdMode mode, const std::vector<Array>& result) {
  const MatrixShape shape = matrix_shape(a);
  const int64_t m = shape.rows, n = shape.columns, k = std::min(m, n);
  const bool has_vectors = mode != SvdMode::kValues;
  const char job = mode == SvdMode::kValues ? 'N' : mode == SvdMode::kReduced ? 'S' : 'A';
  const int64_t u_columns = mode == SvdMode::kFull ? m : k, v_rows = mode == SvdMode::kFull ? n : k;
  const Int ld = leading_dimension(m), ldv = leading_dimension(v_rows);
  const Array& values = result[has_vectors ? 1 : 0];
  const auto decompose = [&](const SvdDriver<T>& driver, int64_t i, const std::byte* data) {
    const auto& matrix = driver.matrix;
    read_matrix(data, shape, matrix.data(), ld);
    // With infinities the iteration for vectors may never end; a single number needs none.
    if (has_vectors && m * n > 1 && !all_finite(matrix.data(), m * n))
      throw LinAlgError("SVD did not converge");
    if (k > 0) driver.run();
    std::copy_n(driver.s.data(), k, values.as<double>() + i * k);
    if (!has_vectors) return;
    T* const left = result[0].as<T>() + i * m * u_columns;
    T* const right = result[2].as<T>() + i * v_rows * n;
    if (k > 0) {
      write_matrix(driver.u.data(), ld, m, u_columns, left);
      write_matrix(driver.v.data(), ldv, v_rows, n, right);
      return;
    }
    // Without elements there is nothing to decompose: the bases are the standard ones.
    const auto identity = [](T* to, int64_t extent) {
      std::fill_n(to, extent * extent, T{});
      for (int64_t j = 0; j < extent; j++) {
        if constexpr (is_complex_v<T>)
          to[j * (extent + 1)] = T{1, 0};
        else
          to[j * (extent + 1)] = 1;
      }
    };
    if (mode == SvdMode::kFull) {
      identity(left, m);
      identity(right, n);
    }
  };
  for_each_matrix(
      a, 2, [&] { return SvdDriver<T>(m, n, u_columns, v_rows, job); }, decompose);
}

}  // namespace

std::vector<Array> qr(const Array& a, QrMode mode) {
  const MatrixShape shape = matrix_shape(a);
  const int64_t m = shape.rows, n = shape.columns, k = std::min(m, n);
  const int64_t columns_of_q = mode == QrMode::kComplete ? m : k;
  const Dims stack = leading(a, 2).shape;
  QrResult result;
  std::vector<Array> delivered;
  if (mode == QrMode::kRaw) {
    result.raw = empty(a.dtype, a.shape);
    result.tau = empty(a.dtype, stacked(stack, {k}));
    delivered = {result.raw, result.tau};
  } else {
    result.r = empty(a.dtype, stacked(stack, {columns_of_q, n}));
    delivered = {result.r};
    if (mode != QrMode::kR) {
      result.q = empty(a.dtype, stacked(stack, {m, columns_of_q}));
      delivered = {result.q, result.r};
    }
  }
  dispatch_double(a,
                  [&](auto tag) { qr_stack<typename decltype(tag)::type>(a, mode, columns_of_q, result); });
  return delivered;
}

std::vector<Array> svd(const Array& a, SvdMode mode) {
  const MatrixShape shape = matrix_shape(a);
  const int64_t m = shape.rows, n = shape.columns, k = std::min(m, n);
  const bool is_full = mode == SvdMode::kFull;
  const Dims stack = leading(a, 2).shape;
  std::vector<Array> result = {empty(Dtype::kFloat64, stacked(stack, {k}))};
  if (mode != SvdMode::kValues) {
    result.insert(result.begin(), empty(a.dtype, stacked(stack, {m, is_full ? m : k})));
    result.push_back(empty(a.dtype, stacked(stack, {is_full ? n : k, n})));
  }
  dispatch_double(a, [&](auto tag) { svd_stack<typename decltype(tag)::type>(a, mode, result); });
  return result;
}

}  // namespace fs
