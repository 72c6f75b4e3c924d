// Continuous distributions with an algorithm of their own.
#pragma once

#include <limits>
#include <numbers>

#include "random/counts.h"

namespace fs {

/// Beta by Johnk's method (1964) when both parameters are at most 1, else from two gammas.
template <class G>
double beta(G& g, double a, double b) {
  if (!(a <= 1.0 && b <= 1.0)) {
    const double x = standard_gamma(g, a);
    const double y = standard_gamma(g, b);
    return x / (x + y);
  }
  constexpr bool kModern = std::is_same_v<G, Pcg64>;
  constexpr double kTiny = 3e-103;
  if (kModern && a < kTiny && b < kTiny) return (a + b) * g.next_double() < a ? 1.0 : 0.0;
  for (;;) {
    const double u = g.next_double();
    const double v = g.next_double();
    const double x = std::pow(u, 1.0 / a);
    const double y = std::pow(v, 1.0 / b);
    const double sum = x + y;
    if (!(sum <= 1.0)) continue;
    if constexpr (kModern) {
      if (!(u + v > 0.0)) continue;
      if (x > 0 && y > 0) return x / sum;
      const double delta = std::log(u) / a - std::log(v) / b;
      return delta > 0 ? std::exp(-std::log1p(std::exp(-delta)))
                       : std::exp(delta - std::log1p(std::exp(delta)));
    } else {
      if (sum > 0) return x / sum;
      double log_x = std::log(u) / a, log_y = std::log(v) / b;
      const double greater = log_x > log_y ? log_x : log_y;
      log_x -= greater;
      log_y -= greater;
      return std::exp(log_x - std::log(std::exp(log_x) + std::exp(log_y)));
    }
  }
}

template <class G>
double laplace(G& g, double loc, double scale) {
  double u;
  do u = g.next_double();
  while (u == 0.0);
  return u >= 0.5 ? loc - scale * std::log(2.0 - u - u) : loc + scale * std::log(u + u);
}

template <class G>
double gumbel(G& g, double loc, double scale) {
  double u;
  do u = 1.0 - g.next_double();
  while (!(u < 1.0));
  return loc - scale * std::log(-std::log(u));
}

template <class G>
double logistic(G& g, double loc, double scale) {
  double u;
  do u = g.next_double();
  while (!(u > 0.0));
  return loc + scale * std::log(u / (1.0 - u));
}

template <class G>
double triangular(G& g, double left, double mode, double right) {
  const double base = right - left;
  const double left_base = mode - left;
  const double ratio = left_base / base;
  const double left_product = left_base * base;
  const double right_product = (right - mode) * base;
  const double u = g.next_double();
  return u <= ratio ? left + std::sqrt(u * left_product) : right - std::sqrt((1.0 - u) * right_product);
}

/// As RandomState draws it.
inline double noncentral_chisquare(Mt19937& g, double df, double nonc) {
  if (nonc == 0) return chisquare(g, df);
  if (1 < df) {
    const double rest = chisquare(g, df - 1);
    const double n = standard_normal(g) + std::sqrt(nonc);
    return rest + n * n;
  }
  // For a rate that is no number the count is the least integer, and its double wraps around.
  const auto i = static_cast<uint64_t>(poisson(g, nonc / 2.0));
  const double value = chisquare(g, df + static_cast<double>(static_cast<int64_t>(2 * i)));
  return std::isnan(nonc) ? std::numeric_limits<double>::quiet_NaN() : value;
}

/// Inverse Gaussian (Michael, Schucany and Haas 1976), as RandomState draws it.
inline double wald(Mt19937& g, double mean, double scale) {
  const double half = mean / (2 * scale);
  double y = standard_normal(g);
  y = mean * y * y;
  const double x = mean + half * (y - std::sqrt(4 * scale * y + y * y));
  const double u = g.next_double();
  return u <= mean / (mean + x) ? x : mean * mean / x;
}

/// Von Mises (Best and Fisher 1979), as RandomState draws it.
inline double vonmises(Mt19937& g, double mu, double kappa) {
  constexpr double kPi = std::numbers::pi;
  if (std::isnan(kappa)) return std::numeric_limits<double>::quiet_NaN();
  if (kappa < 1e-8) return kPi * (2 * g.next_double() - 1);
  double s;
  if (kappa < 1e-5) {
    s = 1. / kappa + kappa;
  } else {
    const double r = 1 + std::sqrt(1 + 4 * kappa * kappa);
    const double rho = (r - std::sqrt(2 * r)) / (2 * kappa);
    s = (1 + rho * rho) / (2 * rho);
  }
  double w;
  for (;;) {
    const double z = std::cos(kPi * g.next_double());
    w = (1 + s * z) / (s + z);
    const double y = kappa * (s - w);
    const double v = g.next_double();
    if (y * (2 - y) - v >= 0 || std::log(y / v) + 1 - y >= 0) break;
  }
  const double u = g.next_double();
  double result = std::acos(w);
  if (u < 0.5) result = -result;
  result += mu;
  const double turned = std::fmod(std::fabs(result) + kPi, 2 * kPi) - kPi;
  return result < 0 ? -turned : turned;
}

}  // namespace fs
