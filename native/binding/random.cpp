// Exports: random numbers. A generator is a Uint8Array of the size of its state, owned by JavaScript.
#include "binding/call.h"
#include "binding/families.h"
#include "core/error.h"
#include "random/constraints.h"
#include "random/draw.h"
#include "random/integers.h"
#include "random/shuffle.h"

namespace fs {
namespace {

template <class G>
G& generator(Call& call, size_t i) {
  const auto [data, size] = call.bytes(i);
  if (size != sizeof(G) || reinterpret_cast<uintptr_t>(data) % alignof(G) != 0)
    throw ValueError("not the state of a generator");
  G& g = *reinterpret_cast<G*>(data);
  if constexpr (std::is_same_v<G, Mt19937>) {
    if (g.pos < 0 || g.pos > Mt19937::kWords) throw ValueError("position outside the generator's words");
  }
  return g;
}

/// Calls f with the generator given as argument i, whichever it is.
template <class F>
decltype(auto) with_generator(Call& call, size_t i, F&& f) {
  if (call.bytes(i).second == sizeof(Mt19937)) return f(generator<Mt19937>(call, i));
  return f(generator<Pcg64>(call, i));
}

// seedMersenne(state, words, isArray): words are uint32
napi_value export_seed_mersenne(Call& call) {
  auto& g = generator<Mt19937>(call, 0);
  const auto [data, size] = call.bytes(1);
  if (size < 4 || reinterpret_cast<uintptr_t>(data) % 4 != 0) throw ValueError("Seed must be non-empty");
  const std::span words{reinterpret_cast<const uint32_t*>(data), size / 4};
  if (call.flag(2))
    g.seed(words);
  else
    g.seed(words[0]);
  return call.undefined();
}

// seedPcg(state, words): four uint64
napi_value export_seed_pcg(Call& call) {
  const auto [data, size] = call.bytes(1);
  if (size != 32 || reinterpret_cast<uintptr_t>(data) % 8 != 0)
    throw ValueError("PCG64 is seeded by 32 bytes");
  generator<Pcg64>(call, 0).seed(std::span<const uint64_t, 4>{reinterpret_cast<const uint64_t*>(data), 4});
  return call.undefined();
}

// draw(state, name, shape, parameters)
napi_value export_draw(Call& call) {
  return with_generator(
      call, 0, [&](auto& g) { return call.make(draw(g, call.text(1), call.dims(2), call.arrays(3))); });
}

// drawIntegers(state, dtype, shape, low, high)
napi_value export_draw_integers(Call& call) {
  return with_generator(call, 0, [&](auto& g) {
    return call.make(integers(g, call.dtype(1), call.dims(2), call.array(3), call.array(4)));
  });
}

// shuffle(state, array, axis, each)
napi_value export_shuffle(Call& call) {
  with_generator(call, 0, [&](auto& g) { shuffle(g, call.array(1), call.integer(2), call.flag(3)); });
  return call.undefined();
}

// distinctIntegers(state, population, count, mixed)
napi_value export_distinct_integers(Call& call) {
  return with_generator(call, 0, [&](auto& g) {
    return call.make(distinct_integers(g, call.long_integer(1), call.long_integer(2), call.flag(3)));
  });
}

/// A vector of weights.
const Array& weights(Call& call, size_t i) {
  const Array& p = call.array(i);
  if (p.ndim() != 1 || p.size() == 0 || p.dtype >= Dtype::kComplex64)
    throw ValueError("weights are a vector of numbers");
  return p;
}

// weighted(state, p, shape)
napi_value export_weighted(Call& call) {
  return with_generator(call, 0,
                        [&](auto& g) { return call.make(weighted(g, weights(call, 1), call.dims(2))); });
}

// distinctWeighted(state, p, count)
napi_value export_distinct_weighted(Call& call) {
  return with_generator(call, 0, [&](auto& g) {
    return call.make(distinct_weighted(g, weights(call, 1), call.long_integer(2)));
  });
}

// multinomial(state, n, p, shape)
napi_value export_multinomial(Call& call) {
  return call.make(multinomial(generator<Mt19937>(call, 0), static_cast<int64_t>(call.bigint_bits(1)),
                               as_contiguous(call.array(2), Dtype::kFloat64), call.dims(3)));
}

// dirichlet(state, alpha, shape)
napi_value export_dirichlet(Call& call) {
  return call.make(
      dirichlet(generator<Mt19937>(call, 0), as_contiguous(call.array(1), Dtype::kFloat64), call.dims(2)));
}

// satisfies(values, constraint)
napi_value export_satisfies(Call& call) { return call.make(satisfies(call.array(0), call.text(1))); }

// boundsHold(low, high, closed, dtype)
napi_value export_bounds_hold(Call& call) {
  return call.make(bounds_hold(call.array(0), call.array(1), call.flag(2), call.dtype(3)));
}

}  // namespace

void register_random(napi_env env, napi_value exports) {
  define<export_seed_mersenne>(env, exports, "seedMersenne");
  define<export_seed_pcg>(env, exports, "seedPcg");
  define<export_draw>(env, exports, "draw");
  define<export_draw_integers>(env, exports, "drawIntegers");
  define<export_shuffle>(env, exports, "shuffle");
  define<export_distinct_integers>(env, exports, "distinctIntegers");
  define<export_weighted>(env, exports, "weighted");
  define<export_distinct_weighted>(env, exports, "distinctWeighted");
  define<export_multinomial>(env, exports, "multinomial");
  define<export_dirichlet>(env, exports, "dirichlet");
  define<export_satisfies>(env, exports, "satisfies");
  define<export_bounds_hold>(env, exports, "boundsHold");
}

}  // namespace fs
