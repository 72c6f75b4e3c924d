// Fills of uniform integers; compiled per instruction set.
#include "random/integers_kernels.h"

#include "random/bounded.h"

namespace fs::inline FS_ISA {
namespace {

/// Words to integers in [0, range], by products; `accepts` whether a word's integer is to be taken.
template <class U>
struct ByProduct {
  __extension__ using Wide = std::conditional_t<sizeof(U) == 8, unsigned __int128,
                                                std::conditional_t<sizeof(U) == 4, uint64_t, uint32_t>>;
  U count, threshold;
  explicit ByProduct(U range)
      : count(static_cast<U>(range + 1)), threshold(static_cast<U>(static_cast<U>(~range) % count)) {}
  Wide product(U word) const { return static_cast<Wide>(static_cast<Wide>(word) * count); }
  U value(U word) const { return static_cast<U>(product(word) >> (8 * sizeof(U))); }
  bool accepts(U word) const { return static_cast<U>(product(word)) >= threshold; }
};

/// Words to integers in [0, range], by masking.
template <class U>
struct ByMask {
  U range, mask;
  explicit ByMask(U greatest) : range(greatest), mask(static_cast<U>(covering_mask(greatest))) {}
  U value(U word) const { return word & mask; }
  bool accepts(U word) const { return value(word) <= range; }
};

/// All words there are.
template <class U>
struct Whole {
  U value(U word) const { return word; }
  bool accepts(U) const { return true; }
};

/// Fills with low + what the rule makes of words of type U. What is not accepted is written over by the next:
/// branches that random words decide would be mispredicted.
template <class U, class G, class Rule, class R>
[[gnu::noinline]] void fill_by(G& stream, const Rule rule, const R low, const int64_t n, R* const out) {
  G g = stream;
  int64_t i = 0;
  const auto put = [&](U word) __attribute__((always_inline)) {
    out[i] = static_cast<R>(low + rule.value(word));
    i += rule.accepts(word) ? 1 : 0;
  };
  // As many words as there would be if all were accepted, and then for what is missing.
  if constexpr (sizeof(U) == 8) {
    while (i < n)
      g.words(
          n - i, [&](int64_t, uint64_t word) __attribute__((always_inline)) { put(word); });
  } else {
    constexpr int64_t kPerWord = 4 / sizeof(U);
    while (i + kPerWord <= n) {
      g.halves((n - i) / kPerWord, [&](int64_t, uint32_t word) __attribute__((always_inline)) {
        for (int64_t k = 0; k < kPerWord; k++) put(static_cast<U>(word >> (8 * sizeof(U) * k)));
      });
    }
    WordSource<G, U> source{g};
    while (i < n) put(source.next());
  }
  stream = g;
}

/// One range for all elements.
template <class G, class U>
void fill(G& g, U low, U range, int64_t n, U* out) {
  const auto by_rule = [&]<class W>(W narrow) {
    if (narrow == static_cast<W>(~W{0}))
      fill_by<W>(g, Whole<W>{}, low, n, out);
    else if constexpr (kIsLegacy<G>)
      fill_by<W>(g, ByMask<W>(narrow), low, n, out);
    else
      fill_by<W>(g, ByProduct<W>(narrow), low, n, out);
  };
  if (range == 0) {
    for (int64_t i = 0; i < n; i++) out[i] = low;
    return;
  }
  // 64-bit results whose range fits in 32 bits take 32-bit words.
  if constexpr (sizeof(U) == 8) {
    if (range <= 0xffffffffu) return by_rule(static_cast<uint32_t>(range));
  }
  by_rule(range);
}

/// A range for each element.
template <class G, class U>
void fill_each(G& g, const uint64_t* low, const uint64_t* high, int64_t n, U* out) {
  WordSource<G, U> source{g};
  for (int64_t i = 0; i < n; i++) {
    const auto first = static_cast<U>(low[i]);
    const auto range = static_cast<U>(high[i] - low[i]);
    if constexpr (sizeof(U) == 8) {
      out[i] = first + (kIsLegacy<G> ? interval(g, range) : bounded(g, range));
    } else if (range == 0) {
      out[i] = first;
    } else if (range == static_cast<U>(~U{0})) {
      out[i] = static_cast<U>(first + source.next());
    } else if constexpr (kIsLegacy<G>) {
      out[i] = static_cast<U>(first + by_mask(source, range, static_cast<U>(covering_mask(range))));
    } else {
      out[i] = static_cast<U>(first + by_product(source, range));
    }
  }
}

/// Truth values: single bits, lowest first; no bit where low equals high.
template <class G>
void fill_bits(G& g, const uint64_t* low, const uint64_t* high, int64_t step, int64_t n, uint8_t* out) {
  uint32_t buffer = 0;
  int left = 0;
  for (int64_t i = 0; i < n; i++) {
    if (low[i * step] == high[i * step]) {
      out[i] = static_cast<uint8_t>(low[i * step]);
      continue;
    }
    if (left == 0) {
      buffer = g.next32();
      left = 31;
    } else {
      buffer >>= 1;
      left--;
    }
    out[i] = buffer & 1;
  }
}

template <class G>
void fill_dtype(G& g, Dtype dtype, int64_t n, std::byte* out, const Bounds& bounds) {
  drawing(g, [&](auto& stream) {
    const auto go = [&](auto zero) {
      using U = decltype(zero);
      auto* integers = reinterpret_cast<U*>(out);
      if (bounds.single)
        fill(stream, static_cast<U>(*bounds.low), static_cast<U>(*bounds.high - *bounds.low), n, integers);
      else
        fill_each(stream, bounds.low, bounds.high, n, integers);
    };
    if (dtype == Dtype::kBool)
      fill_bits(stream, bounds.low, bounds.high, bounds.single ? 0 : 1, n, reinterpret_cast<uint8_t*>(out));
    else if (itemsize(dtype) == 1)
      go(uint8_t{});
    else if (itemsize(dtype) == 2)
      go(uint16_t{});
    else if (itemsize(dtype) == 4)
      go(uint32_t{});
    else
      go(uint64_t{});
  });
}

}  // namespace

IntegerKernels select_integers() { return {fill_dtype<Mt19937>, fill_dtype<Pcg64>}; }

}  // namespace fs::inline FS_ISA
