// What a kernel source hands out: named loops, one per combination of dtypes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fs {

/// Computes n elements. `args` are the operands' first elements, inputs before outputs; `steps` their strides
/// in bytes, zero for an operand that does not vary. An output may be the same memory as an input, never
/// overlap it partly.
using UfuncLoop = void (*)(std::byte** args, const int64_t* steps, int64_t n);

struct LoopRow {
  const char* ufunc;
  const char* types;  ///< NumPy's type characters, e.g. "dd->d"
  UfuncLoop loop;
};

struct LoopTable {
  const LoopRow* rows;
  int count;
};

/// Set by a loop that met an error; the driver turns it into an exception. Loops cannot throw: they are
/// compiled per instruction set and keep clear of shared inline code.
enum class LoopError : uint8_t { kNone, kNegativePower };
extern LoopError loop_error;

}  // namespace fs
