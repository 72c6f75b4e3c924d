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

template <class T>
int64_t gather(std::byte* out, const std::byte* in, int64_t stride, int64_t extent, const int64_t* position,
               int64_t n) {
  auto* to = reinterpret_cast<T*>(out);
  constexpr int64_t block = 512;  // positions are checked ahead of their use
  constexpr int64_t ahead = 32;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t end = n - start < block ? n : start + block;
    bool outside = false;
    for (int64_t i = start; i < end; i++) outside |= (position[i] < -extent) | (position[i] >= extent);
    if (outside) {
      for (int64_t i = start; i < end; i++) {
        if (position[i] < -extent || position[i] >= extent) return i;
      }
    }
    for (int64_t i = start; i < end; i++) {
      if (i + ahead < n) {  // not checked yet, so no pointer to be formed from
        const uint64_t offset = static_cast<uint64_t>(position[i + ahead]) * static_cast<uint64_t>(stride);
        __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<uintptr_t>(in) + offset));
      }
      int64_t at = position[i] + ((position[i] >> 63) & extent);
      asm("" : "+r"(at));  // keeps the compiler from gather instructions, which are slower than single loads
      to[i] = *reinterpret_cast<const T*>(in + at * stride);
    }
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

template <class T>
constexpr MoveKernels kernels_for() {
  return {select<T>, gather<T>, repeat<T>};
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
