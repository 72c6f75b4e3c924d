// What parameters must satisfy, over all elements at once.
#include "random/constraints.h"

#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "core/error.h"

namespace fs {
namespace {

/// Beyond this mean, ten deviations more would not fit 64 bits.
const double kGreatestMean = 0x1p63 - std::sqrt(0x1p63) * 10;

/// The constant of Best and Fisher's method, which rounding makes 1 for immense concentrations.
bool is_rejectable(double kappa) {
  if (!(kappa >= 1)) return true;
  const double r = 1 + std::sqrt(1 + 4 * kappa * kappa);
  const double rho = (r - std::sqrt(2 * r)) / (2 * kappa);
  return (1 + rho * rho) / (2 * rho) > 1;
}

struct Constraint {
  std::string_view name;
  bool (*holds)(double);
};

constexpr std::array<Constraint, 10> kConstraints = {{
    {"finite", [](double x) { return std::isfinite(x); }},
    {"nonNegative", [](double x) { return !std::signbit(x) || std::isnan(x); }},
    {"positive", [](double x) { return !(x <= 0); }},
    {"unit", [](double x) { return x >= 0 && x <= 1; }},
    {"unitNotZero", [](double x) { return x > 0 && x <= 1; }},
    {"unitNotOne", [](double x) { return x >= 0 && x < 1; }},
    {"aboveOne", [](double x) { return x > 1; }},
    {"atLeastOne", [](double x) { return x >= 1; }},
    {"poisson", [](double x) { return x >= 0 && x <= kGreatestMean; }},
    {"rejectable", is_rejectable},
}};

template <class T>
bool all(const Array& values, bool (*holds)(double)) {
  const Array packed = as_contiguous(values, values.dtype);
  const auto* x = packed.as<T>();
  const int64_t n = packed.size();
  for (int64_t i = 0; i < n; i++) {
    if (!holds(static_cast<double>(x[i]))) return false;
  }
  return true;
}

__extension__ using Wide = __int128;

/// The least and the greatest integer of a dtype.
std::pair<Wide, Wide> range_of(Dtype dtype) {
  if (dtype == Dtype::kBool) return {0, 1};
  const auto bits = static_cast<int>(8 * itemsize(dtype));
  const bool is_signed =
      dtype == Dtype::kInt8 || dtype == Dtype::kInt16 || dtype == Dtype::kInt32 || dtype == Dtype::kInt64;
  if (is_signed) return {-(Wide{1} << (bits - 1)), (Wide{1} << (bits - 1)) - 1};
  return {0, (Wide{1} << bits) - 1};
}

/// Elements of an int64 or uint64 array.
class Whole {
 public:
  explicit Whole(const Array& a) : packed_(as_contiguous(a, a.dtype)), is_signed_(a.dtype == Dtype::kInt64) {
    if (!is_signed_ && a.dtype != Dtype::kUint64) throw ValueError("bounds are 64-bit integers");
  }
  Wide operator[](int64_t i) const {
    return is_signed_ ? Wide{packed_.as<int64_t>()[i]} : Wide{packed_.as<uint64_t>()[i]};
  }

 private:
  Array packed_;
  bool is_signed_;
};

}  // namespace

bool satisfies(const Array& values, std::string_view constraint) {
  if (values.dtype == Dtype::kBool && constraint == "none")
    return all<uint8_t>(values, [](double x) { return x == 0; });
  for (const Constraint& own : kConstraints) {
    if (own.name != constraint) continue;
    if (values.dtype == Dtype::kFloat64) return all<double>(values, own.holds);
    if (values.dtype == Dtype::kInt64) return all<int64_t>(values, own.holds);
    break;
  }
  throw ValueError("no constraint named " + std::string(constraint) + " on such values");
}

bool bounds_hold(const Array& low, const Array& high, bool closed, Dtype dtype) {
  const auto [least, greatest] = range_of(dtype);
  const Wide excluded = closed ? 0 : 1;
  const Whole from(low), to(high);
  for (int64_t i = 0; i < low.size(); i++) {
    if (from[i] < least) return false;
  }
  for (int64_t i = 0; i < high.size(); i++) {
    if (to[i] - excluded > greatest) return false;
  }
  const Dims shape = broadcast_shapes({&low.shape, &high.shape});
  const Array wide_low = broadcast_to(low, shape), wide_high = broadcast_to(high, shape);
  const Whole first(wide_low), last(wide_high);
  for (int64_t i = 0; i < wide_low.size(); i++) {
    if (first[i] > last[i] - excluded) return false;
  }
  return true;
}

}  // namespace fs
