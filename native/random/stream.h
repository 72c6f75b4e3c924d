// Generators as kernels draw from them: laid out so that what changes with every word stays in registers, and
// put back when the kernel is done.
#pragma once

#include <cstdint>
#include <type_traits>

#include "core/isa.h"
#include "random/mersenne.h"

namespace fs::inline FS_ISA {

/// Draws from an Mt19937. Words are made 624 at a time; the memory for them is the caller's, so that nothing
/// but scalars is in this object.
class MersenneStream {
 public:
  int32_t has_gauss;
  double gauss;

  MersenneStream(Mt19937& owner, uint32_t* words)
      : has_gauss(owner.has_gauss), gauss(owner.gauss), owner_(owner), words_(words) {
    next_ = words + owner.pos;
    end_ = words + Mt19937::kWords;
    mersenne().temper(owner.key, words, owner.pos);
  }
  ~MersenneStream() {
    owner_.pos = static_cast<int32_t>(next_ - words_);
    owner_.has_gauss = has_gauss;
    owner_.gauss = gauss;
  }
  MersenneStream(const MersenneStream&) = delete;
  MersenneStream& operator=(const MersenneStream&) = delete;

  uint32_t next32() {
    if (next_ == end_) {
      refill(owner_.key, words_);
      next_ = words_;
    }
    return *next_++;
  }
  uint64_t next64() {
    const uint64_t high = next32();
    return high << 32 | next32();
  }
  double next_double() {
    const auto a = static_cast<int32_t>(next32() >> 5), b = static_cast<int32_t>(next32() >> 6);
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
  }
  float next_float() {
    return static_cast<float>(static_cast<int32_t>(next32() >> 8)) * (1.0f / 16777216.0f);
  }

 private:
  Mt19937& owner_;
  uint32_t* const words_;
  const uint32_t* next_;
  const uint32_t* end_;

  [[gnu::noinline, gnu::cold]] static void refill(uint32_t* key, uint32_t* words) {
    mersenne().refill(key);
    mersenne().temper(key, words, 0);
  }
};

/// The highest 53 bits of a word as a float in [0, 1).
inline double unit_of(uint64_t word) {
  return static_cast<double>(static_cast<int64_t>(word >> 11)) * (1.0 / 9007199254740992.0);
}

/// Draws from a Pcg64 (XSL RR of the state). Halves of 64-bit words are kept for the next call of next32.
class PcgStream {
 public:
  explicit PcgStream(Pcg64& owner)
      : owner_(owner),
        state_(Wide{owner.state_high} << 64 | owner.state_low),
        increment_(Wide{owner.increment_high} << 64 | owner.increment_low),
        has_half_(owner.has_half),
        half_(owner.half) {}
  ~PcgStream() {
    owner_.state_low = static_cast<uint64_t>(state_);
    owner_.state_high = static_cast<uint64_t>(state_ >> 64);
    owner_.has_half = has_half_;
    owner_.half = half_;
  }
  PcgStream(const PcgStream&) = delete;
  PcgStream& operator=(const PcgStream&) = delete;

  uint64_t next64() {
    state_ = state_ * Pcg64::kMultiplier + increment_;
    return mixed(state_);
  }
  /// Calls f(i, word) for n words. Two steps are made at once: one waits for the product of the one before.
  template <class F>
  void words(int64_t n, F&& f) {
    constexpr Wide kTwo = Pcg64::kMultiplier * Pcg64::kMultiplier;
    const Wide two = increment_ * (Pcg64::kMultiplier + 1);
    Wide first = state_ * Pcg64::kMultiplier + increment_, second = state_ * kTwo + two;
    int64_t i = 0;
    for (; i + 2 <= n; i += 2) {
      f(i, mixed(first));
      f(i + 1, mixed(second));
      state_ = second;
      first = first * kTwo + two;
      second = second * kTwo + two;
    }
    if (i < n) f(i, next64());
  }
  /// Whether next32 has half a word left.
  bool has_half() const { return has_half_ != 0; }
  uint32_t next32() {
    if (has_half_ != 0) {
      has_half_ = 0;
      return half_;
    }
    const uint64_t word = next64();
    has_half_ = 1;
    half_ = static_cast<uint32_t>(word >> 32);
    return static_cast<uint32_t>(word);
  }
  double next_double() { return unit_of(next64()); }
  float next_float() {
    return static_cast<float>(static_cast<int32_t>(next32() >> 8)) * (1.0f / 16777216.0f);
  }

 private:
  using Wide = Pcg64::Wide;

  /// XSL RR: the halves of a state together, turned by its highest bits.
  static uint64_t mixed(Wide state) {
    const auto high = static_cast<uint64_t>(state >> 64);
    const uint64_t both = high ^ static_cast<uint64_t>(state);
    const auto turn = static_cast<unsigned>(high >> 58);
    return both >> turn | both << (-turn & 63);
  }

  Pcg64& owner_;
  Wide state_;
  const Wide increment_;
  uint32_t has_half_, half_;
};

/// Calls f with a stream of the generator, which has moved when this returns or throws.
template <class F>
[[gnu::always_inline]] inline decltype(auto) drawing(Mt19937& g, F&& f) {
  uint32_t words[Mt19937::kWords];
  MersenneStream stream(g, words);
  return f(stream);
}
template <class F>
[[gnu::always_inline]] inline decltype(auto) drawing(Pcg64& g, F&& f) {
  PcgStream stream(g);
  return f(stream);
}

/// Whether a generator or stream is of the older family, whose distributions have algorithms of their own.
template <class G>
inline constexpr bool kIsLegacy = std::is_same_v<G, Mt19937> || std::is_same_v<G, MersenneStream>;

}  // namespace fs::inline FS_ISA
