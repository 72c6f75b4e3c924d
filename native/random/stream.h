// Generators as kernels draw from them: laid out so that what changes with every word stays in registers, and
// put back when the kernel is done.
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>

#include "core/isa.h"
#include "random/mersenne.h"
#include "random/pcg.h"

namespace fs::inline FS_ISA {

/// 53 bits as a float in [0, 1).
inline double unit_of(uint64_t bits) {
  return static_cast<double>(static_cast<int64_t>(bits)) * (1.0 / 9007199254740992.0);
}

/// The highest 24 bits of half a word as a float in [0, 1).
inline float float_unit_of(uint32_t half) {
  return static_cast<float>(static_cast<int32_t>(half >> 8)) * (1.0f / 16777216.0f);
}

/// Draws from an Mt19937. Words are made 624 at a time; the memory for them is the caller's, so that nothing
/// but scalars is in this object.
class MersenneStream {
 public:
  int32_t has_gauss;
  double gauss;

  MersenneStream(Mt19937& owner, uint32_t* words)
      : has_gauss(owner.has_gauss), gauss(owner.gauss), key_(owner.key), words_(words) {
    next_ = words + owner.pos;
    end_ = words + Mt19937::kWords;
    mersenne().temper(owner.key, words, owner.pos);
  }

  /// Writes the position come to into the generator.
  void leave(Mt19937& owner) const {
    owner.pos = static_cast<int32_t>(next_ - words_);
    owner.has_gauss = has_gauss;
    owner.gauss = gauss;
  }

  uint32_t next32() {
    if (next_ == end_) begin_block();
    return *next_++;
  }
  uint64_t next64() {
    const uint64_t high = next32();
    return high << 32 | next32();
  }
  /// Calls f(i, word) for n words.
  template <class F>
  [[gnu::always_inline]] void halves(int64_t n, F&& f) {
    for (int64_t made = 0; made < n;) {
      if (next_ == end_) begin_block();
      const uint32_t* words = next_;
      const int64_t count = std::min(n - made, end_ - words);
      for (int64_t i = 0; i < count; i++) f(made + i, words[i]);
      next_ = words + count;
      made += count;
    }
  }
  /// Calls f(i, word) for n words of 64 bits.
  template <class F>
  [[gnu::always_inline]] void words(int64_t n, F&& f) {
    for (int64_t made = 0; made < n;) {
      const uint32_t* words = next_;
      const int64_t count = std::min(n - made, (end_ - words) / 2);
      for (int64_t i = 0; i < count; i++) f(made + i, uint64_t{words[2 * i]} << 32 | words[2 * i + 1]);
      next_ = words + 2 * count;
      made += count;
      if (made < n) f(made++, next64());
    }
  }
  /// Calls f with floats in [0, 1) until it returns true. The inner loop calls nothing else: what is live
  /// across a call is kept in memory.
  template <class F>
  [[gnu::always_inline]] void until(F&& f) {
    for (;;) {
      while (end_ - next_ >= 2) {
        const uint64_t word = uint64_t{next_[0]} << 32 | next_[1];
        next_ += 2;
        if (f(unit(word))) return;
      }
      if (f(next_double())) return;
    }
  }
  /// A word as a float in [0, 1): the highest bits of its halves.
  static double unit(uint64_t word) { return unit_of(word >> 37 << 26 | (word >> 6 & 0x3ffffff)); }
  [[gnu::always_inline]] double next_double() { return unit(next64()); }
  float next_float() { return float_unit_of(next32()); }

 private:
  uint32_t* key_;
  uint32_t* words_;
  const uint32_t* next_;
  const uint32_t* end_;

  [[gnu::always_inline]] void begin_block() {
    refill(key_, words_);
    next_ = words_;
  }
  [[gnu::noinline, gnu::cold]] static void refill(uint32_t* key, uint32_t* words) {
    mersenne().refill(key);
    mersenne().temper(key, words, 0);
  }
};

/// Words of a Pcg64 made ahead of their use. Their number begins small, for those who want few, and doubles.
struct PcgBlock {
  static constexpr int64_t kLeast = 8, kMost = 512;

  const Pcg64::Wide increment;
  Pcg64::Wide before, after;  ///< states before the first word in the block and at the last
  int64_t count = kLeast / 2;
  alignas(64) uint64_t words[kMost];

  explicit PcgBlock(const Pcg64& g)
      : increment(Pcg64::Wide{g.increment_high} << 64 | g.increment_low),
        before(Pcg64::Wide{g.state_high} << 64 | g.state_low),
        after(before) {}
};

/// Draws from a Pcg64. Halves of 64-bit words are kept for the next call of next32. The memory for words is
/// the caller's, so that nothing but scalars is in this object.
class PcgStream {
 public:
  PcgStream(const Pcg64& owner, PcgBlock& block)
      : block_(&block), next_(block.words), end_(block.words), has_half_(owner.has_half), half_(owner.half) {}

  /// Writes the state come to into the generator.
  void leave(Pcg64& owner) const {
    const Wide state =
        next_ == end_ ? block_->after : stepped(block_->before, block_->increment, next_ - block_->words);
    owner.state_low = static_cast<uint64_t>(state);
    owner.state_high = static_cast<uint64_t>(state >> 64);
    owner.has_half = has_half_;
    owner.half = half_;
  }

  [[gnu::always_inline]] uint64_t next64() {
    if (next_ == end_) begin_block(1);
    return *next_++;
  }
  /// Calls f(i, word) for n words.
  template <class F>
  [[gnu::always_inline]] void words(int64_t n, F&& f) {
    for (int64_t made = 0; made < n;) {
      if (next_ == end_) begin_block(n - made);
      const uint64_t* words = next_;
      const int64_t count = std::min(n - made, end_ - words);
      for (int64_t i = 0; i < count; i++) f(made + i, words[i]);
      next_ = words + count;
      made += count;
    }
  }
  /// Whether next32 has half a word left.
  bool has_half() const { return has_half_ != 0; }
  uint32_t next32() {
    if (has_half_ != 0) {
      has_half_ = 0;
      return half_;
    }
    const uint64_t word = next64();
    has_half_ = 1;
    half_ = static_cast<uint32_t>(word >> 32);
    return static_cast<uint32_t>(word);
  }
  /// Calls f(i, half) for n halves of words, in the order in which next32 gives them.
  template <class F>
  [[gnu::always_inline]] void halves(int64_t n, F&& f) {
    int64_t made = 0;
    if (n > 0 && has_half()) f(made++, next32());
    const int64_t pairs = (n - made) / 2;
    words(
        pairs, [&](int64_t i, uint64_t word) __attribute__((always_inline)) {
          f(made + 2 * i, static_cast<uint32_t>(word));
          f(made + 2 * i + 1, static_cast<uint32_t>(word >> 32));
        });
    made += 2 * pairs;
    if (made < n) f(made, next32());
  }
  /// Calls f with floats in [0, 1) until it returns true. The inner loop calls nothing else: what is live
  /// across a call is kept in memory.
  template <class F>
  [[gnu::always_inline]] void until(F&& f) {
    for (;;) {
      while (next_ != end_) {
        if (f(unit(*next_++))) return;
      }
      if (f(next_double())) return;
    }
  }
  /// The highest bits of a word as a float in [0, 1).
  static double unit(uint64_t word) { return unit_of(word >> 11); }
  [[gnu::always_inline]] double next_double() { return unit(next64()); }
  float next_float() { return float_unit_of(next32()); }

 private:
  using Wide = Pcg64::Wide;

  PcgBlock* block_;
  const uint64_t* next_;
  const uint64_t* end_;
  uint32_t has_half_, half_;

  [[gnu::always_inline]] void begin_block(int64_t wanted) {
    refill(*block_, wanted);
    next_ = block_->words;
    end_ = next_ + block_->count;
  }
  [[gnu::noinline, gnu::cold]] static void refill(PcgBlock& block, int64_t wanted) {
    do block.count = std::min(2 * block.count, PcgBlock::kMost);
    while (block.count < std::min(wanted, PcgBlock::kMost));
    block.before = block.after;
    pcg().words(block.after, block.increment, block.count, block.words);
  }
};

/// f(stream) for what is called seldom and not to be inlined: a stream whose address goes to a function would
/// be kept in memory everywhere else too, and every draw would wait for the store of the one before.
template <class G, class F>
[[gnu::always_inline]] inline auto apart(G& stream, F&& f) {
  G copy = stream;
  const auto result = f(copy);
  stream = copy;
  return result;
}

/// A stream that goes back into its generator at the end of the scope.
template <class Stream, class G>
struct Borrowed {
  Stream stream;
  G& owner;
  ~Borrowed() { stream.leave(owner); }
};

/// Calls f with a stream of the generator, which has moved when this returns or throws.
template <class F>
[[gnu::always_inline]] inline decltype(auto) drawing(Mt19937& g, F&& f) {
  uint32_t words[Mt19937::kWords];
  Borrowed<MersenneStream, Mt19937> borrowed{{g, words}, g};
  return f(borrowed.stream);
}
template <class F>
[[gnu::always_inline]] inline decltype(auto) drawing(Pcg64& g, F&& f) {
  PcgBlock block(g);
  Borrowed<PcgStream, Pcg64> borrowed{{g, block}, g};
  return f(borrowed.stream);
}

/// Whether a generator or stream is of the older family, whose distributions have algorithms of their own.
template <class G>
inline constexpr bool kIsLegacy = std::is_same_v<G, Mt19937> || std::is_same_v<G, MersenneStream>;

}  // namespace fs::inline FS_ISA
