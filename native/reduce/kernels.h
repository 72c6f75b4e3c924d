// Inner loops of reductions and scans, chosen per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fs {

enum class ReduceOp : uint8_t { kSum, kProd, kMax, kMin, kFmax, kFmin, kAny, kAll };
inline constexpr int kReduceOps = 8;

/// Folds n elements into the accumulator(s): with out_step 0 all into one, otherwise each into its own.
using ReduceLoop = void (*)(std::byte* out, const std::byte* in, int64_t out_step, int64_t in_step,
                            int64_t n);

/// The loop for an operation on a dtype (codes), accumulating in that dtype; kAny and kAll take bool only.
ReduceLoop reduce_loop(int op, int dtype);

/// Position of the first greatest (or least) of n elements; a NaN counts as the greatest and the least.
using ArgLoop = int64_t (*)(const std::byte* in, int64_t step, int64_t n);
ArgLoop arg_loop(bool greatest, int dtype);

/// Running sums (or products): out[i] = out[i-1] op in[i].
using ScanLoop = void (*)(std::byte* out, const std::byte* in, int64_t out_step, int64_t in_step, int64_t n);
ScanLoop scan_loop(bool product, int dtype);

}  // namespace fs
