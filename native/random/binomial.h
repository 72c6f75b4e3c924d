// Binomial variates.
#pragma once

#include "random/counts.h"

namespace fs::inline FS_ISA {

/// Binomial with p <= 1/2 and few expected successes: the distribution function is searched from 0 upwards.
/// The probabilities met on the way are kept.
struct BinomialSearch {
  int64_t n;
  double p, q, none;
  int64_t bound;
  int64_t known;
  double kept[96];

  template <bool modern>
  void prepare(int64_t trials, double probability) {
    n = trials;
    p = probability;
    const auto count = static_cast<double>(n);
    q = 1.0 - p;
    // The older, less exact form is RandomState.binomial's.
    none = modern ? std::exp(count * std::log1p(-p)) : std::exp(count * std::log(q));
    const double mean = count * p;
    bound = to_count(std::min(count, mean + 10.0 * std::sqrt(mean * q + 1)));
    known = 1;
  }

  template <class G>
  int64_t draw(G& g) {
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
        px = x < known ? kept[x] : next(x, px);
      }
    }
    return x;
  }

 private:
  /// The probability of x, from that of x - 1.
  double next(int64_t x, double px) {
    px = (static_cast<double>(n - x + 1) * p * px) / (static_cast<double>(x) * q);
    if (x == known && x < static_cast<int64_t>(std::size(kept))) kept[known++] = px;
    return px;
  }
};

/// What algorithm BTPE derives from n and p.
struct Btpe {
  int64_t n;
  double p;
  double r, q, fm, p1, xm, xl, xr, c, laml, lamr, p2, p3, p4;
  int64_t m;

  void prepare(int64_t trials, double probability) {
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

  /// By rejection from triangles, parallelograms and exponential tails (Kachitvichyanukul and Schmeiser
  /// 1988).
  template <class G>
  int64_t draw(G& g) const {
    for (;;) {
      const double u = g.next_double() * p4;
      double v = g.next_double();
      int64_t y;
      if (u <= p1) {
        y = to_count(std::floor(xm - p1 * v + u));
        return p > 0.5 ? n - y : y;
      }
      if (u <= p2) {
        const double x = xl + (u - p1) / c;
        v = v * c + 1.0 - std::fabs(static_cast<double>(m) - x + 0.5) / p1;
        if (v > 1.0) continue;
        y = to_count(std::floor(x));
      } else if (u <= p3) {
        y = to_count(std::floor(xl + std::log(v) / laml));
        if (y < 0 || v == 0.0) continue;
        v = v * (u - p2) * laml;
      } else {
        y = to_count(std::floor(xr - std::log(v) / lamr));
        if (y > n || v == 0.0) continue;
        v = v * (u - p3) * lamr;
      }
      if (accepts(y, v)) return p > 0.5 ? n - y : y;
    }
  }
};

/// Binomial: `modern` as Generator.binomial and both multinomials draw it, otherwise as RandomState.binomial
/// does.
template <bool modern>
class Binomial {
 public:
  Binomial(int64_t n, double p) : n_(n), is_none_(modern && (n == 0 || p == 0.0)), is_mirrored_(!(p <= 0.5)) {
    if (is_none_) return;
    const double rare = is_mirrored_ ? 1.0 - p : p;
    is_searched_ = rare * static_cast<double>(n) <= 30.0;
    if (is_searched_)
      search_.template prepare<modern>(n, rare);
    else
      btpe_.prepare(n, rare);
  }

  template <class G>
  int64_t operator()(G& g) {
    if (is_none_) return 0;
    const int64_t count = is_searched_ ? search_.draw(g) : btpe_.draw(g);
    return is_mirrored_ ? n_ - count : count;
  }

 private:
  int64_t n_;
  bool is_none_, is_mirrored_, is_searched_ = false;
  union {
    BinomialSearch search_;
    Btpe btpe_;
  };
};

}  // namespace fs::inline FS_ISA
