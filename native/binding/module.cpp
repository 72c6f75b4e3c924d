// The addon's entry point: the list of what it exports.
#include <node_api.h>

#include "binding/families.h"

NAPI_MODULE_INIT() {
  fs::register_arrays(env, exports);
  fs::register_ufunc(env, exports);
  fs::register_reduce(env, exports);
  fs::register_move(env, exports);
  fs::register_linalg(env, exports);
  fs::register_sort(env, exports);
  fs::register_lapack(env, exports);
  fs::register_fft(env, exports);
  fs::register_statistics(env, exports);
  fs::register_special(env, exports);
  fs::register_random(env, exports);
  fs::register_wait(env, exports);
  return exports;
}
