// Words of a PCG64; compiled per instruction set.
#include "random/pcg.h"

#include "core/isa.h"

#if defined(FS_ISA_avx512) && defined(__x86_64__)
#define FS_IFMA 1
#include <immintrin.h>
#endif

namespace fs::inline FS_ISA {
namespace {

using Wide = Pcg64::Wide;

/// XSL RR: the halves of a state together, turned by its highest bits.
uint64_t word_of(Wide state) {
  const auto high = static_cast<uint64_t>(state >> 64);
  const uint64_t both = high ^ static_cast<uint64_t>(state);
  const auto turn = static_cast<unsigned>(high >> 58);
  return both >> turn | both << (-turn & 63);
}

/// `count` states, each a step after the one before; then what takes a state as many steps further.
template <int count>
struct Lanes {
  Wide states[count];
  Wide multiplier = Pcg64::kMultiplier, increment;

  Lanes(Wide state, Wide step) : increment(step) {
    for (Wide& lane : states) lane = state = state * Pcg64::kMultiplier + step;
    for (int k = 1; k < count; k *= 2) {
      increment *= multiplier + 1;
      multiplier *= multiplier;
    }
  }
};

/// A step waits for the product of the one before: four are under way at once.
void words(Wide& state, Wide increment, int64_t n, uint64_t* out) {
  const Lanes<4> lanes(state, increment);
  Wide a = lanes.states[0], b = lanes.states[1], c = lanes.states[2], d = lanes.states[3];
  for (int64_t i = 0; i < n; i += 4) {
    out[i] = word_of(a);
    out[i + 1] = word_of(b);
    out[i + 2] = word_of(c);
    out[i + 3] = word_of(d);
    a = a * lanes.multiplier + lanes.increment;
    b = b * lanes.multiplier + lanes.increment;
    c = c * lanes.multiplier + lanes.increment;
    d = d * lanes.multiplier + lanes.increment;
  }
  state = stepped(state, increment, static_cast<uint64_t>(n));
}

#if FS_IFMA

constexpr uint64_t kLimb = (uint64_t{1} << 52) - 1;

/// Eight numbers of 128 bits, or one in eight lanes, in limbs of 52, 52 and 24 bits.
struct Limbs {
  __m512i low, middle, high;
};

Limbs in_limbs(const Wide (&lanes)[8]) {
  alignas(64) uint64_t limbs[3][8];
  for (int k = 0; k < 8; k++) {
    limbs[0][k] = static_cast<uint64_t>(lanes[k]) & kLimb;
    limbs[1][k] = static_cast<uint64_t>(lanes[k] >> 52) & kLimb;
    limbs[2][k] = static_cast<uint64_t>(lanes[k] >> 104);
  }
  return {_mm512_load_si512(limbs[0]), _mm512_load_si512(limbs[1]), _mm512_load_si512(limbs[2])};
}

Limbs in_limbs(Wide number) {
  const Wide lanes[8] = {number, number, number, number, number, number, number, number};
  return in_limbs(lanes);
}

/// Eight steps at once, by products of 52 bits.
[[gnu::target("avx512ifma")]] void words_by_limbs(Wide& state, Wide increment, int64_t n, uint64_t* out) {
  const Lanes<8> lanes(state, increment);
  auto [low, middle, high] = in_limbs(lanes.states);
  const auto [times_low, times_middle, times_high] = in_limbs(lanes.multiplier);
  const auto [plus_low, plus_middle, plus_high] = in_limbs(lanes.increment);
  const __m512i limb = _mm512_set1_epi64(static_cast<int64_t>(kLimb)), zero = _mm512_setzero_si512();
  for (int64_t i = 0; i < n; i += 8) {
    const __m512i first = _mm512_or_si512(low, _mm512_slli_epi64(middle, 52));
    const __m512i second = _mm512_or_si512(_mm512_srli_epi64(middle, 12), _mm512_slli_epi64(high, 40));
    _mm512_storeu_si512(out + i,
                        _mm512_rorv_epi64(_mm512_xor_si512(first, second), _mm512_srli_epi64(second, 58)));
    // Bits of the highest limb beyond 128 are never looked at: products take 52 bits of it, the word 24.
    const __m512i p = _mm512_madd52lo_epu64(plus_low, low, times_low);
    __m512i q = _mm512_madd52hi_epu64(plus_middle, low, times_low);
    __m512i r = _mm512_madd52lo_epu64(zero, low, times_middle);
    q = _mm512_madd52lo_epu64(q, middle, times_low);
    __m512i s = _mm512_madd52hi_epu64(plus_high, low, times_middle);
    __m512i t = _mm512_madd52hi_epu64(zero, middle, times_low);
    const __m512i u = _mm512_madd52lo_epu64(zero, middle, times_middle);
    s = _mm512_madd52lo_epu64(s, low, times_high);
    t = _mm512_madd52lo_epu64(t, high, times_low);
    r = _mm512_add_epi64(_mm512_add_epi64(q, r), _mm512_srli_epi64(p, 52));
    low = _mm512_and_si512(p, limb);
    middle = _mm512_and_si512(r, limb);
    high = _mm512_add_epi64(_mm512_add_epi64(s, _mm512_add_epi64(t, u)), _mm512_srli_epi64(r, 52));
  }
  state = stepped(state, increment, static_cast<uint64_t>(n));
}

#endif

}  // namespace

PcgKernels select_pcg() {
#if FS_IFMA
  if (__builtin_cpu_supports("avx512ifma")) return {words_by_limbs};
#endif
  return {words};
}

}  // namespace fs::inline FS_ISA
