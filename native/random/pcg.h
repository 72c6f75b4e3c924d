// Words of a PCG64, in a variant per instruction set.
#pragma once

#include <cstdint>

#include "random/bit_generators.h"

namespace fs {

struct PcgKernels {
  /// Steps the state n times, a multiple of 8, and writes the word of each of the states come to.
  void (*words)(Pcg64::Wide& state, Pcg64::Wide increment, int64_t n, uint64_t* out);
};

/// For this CPU.
const PcgKernels& pcg();

/// A generator's state after so many steps (Brown 1994, Random number generation with arbitrary strides).
Pcg64::Wide stepped(Pcg64::Wide state, Pcg64::Wide increment, uint64_t steps);

}  // namespace fs
