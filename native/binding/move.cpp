// Exports: gathers, scatters, joins and other data movement.
#include "move/move.h"

#include "binding/call.h"
#include "binding/families.h"
#include "core/error.h"
#include "move/triangle.h"

namespace fs {
namespace {

// gather(a, axes, indices, insertAt)
napi_value export_gather(Call& call) {
  return call.make(gather(call.array(0), call.integers(1), call.arrays(2), call.integer(3)));
}

// requireWithin(positions, axis, extent)
napi_value export_require_within(Call& call) {
  require_within(call.array(0), call.integer(1), call.long_integer(2));
  return call.undefined();
}

// maskSelect(a, mask)
napi_value export_mask_select(Call& call) { return call.make(mask_select(call.array(0), call.array(1))); }

// countTrue(mask)
napi_value export_count_true(Call& call) { return call.make(static_cast<double>(count_true(call.array(0)))); }

// boundedPositions(positions, extent, bounds)
napi_value export_bounded_positions(Call& call) {
  return call.make(
      bounded_positions(call.array(0), call.long_integer(1), static_cast<Bounds>(call.integer(2))));
}

// scatter(target, positions, values)
napi_value export_scatter(Call& call) {
  scatter(call.array(0), call.array(1), call.array(2));
  return call.undefined();
}

// nonzero(a): one slot per axis
napi_value export_nonzero(Call& call) {
  std::vector<napi_value> slots;
  for (Array& positions : nonzero(call.array(0))) slots.push_back(call.make(std::move(positions)));
  return call.make(slots);
}

// replaceNan(a, by)
napi_value export_replace_nan(Call& call) { return call.make(replace_nan(call.array(0), call.number(1))); }

// select(condition, x, y, dtype, shape)
napi_value export_select(Call& call) {
  return call.make(select(call.array(0), call.array(1), call.array(2), call.dtype(3), call.dims(4)));
}

// repeat(a, counts, axis)
napi_value export_repeat(Call& call) {
  return call.make(repeat(call.array(0), call.array(1), call.integer(2)));
}

// ramp(dtype, start, step, n): numbers for floating dtypes, bigints for integers
napi_value export_ramp(Call& call) {
  const int64_t n = call.long_integer(3);
  if (!call.is_bigint(1)) return call.make(ramp(call.dtype(0), call.number(1), call.number(2), n));
  return call.make(integer_ramp(call.dtype(0), static_cast<int64_t>(call.bigint_bits(1)),
                                static_cast<int64_t>(call.bigint_bits(2)), n));
}

// clearTriangle(a, k, lower)
napi_value export_clear_triangle(Call& call) {
  clear_triangle(call.array(0), call.long_integer(1), call.flag(2));
  return call.undefined();
}

// triangleIndices(rows, columns, k, lower): slots of rows and columns
napi_value export_triangle_indices(Call& call) {
  auto [rows, columns] =
      triangle_indices(call.long_integer(0), call.long_integer(1), call.long_integer(2), call.flag(3));
  return call.make(std::vector{call.make(std::move(rows)), call.make(std::move(columns))});
}

// packBits(a, little): along the last axis
napi_value export_pack_bits(Call& call) { return call.make(pack_bits(call.array(0), call.flag(1))); }

// unpackBits(a, count, little): along the last axis
napi_value export_unpack_bits(Call& call) {
  return call.make(unpack_bits(call.array(0), call.long_integer(1), call.flag(2)));
}

}  // namespace

void register_move(napi_env env, napi_value exports) {
  define<export_gather>(env, exports, "gather");
  define<export_require_within>(env, exports, "requireWithin");
  define<export_mask_select>(env, exports, "maskSelect");
  define<export_count_true>(env, exports, "countTrue");
  define<export_bounded_positions>(env, exports, "boundedPositions");
  define<export_scatter>(env, exports, "scatter");
  define<export_nonzero>(env, exports, "nonzero");
  define<export_replace_nan>(env, exports, "replaceNan");
  define<export_select>(env, exports, "select");
  define<export_repeat>(env, exports, "repeat");
  define<export_ramp>(env, exports, "ramp");
  define<export_clear_triangle>(env, exports, "clearTriangle");
  define<export_triangle_indices>(env, exports, "triangleIndices");
  define<export_pack_bits>(env, exports, "packBits");
  define<export_unpack_bits>(env, exports, "unpackBits");
}

}  // namespace fs
