// The recurrence of the Mersenne Twister; compiled per instruction set.
#include "random/mersenne.h"

#include "core/isa.h"

namespace fs::inline FS_ISA {
namespace {

constexpr int kWords = Mt19937::kWords;
constexpr int kShift = 397;

[[gnu::always_inline]] inline uint32_t twist(uint32_t high, uint32_t low) {
  const uint32_t y = (high & 0x80000000u) | (low & 0x7fffffffu);
  return (y >> 1) ^ (-(y & 1) & 0x9908b0dfu);
}

void refill(uint32_t* key) {
  int i = 0;
  for (; i < kWords - kShift; i++) key[i] = key[i + kShift] ^ twist(key[i], key[i + 1]);
    // Words are made of those 227 before them: several at once do not meet.
#pragma GCC ivdep
  for (i = kWords - kShift; i < kWords - 1; i++)
    key[i] = key[i + kShift - kWords] ^ twist(key[i], key[i + 1]);
  key[kWords - 1] = key[kShift - 1] ^ twist(key[kWords - 1], key[0]);
}

void temper(const uint32_t* __restrict key, uint32_t* __restrict words, int first) {
  for (int i = first; i < kWords; i++) {
    uint32_t y = key[i];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    words[i] = y ^ (y >> 18);
  }
}

}  // namespace

MersenneKernels select_mersenne() { return {refill, temper}; }

}  // namespace fs::inline FS_ISA
