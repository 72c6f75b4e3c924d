// Export: waiting for a request without going round the event loop.
#include <poll.h>

#include "binding/call.h"
#include "binding/families.h"

namespace fs {
namespace {

// awaitReadable(descriptor, milliseconds): whether the descriptor became readable in that time. A signal ends
// the wait.
napi_value await_readable(Call& call) {
  pollfd watched{.fd = call.integer(0), .events = POLLIN, .revents = 0};
  return call.make(poll(&watched, 1, call.integer(1)) > 0);
}

}  // namespace

void register_wait(napi_env env, napi_value exports) {
  define<await_readable>(env, exports, "awaitReadable");
}

}  // namespace fs
