// Exports: reductions, scans and order statistics.
#include "reduce/reduce.h"
#include "binding/call.h"
#include "binding/families.h"
#include "core/error.h"

namespace fs {
namespace {

// reduce(op, a, axes, dtype, initial, where): a new array without the reduced axes. `initial` is a 0-d array,
// or -1 to start from the first element along the axes.
napi_value export_reduce(Call& call) {
  const auto op = static_cast<ReduceOp>(call.integer(0));
  const Array& a = call.array(1);
  const std::vector<int> axes = call.integers(2);
  Array result = reduction_result(a, axes, call.dtype(3));
  const Array* where = call.optional_array(5);
  if (const Array* initial = call.optional_array(4)) {
    assign(result, *initial);
    reduce(op, a, axes, result.dtype, result, where);
  } else {
    start_from_first(a, axes, result);
    // The first element once more changes nothing: this form is used for extrema only.
    reduce(op, a, axes, result.dtype, result, where);
  }
  return call.make(std::move(result));
}

// argExtremum(greatest, a, axis)
napi_value export_arg(Call& call) {
  return call.make(arg_extremum(call.flag(0), call.array(1), call.integer(2)));
}

// scan(product, a, axis, dtype): a new array of a's shape
napi_value export_scan(Call& call) {
  const Array& a = call.array(1);
  Array result = empty(call.dtype(3), a.shape);
  scan(call.flag(0), a, call.integer(2), result.dtype, result);
  return call.make(std::move(result));
}

// orderStatistics(a, ranks): along the last axis; ranks lead
napi_value export_order(Call& call) { return call.make(order_statistics(call.array(0), call.dims(1))); }

}  // namespace

void register_reduce(napi_env env, napi_value exports) {
  define<export_reduce>(env, exports, "reduce");
  define<export_arg>(env, exports, "argExtremum");
  define<export_scan>(env, exports, "scan");
  define<export_order>(env, exports, "orderStatistics");
}

}  // namespace fs
