// Standard normal and exponential variates by the ziggurat method (Marsaglia and Tsang 2000), as Generator
// draws them.
#pragma once

#include <bit>
#include <cmath>

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

/// A word's layer, place in it and the variate that is there.
struct NormalPoint {
  unsigned layer;
  uint64_t magnitude;
  double x;
  explicit NormalPoint(uint64_t word) : layer(word & 0xff), magnitude((word >> 9) & 0x000fffffffffffffu) {
    x = signed_by(word >> 8, static_cast<double>(static_cast<int64_t>(magnitude)) * kNormalWidth[layer]);
  }
  bool is_inside() const { return magnitude < kNormalAccept[layer]; }
};

/// A standard normal double, from a point that is not inside its layer on.
template <class G>
[[gnu::noinline]] double normal_outside(G& g, NormalPoint point) {
  for (;; point = NormalPoint(g.next64())) {
    const auto [layer, magnitude, x] = point;
    if (point.is_inside()) return x;
    if (layer == 0) {
      for (;;) {
        const double over = -kNormalEdgeInverse * std::log1p(-g.next_double());
        const double y = -std::log1p(-g.next_double());
        if (y + y > over * over)
          return (magnitude >> 8 & 1) != 0 ? -(kNormalEdge + over) : kNormalEdge + over;
      }
    }
    if ((kNormalHeight[layer - 1] - kNormalHeight[layer]) * g.next_double() + kNormalHeight[layer] <
        std::exp(-0.5 * x * x))
      return x;
  }
}

/// A standard normal double.
template <class G>
[[gnu::always_inline]] inline double normal(G& g) {
  const NormalPoint point(g.next64());
  if (point.is_inside()) [[likely]]
    return point.x;
  return apart(g, [&](G& stream) { return normal_outside(stream, point); });
}

struct NormalPointF {
  unsigned layer;
  uint32_t magnitude;
  float x;
  explicit NormalPointF(uint32_t word) : layer(word & 0xff), magnitude((word >> 9) & 0x007fffffu) {
    x = signed_by(word >> 8, static_cast<float>(static_cast<int32_t>(magnitude)) * kNormalWidthF[layer]);
  }
  bool is_inside() const { return magnitude < kNormalAcceptF[layer]; }
};

template <class G>
[[gnu::noinline]] float normal_float_outside(G& g, NormalPointF point) {
  constexpr auto kEdge = static_cast<float>(kNormalEdge);
  constexpr auto kEdgeInverse = static_cast<float>(kNormalEdgeInverse);
  for (;; point = NormalPointF(g.next32())) {
    const auto [layer, magnitude, x] = point;
    if (point.is_inside()) return x;
    if (layer == 0) {
      for (;;) {
        const float over = -kEdgeInverse * std::log1p(-g.next_float());
        const float y = -std::log1p(-g.next_float());
        if (y + y > over * over) return (magnitude >> 8 & 1) != 0 ? -(kEdge + over) : kEdge + over;
      }
    }
    const float height =
        (kNormalHeightF[layer - 1] - kNormalHeightF[layer]) * g.next_float() + kNormalHeightF[layer];
    if (static_cast<double>(height) < std::exp(-0.5 * static_cast<double>(x) * static_cast<double>(x)))
      return x;
  }
}

/// A standard normal float.
template <class G>
[[gnu::always_inline]] inline float normal_float(G& g) {
  const NormalPointF point(g.next32());
  if (point.is_inside()) [[likely]]
    return point.x;
  return apart(g, [&](G& stream) { return normal_float_outside(stream, point); });
}

struct ExponentialPoint {
  unsigned layer;
  uint64_t magnitude;
  double x;
  explicit ExponentialPoint(uint64_t word) : layer(word >> 3 & 0xff), magnitude(word >> 11) {
    x = static_cast<double>(static_cast<int64_t>(magnitude)) * kExponentialWidth[layer];
  }
  bool is_inside() const { return magnitude < kExponentialAccept[layer]; }
};

template <class G>
[[gnu::noinline]] double exponential_outside(G& g, ExponentialPoint point) {
  for (;; point = ExponentialPoint(g.next64())) {
    const auto [layer, magnitude, x] = point;
    if (point.is_inside()) return x;
    if (layer == 0) return kExponentialEdge - std::log1p(-g.next_double());
    if ((kExponentialHeight[layer - 1] - kExponentialHeight[layer]) * g.next_double() +
            kExponentialHeight[layer] <
        std::exp(-x))
      return x;
  }
}

/// A standard exponential double.
template <class G>
[[gnu::always_inline]] inline double exponential(G& g) {
  const ExponentialPoint point(g.next64());
  if (point.is_inside()) [[likely]]
    return point.x;
  return apart(g, [&](G& stream) { return exponential_outside(stream, point); });
}

struct ExponentialPointF {
  unsigned layer;
  uint32_t magnitude;
  float x;
  explicit ExponentialPointF(uint32_t word) : layer(word >> 1 & 0xff), magnitude(word >> 9) {
    x = static_cast<float>(static_cast<int32_t>(magnitude)) * kExponentialWidthF[layer];
  }
  bool is_inside() const { return magnitude < kExponentialAcceptF[layer]; }
};

template <class G>
[[gnu::noinline]] float exponential_float_outside(G& g, ExponentialPointF point) {
  for (;; point = ExponentialPointF(g.next32())) {
    const auto [layer, magnitude, x] = point;
    if (point.is_inside()) return x;
    if (layer == 0) return static_cast<float>(kExponentialEdge) - std::log1p(-g.next_float());
    if ((kExponentialHeightF[layer - 1] - kExponentialHeightF[layer]) * g.next_float() +
            kExponentialHeightF[layer] <
        std::exp(-x))
      return x;
  }
}

/// A standard exponential float.
template <class G>
[[gnu::always_inline]] inline float exponential_float(G& g) {
  const ExponentialPointF point(g.next32());
  if (point.is_inside()) [[likely]]
    return point.x;
  return apart(g, [&](G& stream) { return exponential_float_outside(stream, point); });
}

}  // namespace fs::inline FS_ISA::ziggurat
