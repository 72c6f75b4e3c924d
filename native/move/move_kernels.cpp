// The inner loops of the move family; compiled per instruction set.
#include "move/move_kernels.h"

#include <cstring>

#include "core/cast.h"
#include "move/element.h"

namespace fs::inline FS_ISA {
namespace {

/// All bits where a flag is set: choosing by mask costs the same for every pattern of flags, branching does
/// not.
template <class T>
T mask_of(uint8_t flag) {
  return static_cast<T>(-static_cast<T>(flag != 0));
}

template <class T>
void select_words(T* __restrict out, const uint8_t* flag, const T* a, const T* b, int64_t a_step,
                  int64_t b_step, int64_t n) {
  const auto choose = [](uint8_t f, T u, T v) -> T { return static_cast<T>(v ^ ((u ^ v) & mask_of<T>(f))); };
  if (a_step == 1 && b_step == 1) {
    for (int64_t i = 0; i < n; i++) out[i] = choose(flag[i], a[i], b[i]);
  } else if (a_step == 1) {
    const T v = *b;
    for (int64_t i = 0; i < n; i++) out[i] = choose(flag[i], a[i], v);
  } else if (b_step == 1) {
    const T u = *a;
    for (int64_t i = 0; i < n; i++) out[i] = choose(flag[i], u, b[i]);
  } else {
    const T u = *a, v = *b;
    for (int64_t i = 0; i < n; i++) out[i] = choose(flag[i], u, v);
  }
}

template <class T>
void select(std::byte* out, const uint8_t* flag, const std::byte* a, const std::byte* b, int64_t a_step,
            int64_t b_step, int64_t n) {
  if constexpr (sizeof(T) == 16) {
    auto* to = reinterpret_cast<uint64_t*>(out);
    const auto *x = reinterpret_cast<const uint64_t*>(a), *y = reinterpret_cast<const uint64_t*>(b);
    for (int64_t i = 0; i < n; i++, to += 2, x += 2 * a_step, y += 2 * b_step) {
      const uint64_t mask = mask_of<uint64_t>(flag[i]);
      to[0] = y[0] ^ ((x[0] ^ y[0]) & mask);
      to[1] = y[1] ^ ((x[1] ^ y[1]) & mask);
    }
  } else {
    select_words(reinterpret_cast<T*>(out), flag, reinterpret_cast<const T*>(a),
                 reinterpret_cast<const T*>(b), a_step, b_step, n);
  }
}

/// Whether all positions are within -extent..extent-1: outside of it one of the two differences is negative.
inline bool within(const int64_t* position, int64_t n, int64_t extent) {
  int64_t signs = 0;
  for (int64_t i = 0; i < n; i++) signs |= (position[i] + extent) | (extent - 1 - position[i]);
  return signs >= 0;
}

/// Gathers from tables of which more than this many bytes ask for their elements ahead of time, by so many
/// positions. They are asked into the second-level cache: more requests can be under way there than in the
/// first.
constexpr int64_t kCachedTable = int64_t{1} << 20;
constexpr int64_t kAhead = 128;

template <bool Prefetch, class T>
void gather_within(T* to, const std::byte* in, int64_t stride, int64_t extent, const int64_t* position,
                   int64_t n, int64_t known) {
  for (int64_t i = 0; i < n; i++) {
    if (Prefetch && i + kAhead < known) {  // not checked yet, so no pointer to be formed from
      const uint64_t offset = static_cast<uint64_t>(position[i + kAhead]) * static_cast<uint64_t>(stride);
      __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<uintptr_t>(in) + offset), 0, 2);
    }
    int64_t at = position[i] + ((position[i] >> 63) & extent);
    asm("" : "+r"(at));  // keeps the compiler from gather instructions, which are slower than single loads
    to[i] = *reinterpret_cast<const T*>(in + at * stride);
  }
}

template <class T>
int64_t gather(std::byte* out, const std::byte* in, int64_t stride, int64_t extent, const int64_t* position,
               int64_t n) {
  constexpr int64_t block = 512;  // positions are checked ahead of their use
  auto* to = reinterpret_cast<T*>(out);
  const bool far = extent * (stride < 0 ? -stride : stride) > kCachedTable;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t count = n - start < block ? n - start : block;
    if (!within(position + start, count, extent)) {
      int64_t i = start;
      while (within(position + i, 1, extent)) i++;
      return i;
    }
    if (far)
      gather_within<true>(to + start, in, stride, extent, position + start, count, n - start);
    else
      gather_within<false>(to + start, in, stride, extent, position + start, count, n - start);
  }
  return -1;
}

template <class T>
void repeat(std::byte* out, const std::byte* in, int64_t times, int64_t n) {
  const auto* from = reinterpret_cast<const T*>(in);
  auto* to = reinterpret_cast<T*>(out);
  // A few copies are written as one vector, whose surplus the next element overwrites.
  constexpr int64_t width = 64 / sizeof(T);
  int64_t i = 0;
  if (times > 0 && times <= width) {
    for (; i < n - width / times; i++, to += times) {
      T copies[width];
      for (int64_t k = 0; k < width; k++) copies[k] = from[i];
      std::memcpy(to, copies, sizeof copies);
    }
  }
  for (; i < n; i++) {
    const T value = from[i];
    for (int64_t k = 0; k < times; k++) *to++ = value;
  }
}

/// For each pattern of eight flags the places of those that are set; what follows them is of no account.
struct PlacesOfBits {
  uint8_t at[256][8];
  constexpr PlacesOfBits() : at{} {
    for (int pattern = 0; pattern < 256; pattern++) {
      int found = 0;
      for (int bit = 0; bit < 8; bit++) {
        if (pattern >> bit & 1) at[pattern][found++] = static_cast<uint8_t>(bit);
      }
    }
  }
};
constexpr PlacesOfBits kPlaces;

/// Which of eight flags are set, the first one as the lowest bit.
inline uint32_t pattern_of(const uint8_t* flag) {
  constexpr uint64_t kLow = 0x7f7f7f7f7f7f7f7fu;
  uint64_t word;
  std::memcpy(&word, flag, 8);
  const uint64_t set = (((word & kLow) + kLow) | word) & ~kLow;
  return static_cast<uint32_t>(((set >> 7) * 0x0102040810204080u) >> 56);
}

/// Calls `take(start, places, count)` for every eight flags of which some are set, `places` being those of
/// the set ones, and `take_one(i)` for the set ones at the end.
template <class Take, class TakeOne>
inline void each_set(const uint8_t* flag, int64_t n, const Take& take, const TakeOne& take_one) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const uint32_t pattern = pattern_of(flag + i);
    if (pattern != 0) take(i, kPlaces.at[pattern], __builtin_popcount(pattern));
  }
  for (; i < n; i++) {
    if (flag[i] != 0) take_one(i);
  }
}

template <class T>
int64_t compress(std::byte* out, const std::byte* in, const uint8_t* flag, int64_t n) {
  auto* to = reinterpret_cast<T*>(out);
  const auto* from = reinterpret_cast<const T*>(in);
  each_set(
      flag, n,
      [&](int64_t start, const uint8_t(&places)[8], int count) {
        for (int k = 0; k < 8; k++) to[k] = from[start + places[k]];
        to += count;
      },
      [&](int64_t i) { *to++ = from[i]; });
  return to - reinterpret_cast<T*>(out);
}

int64_t flag_positions(int64_t* out, const uint8_t* flag, int64_t n, int64_t first) {
  int64_t* to = out;
  each_set(
      flag, n,
      [&](int64_t start, const uint8_t(&places)[8], int count) {
        for (int k = 0; k < 8; k++) to[k] = first + start + places[k];
        to += count;
      },
      [&](int64_t i) { *to++ = first + i; });
  return to - out;
}

int64_t count_flags(const uint8_t* flag, int64_t n) {
  constexpr int64_t block = 64 * 255;  // a byte counts as far as that
  int64_t total = 0;
  int64_t i = 0;
  while (i + 64 <= n) {
    uint8_t counts[64] = {};
    const int64_t end = n - i < block ? i + (n - i) / 64 * 64 : i + block;
    for (; i < end; i += 64) {
      for (int k = 0; k < 64; k++) counts[k] = static_cast<uint8_t>(counts[k] + (flag[i + k] != 0));
    }
    for (int k = 0; k < 64; k++) total += counts[k];
  }
  for (; i < n; i++) total += flag[i] != 0;
  return total;
}

template <class T>
constexpr MoveKernels kernels_for() {
  return {select<T>, gather<T>, repeat<T>, compress<T>};
}

template <class T>
bool is_nan(T value) {
  if constexpr (is_complex_v<T>)
    return (value.re != value.re) | (value.im != value.im);
  else if constexpr (std::is_same_v<T, Half>)
    return (value.bits & 0x7fffu) > 0x7c00u;
  else
    return value != value;
}
template <class T>
bool any_nan(const std::byte* data, int64_t n) {
  const auto* in = reinterpret_cast<const T*>(data);
  constexpr int64_t block = 2048;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t end = n - start < block ? n : start + block;
    bool any = false;
    for (int64_t i = start; i < end; i++) any |= is_nan(in[i]);
    if (any) return true;
  }
  return false;
}
template <class T>
void replace_nan(std::byte* data, double by, int64_t n) {
  auto* in = reinterpret_cast<T*>(data);
  const T value = cast<T>(by);
  for (int64_t i = 0; i < n; i++) in[i] = is_nan(in[i]) ? value : in[i];
}

}  // namespace

const MoveKernels& select_move(size_t item) {
  static constexpr MoveKernels kBySize[] = {kernels_for<uint8_t>(), kernels_for<uint16_t>(),
                                            kernels_for<uint32_t>(), kernels_for<uint64_t>(),
                                            kernels_for<Pair64>()};
  return kBySize[item == 1 ? 0 : item == 2 ? 1 : item == 4 ? 2 : item == 8 ? 3 : 4];
}

const FlagKernels& select_flags() {
  static constexpr FlagKernels kKernels{count_flags, flag_positions, within};
  return kKernels;
}

const NanKernels* select_nan(int dtype) {
  return dispatch(static_cast<Dtype>(dtype), [](auto tag) -> const NanKernels* {
    using T = typename decltype(tag)::type;
    if constexpr (is_float_v<T> || is_complex_v<T>) {
      static constexpr NanKernels kKernels{any_nan<T>, replace_nan<T>};
      return &kKernels;
    } else {
      return nullptr;
    }
  });
}

}  // namespace fs::inline FS_ISA
