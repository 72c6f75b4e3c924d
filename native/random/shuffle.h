// Shuffling in place and drawing without replacement.
#pragma once

#include "core/array.h"
#include "random/bit_generators.h"

namespace fs {

/// Shuffles along `axis` (Fisher and Yates, from the end). `each`: every line along the axis on its own, as
/// Generator.permuted does; otherwise the slices across the axis change places.
template <class G>
void shuffle(G& g, const Array& a, int axis, bool each);

/// `count` distinct int64 out of [0, population). Of an MT19937 (`choice` of RandomState): the first of a
/// shuffled range. Of a PCG64 (Generator.choice): Floyd's method (Bentley and Floyd 1987) for few, the tail
/// of a shuffled range for many; in random order only with `mixed`.
template <class G>
Array distinct_integers(G& g, int64_t population, int64_t count, bool mixed);

/// int64 positions of `shape` drawn by weight with replacement: where uniforms fall among the running sums of
/// `p`, a contiguous float64 vector that is not empty.
template <class G>
Array weighted(G& g, const Array& p, const Dims& shape);

/// `count` distinct positions drawn by weight: as `weighted`, again and again without those that were found.
/// `p` has at least `count` positive elements.
template <class G>
Array distinct_weighted(G& g, const Array& p, int64_t count);

}  // namespace fs
