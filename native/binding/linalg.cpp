// Exports: matrix products.
#include "binding/call.h"
#include "binding/families.h"

namespace fs {

void register_linalg(napi_env, napi_value) {}

}  // namespace fs
