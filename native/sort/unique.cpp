// Distinct elements by hashing. The order of the result is that of libstdc++'s unordered_set with the hash
// NumPy uses (FNV-1a over the bytes of an element), so that it agrees with NumPy's own wheels. Elements can
// be made to collide in that table, which then takes quadratic time; so it is only laid out here, from
// elements known to differ: those are found by another table, of a hash that nobody can foresee.
#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <unordered_set>

#include "core/error.h"
#include "sort/sort.h"

namespace fs {
namespace {

constexpr int64_t kInitialBuckets = 1024;

/// The bytes of an element, equal exactly for elements that are.
template <class T>
using Words = std::array<uint64_t, (sizeof(T) + 7) / 8>;
template <class T>
Words<T> words_of(const T& value) {
  Words<T> words{};
  std::memcpy(words.data(), &value, sizeof(T));
  return words;
}

template <class T>
size_t fnv1a(const T& value) {
  unsigned char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  uint64_t hash = 14695981039346656037u;
  for (const unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211u;
  return hash;
}

template <class T>
bool has_nan(const T& value) {
  return value.re != value.re || value.im != value.im;
}

/// A set of elements that remembers their numbers: open addressing, with a hash of this process's own.
template <class T>
class SeenTable {
 public:
  /// True when no equal element has been added; then it is, as the next one.
  bool add(const T& value) {
    if (2 * (added_.size() + 1) > slots_.size()) grow();
    const Words<T> words = words_of(value);
    for (size_t at = slot_of(words);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == 0) {
        added_.push_back(words);
        slots_[at] = static_cast<uint32_t>(added_.size());
        return true;
      }
      if (added_[slots_[at] - 1] == words) return false;
    }
  }

 private:
  size_t slot_of(const Words<T>& words) const {
    static const uint64_t secret = [] {
      std::random_device device;
      return uint64_t{device()} << 32 | device();
    }();
    uint64_t hash = secret;
    for (const uint64_t word : words) {
      // The halves of a product of 128 bits: each bit of the result depends on all of both factors.
      const auto product = static_cast<unsigned __int128>(word ^ hash) * (secret | 1);
      hash = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
      hash ^= hash >> 32;
      hash *= 0x9e3779b97f4a7c15u;
    }
    return (hash >> 32) & (slots_.size() - 1);
  }
  void grow() {
    slots_.assign(std::max<size_t>(2 * slots_.size(), 64), 0);
    for (size_t i = 0; i < added_.size(); i++) {
      size_t at = slot_of(added_[i]);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = static_cast<uint32_t>(i + 1);
    }
  }

  std::vector<uint32_t> slots_;  // number of an element, counted from one
  std::vector<Words<T>> added_;
};

/// The order in which libstdc++'s unordered_set lists different elements added one after another: one list of
/// all nodes, in which those of a bucket are neighbours; the first one of a bucket goes to its head.
class ListingOrder {
 public:
  explicit ListingOrder(size_t buckets) : sizes_(buckets) { before_.assign(sizes_.bucket_count(), kNone); }

  void add(size_t hash) {
    hashes_.push_back(hash);
    next_.push_back(kNone);
    const auto node = static_cast<int64_t>(hashes_.size()) - 1;
    if (hashes_.size() > before_.size()) grow();
    insert(node);
  }
  /// Calls `visit(i)` for the elements in order, i counting them as they were added.
  template <class Visit>
  void each(const Visit& visit) const {
    for (int64_t node = head_; node != kNone; node = next_[static_cast<size_t>(node)]) visit(node);
  }

 private:
  static constexpr int64_t kNone = -1;
  static constexpr int64_t kHead = -2;  // stands for the node before the first

  size_t bucket_of(int64_t node) const { return hashes_[static_cast<size_t>(node)] % before_.size(); }
  int64_t& after(int64_t node) { return node == kHead ? head_ : next_[static_cast<size_t>(node)]; }

  void insert(int64_t node) {
    int64_t& before = before_[bucket_of(node)];
    if (before != kNone) {
      after(node) = after(before);
      after(before) = node;
      return;
    }
    after(node) = head_;
    head_ = node;
    before = kHead;
    if (after(node) != kNone) before_[bucket_of(after(node))] = node;
  }
  /// Twice the buckets or a little more: the library's own choice of primes.
  void grow() {
    sizes_.rehash(2 * before_.size());
    before_.assign(sizes_.bucket_count(), kNone);
    int64_t node = head_;
    head_ = kNone;
    while (node != kNone) {
      const int64_t following = after(node);
      insert(node);
      node = following;
    }
  }

  std::unordered_set<char> sizes_;
  std::vector<size_t> hashes_;
  std::vector<int64_t> next_;
  std::vector<int64_t> before_;  // by bucket, the node before its first one
  int64_t head_ = kNone;
};

template <class T>
Array distinct(const Array& a, bool equal_nan) {
  const T* in = a.as<T>();
  const int64_t n = a.size();
  SeenTable<T> seen;
  ListingOrder order(static_cast<size_t>(std::min(n, kInitialBuckets)));
  std::vector<T> kept;
  bool seen_nan = false;
  for (int64_t i = 0; i < n; i++) {
    T value = in[i];
    bool is_new;
    size_t hash = 0;
    if constexpr (is_complex_v<T>) {
      // Adding zero turns a negative zero into a positive one.
      value.re += 0;
      value.im += 0;
      const bool nan = has_nan(value);
      is_new = nan ? !(equal_nan && seen_nan) : seen.add(value);
      seen_nan |= nan;
      if (is_new && !(nan && equal_nan)) hash = fnv1a(value);
    } else {
      is_new = seen.add(value);
      if (is_new) hash = fnv1a(value);
    }
    if (!is_new) continue;
    kept.push_back(in[i]);
    order.add(hash);
  }
  Array result = empty(a.dtype, {static_cast<int64_t>(kept.size())});
  T* out = result.as<T>();
  order.each([&](int64_t i) { *out++ = kept[static_cast<size_t>(i)]; });
  return result;
}

}  // namespace

Array hashed_unique(const Array& a, bool equal_nan) {
  const Array source = as_contiguous(a, a.dtype);
  return dispatch(a.dtype, [&](auto tag) -> Array {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, Bool>)
      return distinct<uint8_t>(source, equal_nan);
    else if constexpr (is_integer_v<T> || is_complex_v<T>)
      return distinct<T>(source, equal_nan);
    else
      throw TypeError("real numbers are sorted, not hashed");
  });
}

}  // namespace fs
