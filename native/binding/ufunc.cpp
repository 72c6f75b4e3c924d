// Exports: elementwise functions.
#include "binding/call.h"
#include "binding/families.h"

namespace fs {

void register_ufunc(napi_env, napi_value) {}

}  // namespace fs
