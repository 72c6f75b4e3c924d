// Variates that count: Poisson, geometric and others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "random/basis.h"

namespace fs::inline FS_ISA {

/// A float to int64 as the x86 instruction converts it: out of range and NaN become the least integer.
inline int64_t to_count(double value) {
  return value >= -9223372036854775808.0 && value < 9223372036854775808.0 ? static_cast<int64_t>(value)
                                                                          : INT64_MIN;
}

/// log(gamma(x)) by Stirling's series, shifted up to x >= 7 (Zhang and Jin, Computation of Special Functions,
/// 1996).
inline double log_gamma(double x) {
  static constexpr double kSeries[10] = {
      8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04,
      8.417508417508418e-04, -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02,
      1.796443723688307e-01, -1.39243221690590e+00};
  if (x == 1.0 || x == 2.0) return 0.0;
  const int64_t shift = x < 7.0 ? to_count(7 - x) : 0;
  double x0 = x + static_cast<double>(shift);
  const double x2 = (1.0 / x0) * (1.0 / x0);
  double sum = kSeries[9];
  for (int k = 8; k >= 0; k--) {
    sum *= x2;
    sum += kSeries[k];
  }
  double result = sum / x0 + 0.5 * 1.8378770664093453e+00 + (x0 - 0.5) * std::log(x0) - x0;
  if (x < 7.0) {
    for (int64_t k = 1; k <= shift; k++) {
      result -= std::log(x0 - 1.0);
      x0 -= 1.0;
    }
  }
  return result;
}

/// log_gamma of small whole numbers, computed once.
class WholeLogGamma {
 public:
  double operator()(int64_t n) const {
    return n >= 1 && n < kKept ? kept_[n] : log_gamma(static_cast<double>(n));
  }
  static const WholeLogGamma& shared() {
    static const WholeLogGamma table;
    return table;
  }

 private:
  static constexpr int64_t kKept = 1024;
  double kept_[kKept];

  WholeLogGamma() {
    kept_[0] = 0;
    for (int64_t n = 1; n < kKept; n++) kept_[n] = log_gamma(static_cast<double>(n));
  }
};

/// Poisson: products of uniforms below 10, transformed rejection PTRS (Hoermann 1993) from there.
class Poisson {
 public:
  explicit Poisson(double lam) : lam_(lam) {
    if (!(lam >= 10)) {
      limit_ = std::exp(-lam);
      return;
    }
    const double root = std::sqrt(lam);
    log_lam_ = std::log(lam);
    b_ = 0.931 + 2.53 * root;
    a_ = -0.059 + 0.02483 * b_;
    log_inverse_alpha_ = std::log(1.1239 + 1.1328 / (b_ - 3.4));
    v_r_ = 0.9277 - 3.6224 / (b_ - 2);
    log_gamma_ = &WholeLogGamma::shared();
  }

  template <class G>
  int64_t operator()(G& g) const {
    if (lam_ >= 10) return by_rejection(g);
    if (lam_ == 0) return 0;
    double product = 1.0;
    int64_t count = -1;
    g.until([&](double u) {
      product *= u;
      count++;
      return !(product > limit_);
    });
    return count;
  }

 private:
  double lam_, limit_ = 0, log_lam_ = 0, a_ = 0, b_ = 0, log_inverse_alpha_ = 0, v_r_ = 0;
  const WholeLogGamma* log_gamma_ = nullptr;

  template <class G>
  int64_t by_rejection(G& g) const {
    for (;;) {
      const double u = g.next_double() - 0.5;
      const double v = g.next_double();
      const double us = 0.5 - std::fabs(u);
      const int64_t k = to_count(std::floor((2 * a_ / us + b_) * u + lam_ + 0.43));
      if (us >= 0.07 && v <= v_r_) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (std::log(v) + log_inverse_alpha_ - std::log(a_ / (us * us) + b_) <=
          -lam_ + static_cast<double>(k) * log_lam_ - log_gamma_of_next(k))
        return k;
    }
  }

  /// log_gamma(k + 1), the sum in doubles.
  double log_gamma_of_next(int64_t k) const {
    return k < INT64_MAX / 4096 ? (*log_gamma_)(k + 1) : log_gamma(static_cast<double>(k) + 1);
  }
};

/// Zipf by rejection (Devroye 1986, X.6), truncated to int64.
class Zipf {
 public:
  explicit Zipf(double a) : am1_(a - 1.0), exponent_(-1.0 / am1_), b_(std::pow(2.0, am1_)) {}

  template <class G>
  int64_t operator()(G& g) const {
    // The probability of anything but 1 is beyond doubles, and the loop would not end (as NumPy's Generator).
    if (am1_ >= 1024.0) return 1;
    for (;;) {
      const double u = 1.0 - g.next_double();
      const double v = g.next_double();
      const double x = std::floor(std::pow(u, exponent_));
      if (x > static_cast<double>(INT64_MAX) || x < 1.0) continue;
      const double t = std::pow(1.0 + 1.0 / x, am1_);
      if (v * x * (t - 1.0) / (b_ - 1.0) <= t / b_) return to_count(x);
    }
  }

 private:
  double am1_, exponent_, b_;
};

/// Geometric, as RandomState draws it: search for p >= 1/3, inversion below.
class Geometric {
 public:
  explicit Geometric(double p) : p_(p), is_searched_(p >= 0.333333333333333333333333) {
    if (!is_searched_) log_q_ = std::log(1 - p);
  }

  template <class G>
  int64_t operator()(G& g) const {
    if (!is_searched_) return to_count(std::ceil(std::log1p(-g.next_double()) / log_q_));
    int64_t x = 1;
    double sum = p_, product = p_;
    const double q = 1.0 - p_;
    const double u = g.next_double();
    while (u > sum) {
      product *= q;
      sum += product;
      x++;
    }
    return x;
  }

 private:
  double p_, log_q_ = 0;
  bool is_searched_;
};

/// Logarithmic series, as RandomState draws it (Kemp 1981, algorithm LK).
class LogSeries {
 public:
  explicit LogSeries(double p) : p_(p), r_(std::log(1.0 - p)) {}

  template <class G>
  int64_t operator()(G& g) const {
    for (;;) {
      const double v = g.next_double();
      if (v >= p_) return 1;
      const double u = g.next_double();
      const double q = 1.0 - std::exp(r_ * u);
      if (v <= q * q) {
        const int64_t result = to_count(std::floor(1 + std::log(v) / std::log(q)));
        if (result < 1 || v == 0.0) continue;
        return result;
      }
      return v >= q ? 1 : 2;
    }
  }

 private:
  double p_, r_;
};

}  // namespace fs::inline FS_ISA
