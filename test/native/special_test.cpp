// Special functions: known values, odd symmetry, inverse of each other, ends and NaN.
#include "special/special.h"

#include <cmath>
#include <limits>

#include "check.h"

using namespace fs;

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
}  // namespace

TEST(erf_follows_the_library_function) {
  for (double x = -7.0; x <= 7.0; x += 0.01) CHECK(std::abs(fs::erf(x) - std::erf(x)) < 1e-11);
  CHECK(fs::erf(kInfinity) == 1.0 && fs::erf(-kInfinity) == -1.0);
  CHECK(std::isnan(fs::erf(kNan)));
  CHECK(std::signbit(fs::erf(-0.0)));
}

TEST(normal_quantile_inverts_the_distribution_function) {
  for (double p = 0.001; p < 1.0; p += 0.001) {
    const double x = normal_quantile(p);
    CHECK(std::abs(0.5 * (1.0 + fs::erf(x / std::sqrt(2.0))) - p) < 1e-9);
  }
  CHECK(normal_quantile(0.5) == 0.0);
  CHECK(normal_quantile(0.0) == -kInfinity && normal_quantile(1.0) == kInfinity);
  CHECK(std::isnan(normal_quantile(-0.1)) && std::isnan(normal_quantile(1.1)) &&
        std::isnan(normal_quantile(kNan)));
  CHECK(std::isfinite(normal_quantile(5e-324)));
}

TEST(special_functions_walk_any_layout) {
  Array x = empty(Dtype::kFloat64, {2, 3});
  for (int i = 0; i < 6; i++) x.as<double>()[i] = 0.1 * i;
  const Array result = fs::erf(transpose(x, {1, 0}));
  CHECK((result.shape == Dims{3, 2}));
  const Array packed = as_contiguous(result, Dtype::kFloat64);
  CHECK(packed.as<double>()[1] == fs::erf(0.1 * 3));
  CHECK(normal_quantile(empty(Dtype::kFloat64, {0, 3})).size() == 0);
}
