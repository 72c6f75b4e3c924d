// Standard normal and exponential variates by the ziggurat method (Marsaglia and Tsang 2000), as Generator
// draws them.
#pragma once

#include <bit>
#include <cmath>
#include <type_traits>

#include "core/isa.h"
#include "random/ziggurat_tables.h"

namespace fs::inline FS_ISA::ziggurat {

inline constexpr double kNormalEdge = 3.6541528853610087963519472518;
inline constexpr double kNormalEdgeInverse = 0.27366123732975827203338247596;
inline constexpr double kExponentialEdge = 7.6971174701310497140446280481;

/// -x if the lowest bit of `bits` is set: without a branch, which would be mispredicted every other time.
inline double signed_by(uint64_t bits, double x) {
  return std::bit_cast<double>(std::bit_cast<uint64_t>(x) ^ bits << 63);
}
inline float signed_by(uint32_t bits, float x) {
  return std::bit_cast<float>(std::bit_cast<uint32_t>(x) ^ bits << 31);
}

/// What variates of type T are drawn from: whole words, and numbers in [0, 1).
template <class T>
struct Source;

template <>
struct Source<double> {
  using Word = uint64_t;
  static Word word(auto& g) { return g.next64(); }
  static double unit(auto& g) { return g.next_double(); }
};

template <>
struct Source<float> {
  using Word = uint32_t;
  static Word word(auto& g) { return g.next32(); }
  static float unit(auto& g) { return g.next_float(); }
};

/// The one of two tables that is for variates of type T.
template <class T>
constexpr const auto& table_for(const auto& of_double, const auto& of_float) {
  if constexpr (std::is_same_v<T, double>)
    return of_double;
  else
    return of_float;
}

/// A word's layer, place in it and the variate that is there.
template <class T>
struct Point {
  unsigned layer;
  typename Source<T>::Word magnitude;
  T x;
};

/// A place within a layer, by the layer's width.
template <class T>
T scaled(typename Source<T>::Word magnitude, T width) {
  return static_cast<T>(static_cast<std::make_signed_t<typename Source<T>::Word>>(magnitude)) * width;
}

/// The standard normal distribution.
template <class T>
struct Normal {
  using Word = typename Source<T>::Word;
  static constexpr const auto& kAccept = table_for<T>(kNormalAccept, kNormalAcceptF);
  static constexpr const auto& kWidth = table_for<T>(kNormalWidth, kNormalWidthF);
  static constexpr const auto& kHeight = table_for<T>(kNormalHeight, kNormalHeightF);
  /// 52 bits of a word for doubles, all 23 that are left for floats.
  static constexpr Word kMagnitude = sizeof(T) == 8 ? static_cast<Word>(0x000fffffffffffff) : 0x007fffff;

  static Point<T> point(Word word) {
    const unsigned layer = word & 0xff;
    const Word magnitude = word >> 9 & kMagnitude;
    return {layer, magnitude, signed_by(word >> 8, scaled<T>(magnitude, kWidth[layer]))};
  }
  static bool is_under_density(T height, T x) {
    return static_cast<double>(height) < std::exp(-0.5 * static_cast<double>(x) * static_cast<double>(x));
  }
  template <class G>
  static T tail(G& g, Word magnitude) {
    constexpr auto kEdge = static_cast<T>(kNormalEdge);
    constexpr auto kEdgeInverse = static_cast<T>(kNormalEdgeInverse);
    for (;;) {
      const T over = -kEdgeInverse * std::log1p(-Source<T>::unit(g));
      const T y = -std::log1p(-Source<T>::unit(g));
      if (y + y > over * over) return (magnitude >> 8 & 1) != 0 ? -(kEdge + over) : kEdge + over;
    }
  }
};

/// The standard exponential distribution.
template <class T>
struct Exponential {
  using Word = typename Source<T>::Word;
  static constexpr const auto& kAccept = table_for<T>(kExponentialAccept, kExponentialAcceptF);
  static constexpr const auto& kWidth = table_for<T>(kExponentialWidth, kExponentialWidthF);
  static constexpr const auto& kHeight = table_for<T>(kExponentialHeight, kExponentialHeightF);
  /// The lowest bit of the layer; the magnitude follows the layer.
  static constexpr int kLayerBit = sizeof(T) == 8 ? 3 : 1;

  static Point<T> point(Word word) {
    const unsigned layer = word >> kLayerBit & 0xff;
    const Word magnitude = word >> (kLayerBit + 8);
    return {layer, magnitude, scaled<T>(magnitude, kWidth[layer])};
  }
  static bool is_under_density(T height, T x) { return height < std::exp(-x); }
  template <class G>
  static T tail(G& g, Word) {
    return static_cast<T>(kExponentialEdge) - std::log1p(-Source<T>::unit(g));
  }
};

template <class T, template <class> class Distribution>
bool is_inside(const Point<T>& point) {
  return point.magnitude < Distribution<T>::kAccept[point.layer];
}

/// A variate, from a point that is not inside its layer on.
template <class T, template <class> class Distribution, class G>
[[gnu::noinline]] T draw_outside(G& g, Point<T> point) {
  using D = Distribution<T>;
  for (;; point = D::point(Source<T>::word(g))) {
    const auto [layer, magnitude, x] = point;
    if (is_inside<T, Distribution>(point)) return x;
    if (layer == 0) return D::tail(g, magnitude);
    const T height = (D::kHeight[layer - 1] - D::kHeight[layer]) * Source<T>::unit(g) + D::kHeight[layer];
    if (D::is_under_density(height, x)) return x;
  }
}

template <class T, template <class> class Distribution, class G>
[[gnu::always_inline]] inline T draw(G& g) {
  const Point<T> point = Distribution<T>::point(Source<T>::word(g));
  if (is_inside<T, Distribution>(point)) [[likely]]
    return point.x;
  return apart(g, [&](G& stream) { return draw_outside<T, Distribution>(stream, point); });
}

/// A standard normal variate.
template <class T, class G>
[[gnu::always_inline]] inline T normal(G& g) {
  return draw<T, Normal>(g);
}

/// A standard exponential variate.
template <class T, class G>
[[gnu::always_inline]] inline T exponential(G& g) {
  return draw<T, Exponential>(g);
}

}  // namespace fs::inline FS_ISA::ziggurat
