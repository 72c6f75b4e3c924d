// Variates that count: Poisson, binomial, hypergeometric and others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "random/basis.h"

namespace fs {

/// A float to int64 as the x86 instruction converts it: out of range and NaN become the least integer.
inline int64_t to_count(double value) {
  return value >= -9223372036854775808.0 && value < 9223372036854775808.0 ? static_cast<int64_t>(value)
                                                                          : INT64_MIN;
}

/// log(gamma(x)) by Stirling's series, shifted up to x >= 7 (Zhang and Jin, Computation of Special Functions,
/// 1996).
inline double log_gamma(double x) {
  constexpr double kSeries[10] = {8.333333333333333e-02,  -2.777777777777778e-03, 7.936507936507937e-04,
                                  -5.952380952380952e-04, 8.417508417508418e-04,  -1.917526917526918e-03,
                                  6.410256410256410e-03,  -2.955065359477124e-02, 1.796443723688307e-01,
                                  -1.39243221690590e+00};
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

/// Poisson: products of uniforms below 10, transformed rejection PTRS (Hoermann 1993) from there.
template <class G>
int64_t poisson(G& g, double lam) {
  if (lam == 0) return 0;
  if (!(lam >= 10)) {
    const double limit = std::exp(-lam);
    double product = 1.0;
    for (int64_t count = 0;; count++) {
      product *= g.next_double();
      if (!(product > limit)) return count;
    }
  }
  const double root = std::sqrt(lam), log_lam = std::log(lam);
  const double b = 0.931 + 2.53 * root;
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double v_r = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = g.next_double() - 0.5;
    const double v = g.next_double();
    const double us = 0.5 - std::fabs(u);
    const int64_t k = to_count(std::floor((2 * a / us + b) * u + lam + 0.43));
    if (us >= 0.07 && v <= v_r) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v) + std::log(inverse_alpha) - std::log(a / (us * us) + b) <=
        -lam + static_cast<double>(k) * log_lam - log_gamma(static_cast<double>(k) + 1))
      return k;
  }
}

/// Binomial with p <= 1/2 and few expected successes: the distribution function is searched from 0 upwards.
template <bool modern, class G>
int64_t binomial_by_inversion(G& g, int64_t n, double p) {
  const auto count = static_cast<double>(n);
  const double q = 1.0 - p;
  // The older, less exact form is RandomState.binomial's.
  const double none = modern ? std::exp(count * std::log1p(-p)) : std::exp(count * std::log(q));
  const double mean = count * p;
  const int64_t bound = to_count(std::min(count, mean + 10.0 * std::sqrt(mean * q + 1)));
  int64_t x = 0;
  double px = none;
  double u = g.next_double();
  while (u > px) {
    x++;
    if (x > bound) {
      x = 0;
      px = none;
      u = g.next_double();
    } else {
      u -= px;
      px = (static_cast<double>(n - x + 1) * p * px) / (static_cast<double>(x) * q);
    }
  }
  return x;
}

/// What algorithm BTPE derives from n and p.
struct Btpe {
  int64_t n = -1;
  double p = 0;
  double r, q, fm, p1, xm, xl, xr, c, laml, lamr, p2, p3, p4;
  int64_t m;

  void prepare(int64_t trials, double probability) {
    if (n == trials && p == probability) return;
    n = trials;
    p = probability;
    const auto count = static_cast<double>(n);
    r = std::min(p, 1.0 - p);
    q = 1.0 - r;
    fm = count * r + r;
    m = to_count(std::floor(fm));
    const auto mode = static_cast<double>(m);
    p1 = std::floor(2.195 * std::sqrt(count * r * q) - 4.6 * q) + 0.5;
    xm = mode + 0.5;
    xl = xm - p1;
    xr = xm + p1;
    c = 0.134 + 20.5 / (15.3 + mode);
    double a = (fm - xl) / (fm - xl * r);
    laml = a * (1.0 + a / 2.0);
    a = (xr - fm) / (xr * q);
    lamr = a * (1.0 + a / 2.0);
    p2 = p1 * (1.0 + 2.0 * c);
    p3 = p2 + c / laml;
    p4 = p3 + c / lamr;
  }

  /// Step 5: whether candidate y is accepted at height v.
  bool accepts(int64_t y, double v) const {
    const auto count = static_cast<double>(n);
    const double nrq = count * r * q;
    const int64_t k = std::llabs(y - m);
    if (!(k > 20 && static_cast<double>(k) < nrq / 2.0 - 1)) {
      const double s = r / q;
      const double a = s * static_cast<double>(n + 1);
      double f = 1.0;
      for (int64_t i = m + 1; i <= y; i++) f *= a / static_cast<double>(i) - s;
      for (int64_t i = y + 1; i <= m; i++) f /= a / static_cast<double>(i) - s;
      return !(v > f);
    }
    const auto distance = static_cast<double>(k);
    const double rho =
        (distance / nrq) * ((distance * (distance / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5);
    const double t = static_cast<double>(-k * k) / (2 * nrq);
    const double a = std::log(v);
    if (a < t - rho) return true;
    if (a > t + rho) return false;
    const double x1 = static_cast<double>(y) + 1, f1 = static_cast<double>(m) + 1;
    const double z = count + 1 - static_cast<double>(m), w = count - static_cast<double>(y) + 1;
    const auto stirling = [](double x) {
      const double square = x * x;
      return (13680. - (462. - (132. - (99. - 140. / square) / square) / square) / square) / x / 166320.;
    };
    return !(a > xm * std::log(f1 / x1) + (static_cast<double>(n - m) + 0.5) * std::log(z / w) +
                     static_cast<double>(y - m) * std::log(w * r / (x1 * q)) + stirling(f1) + stirling(z) +
                     stirling(x1) + stirling(w));
  }
};

/// Binomial by rejection from triangles, parallelograms and exponential tails (Kachitvichyanukul and
/// Schmeiser 1988).
template <class G>
int64_t binomial_by_btpe(G& g, int64_t n, double p) {
  static Btpe plan;
  plan.prepare(n, p);
  const Btpe& b = plan;
  for (;;) {
    const double u = g.next_double() * b.p4;
    double v = g.next_double();
    int64_t y;
    if (u <= b.p1) {
      y = to_count(std::floor(b.xm - b.p1 * v + u));
      return p > 0.5 ? n - y : y;
    }
    if (u <= b.p2) {
      const double x = b.xl + (u - b.p1) / b.c;
      v = v * b.c + 1.0 - std::fabs(static_cast<double>(b.m) - x + 0.5) / b.p1;
      if (v > 1.0) continue;
      y = to_count(std::floor(x));
    } else if (u <= b.p3) {
      y = to_count(std::floor(b.xl + std::log(v) / b.laml));
      if (y < 0 || v == 0.0) continue;
      v = v * (u - b.p2) * b.laml;
    } else {
      y = to_count(std::floor(b.xr - std::log(v) / b.lamr));
      if (y > n || v == 0.0) continue;
      v = v * (u - b.p3) * b.lamr;
    }
    if (b.accepts(y, v)) return p > 0.5 ? n - y : y;
  }
}

/// Binomial: `modern` as Generator.binomial and both multinomials draw it, otherwise as RandomState.binomial
/// does.
template <bool modern, class G>
int64_t binomial_variate(G& g, int64_t n, double p) {
  if (modern && (n == 0 || p == 0.0)) return 0;
  const bool mirrored = !(p <= 0.5);
  const double rare = mirrored ? 1.0 - p : p;
  const int64_t count = rare * static_cast<double>(n) <= 30.0 ? binomial_by_inversion<modern>(g, n, rare)
                                                              : binomial_by_btpe(g, n, rare);
  return mirrored ? n - count : count;
}

/// Hypergeometric, as RandomState draws it: urn by urn for samples up to 10, ratio of uniforms HRUA
/// (Stadlober 1990) for larger ones.
template <class G>
int64_t hypergeometric(G& g, int64_t good, int64_t bad, int64_t sample) {
  if (sample <= 0) return 0;
  if (sample <= 10) {
    const auto rest = static_cast<double>(std::min(bad, good));
    const int64_t others = bad + good - sample;
    double y = rest;
    int64_t k = sample;
    while (y > 0.0) {
      const double u = g.next_double();
      y -= static_cast<double>(to_count(std::floor(u + y / static_cast<double>(others + k))));
      if (--k == 0) break;
    }
    const int64_t z = to_count(rest - y);
    return good > bad ? sample - z : z;
  }
  const int64_t fewer = std::min(good, bad), more = std::max(good, bad), all = good + bad;
  const int64_t m = std::min(sample, all - sample);
  const double d4 = static_cast<double>(fewer) / static_cast<double>(all);
  const double d5 = 1.0 - d4;
  const double d6 = static_cast<double>(m) * d4 + 0.5;
  const double d7 = std::sqrt(static_cast<double>(all - m) * static_cast<double>(sample) * d4 * d5 /
                                  static_cast<double>(all - 1) +
                              0.5);
  const double d8 = 1.7155277699214135 * d7 + 0.8989161620588988;
  const int64_t d9 = to_count(
      std::floor(static_cast<double>(m + 1) * static_cast<double>(fewer + 1) / static_cast<double>(all + 2)));
  const auto weight = [&](int64_t z) {
    return log_gamma(static_cast<double>(z + 1)) + log_gamma(static_cast<double>(fewer - z + 1)) +
           log_gamma(static_cast<double>(m - z + 1)) + log_gamma(static_cast<double>(more - m + z + 1));
  };
  const double d10 = weight(d9);
  const double d11 = std::min(static_cast<double>(std::min(m, fewer)) + 1.0, std::floor(d6 + 16 * d7));
  int64_t z;
  for (;;) {
    const double x = g.next_double();
    const double y = g.next_double();
    const double w = d6 + d8 * (y - 0.5) / x;
    if (w < 0.0 || w >= d11) continue;
    z = to_count(std::floor(w));
    const double t = d10 - weight(z);
    if (x * (4.0 - x) - 3.0 <= t) break;
    if (x * (x - t) >= 1) continue;
    if (2.0 * std::log(x) <= t) break;
  }
  if (good > bad) z = m - z;
  return m < sample ? good - z : z;
}

/// Zipf by rejection (Devroye 1986, X.6), truncated to int64.
template <class G>
int64_t zipf(G& g, double a) {
  const double am1 = a - 1.0;
  // The probability of anything but 1 is beyond doubles, and the loop would not end (as NumPy's Generator).
  if (am1 >= 1024.0) return 1;
  const double b = std::pow(2.0, am1);
  for (;;) {
    const double u = 1.0 - g.next_double();
    const double v = g.next_double();
    const double x = std::floor(std::pow(u, -1.0 / am1));
    if (x > static_cast<double>(INT64_MAX) || x < 1.0) continue;
    const double t = std::pow(1.0 + 1.0 / x, am1);
    if (v * x * (t - 1.0) / (b - 1.0) <= t / b) return to_count(x);
  }
}

/// Geometric, as RandomState draws it: search for p >= 1/3, inversion below.
template <class G>
int64_t geometric(G& g, double p) {
  if (!(p >= 0.333333333333333333333333))
    return to_count(std::ceil(std::log1p(-g.next_double()) / std::log(1 - p)));
  int64_t x = 1;
  double sum = p, product = p;
  const double q = 1.0 - p;
  const double u = g.next_double();
  while (u > sum) {
    product *= q;
    sum += product;
    x++;
  }
  return x;
}

/// Logarithmic series, as RandomState draws it (Kemp 1981, algorithm LK).
template <class G>
int64_t logseries(G& g, double p) {
  const double r = std::log(1.0 - p);
  for (;;) {
    const double v = g.next_double();
    if (v >= p) return 1;
    const double u = g.next_double();
    const double q = 1.0 - std::exp(r * u);
    if (v <= q * q) {
      const int64_t result = to_count(std::floor(1 + std::log(v) / std::log(q)));
      if (result < 1 || v == 0.0) continue;
      return result;
    }
    return v >= q ? 1 : 2;
  }
}

}  // namespace fs
