// Accuracy of the transcendental functions: at most 2 ULP from the C library's long double functions (whose
// 64-bit mantissas leave errors of a thousandth of a double's ULP), on every instruction set this CPU has.
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

#include "check.h"
#include "core/isa.h"
#include "ufunc/row.h"

namespace fs::baseline {
LoopTable math_loops();
}
namespace fs::avx2 {
LoopTable math_loops();
}
namespace fs::avx512 {
LoopTable math_loops();
}

using namespace fs;

namespace {

constexpr double kBound = 2.0;

struct Level {
  const char* name;
  LoopTable table;
};
std::vector<Level> levels() {
  std::vector<Level> all{{"baseline", baseline::math_loops()}};
  if (isa_level() >= IsaLevel::kAvx2) all.push_back({"avx2", avx2::math_loops()});
  if (isa_level() >= IsaLevel::kAvx512) all.push_back({"avx512", avx512::math_loops()});
  return all;
}

UfuncLoop find(const LoopTable& table, const char* name, const char* types) {
  for (int i = 0; i < table.count; i++) {
    if (std::strcmp(table.rows[i].ufunc, name) == 0 && std::strcmp(table.rows[i].types, types) == 0)
      return table.rows[i].loop;
  }
  return nullptr;
}

template <class T>
using Bits = std::conditional_t<sizeof(T) == 8, uint64_t, uint32_t>;

/// Error in units of the last place of the exact value; infinite where a sign, an infinity or a NaN is wrong.
template <class T>
double error_in_ulp(T got, long double exact) {
  const T rounded = static_cast<T>(exact);
  if (std::isnan(rounded) || std::isnan(got)) return std::isnan(rounded) == std::isnan(got) ? 0 : INFINITY;
  constexpr T greatest = std::numeric_limits<T>::max();
  if (std::isinf(got) || std::isinf(rounded)) {
    if (got == rounded) return 0;
    const T reached = std::isinf(got) ? rounded : got;  // next to the greatest number both are right
    return std::signbit(got) == std::signbit(rounded) &&
                   std::fabs(reached) >= greatest * (1 - 2 * std::numeric_limits<T>::epsilon())
               ? 1
               : INFINITY;
  }
  if (got == 0 && rounded == 0) return std::signbit(got) == std::signbit(rounded) ? 0 : INFINITY;
  int exponent = 0;
  std::frexp(rounded, &exponent);
  const int least = std::numeric_limits<T>::min_exponent;
  const int digits = std::numeric_limits<T>::digits;
  const long double unit = std::ldexp(1.0L, (rounded == 0 || exponent < least ? least : exponent) - digits);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - exact) / unit);
}

/// A generator of test arguments: special values, then the whole range of bit patterns, then given intervals.
template <class T>
std::vector<T> arguments(std::initializer_list<std::pair<double, double>> intervals, int per_range) {
  std::vector<T> all;
  using L = std::numeric_limits<T>;
  for (const double x : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 8.0, 10.0, 27.0, 64.0, 100.0, 1000.0, 1e22, 0.25, 1e-3,
                         88.7, 104.0, 709.7, 745.2})
    all.push_back(static_cast<T>(x));
  for (const T x : {L::infinity(), L::quiet_NaN(), L::min(), L::max(), L::denorm_min(), L::min() / 2,
                    L::epsilon(), std::nextafter(T{1}, T{0}), std::nextafter(T{1}, T{2}),
                    static_cast<T>(M_PI), static_cast<T>(M_PI_2), static_cast<T>(M_PI_4)})
    all.push_back(x);
  for (size_t i = 0, n = all.size(); i < n; i++) all.push_back(-all[i]);
  Bits<T> state = static_cast<Bits<T>>(0x9E3779B97F4A7C15u);
  const auto next = [&state] {
    state ^= state << 13;
    state ^= state >> (sizeof(T) == 8 ? 7 : 17);
    state ^= state << (sizeof(T) == 8 ? 17 : 5);
    return state;
  };
  for (int i = 0; i < per_range; i++) all.push_back(std::bit_cast<T>(next()));
  for (const auto& [low, high] : intervals) {
    for (int i = 0; i < per_range; i++) {
      const double part =
          static_cast<double>(next()) / static_cast<double>(std::numeric_limits<Bits<T>>::max());
      all.push_back(static_cast<T>(low + (high - low) * part));
    }
  }
  return all;
}

int points() {
  const char* wish = std::getenv("MATH_TEST_POINTS");
  return wish != nullptr ? std::atoi(wish) : 20000;
}

struct Worst {
  double error = 0, at = 0, second = 0, got = 0;
};

void report(const char* level, const char* name, const char* types, const Worst& worst) {
  const bool wanted = std::getenv("MATH_TEST_SHOW") != nullptr;
  if (worst.error > kBound || wanted)
    std::printf("%s %s %s: %.3f ULP at %a %a, got %a\n", name, types, level, worst.error, worst.at,
                worst.second, worst.got);
  CHECK(worst.error <= kBound);
}

template <class T>
void check_unary(const char* name, const char* types, long double (*exact)(long double),
                 std::initializer_list<std::pair<double, double>> intervals) {
  const std::vector<T> in = arguments<T>(intervals, points());
  std::vector<long double> wanted;
  for (const T x : in) wanted.push_back(exact(static_cast<long double>(x)));
  std::vector<T> out(in.size());
  for (const Level& level : levels()) {
    const UfuncLoop loop = find(level.table, name, types);
    CHECK(loop != nullptr);
    if (loop == nullptr) continue;
    std::byte* args[] = {const_cast<std::byte*>(reinterpret_cast<const std::byte*>(in.data())),
                         reinterpret_cast<std::byte*>(out.data())};
    const int64_t steps[] = {sizeof(T), sizeof(T)};
    loop(args, steps, static_cast<int64_t>(in.size()));
    Worst worst;
    for (size_t i = 0; i < in.size(); i++) {
      const double error = error_in_ulp(out[i], wanted[i]);
      if (error > worst.error) worst = {error, in[i], 0, out[i]};
    }
    report(level.name, name, types, worst);
  }
}

template <class T>
void check_binary(const char* name, const char* types, long double (*exact)(long double, long double),
                  std::initializer_list<std::pair<double, double>> first,
                  std::initializer_list<std::pair<double, double>> second) {
  std::vector<T> a = arguments<T>(first, points()), b = arguments<T>(second, points());
  std::vector<T> left, right;
  for (size_t i = 0; i < 62; i++) {  // special values with each other
    for (size_t k = 0; k < 62; k++) {
      left.push_back(a[i]);
      right.push_back(b[k]);
    }
  }
  const size_t n = std::min(a.size(), b.size());
  for (size_t i = 0; i < n; i++) {  // everything with a far neighbour
    left.push_back(a[i]);
    right.push_back(b[(i * 7919) % n]);
  }
  for (size_t i = n - static_cast<size_t>(points()); i < n; i++) {  // the last intervals with each other
    left.push_back(a[i]);
    right.push_back(b[n - 1 - (i - (n - static_cast<size_t>(points())))]);
  }
  std::vector<long double> wanted;
  for (size_t i = 0; i < left.size(); i++) wanted.push_back(exact(left[i], right[i]));
  std::vector<T> out(left.size());
  for (const Level& level : levels()) {
    const UfuncLoop loop = find(level.table, name, types);
    CHECK(loop != nullptr);
    if (loop == nullptr) continue;
    std::byte* args[] = {reinterpret_cast<std::byte*>(left.data()),
                         reinterpret_cast<std::byte*>(right.data()),
                         reinterpret_cast<std::byte*>(out.data())};
    const int64_t steps[] = {sizeof(T), sizeof(T), sizeof(T)};
    loop(args, steps, static_cast<int64_t>(left.size()));
    Worst worst;
    for (size_t i = 0; i < left.size(); i++) {
      const double error = error_in_ulp(out[i], wanted[i]);
      if (error > worst.error) worst = {error, left[i], right[i], out[i]};
    }
    report(level.name, name, types, worst);
  }
}

#define UNARY(name, exact, ...)                                \
  TEST(accuracy_of_##name) {                                   \
    check_unary<float>(#name, "f->f", &exact, {__VA_ARGS__});  \
    check_unary<double>(#name, "d->d", &exact, {__VA_ARGS__}); \
  }
#define PAIR(low, high) \
  { low, high }

}  // namespace

UNARY(sin, sinl, PAIR(-1, 1), PAIR(-10, 10), PAIR(-7e4, 7e4), PAIR(-1e9, 1e9))
UNARY(cos, cosl, PAIR(-1, 1), PAIR(-10, 10), PAIR(-7e4, 7e4), PAIR(-1e9, 1e9))
UNARY(tan, tanl, PAIR(-1, 1), PAIR(-10, 10), PAIR(-7e4, 7e4), PAIR(-1e9, 1e9))
UNARY(arcsin, asinl, PAIR(-1, 1), PAIR(-0.5, 0.5), PAIR(0.99, 1))
UNARY(arccos, acosl, PAIR(-1, 1), PAIR(-0.5, 0.5), PAIR(0.99, 1))
UNARY(arctan, atanl, PAIR(-1, 1), PAIR(-4, 4), PAIR(0.4, 0.43), PAIR(2.3, 2.5))
UNARY(sinh, sinhl, PAIR(-1, 1), PAIR(-20, 20), PAIR(-90, 90), PAIR(-711, 711))
UNARY(cosh, coshl, PAIR(-1, 1), PAIR(-20, 20), PAIR(-90, 90), PAIR(-711, 711))
UNARY(tanh, tanhl, PAIR(-1, 1), PAIR(-0.1, 0.1), PAIR(-6, 6), PAIR(-25, 25))
UNARY(arcsinh, asinhl, PAIR(-1, 1), PAIR(-0.1, 0.1), PAIR(-100, 100), PAIR(-1e6, 1e6))
UNARY(arccosh, acoshl, PAIR(1, 2), PAIR(1, 1.01), PAIR(1, 100), PAIR(1, 1e6))
UNARY(arctanh, atanhl, PAIR(-1, 1), PAIR(-0.1, 0.1), PAIR(0.99, 1))
UNARY(exp, expl, PAIR(-1, 1), PAIR(-20, 20), PAIR(-105, 90), PAIR(-750, 711))
UNARY(exp2, exp2l, PAIR(-1, 1), PAIR(-20, 20), PAIR(-152, 130), PAIR(-1080, 1030))
UNARY(expm1, expm1l, PAIR(-1, 1), PAIR(-1e-3, 1e-3), PAIR(-40, 90), PAIR(-750, 711))
UNARY(log, logl, PAIR(0, 2), PAIR(0.99, 1.01), PAIR(0.6, 1.6), PAIR(0, 1e6))
UNARY(log2, log2l, PAIR(0, 2), PAIR(0.99, 1.01), PAIR(0.6, 1.6), PAIR(0, 1e6))
UNARY(log10, log10l, PAIR(0, 2), PAIR(0.99, 1.01), PAIR(0.6, 1.6), PAIR(0, 1e6))
UNARY(log1p, log1pl, PAIR(-1, 1), PAIR(-0.01, 0.01), PAIR(-1, -0.99), PAIR(0, 1e6))
UNARY(cbrt, cbrtl, PAIR(-1, 1), PAIR(1, 8), PAIR(-1e6, 1e6))

TEST(accuracy_of_arctan2) {
  check_binary<float>("arctan2", "ff->f", &atan2l, {{-1, 1}, {-10, 10}}, {{-1, 1}, {-10, 10}});
  check_binary<double>("arctan2", "dd->d", &atan2l, {{-1, 1}, {-10, 10}}, {{-1, 1}, {-10, 10}});
}
TEST(accuracy_of_hypot) {
  check_binary<float>("hypot", "ff->f", &hypotl, {{-1, 1}, {-1e4, 1e4}}, {{-1, 1}, {-1e4, 1e4}});
  check_binary<double>("hypot", "dd->d", &hypotl, {{-1, 1}, {-1e4, 1e4}}, {{-1, 1}, {-1e4, 1e4}});
}
TEST(accuracy_of_power) {
  check_binary<float>("power", "ff->f", &powl, {{0, 2}, {0, 100}, {0.99, 1.01}, {0.95, 1.05}, {0, 1e38}},
                      {{-3, 3}, {-20, 20}, {-8e3, 8e3}, {-2e3, 2e3}, {-1, 1}});
  check_binary<double>("power", "dd->d", &powl, {{0, 2}, {0, 100}, {0.99, 1.01}},
                       {{-3, 3}, {-150, 150}, {-7e4, 7e4}});
}
TEST(powers_of_negative_numbers_to_integers) {
  std::vector<double> x, y;
  for (int i = -40; i <= 40; i++) {
    for (const double base : {-3.0, -1.0, -0.75, -1e10, -0.0, 0.0, 2.0}) {
      x.push_back(base);
      y.push_back(i);
    }
  }
  std::vector<double> out(x.size());
  for (const Level& level : levels()) {
    std::byte* args[] = {reinterpret_cast<std::byte*>(x.data()), reinterpret_cast<std::byte*>(y.data()),
                         reinterpret_cast<std::byte*>(out.data())};
    const int64_t steps[] = {8, 8, 8};
    find(level.table, "power", "dd->d")(args, steps, static_cast<int64_t>(x.size()));
    for (size_t i = 0; i < x.size(); i++) CHECK(error_in_ulp(out[i], powl(x[i], y[i])) <= kBound);
  }
}
