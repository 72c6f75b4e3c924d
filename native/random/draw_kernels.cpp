// The distributions by name, and the loops over broadcast parameters; compiled per instruction set.
#include "random/draw_kernels.h"

#include <utility>

#include "random/binomial.h"
#include "random/continuous.h"
#include "random/hypergeometric.h"

namespace fs::inline FS_ISA {
namespace {

template <class G>
using StreamOf = std::conditional_t<kIsLegacy<G>, MersenneStream, PcgStream>;

/// Makes a loop of a function that makes a distribution of its parameters.
template <class G, auto make, class R, class... P>
struct Loop {
  template <size_t... I>
  static void run(G& g, int64_t n, R* out, const Parameter* p, bool single, std::index_sequence<I...>) {
    const auto at = [p]<size_t k, class T>(int64_t i) {
      return reinterpret_cast<const T*>(p[k].data)[i * p[k].step];
    };
    drawing(
        g, [&](auto& stream) __attribute__((always_inline)) {
          if (single) {
            auto variate = make(at.template operator()<I, P>(0)...);
            if constexpr (requires { variate.template of_word<StreamOf<G>>(uint64_t{}); })
              stream.words(
                  n, [&](int64_t i, uint64_t word) { out[i] = variate.template of_word<StreamOf<G>>(word); });
            else if constexpr (requires { variate.of_half(0u); })
              stream.halves(n, [&](int64_t i, uint32_t half) { out[i] = variate.of_half(half); });
            else
              for (int64_t i = 0; i < n; i++) out[i] = variate(stream);
          } else {
            for (int64_t i = 0; i < n; i++) {
              auto variate = make(at.template operator()<I, P>(i)...);
              out[i] = variate(stream);
            }
          }
        });
  }
  static void fill(G& g, int64_t n, std::byte* out, const Parameter* p, bool single) {
    run(g, n, reinterpret_cast<R*>(out), p, single, std::index_sequence_for<P...>{});
  }
};

/// Uniform in [low, low + range): one word of 64 bits for each.
struct Uniform {
  double low, range;
  template <class G>
  double operator()(G& g) const {
    return low + range * g.next_double();
  }
  template <class G>
  double of_word(uint64_t word) const {
    return low + range * G::unit(word);
  }
};

/// Uniform in [0, 1).
struct Unit {
  template <class G>
  double operator()(G& g) const {
    return g.next_double();
  }
  template <class G>
  double of_word(uint64_t word) const {
    return G::unit(word);
  }
};

/// A float in [0, 1).
struct UnitF {
  template <class G>
  float operator()(G& g) const {
    return g.next_float();
  }
  float of_half(uint32_t half) const { return float_unit_of(half); }
};

template <class G, auto make, class D, class... P>
constexpr Distribution<G> declare(std::string_view name, D (*)(P...)) {
  using R = decltype(std::declval<D&>()(std::declval<StreamOf<G>&>()));
  return {name, dtype_of<R>(), sizeof...(P), {dtype_of<P>()...}, Loop<G, make, R, P...>::fill};
}

template <class G, auto make>
constexpr Distribution<G> row(std::string_view name) {
  return declare<G, make>(name, +make);
}

/// What both families have, with the same formula over their own basic variates.
template <class G>
constexpr Distribution<G> kCommon[] = {
    row<G, [] { return Unit{}; }>("random"),
    row<G, [] { return [](auto& g) { return standard_normal(g); }; }>("standard_normal"),
    row<G, [] { return [](auto& g) { return standard_exponential(g); }; }>("standard_exponential"),
    row<G,
        [](double low, double high) {
          return Uniform{low, high - low};
        }>("uniform"),
    row<G, [](double loc,
              double scale) { return [=](auto& g) { return loc + scale * standard_normal(g); }; }>("normal"),
    row<G, [](double scale) { return [=](auto& g) { return scale * standard_exponential(g); }; }>(
        "exponential"),
    row<G, [](double shape) { return StandardGamma(shape); }>("standard_gamma"),
    row<G,
        [](double shape, double scale) {
          return [gamma = StandardGamma(shape), scale](auto& g) { return scale * gamma(g); };
        }>("gamma"),
    row<G, [](double a, double b) { return Beta(a, b); }>("beta"),
    row<G, [](double df) { return ChiSquare(df); }>("chisquare"),
    row<G, [](double lam) { return Poisson(lam); }>("poisson"),
    row<G, [](int64_t n, double p) { return Binomial<!kIsLegacy<G>>(n, p); }>("binomial"),
};

constexpr Distribution<Mt19937> kLegacy[] = {
    row<Mt19937,
        [](double dfnum, double dfden) {
          return [above = ChiSquare(dfnum), below = ChiSquare(dfden), dfnum, dfden](auto& g) {
            const double numerator = above(g) * dfden;
            return numerator / (below(g) * dfnum);
          };
        }>("f"),
    row<Mt19937, [](double df, double nonc) { return NoncentralChiSquare(df, nonc); }>(
        "noncentral_chisquare"),
    row<Mt19937,
        [](double dfnum, double dfden, double nonc) {
          return [above = NoncentralChiSquare(dfnum, nonc), below = ChiSquare(dfden), dfnum, dfden](auto& g) {
            const double numerator = above(g) * dfden;
            return numerator / (below(g) * dfnum);
          };
        }>("noncentral_f"),
    row<Mt19937,
        [] {
          return [](auto& g) {
            const double numerator = standard_normal(g);
            return numerator / standard_normal(g);
          };
        }>("standard_cauchy"),
    row<Mt19937,
        [](double df) {
          return [gamma = StandardGamma(df / 2), root = std::sqrt(df / 2)](auto& g) {
            const double numerator = standard_normal(g);
            const double denominator = gamma(g);
            return root * numerator / std::sqrt(denominator);
          };
        }>("standard_t"),
    row<Mt19937, [](double mu, double kappa) { return VonMises(mu, kappa); }>("vonmises"),
    row<Mt19937, [](double a) { return [=](auto& g) { return std::exp(standard_exponential(g) / a) - 1; }; }>(
        "pareto"),
    row<Mt19937,
        [](double a) {
          return [a, inverse = 1. / a](auto& g) {
            return a == 0.0 ? 0.0 : std::pow(standard_exponential(g), inverse);
          };
        }>("weibull"),
    row<Mt19937,
        [](double a) {
          return [inverse = 1. / a](auto& g) {
            return std::pow(1 - std::exp(-standard_exponential(g)), inverse);
          };
        }>("power"),
    row<Mt19937, [](double loc, double scale) { return [=](auto& g) { return laplace(g, loc, scale); }; }>(
        "laplace"),
    row<Mt19937, [](double loc, double scale) { return [=](auto& g) { return gumbel(g, loc, scale); }; }>(
        "gumbel"),
    row<Mt19937, [](double loc, double scale) { return [=](auto& g) { return logistic(g, loc, scale); }; }>(
        "logistic"),
    row<Mt19937,
        [](double mean, double sigma) {
          return [=](auto& g) { return std::exp(mean + sigma * standard_normal(g)); };
        }>("lognormal"),
    row<Mt19937,
        [](double mode) {
          return [=](auto& g) { return mode * std::sqrt(-2.0 * std::log1p(-g.next_double())); };
        }>("rayleigh"),
    row<Mt19937, [](double mean, double scale) { return [=](auto& g) { return wald(g, mean, scale); }; }>(
        "wald"),
    row<Mt19937, [](double left, double mode,
                    double right) { return [=](auto& g) { return triangular(g, left, mode, right); }; }>(
        "triangular"),
    row<Mt19937,
        [](double n, double p) {
          return
              [gamma = StandardGamma(n), odds = (1 - p) / p](auto& g) { return Poisson(odds * gamma(g))(g); };
        }>("negative_binomial"),
    row<Mt19937, [](double a) { return Zipf(a); }>("zipf"),
    row<Mt19937, [](double p) { return Geometric(p); }>("geometric"),
    row<Mt19937, [](int64_t good, int64_t bad, int64_t sample) { return Hypergeometric(good, bad, sample); }>(
        "hypergeometric"),
    row<Mt19937, [](double p) { return LogSeries(p); }>("logseries"),
    row<Mt19937, [] { return [](auto& g) { return static_cast<int64_t>(g.next64() >> 1); }; }>("tomaxint"),
};

constexpr Distribution<Pcg64> kModern[] = {
    row<Pcg64, [] { return UnitF{}; }>("random_float"),
    row<Pcg64, [] { return [](auto& g) { return ziggurat::normal<float>(g); }; }>("standard_normal_float"),
    row<Pcg64, [] { return [](auto& g) { return ziggurat::exponential<float>(g); }; }>(
        "standard_exponential_float"),
    row<Pcg64, [] { return [](auto& g) { return -std::log1p(-g.next_double()); }; }>(
        "standard_exponential_inverted"),
    row<Pcg64,
        [] {
          return
              [](auto& g) { return static_cast<float>(-std::log1p(-static_cast<double>(g.next_float()))); };
        }>("standard_exponential_inverted_float"),
};

}  // namespace

DistributionTables select_distributions() { return {kCommon<Mt19937>, kLegacy, kCommon<Pcg64>, kModern}; }

}  // namespace fs::inline FS_ISA
