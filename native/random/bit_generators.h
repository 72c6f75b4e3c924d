// The bit generators: MT19937 (RandomState and the module's functions) and PCG64 (Generator).
//
// A generator is a plain struct that lives in memory its owner hands over for each call; copying the bytes
// copies the generator. Both offer next32, next64, next_double in [0, 1) with 53 bits and next_float with 24
// bits.
#pragma once

#include <cstdint>
#include <span>

namespace fs {

/// Mersenne Twister (Matsumoto and Nishimura 1998). Carries the second value of the polar method, as
/// RandomState does.
struct Mt19937 {
  static constexpr int kWords = 624;

  uint32_t key[kWords];
  int32_t pos;  ///< words of `key` used so far
  int32_t has_gauss;
  double gauss;

  uint32_t next32() {
    if (pos == kWords) refill();
    uint32_t y = key[pos++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }
  uint64_t next64() {
    const uint64_t high = next32();
    return high << 32 | next32();
  }
  double next_double() {
    const auto a = static_cast<int32_t>(next32() >> 5), b = static_cast<int32_t>(next32() >> 6);
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }
  float next_float() { return static_cast<float>(next32() >> 8) * (1.0f / 16777216.0f); }

  /// Seeds by one word, with Knuth's generator.
  void seed(uint32_t word);
  /// Seeds by words (`init_by_array` of the authors' 2002 version); at least one word.
  void seed(std::span<const uint32_t> words);

 private:
  void refill();
};
static_assert(sizeof(Mt19937) == 2512);

/// PCG XSL RR 128/64 (O'Neill 2014). Halves of 64-bit words are kept for the next call of next32.
struct Pcg64 {
  uint64_t state_low, state_high;
  uint64_t increment_low, increment_high;
  uint32_t has_half, half;

  uint64_t next64() {
    step();
    const uint64_t mixed = state_high ^ state_low;
    const unsigned turn = static_cast<unsigned>(state_high >> 58);
    return mixed >> turn | mixed << (-turn & 63);
  }
  uint32_t next32() {
    if (has_half != 0) {
      has_half = 0;
      return half;
    }
    const uint64_t word = next64();
    has_half = 1;
    half = static_cast<uint32_t>(word >> 32);
    return static_cast<uint32_t>(word);
  }
  double next_double() { return static_cast<double>(next64() >> 11) * (1.0 / 9007199254740992.0); }
  float next_float() { return static_cast<float>(next32() >> 8) * (1.0f / 16777216.0f); }

  /// Seeds by four words: state high, state low, sequence high, sequence low.
  void seed(std::span<const uint64_t, 4> words);

 private:
  __extension__ using Wide = unsigned __int128;
  void step() {
    constexpr Wide kMultiplier = Wide{2549297995355413924u} << 64 | 4865540595714422341u;
    const Wide increment = Wide{increment_high} << 64 | increment_low;
    const Wide state = (Wide{state_high} << 64 | state_low) * kMultiplier + increment;
    state_low = static_cast<uint64_t>(state);
    state_high = static_cast<uint64_t>(state >> 64);
  }
};
static_assert(sizeof(Pcg64) == 40);

}  // namespace fs
