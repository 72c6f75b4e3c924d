// The bit generators: MT19937 (RandomState and the module's functions) and PCG64 (Generator).
//
// A generator is a plain struct that lives in memory its owner hands over for each call; copying the bytes
// copies the generator. Kernels draw from it as stream.h lays it out: there next32, next64, next_double in
// [0, 1) with 53 bits and next_float with 24 bits are the same for both.
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

  /// Seeds by one word, with Knuth's generator.
  void seed(uint32_t word);
  /// Seeds by words (`init_by_array` of the authors' 2002 version); at least one word.
  void seed(std::span<const uint32_t> words);
};
static_assert(sizeof(Mt19937) == 2512);

/// PCG XSL RR 128/64 (O'Neill 2014). Halves of 64-bit words are kept for the next call of next32.
struct Pcg64 {
  uint64_t state_low, state_high;
  uint64_t increment_low, increment_high;
  uint32_t has_half, half;

  __extension__ using Wide = unsigned __int128;
  static constexpr Wide kMultiplier = Wide{2549297995355413924u} << 64 | 4865540595714422341u;

  /// Seeds by four words: state high, state low, sequence high, sequence low.
  void seed(std::span<const uint64_t, 4> words);
};
static_assert(sizeof(Pcg64) == 40);

}  // namespace fs
