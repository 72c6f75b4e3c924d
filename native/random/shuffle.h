// Shuffling in place and drawing without replacement.
#pragma once

#include "core/array.h"
#include "random/bit_generators.h"

namespace fs {

/// Shuffles along `axis` (Fisher and Yates, from the end). `each`: every line along the axis on its own, as
/// Generator.permuted does; otherwise the slices across the axis change places.
template <class G>
void shuffle(G& g, const Array& a, int axis, bool each);

/// `count` distinct int64 out of [0, population) (Generator.choice without weights): Floyd's method (Bentley
/// and Floyd 1987) for few, the tail of a shuffled range for many; in random order only with `mixed`.
Array distinct_integers(Pcg64& g, int64_t population, int64_t count, bool mixed);

}  // namespace fs
