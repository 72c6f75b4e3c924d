// Exports: gathers, scatters, joins and other data movement.
#include "binding/call.h"
#include "binding/families.h"

namespace fs {

void register_move(napi_env, napi_value) {}

}  // namespace fs
