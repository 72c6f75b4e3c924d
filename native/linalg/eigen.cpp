#include "linalg/eigen.h"

#include "linalg/matrix.h"

namespace fs {
namespace {

using blas::Int;

LinAlgError no_convergence() { return LinAlgError("Eigenvalues did not converge"); }

/// The driver for general matrices and its memory. `w` holds what it gives for eigenvalues, `vectors` are
/// column-major.
template <class T>
class GeneralDriver {
 public:
  GeneralDriver(int64_t n, bool has_vectors)
      : n_(static_cast<Int>(n)),
        job_(has_vectors ? 'V' : 'N'),
        matrix(n * n),
        w(2 * n),
        vectors(has_vectors ? n * n : 1),
        rwork_(2 * n),
        lwork_(workspace()),
        work_(lwork_) {}

  void run() const {
    if (run(work_.data(), lwork_) != 0) throw no_convergence();
  }

 private:
  Int n_;
  char job_;

 public:
  Scratch<T> matrix, w, vectors;

 private:
  Scratch<double> rwork_;
  Int lwork_;
  Scratch<T> work_;

  Int run(T* work, Int lwork) const {
    return lapack::geev(job_, n_, matrix.data(), leading_dimension(n_), w.data(), vectors.data(),
                        leading_dimension(n_), work, lwork, rwork_.data());
  }
  Int workspace() const {
    T size{};
    if (run(&size, -1) != 0) throw no_convergence();
    return std::max(lapack::reported(size), Int{1});
  }
};

/// Calls body(i, w, vectors) with what the driver gives for each matrix.
template <class T, class Body>
void geev_stack(const Array& a, bool vectors, Body&& body) {
  const MatrixShape shape = square_shape(a);
  for_each_matrix(
      a, 2, [&] { return GeneralDriver<T>(shape.rows, vectors); },
      [&](const GeneralDriver<T>& driver, int64_t i, const std::byte* data) {
        read_matrix(data, shape, driver.matrix.data(), leading_dimension(shape.rows));
        driver.run();
        body(i, driver.w.data(), driver.vectors.data());
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
  geev_stack<double>(a, vectors, [&](int64_t i, const double* w, const double* right) {
    std::copy_n(w, n, re.as<double>() + i * n);
    std::copy_n(w + n, n, im.as<double>() + i * n);
    if (vectors) write_matrix(right, leading_dimension(n), n, n, packed.as<double>() + i * n * n);
  });
  const int64_t total = count(values);
  const bool is_real =
      std::all_of(im.as<double>(), im.as<double>() + total, [](double part) { return part == 0; });
  if (is_real) return vectors ? std::vector<Array>{re, packed} : std::vector<Array>{re};
  std::vector<Array> result = {empty(Dtype::kComplex128, values)};
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

/// The driver for Hermitian matrices and its memory.
template <class T>
class HermitianDriver {
 public:
  HermitianDriver(int64_t n, bool upper, bool vectors)
      : n_(static_cast<Int>(n)),
        job_(vectors ? 'V' : 'N'),
        triangle_(upper ? 'U' : 'L'),
        matrix(n * n),
        w(n),
        sizes_(workspace()),
        work_(sizes_.work),
        rwork_(sizes_.real),
        iwork_(sizes_.integer) {}

  void run() const {
    if (run(work_.data(), rwork_.data(), iwork_.data(), sizes_) != 0) throw no_convergence();
  }

 private:
  Int n_;
  char job_, triangle_;

 public:
  Scratch<T> matrix;
  Scratch<double> w;

 private:
  lapack::Sizes sizes_;
  Scratch<T> work_;
  Scratch<double> rwork_;
  Scratch<Int> iwork_;

  Int run(T* work, double* rwork, Int* iwork, const lapack::Sizes& sizes) const {
    return lapack::evd(job_, triangle_, n_, matrix.data(), leading_dimension(n_), w.data(), work, rwork,
                       iwork, sizes);
  }
  lapack::Sizes workspace() const {
    T work{};
    double rwork = 0;
    Int iwork = 0;
    if (run(&work, &rwork, &iwork, {}) != 0) throw no_convergence();
    return {std::max(lapack::reported(work), Int{1}), std::max(lapack::reported(rwork), Int{1}),
            std::max(iwork, Int{1})};
  }
};

template <class T>
void eigh_stack(const Array& a, bool upper, bool vectors, const std::vector<Array>& result) {
  const MatrixShape shape = square_shape(a);
  const int64_t n = shape.rows;
  const Int ld = leading_dimension(n);
  for_each_matrix(
      a, 2, [&] { return HermitianDriver<T>(n, upper, vectors); },
      [&](const HermitianDriver<T>& driver, int64_t i, const std::byte* data) {
        read_matrix(data, shape, driver.matrix.data(), ld);
        driver.run();
        std::copy_n(driver.w.data(), n, result[0].as<double>() + i * n);
        if (vectors) write_matrix(driver.matrix.data(), ld, n, n, result[1].as<T>() + i * n * n);
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
