// One uniform integer in a range, by rejection: masked (RandomState, shuffling) and by multiplication
// (Generator).
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "random/stream.h"

namespace fs::inline FS_ISA {

/// The smallest 2^k - 1 that is at least `range`.
inline uint64_t covering_mask(uint64_t range) {
  return range == 0 ? 0 : ~uint64_t{0} >> std::countl_zero(range);
}

/// An integer in [0, greatest], by masking and rejection (NumPy's random_interval).
template <class G>
uint64_t interval(G& g, uint64_t greatest) {
  if (greatest == 0) return 0;
  const uint64_t mask = covering_mask(greatest);
  uint64_t value;
  if (greatest <= 0xffffffffu) {
    do value = g.next32() & mask;
    while (value > greatest);
  } else {
    do value = g.next64() & mask;
    while (value > greatest);
  }
  return value;
}

/// Draws words of type U; several short words come out of one 32-bit word, lowest bits first.
template <class G, class U>
struct WordSource {
  static constexpr int kPerWord = sizeof(U) >= 4 ? 1 : 4 / sizeof(U);
  G& g;
  uint32_t buffer = 0;
  int left = 0;

  U next() {
    if constexpr (sizeof(U) == 8) {
      return g.next64();
    } else if constexpr (sizeof(U) == 4) {
      return g.next32();
    } else {
      if (left == 0) {
        buffer = g.next32();
        left = kPerWord - 1;
      } else {
        buffer >>= 8 * sizeof(U);
        left--;
      }
      return static_cast<U>(buffer);
    }
  }
};

/// An integer in [0, range] with `range` below the greatest U, by a product's high half (Lemire 2019, arXiv
/// 1805.10941).
template <class G, class U>
U by_product(WordSource<G, U>& source, U range) {
  __extension__ using Wide = std::conditional_t<sizeof(U) == 8, unsigned __int128,
                                                std::conditional_t<sizeof(U) == 4, uint64_t, uint32_t>>;
  const U count = static_cast<U>(range + 1);
  Wide product = static_cast<Wide>(static_cast<Wide>(source.next()) * count);
  U low = static_cast<U>(product);
  if (low < count) {
    const U threshold = static_cast<U>(static_cast<U>(~range) % count);
    while (low < threshold) {
      product = static_cast<Wide>(static_cast<Wide>(source.next()) * count);
      low = static_cast<U>(product);
    }
  }
  return static_cast<U>(product >> (8 * sizeof(U)));
}

/// An integer in [0, range], by masking and rejection.
template <class G, class U>
U by_mask(WordSource<G, U>& source, U range, U mask) {
  U value;
  do value = source.next() & mask;
  while (value > range);
  return value;
}

/// An integer in [0, range]: the 32-bit method where it suffices.
template <class G>
uint64_t bounded(G& g, uint64_t range) {
  if (range == 0) return 0;
  if (range == 0xffffffffu) return g.next32();
  if (range < 0xffffffffu) {
    WordSource<G, uint32_t> source{g};
    return by_product(source, static_cast<uint32_t>(range));
  }
  if (range == ~uint64_t{0}) return g.next64();
  WordSource<G, uint64_t> source{g};
  return by_product(source, range);
}

}  // namespace fs::inline FS_ISA
