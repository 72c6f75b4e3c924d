// The conversion loops; compiled per instruction set.
#include <cstring>

#include "core/cast.h"
#include "core/convert.h"

namespace fs::inline FS_ISA {
namespace {

template <class To, class From>
void run(std::byte* to, const std::byte* from, int64_t to_stride, int64_t from_stride, int64_t n) {
  if (to_stride == sizeof(To) && from_stride == sizeof(From)) {
    if constexpr (std::is_same_v<To, From>) {
      std::memcpy(to, from, static_cast<size_t>(n) * sizeof(To));
    } else {
      auto* __restrict out = reinterpret_cast<To*>(to);
      const auto* __restrict in = reinterpret_cast<const From*>(from);
      for (int64_t i = 0; i < n; i++) out[i] = cast<To>(in[i]);
    }
    return;
  }
  if (to_stride == sizeof(To) && from_stride == 0) {
    auto* out = reinterpret_cast<To*>(to);
    const To value = cast<To>(*reinterpret_cast<const From*>(from));
    for (int64_t i = 0; i < n; i++) out[i] = value;
    return;
  }
  for (int64_t i = 0; i < n; i++) {
    *reinterpret_cast<To*>(to) = cast<To>(*reinterpret_cast<const From*>(from));
    to += to_stride;
    from += from_stride;
  }
}

}  // namespace

ConvertRun select_convert(int to, int from) {
  return dispatch(static_cast<Dtype>(to), [from](auto to_tag) {
    using To = typename decltype(to_tag)::type;
    return dispatch(static_cast<Dtype>(from),
                    [](auto from_tag) -> ConvertRun { return run<To, typename decltype(from_tag)::type>; });
  });
}

}  // namespace fs::inline FS_ISA
