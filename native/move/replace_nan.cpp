// Copies in which numbers stand for NaNs; and the choice of this CPU's loops of the move family.
#include "core/isa.h"
#include "move/move.h"
#include "move/move_kernels.h"

namespace fs {

#define DECLARE_SELECTORS(level)               \
  namespace level {                            \
  const MoveKernels& select_move(size_t item); \
  const FlagKernels& select_flags();           \
  const NanKernels* select_nan(int dtype);     \
  }
DECLARE_SELECTORS(baseline)
DECLARE_SELECTORS(avx2)
DECLARE_SELECTORS(avx512)

const MoveKernels& move_kernels(size_t item) {
  static const auto select = for_isa(&baseline::select_move, &avx2::select_move, &avx512::select_move);
  return select(item);
}
const FlagKernels& flag_kernels() {
  static const FlagKernels& chosen =
      for_isa(&baseline::select_flags, &avx2::select_flags, &avx512::select_flags)();
  return chosen;
}
const NanKernels* nan_kernels(int dtype) {
  static const auto select = for_isa(&baseline::select_nan, &avx2::select_nan, &avx512::select_nan);
  return select(dtype);
}

Array replace_nan(const Array& a, double by) {
  const NanKernels* kernels = nan_kernels(static_cast<int>(a.dtype));
  if (kernels == nullptr) return a;
  const int64_t n = a.size();
  // A copy would have the same layout: where there is nothing to replace there is nothing to copy.
  const bool is_dense = a.is_c_contiguous() || a.is_f_contiguous();
  if (is_dense && !kernels->any(a.data, n)) return a;
  Array result = copy(a, a.dtype);
  kernels->replace(result.data, by, n);
  return result;
}

}  // namespace fs
