// Exports: matrix products.
#include "binding/call.h"
#include "binding/families.h"
#include "linalg/matmul.h"

namespace fs {
namespace {

// stackedProduct(product, a, b, dtype, out): matmul, vecdot, matvec or vecmat; `out` is -1 for a new array
napi_value export_stacked(Call& call) {
  const auto product = static_cast<StackedProduct>(call.integer(0));
  return call.make(
      stacked_product(product, call.array(1), call.array(2), call.dtype(3), call.optional_array(4)));
}

// dot(a, b, dtype)
napi_value export_dot(Call& call) { return call.make(dot(call.array(0), call.array(1), call.dtype(2))); }

// vdot(a, b, dtype): two vectors of one length
napi_value export_vdot(Call& call) { return call.make(vdot(call.array(0), call.array(1), call.dtype(2))); }

// setBlasThreads(count)
napi_value set_threads(Call& call) {
  set_blas_threads(call.integer(0));
  return call.undefined();
}

}  // namespace

void register_linalg(napi_env env, napi_value exports) {
  define<export_stacked>(env, exports, "stackedProduct");
  define<export_dot>(env, exports, "dot");
  define<export_vdot>(env, exports, "vdot");
  define<set_threads>(env, exports, "setBlasThreads");
}

}  // namespace fs
