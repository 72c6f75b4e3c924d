// Exports: reductions, scans and order statistics.
#include "binding/call.h"
#include "binding/families.h"

namespace fs {

void register_reduce(napi_env, napi_value) {}

}  // namespace fs
