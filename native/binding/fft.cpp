// Exports: discrete Fourier transforms.
#include "binding/call.h"
#include "binding/families.h"
#include "fft/transform.h"

namespace fs {
namespace {

// fftLine(a, transform, axis, n, factor, single, consume)
napi_value export_line(Call& call) {
  return call.make(
      fft_line(call.array(0), {static_cast<Transform>(call.integer(1)), call.integer(2), call.long_integer(3),
                               call.number(4), call.flag(5), call.flag(6)}));
}

// fftCache(): [plans, points]
napi_value export_cache(Call& call) {
  const FftCacheStats stats = fft_cache_stats();
  return call.make(std::vector<napi_value>{call.make(static_cast<double>(stats.plans)),
                                           call.make(static_cast<double>(stats.points))});
}

}  // namespace

void register_fft(napi_env env, napi_value exports) {
  define<export_line>(env, exports, "fftLine");
  define<export_cache>(env, exports, "fftCache");
}

}  // namespace fs
