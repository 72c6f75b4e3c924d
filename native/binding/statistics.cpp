// Exports: counting, binning, sliding products, interpolation.
#include "statistics/statistics.h"

#include "binding/call.h"
#include "binding/families.h"

namespace fs {
namespace {

// extremes(x): [least, greatest] of an int64 vector as bigints
napi_value export_extremes(Call& call) {
  const auto [low, high] = extremes(call.array(0));
  return call.make(std::vector<napi_value>{call.make_bigint(low), call.make_bigint(high)});
}

// bincount(x, weights, size)
napi_value export_bincount(Call& call) {
  return call.make(bincount(call.array(0), call.optional_array(1), call.long_integer(2)));
}

// uniformCounts(a, edges, first, last, width, isWide)
napi_value export_uniform_counts(Call& call) {
  const Array& edges = call.array(1);
  return call.make(
      uniform_counts(call.array(0), {call.number(2), call.number(3), call.number(4), call.flag(5), &edges}));
}

// edgeCounts(a, edges)
napi_value export_edge_counts(Call& call) { return call.make(edge_counts(call.array(0), call.array(1))); }

// slidingProduct(a, v, overlap)
napi_value export_sliding_product(Call& call) {
  const int32_t overlap = call.integer(2);
  const auto kind = overlap == 0 ? Overlap::kValid : overlap == 1 ? Overlap::kSame : Overlap::kFull;
  return call.make(sliding_product(call.array(0), call.array(1), kind));
}

// interpolate(x, xp, fp, hasLeft, leftRe, leftIm, hasRight, rightRe, rightIm)
napi_value export_interpolate(Call& call) {
  const Outside outside{call.number(4), call.number(5), call.number(7),
                        call.number(8), call.flag(3),   call.flag(6)};
  return call.make(interpolate(call.array(0), call.array(1), call.array(2), outside));
}

}  // namespace

void register_statistics(napi_env env, napi_value exports) {
  define<export_extremes>(env, exports, "extremes");
  define<export_bincount>(env, exports, "bincount");
  define<export_uniform_counts>(env, exports, "uniformCounts");
  define<export_edge_counts>(env, exports, "edgeCounts");
  define<export_sliding_product>(env, exports, "slidingProduct");
  define<export_interpolate>(env, exports, "interpolate");
}

}  // namespace fs
