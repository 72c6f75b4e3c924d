// The variates other distributions are made of. They differ between the generators: PCG64 (Generator) draws
// normal and exponential variates by ziggurat, MT19937 (RandomState) by the polar method and by inversion.
//
// A distribution is an object made of its parameters, which holds what follows from them, and is called with
// a stream for every variate.
#pragma once

#include "random/stream.h"
#include "random/ziggurat.h"

namespace fs::inline FS_ISA {

/// Legacy: Marsaglia's polar method; the second value is kept for the next call.
template <class G>
[[gnu::always_inline]] inline double standard_normal(G& g) {
  if constexpr (!kIsLegacy<G>) {
    return ziggurat::normal<double>(g);
  } else {
    if (g.has_gauss != 0) {
      const double kept = g.gauss;
      g.has_gauss = 0;
      g.gauss = 0;
      return kept;
    }
    double x, y, square;
    do {
      x = 2.0 * g.next_double() - 1.0;
      y = 2.0 * g.next_double() - 1.0;
      square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(square) / square);
    g.gauss = factor * x;
    g.has_gauss = 1;
    return factor * y;
  }
}

template <class G>
[[gnu::always_inline]] inline double standard_exponential(G& g) {
  if constexpr (kIsLegacy<G>)
    return -std::log(1.0 - g.next_double());
  else
    return ziggurat::exponential<double>(g);
}

/// A standard gamma variate: Marsaglia and Tsang (2000) for shape > 1, Ahrens and Dieter's rejection below.
class StandardGamma {
 public:
  explicit StandardGamma(double shape)
      : shape_(shape), inverse_(1. / shape), b_(shape - 1. / 3.), c_(1. / std::sqrt(9 * b_)) {}

  template <class G>
  double operator()(G& g) const {
    if (shape_ == 1.0) return standard_exponential(g);
    if (shape_ == 0.0) return 0.0;
    if (shape_ < 1.0) return below_one(g);
    for (;;) {
      double x, v;
      do {
        x = standard_normal(g);
        v = 1.0 + c_ * x;
      } while (v <= 0.0);
      v = v * v * v;
      const double u = g.next_double();
      if (u < 1.0 - 0.0331 * (x * x) * (x * x)) return b_ * v;
      if (std::log(u) < 0.5 * x * x + b_ * (1. - v + std::log(v))) return b_ * v;
    }
  }

 private:
  double shape_, inverse_, b_, c_;

  template <class G>
  double below_one(G& g) const {
    for (;;) {
      const double u = g.next_double();
      const double v = standard_exponential(g);
      if (u <= 1.0 - shape_) {
        const double x = std::pow(u, inverse_);
        if (x <= v) return x;
      } else {
        const double y = -std::log((1 - u) / shape_);
        const double x = std::pow(1.0 - shape_ + shape_ * y, inverse_);
        if (x <= v + y) return x;
      }
    }
  }
};

class ChiSquare {
 public:
  explicit ChiSquare(double df) : half_(df / 2.0) {}
  template <class G>
  double operator()(G& g) const {
    return 2.0 * half_(g);
  }

 private:
  StandardGamma half_;
};

}  // namespace fs::inline FS_ISA
