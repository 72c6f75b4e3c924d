// The distributions by name, and the loops over broadcast parameters.
#include "random/draw.h"

#include <array>
#include <span>
#include <string>
#include <tuple>

#include "core/error.h"
#include "random/continuous.h"

namespace fs {
namespace {

/// A parameter's elements: one for all (step 0) or one for each variate.
struct Parameter {
  const std::byte* data;
  int64_t step;
  template <class T>
  T at(int64_t i) const {
    return reinterpret_cast<const T*>(data)[i * step];
  }
};

template <class G>
struct Distribution {
  std::string_view name;
  Dtype dtype;
  std::vector<Dtype> parameters;
  void (*fill)(G& g, int64_t n, std::byte* out, const Parameter* parameters, bool single);
};

/// Makes a loop of a function that draws one variate.
template <class G, auto draw_one, class R, class... P>
struct Loop {
  template <size_t... I>
  static void run(G& g, int64_t n, R* out, const Parameter* p, bool single, std::index_sequence<I...>) {
    if (single) {
      const std::tuple<P...> values{p[I].template at<P>(0)...};
      G local = g;  // in registers, as far as it fits
      for (int64_t i = 0; i < n; i++) out[i] = draw_one(local, std::get<I>(values)...);
      g = local;
    } else {
      for (int64_t i = 0; i < n; i++) out[i] = draw_one(g, p[I].template at<P>(i)...);
    }
  }
  static void fill(G& g, int64_t n, std::byte* out, const Parameter* p, bool single) {
    run(g, n, reinterpret_cast<R*>(out), p, single, std::index_sequence_for<P...>{});
  }
};

template <auto draw_one, class G, class R, class... P>
Distribution<G> declare(std::string_view name, R (*)(G&, P...)) {
  return {name, dtype_of<R>(), {dtype_of<P>()...}, Loop<G, draw_one, R, P...>::fill};
}

template <auto draw_one>
auto row(std::string_view name) {
  return declare<draw_one>(name, +draw_one);
}

/// What both families have, with the same formula over their own basic variates.
template <class G>
std::vector<Distribution<G>> common() {
  return {
      row<[](G& g) { return g.next_double(); }>("random"),
      row<[](G& g) { return standard_normal(g); }>("standard_normal"),
      row<[](G& g) { return standard_exponential(g); }>("standard_exponential"),
      row<[](G& g, double low, double high) { return low + (high - low) * g.next_double(); }>("uniform"),
      row<[](G& g, double loc, double scale) { return loc + scale * standard_normal(g); }>("normal"),
      row<[](G& g, double scale) { return scale * standard_exponential(g); }>("exponential"),
      row<[](G& g, double shape) { return standard_gamma(g, shape); }>("standard_gamma"),
      row<[](G& g, double shape, double scale) { return scale * standard_gamma(g, shape); }>("gamma"),
      row<[](G& g, double a, double b) { return beta(g, a, b); }>("beta"),
      row<[](G& g, double df) { return chisquare(g, df); }>("chisquare"),
      row<[](G& g, double lam) { return poisson(g, lam); }>("poisson"),
      row<[](G& g, int64_t n, double p) { return binomial_variate<std::is_same_v<G, Pcg64>>(g, n, p); }>(
          "binomial"),
  };
}

const std::vector<Distribution<Mt19937>>& table(const Mt19937&) {
  using G = Mt19937;
  static const auto kRows = [] {
    auto rows = common<G>();
    const std::vector<Distribution<G>> own = {
        row<[](G& g, double dfnum, double dfden) {
          const double numerator = chisquare(g, dfnum) * dfden;
          return numerator / (chisquare(g, dfden) * dfnum);
        }>("f"),
        row<[](G& g, double df, double nonc) { return noncentral_chisquare(g, df, nonc); }>(
            "noncentral_chisquare"),
        row<[](G& g, double dfnum, double dfden, double nonc) {
          const double numerator = noncentral_chisquare(g, dfnum, nonc) * dfden;
          return numerator / (chisquare(g, dfden) * dfnum);
        }>("noncentral_f"),
        row<[](G& g) {
          const double numerator = standard_normal(g);
          return numerator / standard_normal(g);
        }>("standard_cauchy"),
        row<[](G& g, double df) {
          const double numerator = standard_normal(g);
          const double denominator = standard_gamma(g, df / 2);
          return std::sqrt(df / 2) * numerator / std::sqrt(denominator);
        }>("standard_t"),
        row<[](G& g, double mu, double kappa) { return vonmises(g, mu, kappa); }>("vonmises"),
        row<[](G& g, double a) { return std::exp(standard_exponential(g) / a) - 1; }>("pareto"),
        row<[](G& g, double a) { return a == 0.0 ? 0.0 : std::pow(standard_exponential(g), 1. / a); }>(
            "weibull"),
        row<[](G& g, double a) { return std::pow(1 - std::exp(-standard_exponential(g)), 1. / a); }>("power"),
        row<[](G& g, double loc, double scale) { return laplace(g, loc, scale); }>("laplace"),
        row<[](G& g, double loc, double scale) { return gumbel(g, loc, scale); }>("gumbel"),
        row<[](G& g, double loc, double scale) { return logistic(g, loc, scale); }>("logistic"),
        row<[](G& g, double mean, double sigma) { return std::exp(mean + sigma * standard_normal(g)); }>(
            "lognormal"),
        row<[](G& g, double mode) { return mode * std::sqrt(-2.0 * std::log1p(-g.next_double())); }>(
            "rayleigh"),
        row<[](G& g, double mean, double scale) { return wald(g, mean, scale); }>("wald"),
        row<[](G& g, double left, double mode, double right) { return triangular(g, left, mode, right); }>(
            "triangular"),
        row<[](G& g, double n, double p) { return poisson(g, (1 - p) / p * standard_gamma(g, n)); }>(
            "negative_binomial"),
        row<[](G& g, double a) { return zipf(g, a); }>("zipf"),
        row<[](G& g, double p) { return geometric(g, p); }>("geometric"),
        row<[](G& g, int64_t good, int64_t bad, int64_t sample) {
          return hypergeometric(g, good, bad, sample);
        }>("hypergeometric"),
        row<[](G& g, double p) { return logseries(g, p); }>("logseries"),
        row<[](G& g) { return static_cast<int64_t>(g.next64() >> 1); }>("tomaxint"),
    };
    rows.insert(rows.end(), own.begin(), own.end());
    return rows;
  }();
  return kRows;
}

const std::vector<Distribution<Pcg64>>& table(const Pcg64&) {
  using G = Pcg64;
  static const auto kRows = [] {
    auto rows = common<G>();
    const std::vector<Distribution<G>> own = {
        row<[](G& g) { return g.next_float(); }>("random_float"),
        row<[](G& g) { return ziggurat::normal_float(g); }>("standard_normal_float"),
        row<[](G& g) { return ziggurat::exponential_float(g); }>("standard_exponential_float"),
        row<[](G& g) { return -std::log1p(-g.next_double()); }>("standard_exponential_inverted"),
        row<[](G& g) { return static_cast<float>(-std::log1p(-static_cast<double>(g.next_float()))); }>(
            "standard_exponential_inverted_float"),
    };
    rows.insert(rows.end(), own.begin(), own.end());
    return rows;
  }();
  return kRows;
}

template <class G>
Array draw_named(G& g, std::string_view name, const Dims& shape,
                 const std::vector<const Array*>& parameters) {
  for (const Distribution<G>& distribution : table(g)) {
    if (distribution.name != name) continue;
    const size_t count = distribution.parameters.size();
    if (parameters.size() != count) break;
    Array result = empty(distribution.dtype, shape);
    const int64_t n = result.size();
    if (n == 0) return result;
    bool single = true;
    for (const Array* a : parameters) single = single && a->size() == 1;
    std::array<Array, 3> kept;
    std::array<Parameter, 3> views{};
    for (size_t i = 0; i < count; i++) {
      const Array& a = *parameters[i];
      kept[i] = a.size() == 1 ? as_contiguous(a, distribution.parameters[i])
                              : as_contiguous(broadcast_to(a, shape), distribution.parameters[i]);
      views[i] = {kept[i].data, a.size() == 1 ? 0 : 1};
    }
    distribution.fill(g, n, result.data, views.data(), single);
    return result;
  }
  throw ValueError("no distribution named " + std::string(name));
}

}  // namespace

Array draw(Mt19937& g, std::string_view name, const Dims& shape,
           const std::vector<const Array*>& parameters) {
  return draw_named(g, name, shape, parameters);
}
Array draw(Pcg64& g, std::string_view name, const Dims& shape, const std::vector<const Array*>& parameters) {
  return draw_named(g, name, shape, parameters);
}

Array multinomial(Mt19937& g, int64_t n, const Array& p, const Dims& shape) {
  Array result = zeros(Dtype::kInt64, shape);
  const int64_t k = p.size(), rows = k == 0 ? 0 : result.size() / k;
  auto* out = result.as<int64_t>();
  const auto* probability = p.as<double>();
  for (int64_t row = 0; row < rows; row++, out += k) {
    double remaining = 1.0;
    int64_t left = n;
    for (int64_t j = 0; j < k - 1; j++) {
      out[j] = binomial_variate<true>(g, left, probability[j] / remaining);
      left -= out[j];
      if (left <= 0) break;
      remaining -= probability[j];
    }
    if (left > 0) out[k - 1] = left;
  }
  return result;
}

Array dirichlet(Mt19937& g, const Array& alpha, const Dims& shape) {
  Array result = zeros(Dtype::kFloat64, shape);
  const int64_t k = alpha.size(), rows = k == 0 ? 0 : result.size() / k;
  auto* out = result.as<double>();
  const auto* weight = alpha.as<double>();
  for (int64_t row = 0; row < rows; row++, out += k) {
    double sum = 0.0;
    for (int64_t j = 0; j < k; j++) {
      out[j] = standard_gamma(g, weight[j]);
      sum += out[j];
    }
    const double inverse = 1 / sum;
    for (int64_t j = 0; j < k; j++) out[j] *= inverse;
  }
  return result;
}

}  // namespace fs
