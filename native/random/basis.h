// The variates other distributions are made of. They differ between the generators: PCG64 (Generator) draws
// normal and exponential variates by ziggurat, MT19937 (RandomState) by the polar method and by inversion.
#pragma once

#include "random/bit_generators.h"
#include "random/ziggurat.h"

namespace fs {

inline double standard_normal(Pcg64& g) { return ziggurat::normal(g); }

/// Marsaglia's polar method; the second value is kept for the next call.
inline double standard_normal(Mt19937& g) {
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

inline double standard_exponential(Pcg64& g) { return ziggurat::exponential(g); }
inline double standard_exponential(Mt19937& g) { return -std::log(1.0 - g.next_double()); }

/// A standard gamma variate: Marsaglia and Tsang (2000) for shape > 1, Ahrens and Dieter's rejection below.
template <class G>
double standard_gamma(G& g, double shape) {
  if (shape == 1.0) return standard_exponential(g);
  if (shape == 0.0) return 0.0;
  if (shape < 1.0) {
    for (;;) {
      const double u = g.next_double();
      const double v = standard_exponential(g);
      if (u <= 1.0 - shape) {
        const double x = std::pow(u, 1. / shape);
        if (x <= v) return x;
      } else {
        const double y = -std::log((1 - u) / shape);
        const double x = std::pow(1.0 - shape + shape * y, 1. / shape);
        if (x <= v + y) return x;
      }
    }
  }
  const double b = shape - 1. / 3.;
  const double c = 1. / std::sqrt(9 * b);
  for (;;) {
    double x, v;
    do {
      x = standard_normal(g);
      v = 1.0 + c * x;
    } while (v <= 0.0);
    v = v * v * v;
    const double u = g.next_double();
    if (u < 1.0 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (std::log(u) < 0.5 * x * x + b * (1. - v + std::log(v))) return b * v;
  }
}

template <class G>
double chisquare(G& g, double df) {
  return 2.0 * standard_gamma(g, df / 2.0);
}

}  // namespace fs
