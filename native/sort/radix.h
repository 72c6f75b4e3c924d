// Sorting by digits: least significant first, so that equal keys keep their order. Elements become unsigned
// keys in the order that sorting wants, NaN last.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

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

/// Counts the digits of all keys; `counts` has room for every value of every digit.
template <class K, int DigitBits, class Item, class KeyFn>
void count_digits(const Item* items, int64_t n, uint32_t* counts, const KeyFn& key) {
  constexpr int kDigits = (static_cast<int>(8 * sizeof(K)) + DigitBits - 1) / DigitBits;
  constexpr uint32_t kRange = 1u << DigitBits;
  std::memset(counts, 0, sizeof(uint32_t) * kRange * kDigits);
  for (int64_t i = 0; i < n; i++) {
    const K k = key(items[i]);
    for (int digit = 0; digit < kDigits; digit++)
      counts[static_cast<uint32_t>(digit) * kRange + ((k >> (digit * DigitBits)) & (kRange - 1))]++;
  }
}

/// Moves items to where the digit at `shift` puts them, given how often each of its values occurs.
template <int DigitBits, class Item, class KeyFn>
void move_by_digit(const Item* from, Item* to, int64_t n, uint32_t* count, int shift, const KeyFn& key) {
  constexpr uint32_t kRange = 1u << DigitBits;
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
}

/// Insertion sort of items that are nearly sorted; gives up, false, when more has to be moved than a few
/// places per item. Equal keys keep their order either way.
template <class Item, class KeyFn>
bool settle(Item* items, int64_t n, const KeyFn& key) {
  int64_t moves = 4 * n;
  for (int64_t i = 1; i < n; i++) {
    const auto own = key(items[i]);
    if (!(own < key(items[i - 1]))) continue;
    const Item item = items[i];
    int64_t hole = i;
    for (; hole > 0 && own < key(items[hole - 1]); hole--) items[hole] = items[hole - 1];
    items[hole] = item;
    moves -= i - hole;
    if (moves < 0) return false;
  }
  return true;
}

/// Sorts `n` items by the digits of `key(item)`, using `scratch` of the same size. Returns where the sorted
/// items are: `items` or `scratch`. Digits that all items share sort nothing; and of long keys the leading
/// ones mostly tell all items apart but a few neighbours.
template <class K, int DigitBits, class Item, class KeyFn>
Item* radix_sort(Item* items, Item* scratch, int64_t n, uint32_t* counts, const KeyFn& key) {
  constexpr int kDigits = (static_cast<int>(8 * sizeof(K)) + DigitBits - 1) / DigitBits;
  constexpr int kLeading = 32 / DigitBits + (32 % DigitBits != 0);
  constexpr uint32_t kRange = 1u << DigitBits;
  count_digits<K, DigitBits>(items, n, counts, key);
  uint32_t used = 0;
  for (int digit = 0; digit < kDigits; digit++) {
    const auto value = static_cast<uint32_t>((key(items[0]) >> (digit * DigitBits)) & (kRange - 1));
    used |= static_cast<uint32_t>(counts[static_cast<uint32_t>(digit) * kRange + value] != n) << digit;
  }
  Item *from = items, *to = scratch;
  const auto move_from = [&](int lowest) {
    for (int digit = lowest; digit < kDigits; digit++) {
      if ((used >> digit & 1) == 0) continue;
      move_by_digit<DigitBits>(from, to, n, counts + static_cast<uint32_t>(digit) * kRange, digit * DigitBits,
                               key);
      std::swap(from, to);
    }
  };
  if constexpr (kDigits > kLeading) {
    int lowest = 0;
    while (std::popcount(used >> lowest) > kLeading) lowest++;
    if (lowest > 0) {
      move_from(lowest);
      if (settle(from, n, key)) return from;
      count_digits<K, DigitBits>(from, n, counts, key);
    }
  }
  move_from(0);
  return from;
}

}  // namespace fs
