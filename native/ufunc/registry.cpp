// Collects the kernel tables of this CPU's instruction set and puts each ufunc's loops in NumPy's order.
#include "ufunc/registry.h"

#include <algorithm>
#include <cstring>

#include "core/isa.h"

namespace fs {

LoopError loop_error = LoopError::kNone;

#define DECLARE_TABLES(level)   \
  namespace level {             \
  LoopTable arithmetic_loops(); \
  LoopTable integer_loops();    \
  LoopTable float_loops();      \
  LoopTable compare_loops();    \
  LoopTable math_loops();       \
  LoopTable complex_loops();    \
  }
DECLARE_TABLES(baseline)
DECLARE_TABLES(avx2)
DECLARE_TABLES(avx512)

namespace {

constexpr char kTypeOrder[] = "?bBhHiIlLefdFD";  // dtype codes in order; also NumPy's order of loops

Dtype dtype_of_char(char c) { return static_cast<Dtype>(std::strchr(kTypeOrder, c) - kTypeOrder); }

// Loops are ordered by their first input, save that ldexp goes by its second and mixed comparisons come last.
int rank(const std::string& name, const Loop& loop) {
  const int first = static_cast<int>(loop.dtypes[0]);
  if (name == "ldexp") {
    const bool wide = loop.dtypes[0] == Dtype::kFloat64;
    return (wide ? 100 : 0) + static_cast<int>(loop.dtypes[1]) * 10 + (wide ? 0 : first - 9);
  }
  if (loop.dtypes.size() > 1 && loop.types[0] != loop.types[1] &&
      (loop.types == "lL?" || loop.types == "Ll?")) {
    return static_cast<int>(Dtype::kUint64) * 2 + 1;
  }
  return first * 2;
}

std::vector<Ufunc> collect() {
  using Tables = LoopTable (*)();
  const Tables tables[] = {
      for_isa<Tables>(baseline::arithmetic_loops, avx2::arithmetic_loops, avx512::arithmetic_loops),
      for_isa<Tables>(baseline::integer_loops, avx2::integer_loops, avx512::integer_loops),
      for_isa<Tables>(baseline::float_loops, avx2::float_loops, avx512::float_loops),
      for_isa<Tables>(baseline::compare_loops, avx2::compare_loops, avx512::compare_loops),
      for_isa<Tables>(baseline::math_loops, avx2::math_loops, avx512::math_loops),
      for_isa<Tables>(baseline::complex_loops, avx2::complex_loops, avx512::complex_loops),
  };
  std::vector<Ufunc> result;
  for (const Tables table : tables) {
    const LoopTable rows = table();
    for (int i = 0; i < rows.count; i++) {
      const LoopRow& row = rows.rows[i];
      auto ufunc =
          std::find_if(result.begin(), result.end(), [&](const Ufunc& u) { return u.name == row.ufunc; });
      const char* arrow = std::strstr(row.types, "->");
      const auto nin = static_cast<int>(arrow - row.types);
      const auto nout = static_cast<int>(std::strlen(arrow + 2));
      if (ufunc == result.end()) {
        result.push_back({row.ufunc, nin, nout, {}});
        ufunc = result.end() - 1;
      }
      Loop loop{std::string(row.types, static_cast<size_t>(nin)) + (arrow + 2), {}, row.loop};
      for (const char c : loop.types) loop.dtypes.push_back(dtype_of_char(c));
      ufunc->loops.push_back(std::move(loop));
    }
  }
  for (Ufunc& ufunc : result) {
    std::stable_sort(ufunc.loops.begin(), ufunc.loops.end(),
                     [&](const Loop& a, const Loop& b) { return rank(ufunc.name, a) < rank(ufunc.name, b); });
  }
  return result;
}

}  // namespace

const std::vector<Ufunc>& ufuncs() {
  static const std::vector<Ufunc> all = collect();
  return all;
}

}  // namespace fs
