// Continuous distributions with an algorithm of their own.
#pragma once

#include <limits>
#include <numbers>

#include "random/counts.h"

namespace fs::inline FS_ISA {

/// Beta by Johnk's method (1964) when both parameters are at most 1, else from two gammas.
class Beta {
 public:
  Beta(double a, double b) : a_(a), b_(b), gamma_a_(a), gamma_b_(b) {}

  template <class G>
  double operator()(G& g) const {
    if (a_ <= 1.0 && b_ <= 1.0) return by_powers(g);
    const double x = gamma_a_(g);
    const double y = gamma_b_(g);
    return x / (x + y);
  }

 private:
  double a_, b_;
  StandardGamma gamma_a_, gamma_b_;

  template <class G>
  double by_powers(G& g) const {
    constexpr double kTiny = 3e-103;
    if (!kIsLegacy<G> && a_ < kTiny && b_ < kTiny) return (a_ + b_) * g.next_double() < a_ ? 1.0 : 0.0;
    const double inverse_a = 1.0 / a_, inverse_b = 1.0 / b_;
    for (;;) {
      const double u = g.next_double();
      const double v = g.next_double();
      const double x = std::pow(u, inverse_a);
      const double y = std::pow(v, inverse_b);
      const double sum = x + y;
      if (!(sum <= 1.0)) continue;
      if constexpr (kIsLegacy<G>) {
        if (sum > 0) return x / sum;
        double log_x = std::log(u) / a_, log_y = std::log(v) / b_;
        const double greater = log_x > log_y ? log_x : log_y;
        log_x -= greater;
        log_y -= greater;
        return std::exp(log_x - std::log(std::exp(log_x) + std::exp(log_y)));
      } else {
        if (!(u + v > 0.0)) continue;
        if (x > 0 && y > 0) return x / sum;
        const double delta = std::log(u) / a_ - std::log(v) / b_;
        return delta > 0 ? std::exp(-std::log1p(std::exp(-delta)))
                         : std::exp(delta - std::log1p(std::exp(delta)));
      }
    }
  }
};

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

/// Noncentral chi-square, as RandomState draws it.
class NoncentralChiSquare {
 public:
  NoncentralChiSquare(double df, double nonc)
      : df_(df), nonc_(nonc), root_(std::sqrt(nonc)), central_(df), less_(df - 1), count_(nonc / 2.0) {}

  template <class G>
  double operator()(G& g) const {
    if (nonc_ == 0) return central_(g);
    if (1 < df_) {
      const double rest = less_(g);
      const double n = standard_normal(g) + root_;
      return rest + n * n;
    }
    // For a rate that is no number the count is the least integer, and its double wraps around.
    const auto i = static_cast<uint64_t>(count_(g));
    const double value = ChiSquare(df_ + static_cast<double>(static_cast<int64_t>(2 * i)))(g);
    return std::isnan(nonc_) ? std::numeric_limits<double>::quiet_NaN() : value;
  }

 private:
  double df_, nonc_, root_;
  ChiSquare central_, less_;
  Poisson count_;
};

/// Inverse Gaussian (Michael, Schucany and Haas 1976), as RandomState draws it.
template <class G>
double wald(G& g, double mean, double scale) {
  const double half = mean / (2 * scale);
  double y = standard_normal(g);
  y = mean * y * y;
  const double x = mean + half * (y - std::sqrt(4 * scale * y + y * y));
  const double u = g.next_double();
  return u <= mean / (mean + x) ? x : mean * mean / x;
}

/// Von Mises (Best and Fisher 1979), as RandomState draws it.
class VonMises {
 public:
  VonMises(double mu, double kappa) : mu_(mu), kappa_(kappa) {
    if (kappa < 1e-5) {
      s_ = 1. / kappa + kappa;
    } else {
      const double r = 1 + std::sqrt(1 + 4 * kappa * kappa);
      const double rho = (r - std::sqrt(2 * r)) / (2 * kappa);
      s_ = (1 + rho * rho) / (2 * rho);
    }
  }

  template <class G>
  double operator()(G& g) const {
    constexpr double kPi = std::numbers::pi;
    if (std::isnan(kappa_)) return std::numeric_limits<double>::quiet_NaN();
    if (kappa_ < 1e-8) return kPi * (2 * g.next_double() - 1);
    double w;
    for (;;) {
      const double z = std::cos(kPi * g.next_double());
      w = (1 + s_ * z) / (s_ + z);
      const double y = kappa_ * (s_ - w);
      const double v = g.next_double();
      if (y * (2 - y) - v >= 0 || std::log(y / v) + 1 - y >= 0) break;
    }
    const double u = g.next_double();
    double result = std::acos(w);
    if (u < 0.5) result = -result;
    result += mu_;
    const double turned = std::fmod(std::fabs(result) + kPi, 2 * kPi) - kPi;
    return result < 0 ? -turned : turned;
  }

 private:
  double mu_, kappa_, s_;
};

}  // namespace fs::inline FS_ISA
