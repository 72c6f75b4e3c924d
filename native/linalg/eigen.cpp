#include "linalg/eigen.h"

#include "linalg/matrix.h"

namespace fs {
namespace {

using blas::Int;

LinAlgError no_convergence() { return LinAlgError("Eigenvalues did not converge"); }

/// Calls geev for each matrix; body(i, w, vectors), where w holds what the driver gives and vectors are
/// column-major.
template <class T, class Body>
void geev_stack(const Array& a, bool vectors, Body&& body) {
  const MatrixShape shape = square_shape(a);
  const int64_t n = shape.rows;
  const Int ld = leading_dimension(n);
  Scratch<T> matrix(n * n), w(2 * n), right(vectors ? n * n : 1);
  Scratch<double> rwork(2 * n);
  const auto run = [&](T* work, Int lwork) {
    return lapack::geev(vectors ? 'V' : 'N', static_cast<Int>(n), matrix.data(), ld, w.data(), right.data(),
                        ld, work, lwork, rwork.data());
  };
  T size{};
  if (run(&size, -1) != 0) throw no_convergence();
  const Int lwork = std::max(lapack::reported(size), Int{1});
  Scratch<T> work(lwork);
  for_each_matrix(a, 2, [&](int64_t i, const std::byte* data) {
    read_matrix(data, shape, matrix.data(), ld);
    if (run(work.data(), lwork) != 0) throw no_convergence();
    body(i, w.data(), right.data());
  });
}

std::vector<Array> eig_complex(const Array& a, bool vectors) {
  const int64_t n = a.shape.back();
  const Dims stack = leading(a, 2).shape;
  std::vector<Array> result = {empty(a.dtype, stacked(stack, {n}))};
  if (vectors) result.push_back(empty(a.dtype, a.shape));
  geev_stack<Complex128>(a, vectors, [&](int64_t i, const Complex128* w, const Complex128* right) {
    std::copy_n(w, n, result[0].as<Complex128>() + i * n);
    if (vectors) write_matrix(right, leading_dimension(n), n, n, result[1].as<Complex128>() + i * n * n);
  });
  return result;
}

/// Eigenvectors as geev leaves them for a real matrix, in C order, become complex: of a conjugate pair the
/// first column holds real parts and the second imaginary ones.
void join_pairs(const double* packed, const double* im, int64_t n, Complex128* to) {
  for (int64_t i = 0; i < n; i++) {
    const double* row = packed + i * n;
    Complex128* out = to + i * n;
    for (int64_t j = 0; j < n; j++) {
      if (im[j] == 0 || j + 1 == n) {
        out[j] = {row[j], 0};
        continue;
      }
      out[j] = {row[j], row[j + 1]};
      out[j + 1] = {row[j], -row[j + 1]};
      j++;
    }
  }
}

std::vector<Array> eig_real(const Array& a, bool vectors) {
  const int64_t n = a.shape.back();
  const Dims stack = leading(a, 2).shape;
  const Dims values = stacked(stack, {n});
  const Array re = empty(a.dtype, values), im = empty(a.dtype, values);
  const Array packed = vectors ? empty(a.dtype, a.shape) : Array{};
  bool is_real = true;
  geev_stack<double>(a, vectors, [&](int64_t i, const double* w, const double* right) {
    std::copy_n(w, n, re.as<double>() + i * n);
    std::copy_n(w + n, n, im.as<double>() + i * n);
    is_real &= std::all_of(w + n, w + 2 * n, [](double part) { return part == 0; });
    if (vectors) write_matrix(right, leading_dimension(n), n, n, packed.as<double>() + i * n * n);
  });
  if (is_real) return vectors ? std::vector<Array>{re, packed} : std::vector<Array>{re};
  std::vector<Array> result = {empty(Dtype::kComplex128, values)};
  const int64_t total = count(values);
  for (int64_t i = 0; i < total; i++)
    result[0].as<Complex128>()[i] = {re.as<double>()[i], im.as<double>()[i]};
  if (vectors) {
    result.push_back(empty(Dtype::kComplex128, a.shape));
    for (int64_t i = 0; i < count(stack); i++) {
      join_pairs(packed.as<double>() + i * n * n, im.as<double>() + i * n, n,
                 result[1].as<Complex128>() + i * n * n);
    }
  }
  return result;
}

template <class T>
void eigh_stack(const Array& a, bool upper, bool vectors, const std::vector<Array>& result) {
  const MatrixShape shape = square_shape(a);
  const int64_t n = shape.rows;
  const Int ld = leading_dimension(n);
  Scratch<T> matrix(n * n);
  Scratch<double> w(n);
  const auto run = [&](T* work, double* rwork, Int* iwork, const lapack::Sizes& sizes) {
    return lapack::evd(vectors ? 'V' : 'N', upper ? 'U' : 'L', static_cast<Int>(n), matrix.data(), ld,
                       w.data(), work, rwork, iwork, sizes);
  };
  T work_size{};
  double rwork_size = 0;
  Int iwork_size = 0;
  if (run(&work_size, &rwork_size, &iwork_size, {}) != 0) throw no_convergence();
  const lapack::Sizes sizes{std::max(lapack::reported(work_size), Int{1}),
                            std::max(lapack::reported(rwork_size), Int{1}), std::max(iwork_size, Int{1})};
  Scratch<T> work(sizes.work);
  Scratch<double> rwork(sizes.real);
  Scratch<Int> iwork(sizes.integer);
  for_each_matrix(a, 2, [&](int64_t i, const std::byte* data) {
    read_matrix(data, shape, matrix.data(), ld);
    if (run(work.data(), rwork.data(), iwork.data(), sizes) != 0) throw no_convergence();
    std::copy_n(w.data(), n, result[0].as<double>() + i * n);
    if (vectors) write_matrix(matrix.data(), ld, n, n, result[1].as<T>() + i * n * n);
  });
}

}  // namespace

std::vector<Array> eig(const Array& a, bool vectors) {
  square_shape(a);
  return dispatch_double(a, [&](auto tag) {
    return is_complex_v<typename decltype(tag)::type> ? eig_complex(a, vectors) : eig_real(a, vectors);
  });
}

std::vector<Array> eigh(const Array& a, bool upper, bool vectors) {
  const int64_t n = square_shape(a).rows;
  std::vector<Array> result = {empty(Dtype::kFloat64, stacked(leading(a, 2).shape, {n}))};
  if (vectors) result.push_back(empty(a.dtype, a.shape));
  dispatch_double(a, [&](auto tag) { eigh_stack<typename decltype(tag)::type>(a, upper, vectors, result); });
  return result;
}

}  // namespace fs
