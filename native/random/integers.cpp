// Arrays of uniform integers.
#include "random/integers.h"

#include "core/isa.h"
#include "random/integers_kernels.h"

namespace fs {

namespace baseline {
IntegerKernels select_integers();
}
namespace avx2 {
IntegerKernels select_integers();
}
namespace avx512 {
IntegerKernels select_integers();
}

namespace {

const IntegerKernels& kernels() {
  static const IntegerKernels kKernels =
      for_isa(&baseline::select_integers, &avx2::select_integers, &avx512::select_integers)();
  return kKernels;
}

}  // namespace

template <class G>
Array integers(G& g, Dtype dtype, const Dims& shape, const Array& low, const Array& high) {
  Array result = empty(dtype, shape);
  const int64_t n = result.size();
  if (n == 0) return result;
  const bool single = low.ndim() == 0 && high.ndim() == 0;
  const Array lows = single ? low : as_contiguous(broadcast_to(low, shape), Dtype::kUint64);
  const Array highs = single ? high : as_contiguous(broadcast_to(high, shape), Dtype::kUint64);
  const Bounds bounds{lows.as<uint64_t>(), highs.as<uint64_t>(), single};
  if constexpr (std::is_same_v<G, Mt19937>)
    kernels().legacy(g, dtype, n, result.data, bounds);
  else
    kernels().modern(g, dtype, n, result.data, bounds);
  return result;
}

template Array integers(Mt19937&, Dtype, const Dims&, const Array&, const Array&);
template Array integers(Pcg64&, Dtype, const Dims&, const Array&, const Array&);

}  // namespace fs
