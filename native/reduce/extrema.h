// Greatest and least of contiguous floating-point numbers in vector registers, and their first positions.
#pragma once

#include "core/lanes.h"

namespace fs::inline FS_ISA {

/// The better of a candidate and what is best so far: the latter where they are equal or one is NaN.
template <bool kGreatest>
inline DoubleLanes better(DoubleLanes candidate, DoubleLanes best) {
  return kGreatest ? FS_INTRINSIC(max_pd)(candidate, best) : FS_INTRINSIC(min_pd)(candidate, best);
}
template <bool kGreatest>
inline FloatLanes better(FloatLanes candidate, FloatLanes best) {
  return kGreatest ? FS_INTRINSIC(max_ps)(candidate, best) : FS_INTRINSIC(min_ps)(candidate, best);
}

/// Remembers whether a NaN has been seen.
#ifdef FS_ISA_avx512
struct NanWatch {
  uint32_t seen = 0;
  void look(DoubleLanes a, DoubleLanes b) { seen |= _mm512_cmp_pd_mask(a, b, _CMP_UNORD_Q); }
  void look(FloatLanes a, FloatLanes b) { seen |= _mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q); }
  bool any() const { return seen != 0; }
};
#else
struct NanWatch {
  LongLanes seen{};
  void look(DoubleLanes a, DoubleLanes b) { seen |= (a != a) | (b != b); }
  void look(FloatLanes a, FloatLanes b) { seen |= reinterpret_cast<LongLanes>((a != a) | (b != b)); }
  bool any() const {
    int64_t all = 0;
    for (size_t i = 0; i < sizeof seen / 8; i++) all |= seen[i];
    return all != 0;
  }
};
#endif

/// Folds elements into `best`, which is no NaN; false, and nothing meant by `best`, where there is a NaN.
template <bool kGreatest, class T>
bool fold_extremum(const T* in, int64_t n, T& best) {
  constexpr int64_t lanes = FS_WIDTH / sizeof(T), step = 4 * lanes;
  T parts[4 * lanes];
  int64_t i = 0;
  if (n >= step) {
    NanWatch nan;
    auto a = load_lanes(in), b = load_lanes(in + lanes), c = load_lanes(in + 2 * lanes),
         d = load_lanes(in + 3 * lanes);
    nan.look(a, b);
    nan.look(c, d);
    for (i = step; i + step <= n; i += step) {
      const auto e = load_lanes(in + i), f = load_lanes(in + i + lanes);
      const auto g = load_lanes(in + i + 2 * lanes), h = load_lanes(in + i + 3 * lanes);
      nan.look(e, f);
      nan.look(g, h);
      a = better<kGreatest>(e, a);
      b = better<kGreatest>(f, b);
      c = better<kGreatest>(g, c);
      d = better<kGreatest>(h, d);
    }
    if (nan.any()) return false;
    store_lanes(parts, better<kGreatest>(b, a));
    store_lanes(parts + lanes, better<kGreatest>(d, c));
    for (int64_t k = 0; k < 2 * lanes; k++)
      best = (kGreatest ? parts[k] > best : parts[k] < best) ? parts[k] : best;
  }
  for (; i < n; i++) {
    if (in[i] != in[i]) return false;
    best = (kGreatest ? in[i] > best : in[i] < best) ? in[i] : best;
  }
  return true;
}

/// Position of the first greatest or least element, or of the first NaN. Blocks are folded; only the one that
/// has the result is searched.
template <bool kGreatest, class T>
int64_t first_extremum(const T* in, int64_t n) {
  constexpr int64_t block = 1024;
  if (in[0] != in[0]) return 0;
  T best = in[0];
  int64_t found = 0;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t count = n - start < block ? n - start : block;
    T extreme = best;
    if (!fold_extremum<kGreatest>(in + start, count, extreme)) {
      for (int64_t i = start; i < start + count; i++) {
        if (in[i] != in[i]) return i;
      }
    }
    if (extreme != best) {
      best = extreme;
      found = start;
    }
  }
  while (in[found] != best) found++;
  return found;
}

}  // namespace fs::inline FS_ISA
