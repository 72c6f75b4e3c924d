// Linear systems and decompositions: factors multiply back, strides and stacks are walked right, LAPACK's
// refusals.
#include <cmath>
#include <limits>

#include "check.h"
#include "core/array.h"
#include "core/error.h"
#include "linalg/decompose.h"
#include "linalg/eigen.h"
#include "linalg/matmul.h"
#include "linalg/solve.h"

using namespace fs;

namespace {

Array matrix(const Dims& shape, int seed = 1) {
  Array a = empty(Dtype::kFloat64, shape);
  for (int64_t i = 0; i < a.size(); i++) {
    a.as<double>()[i] = std::sin(static_cast<double>(i * 7 + seed)) + 0.1 * static_cast<double>(i % 3);
  }
  return a;
}

Array identity(int64_t n) {
  Array a = zeros(Dtype::kFloat64, {n, n});
  for (int64_t i = 0; i < n; i++) a.as<double>()[i * (n + 1)] = 1;
  return a;
}

Array product(const Array& a, const Array& b) {
  return stacked_product(StackedProduct::kMatmul, a, b, a.dtype);
}

Array swapped(const Array& a) {
  std::vector<int> axes;
  for (int i = 0; i < a.ndim(); i++) axes.push_back(i);
  std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
  return transpose(a, axes);
}

/// Greatest difference between two arrays of one shape.
double distance(const Array& a, const Array& b) {
  const Array x = copy(a, Dtype::kFloat64, Order::kC), y = copy(b, Dtype::kFloat64, Order::kC);
  double greatest = x.shape == y.shape ? 0 : 1;
  for (int64_t i = 0; i < x.size(); i++) {
    greatest = std::max(greatest, std::abs(x.as<double>()[i] - y.as<double>()[i]));
  }
  return greatest;
}

constexpr double kClose = 1e-12;

/// The columns of a matrix, each times a factor of its own.
Array scaled(const Array& columns, const Array& factors) {
  Array result = copy(columns, Dtype::kFloat64, Order::kC);
  const int64_t n = result.shape[1];
  for (int64_t i = 0; i < result.size(); i++) result.as<double>()[i] *= factors.as<double>()[i % n];
  return result;
}

template <class Body>
bool refuses(Body&& body) {
  try {
    body();
  } catch (const LinAlgError&) {
    return true;
  }
  return false;
}

}  // namespace

TEST(inverse_and_solution_multiply_back) {
  for (const int64_t n : {1, 3, 17, 40}) {
    Array a = matrix({n, n});
    for (int64_t i = 0; i < n; i++) a.as<double>()[i * (n + 1)] += 3;
    a = swapped(a);
    CHECK(distance(product(a, inverse(a, false)), identity(n)) < 1e-10);
    const Array b = matrix({n, 5}, 3);
    CHECK(distance(product(a, solve(a, b)), b) < 1e-10);
  }
  CHECK(inverse(matrix({0, 0}), false).size() == 0);
}

TEST(stacks_broadcast_against_right_sides) {
  const Array a = matrix({2, 1, 3, 3}), b = matrix({4, 3, 2}, 5);
  const Array x = solve(a, b);
  CHECK((x.shape == Dims{2, 4, 3, 2}));
  CHECK(distance(product(a, x), copy(broadcast_to(b, {2, 4, 3, 2}), b.dtype)) < kClose);
}

TEST(a_singular_matrix_has_no_inverse_or_one_of_nan) {
  const Array a = zeros(Dtype::kFloat64, {2, 2});
  CHECK(refuses([&] { inverse(a, false); }));
  CHECK(std::isnan(inverse(a, true).as<double>()[0]));
  CHECK(refuses([&] { inverse(matrix({2, 3}), false); }));
  CHECK(refuses([&] { cholesky(a, false); }));
  CHECK(*determinant(a).as<double>() == 0);
}

TEST(cholesky_factors_from_either_triangle) {
  const Array half = matrix({6, 6});
  Array a = product(half, swapped(half));
  for (int64_t i = 0; i < 6; i++) a.as<double>()[i * 7] += 6;
  const Array lower = cholesky(a, false), upper = cholesky(a, true);
  CHECK(distance(product(lower, swapped(lower)), a) < kClose);
  CHECK(distance(swapped(upper), lower) < kClose);
}

TEST(qr_of_tall_wide_and_empty_matrices) {
  for (const Dims& shape : {Dims{5, 3}, Dims{3, 5}, Dims{40, 40}, Dims{3, 0}, Dims{0, 3}, Dims{2, 4, 2}}) {
    const Array a = matrix(shape);
    for (const QrMode mode : {QrMode::kReduced, QrMode::kComplete}) {
      const std::vector<Array> factors = qr(a, mode);
      CHECK(distance(product(factors[0], factors[1]), a) < kClose);
    }
    CHECK(distance(qr(a, QrMode::kR)[0], qr(a, QrMode::kReduced)[1]) < kClose);
    CHECK(qr(a, QrMode::kRaw)[0].shape == a.shape);
  }
}

TEST(svd_multiplies_back) {
  for (const Dims& shape : {Dims{5, 3}, Dims{3, 5}, Dims{40, 30}}) {
    const Array a = matrix(shape);
    const std::vector<Array> factors = svd(a, SvdMode::kReduced);
    CHECK(distance(product(scaled(factors[0], factors[1]), factors[2]), a) < kClose);
    CHECK(distance(svd(a, SvdMode::kValues)[0], factors[1]) < kClose);
    const Array u = svd(a, SvdMode::kFull)[0];
    CHECK(distance(product(swapped(u), u), identity(shape[0])) < kClose);
  }
  CHECK(distance(svd(matrix({0, 3}), SvdMode::kFull)[2], identity(3)) == 0);
}

TEST(what_is_not_finite_has_no_singular_vectors) {
  for (const double value :
       {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    Array a = matrix({5, 5});
    a.as<double>()[12] = value;
    CHECK(refuses([&] { svd(a, SvdMode::kReduced); }));
    CHECK(refuses([&] { least_squares(a, matrix({5, 1}), 1e-15); }));
  }
}

TEST(eigenvectors_belong_to_their_eigenvalues) {
  const Array half = matrix({12, 12});
  Array a = copy(half, Dtype::kFloat64, Order::kC);
  for (int64_t i = 0; i < 144; i++) a.as<double>()[i] += half.as<double>()[(i % 12) * 12 + i / 12];
  for (const bool upper : {false, true}) {
    const std::vector<Array> found = eigh(a, upper, true);
    CHECK(distance(product(a, found[1]), scaled(found[1], found[0])) < 1e-11);
  }
  CHECK(distance(eigh(a, false, false)[0], eigh(a, false, true)[0]) < 1e-11);
}

TEST(eigenvalues_come_in_conjugate_pairs) {
  Array rotation = zeros(Dtype::kFloat64, {2, 2});
  rotation.as<double>()[1] = -1;
  rotation.as<double>()[2] = 1;
  const std::vector<Array> found = eig(rotation, true);
  CHECK(found[0].dtype == Dtype::kComplex128 && found[1].dtype == Dtype::kComplex128);
  const Complex128* w = found[0].as<Complex128>();
  CHECK(w[0].im == -w[1].im && std::abs(std::abs(w[0].im) - 1) < kClose);
  CHECK(eig(identity(3), true)[0].dtype == Dtype::kFloat64);
}

TEST(least_squares_of_more_and_fewer_equations) {
  const Array a = matrix({6, 2}), x = matrix({2, 3}, 9);
  const LeastSquares found = least_squares(a, product(a, x), 1e-15);
  CHECK(found.rank == 2 && distance(found.x, x) < kClose);
  CHECK(found.residuals.as<double>()[0] < kClose);
  const LeastSquares wide = least_squares(matrix({2, 6}), matrix({2, 1}), 1e-15);
  CHECK((wide.x.shape == Dims{6, 1}) && std::isnan(wide.residuals.as<double>()[0]));
  CHECK(least_squares(matrix({0, 2}), matrix({0, 1}), 1e-15).x.as<double>()[0] == 0);
}
