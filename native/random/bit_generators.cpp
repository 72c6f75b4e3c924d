// Seeding of the bit generators.
#include "random/bit_generators.h"

#include <algorithm>

#include "random/pcg.h"

namespace fs {
void Mt19937::seed(uint32_t word) {
  for (int i = 0; i < kWords; i++) {
    key[i] = word;
    word = 1812433253u * (word ^ (word >> 30)) + static_cast<uint32_t>(i) + 1;
  }
  pos = kWords;
  has_gauss = 0;
  gauss = 0;
}

void Mt19937::seed(std::span<const uint32_t> words) {
  seed(19650218u);
  const auto length = static_cast<int>(words.size());
  int i = 1, j = 0;
  const auto advance = [&] {
    if (++i < kWords) return;
    key[0] = key[kWords - 1];
    i = 1;
  };
  for (int k = std::max(kWords, length); k > 0; k--) {
    key[i] = (key[i] ^ ((key[i - 1] ^ (key[i - 1] >> 30)) * 1664525u)) + words[j] + static_cast<uint32_t>(j);
    if (++j == length) j = 0;
    advance();
  }
  for (int k = kWords - 1; k > 0; k--) {
    key[i] = (key[i] ^ ((key[i - 1] ^ (key[i - 1] >> 30)) * 1566083941u)) - static_cast<uint32_t>(i);
    advance();
  }
  key[0] = 0x80000000u;
}

void Pcg64::seed(std::span<const uint64_t, 4> words) {
  const Wide increment = (Wide{words[2]} << 64 | words[3]) << 1 | 1;
  // The state after a step from 0, the words added, and another step.
  const Wide state = (increment + (Wide{words[0]} << 64 | words[1])) * kMultiplier + increment;
  state_low = static_cast<uint64_t>(state);
  state_high = static_cast<uint64_t>(state >> 64);
  increment_low = static_cast<uint64_t>(increment);
  increment_high = static_cast<uint64_t>(increment >> 64);
  has_half = half = 0;
}

Pcg64::Wide stepped(Pcg64::Wide state, Pcg64::Wide increment, uint64_t steps) {
  Pcg64::Wide multiplier = Pcg64::kMultiplier;
  for (; steps > 0; steps >>= 1) {
    if ((steps & 1) != 0) state = state * multiplier + increment;
    increment *= multiplier + 1;
    multiplier *= multiplier;
  }
  return state;
}

}  // namespace fs
