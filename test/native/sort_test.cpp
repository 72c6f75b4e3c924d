// Sorting and distinct elements: against the standard library's sorts and tables, across dtypes and lengths
// that take each of the algorithms, with NaN, zeros of both signs and data made to defeat them.
#include "sort/sort.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <vector>

#include "check.h"
#include "core/cast.h"
#include "sort/order.h"

using namespace fs;

namespace {

/// A generator of numbers in no order, the same in each run.
class Scatter {
 public:
  uint64_t bits() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return state_ ^ state_ >> 29;
  }

 private:
  uint64_t state_ = 42;
};

constexpr Dtype kDtypes[] = {Dtype::kBool,      Dtype::kInt8,      Dtype::kUint8,   Dtype::kInt16,
                             Dtype::kUint16,    Dtype::kInt32,     Dtype::kUint32,  Dtype::kInt64,
                             Dtype::kUint64,    Dtype::kFloat16,   Dtype::kFloat32, Dtype::kFloat64,
                             Dtype::kComplex64, Dtype::kComplex128};
/// Short runs, those sorted by digits, and those by wide digits.
constexpr int64_t kLengths[] = {0, 1, 2, 17, 300, 1000, 20000};

/// What elements are made of: any bits at all (so NaN of all kinds), few values, or values that share their
/// leading bits, which radix sorts look at first.
enum class Kind { kAny, kFew, kClose };

template <class T>
T element(Kind kind, Scatter& scatter) {
  T value;
  if constexpr (std::is_same_v<T, Bool>) {
    value = Bool(scatter.bits() % 2 == 1);
  } else if constexpr (is_complex_v<T>) {
    using Part = decltype(T{}.re);
    value = {element<Part>(kind, scatter), element<Part>(kind, scatter)};
  } else if (kind == Kind::kAny) {
    const uint64_t bits = scatter.bits();
    std::memcpy(&value, &bits, sizeof(T));
  } else if (kind == Kind::kFew) {
    value = cast<T>(static_cast<double>(scatter.bits() % 5) - 2.0);
    if constexpr (std::is_floating_point_v<T>) {
      if (scatter.bits() % 16 == 0) value = std::numeric_limits<T>::quiet_NaN();
      if (value == 0 && scatter.bits() % 2 == 0) value = -value;
    }
  } else {
    const uint64_t bits =
        sizeof(T) == 8 ? 0x3ff0000000000000u + scatter.bits() % 100000 : scatter.bits() % 120;
    std::memcpy(&value, &bits, sizeof(T));
  }
  return value;
}

template <class T>
Array filled(const Dims& shape, Kind kind) {
  Scatter scatter;
  Array a = empty(dtype_of<T>(), shape);
  for (int64_t i = 0; i < a.size(); i++) a.as<T>()[i] = element<T>(kind, scatter);
  return a;
}

/// Neither before the other: as far as order goes, one value.
template <class T>
bool alike(const T& a, const T& b) {
  return !comes_before(a, b) && !comes_before(b, a);
}

template <class Body>
void for_each_array(Body&& body) {
  for (const Dtype dtype : kDtypes) {
    dispatch(dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      for (const Kind kind : {Kind::kAny, Kind::kFew, Kind::kClose}) {
        for (const int64_t length : kLengths) body(tag, filled<T>({2, length}, kind), length);
      }
    });
  }
}

}  // namespace

TEST(sorts_are_those_of_the_standard_library) {
  for_each_array([](auto tag, const Array& a, int64_t length) {
    using T = typename decltype(tag)::type;
    for (const bool stable : {false, true}) {
      const Array sorted = sort_last(a, stable);
      for (int64_t lane = 0; lane < 2; lane++) {
        std::vector<T> wanted(a.as<T>() + lane * length, a.as<T>() + (lane + 1) * length);
        std::stable_sort(wanted.begin(), wanted.end(), comes_before<T>);
        CHECK(std::equal(wanted.begin(), wanted.end(), sorted.as<T>() + lane * length, alike<T>));
      }
    }
  });
}

TEST(positions_sort_and_stable_ones_keep_the_order_of_equals) {
  for_each_array([](auto tag, const Array& a, int64_t length) {
    using T = typename decltype(tag)::type;
    const Array any = argsort_last(a, false), stable = argsort_last(a, true);
    for (int64_t lane = 0; lane < 2; lane++) {
      const T* in = a.as<T>() + lane * length;
      std::vector<int64_t> wanted(static_cast<size_t>(length));
      std::iota(wanted.begin(), wanted.end(), int64_t{0});
      std::stable_sort(wanted.begin(), wanted.end(),
                       [&](int64_t i, int64_t j) { return comes_before(in[i], in[j]); });
      const auto* at = any.as<int64_t>() + lane * length;
      CHECK(std::equal(wanted.begin(), wanted.end(), stable.as<int64_t>() + lane * length));
      CHECK(std::equal(wanted.begin(), wanted.end(), at,
                       [&](int64_t i, int64_t j) { return alike(in[i], in[j]); }));
      std::vector<int64_t> all(at, at + length);
      std::sort(all.begin(), all.end());
      CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
    }
  });
}

TEST(stable_sorts_keep_zeros_of_both_signs_in_order) {
  for (const int64_t length : {int64_t{100}, int64_t{2000}}) {
    Array a = empty(Dtype::kFloat64, {length});
    for (int64_t i = 0; i < length; i++) a.as<double>()[i] = i % 3 == 0 ? 1.0 : i % 2 == 0 ? 0.0 : -0.0;
    std::vector<double> wanted(a.as<double>(), a.as<double>() + length);
    std::stable_sort(wanted.begin(), wanted.end());
    const Array sorted = sort_last(a, true);
    CHECK(std::memcmp(wanted.data(), sorted.data, static_cast<size_t>(length) * 8) == 0);
  }
}

TEST(partitions_have_the_wanted_ranks_in_place) {
  for_each_array([](auto tag, const Array& a, int64_t length) {
    using T = typename decltype(tag)::type;
    const Array sorted = sort_last(a, true);
    for (std::vector<int64_t> ranks :
         {std::vector<int64_t>{0}, {length / 2, -1}, {length / 3, length / 3, 5}}) {
      if (length < 6) continue;
      const Array parts = partition_last(a, ranks), positions = argpartition_last(a, ranks);
      for (int64_t at = 0; at < 2 * length; at += length) {
        const T *in = a.as<T>() + at, *whole = sorted.as<T>() + at, *lane = parts.as<T>() + at;
        const auto* order = positions.as<int64_t>() + at;
        std::vector<T> taken(static_cast<size_t>(length));
        for (int64_t i = 0; i < length; i++) taken[static_cast<size_t>(i)] = in[order[i]];
        for (const T* found : {lane, static_cast<const T*>(taken.data())}) {
          for (int64_t rank : ranks) {
            if (rank < 0) rank += length;
            CHECK(alike(found[rank], whole[rank]));
            CHECK(
                std::none_of(found, found + rank, [&](const T& x) { return comes_before(found[rank], x); }));
            CHECK(std::none_of(found + rank, found + length,
                               [&](const T& x) { return comes_before(x, found[rank]); }));
          }
          std::vector<T> all(found, found + length);
          std::sort(all.begin(), all.end(), comes_before<T>);
          CHECK(std::equal(all.begin(), all.end(), whole, alike<T>));
        }
        std::vector<int64_t> all(order, order + length);
        std::sort(all.begin(), all.end());
        CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
      }
    }
  });
}

TEST(keys_in_turn_are_sorted_by_the_last_first) {
  const Array minor = filled<double>({1000}, Kind::kAny), major = filled<int16_t>({1000}, Kind::kFew);
  const Array order = lexsort_last({&minor, &major});
  const auto* at = order.as<int64_t>();
  for (int64_t i = 1; i < 1000; i++) {
    const int16_t before = major.as<int16_t>()[at[i - 1]], here = major.as<int16_t>()[at[i]];
    CHECK(before < here ||
          (before == here && !comes_before(minor.as<double>()[at[i]], minor.as<double>()[at[i - 1]])));
  }
}

TEST(distinct_elements_stand_as_in_the_library_s_table) {
  const auto fnv1a = [](int64_t value) {
    uint64_t hash = 14695981039346656037u;
    for (int k = 0; k < 8; k++)
      hash = (hash ^ (static_cast<uint64_t>(value) >> 8 * k & 0xff)) * 1099511628211u;
    return static_cast<size_t>(hash);
  };
  for (const int64_t length : {1, 2, 13, 14, 100, 1024, 1025, 5000, 50000}) {
    const Array a = filled<int64_t>({length}, Kind::kClose);
    std::unordered_set<int64_t, decltype(fnv1a)> table(static_cast<size_t>(std::min<int64_t>(length, 1024)),
                                                       fnv1a);
    for (int64_t i = 0; i < length; i++) table.insert(a.as<int64_t>()[i]);
    const Array found = hashed_unique(a, true);
    CHECK(found.size() == static_cast<int64_t>(table.size()));
    CHECK(std::equal(table.begin(), table.end(), found.as<int64_t>()));
  }
}

TEST(elements_with_nan_are_one_or_many) {
  const double nan = std::nan("");
  Array a = empty(Dtype::kComplex128, {100000});
  std::fill_n(a.as<Complex128>(), a.size(), Complex128{nan, 1});
  a.as<Complex128>()[0] = {0.0, -0.0};
  a.as<Complex128>()[1] = {-0.0, 0.0};
  CHECK(hashed_unique(a, true).size() == 2);
  CHECK(hashed_unique(a, false).size() == 99999);  // in a table, these would all be in one bucket
}
