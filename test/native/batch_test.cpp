// Stacks of matrices: the same bytes and errors from one thread and from several.
#include <cmath>
#include <cstring>

#include "check.h"
#include "core/array.h"
#include "core/error.h"
#include "linalg/decompose.h"
#include "linalg/eigen.h"
#include "linalg/matmul.h"
#include "linalg/solve.h"

using namespace fs;

namespace {

constexpr int64_t kItems = 200, kRows = 20;

/// Numbers in [0, 1) without a pattern, so that matrices of them have full rank.
void scatter(const Array& a) {
  for (int64_t i = 0; i < a.size(); i++) {
    const double x = std::sin(static_cast<double>(i + 1)) * 43758.5453;
    a.as<double>()[i] = x - std::floor(x);
  }
}

/// Matrices that can be inverted; positive definite ones with `is_definite`.
Array matrices(Dtype dtype, bool is_definite = false) {
  Array a = empty(Dtype::kFloat64, {kItems, kRows, kRows});
  scatter(a);
  if (is_definite) {
    a = stacked_product(StackedProduct::kMatmul, a, transpose(a, {0, 2, 1}), Dtype::kFloat64);
    for (int64_t k = 0; k < kItems; k++) {
      for (int64_t i = 0; i < kRows; i++) a.as<double>()[(k * kRows + i) * kRows + i] += 1;
    }
  }
  return copy(a, dtype);
}

bool same_bytes(const std::vector<Array>& a, const std::vector<Array>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); i++) {
    if (a[i].shape != b[i].shape || a[i].dtype != b[i].dtype) return false;
    if (std::memcmp(a[i].data, b[i].data, static_cast<size_t>(a[i].size()) * a[i].item()) != 0) return false;
  }
  return true;
}

template <class F>
auto by_threads(int count, F&& f) {
  struct Restored {
    ~Restored() { set_blas_threads(1); }
  } restored;
  set_blas_threads(count);
  return f();
}

template <class F>
void check_alike(F&& f) {
  const std::vector<Array> alone = by_threads(1, f);
  for (const int count : {2, 3, 5}) CHECK(same_bytes(alone, by_threads(count, f)));
}

}  // namespace

TEST(stacks_do_not_depend_on_threads) {
  for (const Dtype dtype : {Dtype::kFloat64, Dtype::kComplex128}) {
    const Array a = matrices(dtype), definite = matrices(dtype, true);
    // Matrices in another order than memory has them, and each next to a right side of its own.
    const Array turned = transpose(a, {1, 0, 2});
    check_alike([&] { return std::vector{solve(a, definite)}; });
    check_alike([&] { return std::vector{inverse(a, false)}; });
    check_alike([&] {
      const auto [sign, logarithm] = log_determinant(a);
      return std::vector{sign, logarithm, determinant(a)};
    });
    check_alike([&] { return std::vector{cholesky(definite, false)}; });
    for (const QrMode mode : {QrMode::kReduced, QrMode::kComplete, QrMode::kR, QrMode::kRaw}) {
      check_alike([&] { return qr(a, mode); });
      check_alike([&] { return qr(turned, mode); });
    }
    for (const SvdMode mode : {SvdMode::kValues, SvdMode::kReduced, SvdMode::kFull}) {
      check_alike([&] { return svd(a, mode); });
      check_alike([&] { return svd(turned, mode); });
    }
    check_alike([&] { return eigh(definite, false, true); });
    check_alike([&] { return eig(a, true); });
    check_alike([&] { return std::vector{stacked_product(StackedProduct::kMatmul, a, definite, dtype)}; });
  }
}

TEST(few_matrices_of_middling_size) {
  Array a = empty(Dtype::kFloat64, {3, 150, 150});
  scatter(a);
  check_alike([&] {
    return std::vector{inverse(a, false), stacked_product(StackedProduct::kMatmul, a, a, a.dtype)};
  });
}

TEST(one_matrix_of_a_stack_spoils_it_for_all_threads) {
  const Array a = matrices(Dtype::kFloat64);
  std::fill_n(a.as<double>() + 150 * kRows * kRows, kRows * kRows, 0.0);
  for (const int count : {1, 3}) {
    CHECK_THROWS("LinAlgError", by_threads(count, [&] { return inverse(a, false); }));
    CHECK_THROWS("LinAlgError", by_threads(count, [&] { return solve(a, a); }));
    CHECK_THROWS("LinAlgError", by_threads(count, [&] { return cholesky(a, false); }));
  }
  check_alike([&] { return std::vector{inverse(a, true)}; });
}
