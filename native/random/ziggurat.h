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

/// A standard normal double.
template <class G>
double normal(G& g) {
  for (;;) {
    const uint64_t word = g.next64();
    const unsigned layer = word & 0xff;
    const uint64_t magnitude = (word >> 9) & 0x000fffffffffffffu;
    const double x =
        signed_by(word >> 8, static_cast<double>(static_cast<int64_t>(magnitude)) * kNormalWidth[layer]);
    if (magnitude < kNormalAccept[layer]) return x;
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

/// A standard normal float.
template <class G>
float normal_float(G& g) {
  constexpr auto kEdge = static_cast<float>(kNormalEdge);
  constexpr auto kEdgeInverse = static_cast<float>(kNormalEdgeInverse);
  for (;;) {
    const uint32_t word = g.next32();
    const unsigned layer = word & 0xff;
    const uint32_t magnitude = (word >> 9) & 0x007fffffu;
    const float x =
        signed_by(word >> 8, static_cast<float>(static_cast<int32_t>(magnitude)) * kNormalWidthF[layer]);
    if (magnitude < kNormalAcceptF[layer]) return x;
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

/// A standard exponential double.
template <class G>
double exponential(G& g) {
  for (;;) {
    const uint64_t word = g.next64() >> 3;
    const unsigned layer = word & 0xff;
    const uint64_t magnitude = word >> 8;
    const double x = static_cast<double>(static_cast<int64_t>(magnitude)) * kExponentialWidth[layer];
    if (magnitude < kExponentialAccept[layer]) return x;
    if (layer == 0) return kExponentialEdge - std::log1p(-g.next_double());
    if ((kExponentialHeight[layer - 1] - kExponentialHeight[layer]) * g.next_double() +
            kExponentialHeight[layer] <
        std::exp(-x))
      return x;
  }
}

/// A standard exponential float.
template <class G>
float exponential_float(G& g) {
  for (;;) {
    const uint32_t word = g.next32() >> 1;
    const unsigned layer = word & 0xff;
    const uint32_t magnitude = word >> 8;
    const float x = static_cast<float>(static_cast<int32_t>(magnitude)) * kExponentialWidthF[layer];
    if (magnitude < kExponentialAcceptF[layer]) return x;
    if (layer == 0) return static_cast<float>(kExponentialEdge) - std::log1p(-g.next_float());
    if ((kExponentialHeightF[layer - 1] - kExponentialHeightF[layer]) * g.next_float() +
            kExponentialHeightF[layer] <
        std::exp(-x))
      return x;
  }
}

}  // namespace fs::inline FS_ISA::ziggurat
