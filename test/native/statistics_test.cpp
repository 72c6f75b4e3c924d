// Counting, binning, sliding products and interpolation: against plain loops, and at their edges.
#include "statistics/statistics.h"

#include <cmath>
#include <vector>

#include "check.h"
#include "core/error.h"

using namespace fs;

namespace {

template <class T>
Array vector(const std::vector<T>& values) {
  Array a = empty(dtype_of<T>(), {static_cast<int64_t>(values.size())});
  std::copy(values.begin(), values.end(), a.as<T>());
  return a;
}

template <class T>
std::vector<T> contents(const Array& a) {
  return {a.as<T>(), a.as<T>() + a.size()};
}

/// Numbers of 0 ≤ x < 1 in no order.
std::vector<double> scattered(int n) {
  std::vector<double> values(n);
  for (int i = 0; i < n; i++) values[i] = std::fmod(0.618033988749895 * (i + 1), 1.0);
  return values;
}

}  // namespace

TEST(extremes_of_none_and_many) {
  CHECK((extremes(vector<int64_t>({})) == std::pair<int64_t, int64_t>{0, -1}));
  std::vector<int64_t> values(1003, 5);
  values[999] = -7;
  values[13] = 1'000'000'000'000;
  CHECK((extremes(vector(values)) == std::pair<int64_t, int64_t>{-7, 1'000'000'000'000}));
}

TEST(bincount_counts_and_weighs) {
  const Array x = vector<int64_t>({0, 2, 2, 1, 2, 0, 2});
  CHECK((contents<int64_t>(bincount(x, nullptr, 4)) == std::vector<int64_t>{2, 1, 4, 0}));
  const Array w = vector<double>({1, 2, 3, 4, 5, 6, 7});
  CHECK((contents<double>(bincount(x, &w, 3)) == std::vector<double>{7, 4, 17}));
  CHECK(bincount(vector<int64_t>({}), nullptr, 0).size() == 0);
  CHECK_THROWS("ValueError", bincount(x, nullptr, 2));
  CHECK_THROWS("ValueError", bincount(x, nullptr, -1));
  CHECK_THROWS("ValueError", bincount(vector<int64_t>({0, 1, 2, 3, -1}), nullptr, 4));
  const Array few = vector<double>({1});
  CHECK_THROWS("ValueError", bincount(x, &few, 3));
}

TEST(uniform_bins_close_at_the_end_only) {
  const Array edges = vector<double>({0, 1, 2, 3});
  const Array a = vector<double>({0, 0.5, 1, 2, 3, 3.5, -1, NAN, 2.999, INFINITY, -INFINITY});
  const Array counts = uniform_counts(a, {0, 3, 3, false, &edges});
  CHECK((contents<int64_t>(counts) == std::vector<int64_t>{2, 1, 3}));
  const Array none = vector<double>({1});
  CHECK_THROWS("ValueError", uniform_counts(a, {0, 3, 3, false, &none}));
  CHECK_THROWS("ValueError", uniform_counts(vector<int64_t>({1}), {0, 3, 3, false, &edges}));
}

TEST(uniform_bins_agree_with_their_edges) {
  const auto values = scattered(5000);
  for (const int bins : {1, 7, 100, 5000}) {
    std::vector<double> edges(bins + 1);
    for (int i = 0; i <= bins; i++) edges[i] = static_cast<double>(i) / bins;
    const Array packed = vector(edges), a = vector(values);
    const Array counts = uniform_counts(a, {0, 1, 1, false, &packed});
    CHECK(contents<int64_t>(counts) == contents<int64_t>(edge_counts(a, packed)));
  }
}

TEST(edges_may_be_none_one_or_equal) {
  const Array a = vector<int64_t>({1, 2, 2, 3});
  CHECK(edge_counts(a, vector<int64_t>({})).size() == 0);
  CHECK(edge_counts(a, vector<int64_t>({2})).size() == 0);
  CHECK((contents<int64_t>(edge_counts(a, vector<int64_t>({1, 2, 2}))) == std::vector<int64_t>{1, 2}));
}

TEST(sliding_products_of_long_windows_are_those_of_plain_loops) {
  for (const auto& [n, taps] : {std::pair<int64_t, int64_t>{300, 300}, {300, 33}, {97, 65}, {64, 2}}) {
    Array a = empty(Dtype::kInt64, {n}), v = empty(Dtype::kInt64, {taps});
    for (int64_t i = 0; i < n; i++) a.as<int64_t>()[i] = i * i - 7 * i;
    for (int64_t k = 0; k < taps; k++) v.as<int64_t>()[k] = 3 - k * 5;
    std::vector<int64_t> plain(static_cast<size_t>(n + taps - 1), 0);
    for (int64_t i = 0; i < n + taps - 1; i++) {
      for (int64_t k = 0; k < taps; k++) {
        const int64_t at = i + k - (taps - 1);
        if (at >= 0 && at < n) plain[static_cast<size_t>(i)] += a.as<int64_t>()[at] * v.as<int64_t>()[k];
      }
    }
    CHECK(contents<int64_t>(sliding_product(a, v, Overlap::kFull)) == plain);
    const Array whole = sliding_product(copy(a, Dtype::kFloat64), copy(v, Dtype::kFloat64), Overlap::kFull);
    CHECK(contents<int64_t>(copy(whole, Dtype::kInt64)) == plain);  // small enough to be exact
  }
}

TEST(sliding_products_reach_over_the_ends) {
  const Array a = vector<double>({1, 2, 3, 4}), v = vector<double>({1, 10});
  CHECK((contents<double>(sliding_product(a, v, Overlap::kValid)) == std::vector<double>{21, 32, 43}));
  CHECK((contents<double>(sliding_product(a, v, Overlap::kSame)) == std::vector<double>{10, 21, 32, 43}));
  CHECK((contents<double>(sliding_product(a, v, Overlap::kFull)) == std::vector<double>{10, 21, 32, 43, 4}));
  CHECK_THROWS("ValueError", sliding_product(v, a, Overlap::kFull));
  CHECK_THROWS("ValueError", sliding_product(a, vector<float>({1}), Overlap::kFull));
}

TEST(sliding_products_of_long_windows) {
  const auto values = scattered(700), window = scattered(150);
  const Array result = sliding_product(vector(values), vector(window), Overlap::kValid);
  for (int64_t i = 0; i < result.size(); i++) {
    double sum = 0;
    for (size_t k = 0; k < window.size(); k++) sum += values[i + k] * window[k];
    CHECK(std::abs(result.as<double>()[i] - sum) < 1e-11);
  }
}

TEST(interpolation_finds_its_place_in_any_order) {
  std::vector<double> points(300), heights(300);
  for (int i = 0; i < 300; i++) points[i] = i * i, heights[i] = i % 7;
  auto queries = scattered(2000);
  for (auto& x : queries) x = x * 95000 - 2000;
  const Outside outside{-1, 0, -2, 0, true, true};
  const Array all = interpolate(vector(queries), vector(points), vector(heights), outside);
  for (size_t i = 0; i < queries.size(); i++) {
    // One at a time the search takes another way.
    const Array one = interpolate(vector<double>({queries[i]}), vector(points), vector(heights), outside);
    CHECK(one.as<double>()[0] == all.as<double>()[i]);
  }
  CHECK_THROWS("ValueError", interpolate(vector(queries), vector<double>({}), vector<double>({}), outside));
  CHECK_THROWS("ValueError", interpolate(vector(queries), vector(points), vector<double>({1}), outside));
}
