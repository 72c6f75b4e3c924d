// Chooses the conversion variant for this CPU.
#include "core/convert.h"

#include "core/isa.h"

namespace fs {

namespace baseline {
ConvertRun select_convert(int to, int from);
}
namespace avx2 {
ConvertRun select_convert(int to, int from);
}
namespace avx512 {
ConvertRun select_convert(int to, int from);
}

ConvertRun convert_run(int to, int from) {
  static const auto select =
      for_isa(&baseline::select_convert, &avx2::select_convert, &avx512::select_convert);
  return select(to, from);
}

}  // namespace fs
