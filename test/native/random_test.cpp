// Random streams: known first outputs of the generators, bounded integers and distributions (of the authors'
// files and of NumPy), states between calls, and the same variates on every instruction set.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "check.h"
#include "core/error.h"
#include "core/isa.h"
#include "random/bounded.h"
#include "random/draw.h"
#include "random/draw_kernels.h"
#include "random/integers.h"
#include "random/integers_kernels.h"
#include "random/pcg.h"
#include "random/shuffle.h"

namespace fs::baseline {
DistributionTables select_distributions();
IntegerKernels select_integers();
PcgKernels select_pcg();
}
namespace fs::avx2 {
DistributionTables select_distributions();
IntegerKernels select_integers();
PcgKernels select_pcg();
}
namespace fs::avx512 {
DistributionTables select_distributions();
IntegerKernels select_integers();
PcgKernels select_pcg();
}

using namespace fs;

namespace {

Mt19937 mersenne_of(uint32_t seed) {
  Mt19937 g{};
  g.seed(seed);
  return g;
}

/// As numpy.random.default_rng(42).
Pcg64 pcg_of_42() {
  static constexpr uint64_t kWords[4] = {0x9f1e2e6dcd540ab7, 0xd57873dc79fb94b6, 0x7d282a1b64d420b7,
                                         0x336579714692d5ff};
  Pcg64 g{};
  g.seed(std::span<const uint64_t, 4>{kWords});
  return g;
}

template <class G>
std::vector<uint64_t> words32(G& g, int n) {
  std::vector<uint64_t> out;
  drawing(g, [&](auto& stream) {
    for (int i = 0; i < n; i++) out.push_back(stream.next32());
  });
  return out;
}

template <class T>
std::vector<T> contents(const Array& a) {
  return {a.as<T>(), a.as<T>() + a.size()};
}

template <class G>
std::vector<int64_t> counts(G& g, const char* name, int64_t n, const std::vector<Array>& parameters) {
  std::vector<const Array*> pointers;
  for (const Array& a : parameters) pointers.push_back(&a);
  return contents<int64_t>(draw(g, name, {n}, pointers));
}

template <class T, class G>
std::vector<T> bounded_array(G& g, Dtype dtype, int64_t n, int64_t low, int64_t high) {
  const Array from = scalar(static_cast<uint64_t>(low)), to = scalar(static_cast<uint64_t>(high));
  return contents<T>(integers(g, dtype, {n}, from, to));
}

template <class G>
std::vector<int64_t> permutation(G& g, int64_t n) {
  Array order = empty(Dtype::kInt64, {n});
  for (int64_t i = 0; i < n; i++) order.as<int64_t>()[i] = i;
  shuffle(g, order, 0, false);
  return contents<int64_t>(order);
}

using Ints = std::vector<int64_t>;
using Doubles = std::vector<double>;

}  // namespace

TEST(mersenne_twister_by_the_authors) {
  Mt19937 g = mersenne_of(5489);
  CHECK((words32(g, 3) == std::vector<uint64_t>{3499211612, 581869302, 3890346734}));
  CHECK(words32(g, 9997).back() == 4123659995);  // the 10000th

  static constexpr uint32_t kSeeds[4] = {0x123, 0x234, 0x345, 0x456};
  g.seed(std::span<const uint32_t>{kSeeds});
  const auto first = words32(g, 1000);
  CHECK(first[0] == 1067595299 && first[1] == 955945823 && first[2] == 477289528 && first[999] == 3460025646);
}

TEST(permuted_congruential_generator) {
  Pcg64 g = pcg_of_42();
  drawing(g, [](auto& stream) {
    CHECK(stream.next64() == 0xc621fbcd16d92688);
    CHECK(stream.next64() == 0x705a5661a791ffc1);
    CHECK(stream.next64() == 0xdbcd12c26eda1624);
  });
  // The lower half first; the upper one waits for the next call, also beyond 64-bit words.
  g = pcg_of_42();
  CHECK((words32(g, 1) == std::vector<uint64_t>{0x16d92688}));
  CHECK((contents<double>(draw(g, "random", {1}, {})) == Doubles{0x1.c16959869e47ep-2}));
  CHECK((words32(g, 1) == std::vector<uint64_t>{0xc621fbcd}));
}

TEST(streams_go_on_where_they_stopped) {
  for (const int piece : {1, 2, 5, 623, 624, 625, 1000}) {
    Mt19937 whole = mersenne_of(7), parts = mersenne_of(7);
    const auto expected = words32(whole, 5 * piece);
    std::vector<uint64_t> got;
    for (int i = 0; i < 5; i++) {
      for (const uint64_t word : words32(parts, piece)) got.push_back(word);
    }
    CHECK(got == expected);
    CHECK(std::memcmp(&whole, &parts, sizeof(Mt19937)) == 0);
  }
}

TEST(words_made_ahead_leave_no_trace) {
  // The state after each piece is that of a generator asked for one word at a time.
  for (const int64_t piece : {1, 3, 7, 8, 9, 100, 511, 512, 513, 2000}) {
    Pcg64 single = pcg_of_42(), several = pcg_of_42(), whole = pcg_of_42();
    for (int i = 0; i < 3; i++) {
      std::vector<uint64_t> words, more;
      for (int64_t k = 0; k < piece; k++) drawing(single, [&](auto& g) { words.push_back(g.next64()); });
      drawing(several, [&](auto& g) {
        while (static_cast<int64_t>(more.size()) < piece) more.push_back(g.next64());
      });
      CHECK(words == more);
      more.clear();
      drawing(whole, [&](auto& g) { g.words(piece, [&](int64_t, uint64_t word) { more.push_back(word); }); });
      CHECK(words == more);
      CHECK(std::memcmp(&single, &several, sizeof(Pcg64)) == 0);
      CHECK(std::memcmp(&single, &whole, sizeof(Pcg64)) == 0);
    }
  }
}

namespace {

template <class G>
void check_halves(G g) {
  for (const int64_t piece : {1, 2, 3, 624, 1001}) {
    G single = g, whole = g;
    for (int i = 0; i < 3; i++) {
      std::vector<uint64_t> halves;
      drawing(whole, [&](auto& stream) {
        stream.halves(piece, [&](int64_t, uint32_t half) { halves.push_back(half); });
      });
      CHECK(halves == words32(single, static_cast<int>(piece)));
    }
    CHECK(words32(single, 5) == words32(whole, 5));
  }
}

}  // namespace

TEST(halves_of_words_in_their_order) {
  check_halves(mersenne_of(3));
  check_halves(pcg_of_42());
}

TEST(words_of_two_halves_wherever_they_lie) {
  Mt19937 single = mersenne_of(3), whole = mersenne_of(3);
  words32(single, 1);
  words32(whole, 1);
  std::vector<uint64_t> words, more;
  drawing(single, [&](auto& g) {
    for (int i = 0; i < 1000; i++) words.push_back(g.next64());
  });
  drawing(whole, [&](auto& g) { g.words(1000, [&](int64_t, uint64_t word) { more.push_back(word); }); });
  CHECK(words == more);
  CHECK(single.pos == whole.pos);
}

TEST(bounded_integers) {
  Mt19937 old = mersenne_of(42);
  CHECK((bounded_array<int64_t>(old, Dtype::kInt64, 6, 0, 9) == Ints{6, 3, 7, 4, 6, 9}));
  CHECK((bounded_array<int64_t>(old, Dtype::kInt64, 2, 0, (int64_t{1} << 40) - 1) ==
         Ints{902372521174, 319800038858}));
  CHECK((bounded_array<int8_t>(old, Dtype::kInt8, 5, -5, 4) == std::vector<int8_t>{2, 3, -1, 0, -2}));
  CHECK((bounded_array<uint8_t>(old, Dtype::kBool, 5, 0, 1) == std::vector<uint8_t>{1, 1, 1, 0, 0}));
  Pcg64 g = pcg_of_42();
  CHECK((bounded_array<int64_t>(g, Dtype::kInt64, 6, 0, 9) == Ints{0, 7, 6, 4, 4, 8}));
  CHECK((bounded_array<int64_t>(g, Dtype::kInt64, 2, 0, (int64_t{1} << 40) - 1) ==
         Ints{766764256790, 103549089075}));
  CHECK((bounded_array<int8_t>(g, Dtype::kInt8, 5, -5, 4) == std::vector<int8_t>{0, -2, 2, 0, 4}));
  // One value, all values, and one of two at the ends of the range.
  CHECK((bounded_array<int64_t>(g, Dtype::kInt64, 2, 8, 8) == Ints{8, 8}));
  CHECK(bounded_array<int64_t>(g, Dtype::kInt64, 3, INT64_MIN, INT64_MAX).size() == 3);
  for (const int64_t x : bounded_array<int64_t>(old, Dtype::kInt64, 50, INT64_MAX - 1, INT64_MAX))
    CHECK(x >= INT64_MAX - 1);
}

TEST(floats_and_normal_variates) {
  Mt19937 old = mersenne_of(42);
  CHECK((contents<double>(draw(old, "random", {2}, {})) ==
         Doubles{0x1.7f8771e5f51ecp-2, 0x1.e6c4068bbd654p-1}));
  CHECK((contents<double>(draw(old, "standard_normal", {3}, {})) ==
         Doubles{0x1.4b9dd50245e68p-1, 0x1.85e548e01aa2bp+0, -0x1.df8bcdf57a640p-3}));
  // The fourth variate is kept.
  CHECK(old.pos == 12 && old.has_gauss == 1 && old.gauss == -0.23413695694918055);
  Pcg64 g = pcg_of_42();
  CHECK(
      (contents<double>(draw(g, "random", {2}, {})) == Doubles{0x1.8c43f79a2db24p-1, 0x1.c16959869e47ep-2}));
  CHECK((contents<double>(draw(g, "standard_normal", {3}, {})) ==
         Doubles{0x1.803b239e77350p-1, 0x1.e191b2d157f36p-1, -0x1.f3770ac89d08fp+0}));
  CHECK((contents<float>(draw(g, "standard_normal_float", {2}, {})) ==
         std::vector<float>{-0x1.b40d100000000p-1F, 0x1.48d29a0000000p+1F}));
}

TEST(counts_of_the_older_family) {
  Mt19937 g = mersenne_of(42);
  const auto whole = [](int64_t value) { return scalar(value); };
  CHECK((permutation(g, 8) == Ints{1, 5, 0, 7, 2, 4, 3, 6}));
  CHECK((counts(g, "binomial", 8, {whole(10), scalar(.3)}) == Ints{2, 2, 1, 5, 3, 4, 0, 6}));
  CHECK((counts(g, "binomial", 4, {whole(1000), scalar(.4)}) == Ints{405, 403, 397, 411}));
  CHECK((counts(g, "hypergeometric", 8, {whole(15), whole(30), whole(9)}) == Ints{1, 3, 3, 5, 1, 4, 4, 3}));
  CHECK((counts(g, "hypergeometric", 4, {whole(150), whole(300), whole(90)}) == Ints{31, 30, 29, 30}));
  CHECK((counts(g, "poisson", 6, {scalar(4.)}) == Ints{4, 2, 10, 2, 2, 3}));
  CHECK((counts(g, "poisson", 3, {scalar(100.)}) == Ints{95, 95, 106}));
  Array p = empty(Dtype::kFloat64, {4});
  for (int i = 0; i < 4; i++) p.as<double>()[i] = i % 2 == 0 ? .2 : .5;
  CHECK((counts(g, "geometric", 4, {p}) == Ints{16, 5, 2, 1}));
  CHECK(g.pos == 286);
}

TEST(counts_of_the_newer_family) {
  Pcg64 g = pcg_of_42();
  CHECK((permutation(g, 8) == Ints{3, 4, 2, 7, 6, 1, 5, 0}));
  CHECK((contents<int64_t>(distinct_integers(g, 100, 5, true)) == Ints{66, 19, 9, 97, 52}));
  CHECK((counts(g, "binomial", 8, {scalar(int64_t{10}), scalar(.3)}) == Ints{1, 3, 2, 5, 3, 4, 3, 2}));
  CHECK((counts(g, "binomial", 4, {scalar(int64_t{1000}), scalar(.4)}) == Ints{423, 386, 432, 391}));
  CHECK(g.state_high == 0xa1edffda740076d8 && g.state_low == 0x2928efeba7d7d21a);
}

TEST(one_parameter_for_all_draws_what_many_alike_draw) {
  const struct {
    const char* name;
    std::vector<double> parameters;
    bool counts;
  } rows[] = {{"binomial", {10, .3}, true},
              {"binomial", {10, .8}, true},
              {"binomial", {4000, .4}, true},
              {"hypergeometric", {15, 30, 9}, true},
              {"hypergeometric", {30, 3, 10}, true},
              {"hypergeometric", {1LL << 55, 1LL << 54, 7}, true},
              {"hypergeometric", {150, 300, 90}, true},
              {"poisson", {4}, false},
              {"poisson", {5000}, false}};
  for (const auto& row : rows) {
    std::vector<Array> single, many;
    for (size_t i = 0; i < row.parameters.size(); i++) {
      const double value = row.parameters[i];
      const bool is_whole = row.counts && !(i == 1 && std::string(row.name) == "binomial");
      single.push_back(is_whole ? scalar(static_cast<int64_t>(value)) : scalar(value));
      many.push_back(copy(broadcast_to(single.back(), {500}), single.back().dtype, Order::kC));
    }
    Mt19937 a = mersenne_of(3), b = mersenne_of(3);
    CHECK(counts(a, row.name, 500, single) == counts(b, row.name, 500, many));
    CHECK(a.pos == b.pos);
  }
}

namespace {

/// Bytes of variates and the generator after them.
template <class G>
std::vector<std::byte> drawn(const Distribution<G>& distribution, G g) {
  // Valid for every distribution: ordered, positive, the last of two below 1.
  static const double kReals[3] = {0.5, 0.75, 2.5};
  static const int64_t kCounts[3] = {40, 30, 20};
  Parameter parameters[Distribution<G>::kMost] = {};
  for (size_t i = 0; i < distribution.count; i++) {
    const bool counts = distribution.parameters[i] == Dtype::kInt64;
    const auto* data = counts ? reinterpret_cast<const std::byte*>(kCounts + i)
                              : reinterpret_cast<const std::byte*>(kReals + i);
    parameters[i] = {data, 0};
  }
  // zipf wants more than 1.
  static const double kExponent = 2.5;
  if (distribution.name == "zipf") parameters[0].data = reinterpret_cast<const std::byte*>(&kExponent);
  std::vector<std::byte> bytes(2000 * 8 + sizeof(G));
  distribution.fill(g, 2000, bytes.data(), parameters, true);
  std::memcpy(bytes.data() + 2000 * 8, &g, sizeof(G));
  return bytes;
}

template <class G>
void check_alike(Distributions<G> ours, Distributions<G> others, const G& g) {
  CHECK(ours.size() == others.size());
  for (size_t i = 0; i < ours.size(); i++) {
    CHECK(ours[i].name == others[i].name);
    CHECK(drawn(ours[i], g) == drawn(others[i], g));
  }
}

void check_alike(const DistributionTables& ours, const DistributionTables& others) {
  check_alike(ours.legacy, others.legacy, mersenne_of(11));
  check_alike(ours.legacy_alone, others.legacy_alone, mersenne_of(11));
  check_alike(ours.modern, others.modern, pcg_of_42());
  check_alike(ours.modern_alone, others.modern_alone, pcg_of_42());
}

}  // namespace

TEST(instruction_sets_draw_alike) {
  const DistributionTables baseline = baseline::select_distributions();
  if (isa_level() >= IsaLevel::kAvx2) check_alike(baseline, avx2::select_distributions());
  if (isa_level() >= IsaLevel::kAvx512) check_alike(baseline, avx512::select_distributions());
}

namespace {

void check_words(const PcgKernels& kernels) {
  const Pcg64::Wide increment = Pcg64::Wide{0x123456789abcdef} << 64 | 0xfedcba987654321;
  Pcg64::Wide one = 5, ours = 5;
  std::vector<uint64_t> words(64), expected(64);
  for (int i = 0; i < 64; i++) baseline::select_pcg().words(ours, increment, 8, words.data());
  for (int i = 0; i < 512; i++) one = one * Pcg64::kMultiplier + increment;
  CHECK(one == ours && one == stepped(5, increment, 512));
  Pcg64::Wide theirs = ours;
  baseline::select_pcg().words(ours, increment, 64, expected.data());
  kernels.words(theirs, increment, 64, words.data());
  CHECK(words == expected && ours == theirs);
}

/// Integers of every size and kind of range, and the generators after them.
std::vector<std::byte> integers_of(const IntegerKernels& kernels) {
  static const uint64_t kZero = 0, kGreatest[] = {0,
                                                  1,
                                                  99,
                                                  200,
                                                  255,
                                                  1000,
                                                  40000,
                                                  1u << 20,
                                                  3000000000u,
                                                  0xffffffffu,
                                                  uint64_t{1} << 40,
                                                  uint64_t{3} << 61,
                                                  ~uint64_t{0}};
  Mt19937 old = mersenne_of(11);
  Pcg64 g = pcg_of_42();
  std::vector<std::byte> all;
  for (const Dtype dtype : {Dtype::kBool, Dtype::kUint8, Dtype::kUint16, Dtype::kUint32, Dtype::kUint64}) {
    for (const uint64_t greatest : kGreatest) {
      if (itemsize(dtype) < 8 && greatest >> (8 * itemsize(dtype)) != 0) continue;
      if (dtype == Dtype::kBool && greatest > 1) continue;
      std::byte out[101 * 8] = {};
      kernels.legacy(old, dtype, 101, out, {&kZero, &greatest, true});
      all.insert(all.end(), std::begin(out), std::end(out));
      kernels.modern(g, dtype, 101, out, {&kZero, &greatest, true});
      all.insert(all.end(), std::begin(out), std::end(out));
    }
  }
  const auto* state = reinterpret_cast<const std::byte*>(&g);
  all.insert(all.end(), state, state + 32);
  all.push_back(static_cast<std::byte>(old.pos & 0xff));
  return all;
}

}  // namespace

TEST(instruction_sets_make_the_same_words_and_integers) {
  const auto expected = integers_of(baseline::select_integers());
  if (isa_level() >= IsaLevel::kAvx2) {
    check_words(avx2::select_pcg());
    CHECK(integers_of(avx2::select_integers()) == expected);
  }
  if (isa_level() >= IsaLevel::kAvx512) {
    check_words(avx512::select_pcg());
    CHECK(integers_of(avx512::select_integers()) == expected);
  }
}

TEST(distinct_integers_begin_a_permutation) {
  for (const int64_t population : {1, 2, 7, 1000}) {
    for (const int64_t count : {int64_t{0}, int64_t{1}, population / 2, population}) {
      Mt19937 a = mersenne_of(5), b = mersenne_of(5);
      auto order = permutation(a, population);
      order.resize(static_cast<size_t>(count));
      CHECK(contents<int64_t>(distinct_integers(b, population, count, true)) == order);
      CHECK(a.pos == b.pos);
    }
  }
}

TEST(weights_of_few_and_of_many) {
  for (const int64_t n : {1, 3, 16, 17, 100}) {
    Array p = empty(Dtype::kFloat64, {n});
    for (int64_t i = 0; i < n; i++) p.as<double>()[i] = i % 3 == 1 ? 0 : static_cast<double>(i + 1);
    Doubles sums(static_cast<size_t>(n));
    double sum = 0;
    for (int64_t i = 0; i < n; i++) sums[i] = sum += p.as<double>()[i];
    for (double& value : sums) value /= sum;
    Mt19937 a = mersenne_of(5), b = mersenne_of(5);
    Ints expected;
    for (const double u : contents<double>(draw(a, "random", {600}, {})))
      expected.push_back(std::upper_bound(sums.begin(), sums.end(), u) - sums.begin());
    CHECK(contents<int64_t>(weighted(b, p, {600})) == expected);
  }
}

TEST(rows_of_a_multinomial_as_one_by_one) {
  Array p = empty(Dtype::kFloat64, {4});
  const double shares[4] = {0.2, 0, 0.7, 0.1};
  std::copy(shares, shares + 4, p.as<double>());
  for (const int64_t n : {0, 1, 20, 900}) {
    Mt19937 a = mersenne_of(5), b = mersenne_of(5);
    const auto rows = contents<int64_t>(multinomial(a, n, p, {1000, 4}));
    Ints single;
    for (int i = 0; i < 1000; i++) {
      for (const int64_t count : contents<int64_t>(multinomial(b, n, p, {1, 4}))) single.push_back(count);
    }
    CHECK(rows == single);
    CHECK(a.pos == b.pos);
  }
}

TEST(unknown_distributions_are_refused) {
  Mt19937 g = mersenne_of(1);
  CHECK_THROWS("ValueError", draw(g, "random_float", {3}, {}));
  CHECK_THROWS("ValueError", draw(g, "normal", {3}, {}));
}
