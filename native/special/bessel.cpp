// The modified Bessel function of the first kind and order zero of whole arrays.
#include "core/isa.h"
#include "core/loop.h"
#include "special/bessel_kernels.h"
#include "special/special.h"

namespace fs {
namespace baseline {
BesselRuns select_bessel();
}
namespace avx2 {
BesselRuns select_bessel();
}
namespace avx512 {
BesselRuns select_bessel();
}

Array bessel_i0(const Array& x, const Array& exponential) {
  static const BesselRuns runs =
      for_isa(&baseline::select_bessel, &avx2::select_bessel, &avx512::select_bessel)();
  const BesselRun run = x.dtype == Dtype::kFloat64   ? runs.full
                        : x.dtype == Dtype::kFloat32 ? runs.single
                                                     : runs.half;
  Array result = empty_like_operands(x.dtype, x.shape, {&x, &exponential});
  run_loop(plan_loop<3>({&result, &x, &exponential}), [&](auto& at, auto& steps, int64_t n) {
    run(at[1], steps[1], at[2], steps[2], at[0], steps[0], n);
  });
  return result;
}

}  // namespace fs
