// Seeding of the bit generators and the recurrence of the Mersenne Twister.
#include "random/bit_generators.h"

#include <algorithm>

namespace fs {
namespace {

constexpr int kShift = 397;

uint32_t twist(uint32_t high, uint32_t low) {
  const uint32_t y = (high & 0x80000000u) | (low & 0x7fffffffu);
  return (y >> 1) ^ (-(y & 1) & 0x9908b0dfu);
}

}  // namespace

void Mt19937::refill() {
  int i = 0;
  for (; i < kWords - kShift; i++) key[i] = key[i + kShift] ^ twist(key[i], key[i + 1]);
  for (; i < kWords - 1; i++) key[i] = key[i + kShift - kWords] ^ twist(key[i], key[i + 1]);
  key[kWords - 1] = key[kShift - 1] ^ twist(key[kWords - 1], key[0]);
  pos = 0;
}

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
  state_low = state_high = 0;
  increment_high = words[2] << 1 | words[3] >> 63;
  increment_low = words[3] << 1 | 1;
  has_half = half = 0;
  step();
  const Wide state = (Wide{state_high} << 64 | state_low) + (Wide{words[0]} << 64 | words[1]);
  state_low = static_cast<uint64_t>(state);
  state_high = static_cast<uint64_t>(state >> 64);
  step();
}

}  // namespace fs
