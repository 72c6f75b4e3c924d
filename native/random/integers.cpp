// Arrays of uniform integers.
#include "random/integers.h"

#include "random/bounded.h"

namespace fs {
namespace {

/// One range for all elements.
template <class G, class U>
void fill(G& g, U low, U range, int64_t n, U* out) {
  if (range == 0) {
    for (int64_t i = 0; i < n; i++) out[i] = low;
    return;
  }
  // 64-bit results whose range fits in 32 bits take 32-bit words.
  if constexpr (sizeof(U) == 8) {
    if (range <= 0xffffffffu) {
      WordSource<G, uint32_t> source{g};
      const auto narrow = static_cast<uint32_t>(range);
      if (narrow == 0xffffffffu) {
        for (int64_t i = 0; i < n; i++) out[i] = low + source.next();
      } else if constexpr (kIsLegacy<G>) {
        const auto mask = static_cast<uint32_t>(covering_mask(narrow));
        for (int64_t i = 0; i < n; i++) out[i] = low + by_mask(source, narrow, mask);
      } else {
        for (int64_t i = 0; i < n; i++) out[i] = low + by_product(source, narrow);
      }
      return;
    }
  }
  WordSource<G, U> source{g};
  if (range == static_cast<U>(~U{0})) {
    for (int64_t i = 0; i < n; i++) out[i] = static_cast<U>(low + source.next());
  } else if constexpr (kIsLegacy<G>) {
    const auto mask = static_cast<U>(covering_mask(range));
    for (int64_t i = 0; i < n; i++) out[i] = static_cast<U>(low + by_mask(source, range, mask));
  } else {
    for (int64_t i = 0; i < n; i++) out[i] = static_cast<U>(low + by_product(source, range));
  }
}

/// A range for each element.
template <class G, class U>
void fill_each(G& g, const uint64_t* low, const uint64_t* high, int64_t n, U* out) {
  WordSource<G, U> source{g};
  for (int64_t i = 0; i < n; i++) {
    const auto first = static_cast<U>(low[i]);
    const auto range = static_cast<U>(high[i] - low[i]);
    if constexpr (sizeof(U) == 8) {
      fill(g, first, range, 1, out + i);
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

}  // namespace

template <class G>
Array integers(G& g, Dtype dtype, const Dims& shape, const Array& low, const Array& high) {
  Array result = empty(dtype, shape);
  const int64_t n = result.size();
  if (n == 0) return result;
  const bool single = low.ndim() == 0 && high.ndim() == 0;
  const Array lows = single ? low : as_contiguous(broadcast_to(low, shape), Dtype::kUint64);
  const Array highs = single ? high : as_contiguous(broadcast_to(high, shape), Dtype::kUint64);
  const auto* from = lows.as<uint64_t>();
  const auto* to = highs.as<uint64_t>();
  drawing(g, [&](auto& stream) {
    const auto go = [&](auto zero) {
      using U = decltype(zero);
      if (single)
        fill(stream, static_cast<U>(*from), static_cast<U>(*to - *from), n, result.as<U>());
      else
        fill_each(stream, from, to, n, result.as<U>());
    };
    if (dtype == Dtype::kBool)
      fill_bits(stream, from, to, single ? 0 : 1, n, result.as<uint8_t>());
    else if (result.item() == 1)
      go(uint8_t{});
    else if (result.item() == 2)
      go(uint16_t{});
    else if (result.item() == 4)
      go(uint32_t{});
    else
      go(uint64_t{});
  });
  return result;
}

template Array integers(Mt19937&, Dtype, const Dims&, const Array&, const Array&);
template Array integers(Pcg64&, Dtype, const Dims&, const Array&, const Array&);

}  // namespace fs
