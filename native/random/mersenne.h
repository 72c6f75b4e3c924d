// The recurrence of the Mersenne Twister, in a variant per instruction set.
#pragma once

#include <cstdint>

#include "random/bit_generators.h"

namespace fs {

struct MersenneKernels {
  /// The next 624 words of the state, in place.
  void (*refill)(uint32_t* key);
  /// Output words of the state from `first` on: words[i] from key[i].
  void (*temper)(const uint32_t* key, uint32_t* words, int first);
};

/// For this CPU.
const MersenneKernels& mersenne();

}  // namespace fs
