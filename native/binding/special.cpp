// Exports: special functions of real numbers.
#include "special/special.h"

#include "binding/call.h"
#include "binding/families.h"

namespace fs {
namespace {

// erf(x)
napi_value export_erf(Call& call) { return call.make(erf(call.array(0))); }

// normalQuantile(p)
napi_value export_normal_quantile(Call& call) { return call.make(normal_quantile(call.array(0))); }

// besselI0(x, exp(|x|))
napi_value export_bessel_i0(Call& call) { return call.make(bessel_i0(call.array(0), call.array(1))); }

}  // namespace

void register_special(napi_env env, napi_value exports) {
  define<export_erf>(env, exports, "erf");
  define<export_normal_quantile>(env, exports, "normalQuantile");
  define<export_bessel_i0>(env, exports, "besselI0");
}

}  // namespace fs
