// Sorting by digits: least significant first, so that equal keys keep their order. Elements become unsigned
// keys in the order that sorting wants, NaN last.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "core/dtype.h"

namespace fs {

/// The unsigned integer as wide as an element.
template <size_t Bytes>
using KeyOf = std::conditional_t<
    Bytes == 1, uint8_t,
    std::conditional_t<Bytes == 2, uint16_t, std::conditional_t<Bytes == 4, uint32_t, uint64_t>>>;

/// Whether elements of this type can be sorted by digits.
template <class T>
constexpr bool kHasKey = !is_complex_v<T>;

/// The key of an element. With `EqualZeros` zeros of both signs, and all NaN, have one key each, as they
/// compare; without it no two different elements do, and from_key gives them back.
template <class T, bool EqualZeros>
inline auto to_key(T value) {
  using K = KeyOf<sizeof(T)>;
  constexpr K kTop = static_cast<K>(K{1} << (8 * sizeof(T) - 1));
  K bits;
  std::memcpy(&bits, &value, sizeof(T));
  if constexpr (std::is_same_v<T, Half> || std::is_floating_point_v<T>) {
    // Above the pattern of infinity there are NaN only.
    constexpr K kInfinity = sizeof(T) == 2   ? static_cast<K>(0x7c00u)
                            : sizeof(T) == 4 ? static_cast<K>(0x7f800000u)
                                             : static_cast<K>(0x7ff0000000000000u);
    const K size = bits & static_cast<K>(~kTop);
    if constexpr (EqualZeros) {
      if (size > kInfinity) return static_cast<K>(~K{0});
      if (size == 0) bits = 0;
    } else if (size > kInfinity) {
      // A negative NaN is as far behind as a positive one; its sign goes where no positive NaN is told by.
      return static_cast<K>(bits | kTop);
    }
    return static_cast<K>(bits & kTop ? ~bits : bits | kTop);
  } else if constexpr (std::is_signed_v<T>) {
    return static_cast<K>(bits ^ kTop);
  } else {
    return bits;
  }
}

/// The element of a key made without EqualZeros; the sign of a NaN is lost.
template <class T, class K>
inline T from_key(K key) {
  constexpr K kTop = static_cast<K>(K{1} << (8 * sizeof(T) - 1));
  K bits = key;
  if constexpr (std::is_same_v<T, Half> || std::is_floating_point_v<T>)
    bits = static_cast<K>(key & kTop ? key ^ kTop : ~key);
  else if constexpr (std::is_signed_v<T>)
    bits = static_cast<K>(key ^ kTop);
  T value;
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

/// Sorts `n` items by the digits of `key(item)`, using `scratch` of the same size. Returns where the sorted
/// items are: `items` or `scratch`.
template <class K, int DigitBits, class Item, class KeyFn>
Item* radix_sort(Item* items, Item* scratch, int64_t n, uint32_t* counts, const KeyFn& key) {
  constexpr int kBits = static_cast<int>(8 * sizeof(K));
  constexpr int kDigits = (kBits + DigitBits - 1) / DigitBits;
  constexpr uint32_t kRange = 1u << DigitBits;
  std::memset(counts, 0, sizeof(uint32_t) * kRange * kDigits);
  for (int64_t i = 0; i < n; i++) {
    const K k = key(items[i]);
    for (int digit = 0; digit < kDigits; digit++)
      counts[static_cast<uint32_t>(digit) * kRange + ((k >> (digit * DigitBits)) & (kRange - 1))]++;
  }
  Item *from = items, *to = scratch;
  for (int digit = 0; digit < kDigits; digit++) {
    uint32_t* count = counts + static_cast<uint32_t>(digit) * kRange;
    const int shift = digit * DigitBits;
    // A digit that all items share sorts nothing.
    if (count[(key(from[0]) >> shift) & (kRange - 1)] == n) continue;
    uint32_t sum = 0;
    for (uint32_t value = 0; value < kRange; value++) {
      const uint32_t here = count[value];
      count[value] = sum;
      sum += here;
    }
    for (int64_t i = 0; i < n; i++) {
      const Item item = from[i];
      to[count[(key(item) >> shift) & (kRange - 1)]++] = item;
    }
    Item* swap = from;
    from = to;
    to = swap;
  }
  return from;
}

}  // namespace fs
