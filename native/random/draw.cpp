// Arrays of variates: parameters broadcast, a kernel run; and rows of the multivariate distributions.
#include "random/draw.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <string>

#include "core/error.h"
#include "core/isa.h"
#include "random/binomial.h"
#include "random/draw_kernels.h"
#include "random/mersenne.h"
#include "random/pcg.h"

namespace fs {

namespace baseline {
DistributionTables select_distributions();
MersenneKernels select_mersenne();
PcgKernels select_pcg();
}  // namespace baseline
namespace avx2 {
DistributionTables select_distributions();
MersenneKernels select_mersenne();
PcgKernels select_pcg();
}  // namespace avx2
namespace avx512 {
DistributionTables select_distributions();
MersenneKernels select_mersenne();
PcgKernels select_pcg();
}  // namespace avx512

const MersenneKernels& mersenne() {
  static const MersenneKernels kKernels =
      for_isa(&baseline::select_mersenne, &avx2::select_mersenne, &avx512::select_mersenne)();
  return kKernels;
}

const PcgKernels& pcg() {
  static const PcgKernels kKernels = for_isa(&baseline::select_pcg, &avx2::select_pcg, &avx512::select_pcg)();
  return kKernels;
}

namespace {

template <class G>
const Distribution<G>* named(std::string_view name, std::initializer_list<Distributions<G>> tables) {
  for (const Distributions<G>& table : tables) {
    for (const Distribution<G>& distribution : table) {
      if (distribution.name == name) return &distribution;
    }
  }
  return nullptr;
}

const DistributionTables& tables() {
  static const DistributionTables kTables =
      for_isa(&baseline::select_distributions, &avx2::select_distributions, &avx512::select_distributions)();
  return kTables;
}

const Distribution<Mt19937>* find(const Mt19937&, std::string_view name) {
  return named<Mt19937>(name, {tables().legacy, tables().legacy_alone});
}
const Distribution<Pcg64>* find(const Pcg64&, std::string_view name) {
  return named<Pcg64>(name, {tables().modern, tables().modern_alone});
}

template <class G>
Array draw_named(G& g, std::string_view name, const Dims& shape,
                 const std::vector<const Array*>& parameters) {
  const Distribution<G>* distribution = find(g, name);
  if (distribution == nullptr || parameters.size() != distribution->count)
    throw ValueError("no distribution named " + std::string(name));
  Array result = empty(distribution->dtype, shape);
  const int64_t n = result.size();
  if (n == 0) return result;
  bool single = true;
  for (const Array* a : parameters) single = single && a->size() == 1;
  std::array<Array, Distribution<G>::kMost> kept;
  std::array<Parameter, Distribution<G>::kMost> views{};
  for (size_t i = 0; i < distribution->count; i++) {
    const Array& a = *parameters[i];
    kept[i] = a.size() == 1 ? as_contiguous(a, distribution->parameters[i])
                            : as_contiguous(broadcast_to(a, shape), distribution->parameters[i]);
    views[i] = {kept[i].data, a.size() == 1 ? 0 : 1};
  }
  distribution->fill(g, n, result.data, views.data(), single);
  return result;
}

}  // namespace

Array draw(Mt19937& g, std::string_view name, const Dims& shape,
           const std::vector<const Array*>& parameters) {
  return draw_named(g, name, shape, parameters);
}
Array draw(Pcg64& g, std::string_view name, const Dims& shape, const std::vector<const Array*>& parameters) {
  return draw_named(g, name, shape, parameters);
}

namespace {

/// Binomial distributions by their numbers of trials, with one probability.
class BinomialsByTrials {
 public:
  BinomialsByTrials(int64_t most, double probability)
      : probability_(probability), kept_(static_cast<size_t>(most) + 1) {}
  Binomial<true>& operator[](int64_t trials) {
    auto& place = kept_[static_cast<size_t>(trials)];
    if (!place) place.emplace(trials, probability_);
    return *place;
  }

 private:
  double probability_;
  std::vector<std::optional<Binomial<true>>> kept_;
};

/// So many distributions are kept at most: making one takes longer than drawing from it.
constexpr int64_t kMostKept = 1024;

}  // namespace

Array multinomial(Mt19937& g, int64_t n, const Array& p, const Dims& shape) {
  Array result = zeros(Dtype::kInt64, shape);
  const int64_t k = p.size(), rows = k == 0 ? 0 : result.size() / k;
  auto* out = result.as<int64_t>();
  const auto* probability = p.as<double>();
  // Of those elements that are left: the share of each.
  std::vector<double> shares;
  double remaining = 1.0;
  for (int64_t j = 0; j < k - 1; j++) {
    shares.push_back(probability[j] / remaining);
    remaining -= probability[j];
  }
  const bool keeps = n < kMostKept && n < rows && (n + 1) * (k - 1) <= kMostKept;
  std::vector<BinomialsByTrials> kept;
  if (keeps) {
    for (const double share : shares) kept.emplace_back(n, share);
  }
  drawing(g, [&](auto& stream) {
    for (int64_t row = 0; row < rows; row++, out += k) {
      int64_t left = n;
      for (int64_t j = 0; j < k - 1; j++) {
        out[j] = keeps ? kept[j][left](stream) : Binomial<true>(left, shares[j])(stream);
        left -= out[j];
        if (left <= 0) break;
      }
      if (left > 0) out[k - 1] = left;
    }
  });
  return result;
}

Array dirichlet(Mt19937& g, const Array& alpha, const Dims& shape) {
  Array result = zeros(Dtype::kFloat64, shape);
  const int64_t k = alpha.size(), rows = k == 0 ? 0 : result.size() / k;
  auto* out = result.as<double>();
  const std::vector<StandardGamma> gammas(alpha.as<double>(), alpha.as<double>() + k);
  drawing(g, [&](auto& stream) {
    for (int64_t row = 0; row < rows; row++, out += k) {
      double sum = 0.0;
      for (int64_t j = 0; j < k; j++) {
        out[j] = gammas[j](stream);
        sum += out[j];
      }
      const double inverse = 1 / sum;
      for (int64_t j = 0; j < k; j++) out[j] *= inverse;
    }
  });
  return result;
}

}  // namespace fs
