// Floor division and remainders of integers on every instruction set, near the bounds of the quick way and
// beyond.
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "check.h"
#include "core/isa.h"
#include "ufunc/row.h"

namespace fs::baseline {
LoopTable integer_loops();
}
namespace fs::avx2 {
LoopTable integer_loops();
}
namespace fs::avx512 {
LoopTable integer_loops();
}

using namespace fs;

namespace {

/// Python's a // b, and 0 for a division by zero; the one quotient that overflows wraps.
template <class T>
T floor_quotient(T a, T b) {
  if (b == 0) return 0;
  if (b == -1) return static_cast<T>(-static_cast<__int128>(a));
  const T quotient = static_cast<T>(a / b);
  return a % b != 0 && (a < 0) != (b < 0) ? static_cast<T>(quotient - 1) : quotient;
}

template <class T>
void check_divisions(const LoopTable& table, const char* types) {
  std::vector<T> values;
  for (const int64_t x : {0L, 1L, 2L, 3L, 7L, 100L, 46341L, 2147483647L, 2147483648L, (1L << 51) - 1,
                          1L << 51, (1L << 51) + 1, (1L << 53) + 1, std::numeric_limits<int64_t>::max()}) {
    for (const int64_t signed_x : {x, -x, -x - 1}) values.push_back(static_cast<T>(signed_x));
  }
  uint64_t state = 1;
  for (int i = 0; i < 200; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    values.push_back(static_cast<T>(static_cast<int64_t>(state) >> (i % 60)));
  }
  std::vector<T> a, b, out;
  for (const T x : values) {
    for (const T y : values) {
      a.push_back(x);
      b.push_back(y);
    }
  }
  out.resize(a.size());
  for (const char* name : {"floor_divide", "remainder"}) {
    const bool is_quotient = name[0] == 'f';
    for (int i = 0; i < table.count; i++) {
      const LoopRow& row = table.rows[i];
      if (std::strcmp(row.ufunc, name) != 0 || std::strcmp(row.types, types) != 0) continue;
      std::byte* args[] = {reinterpret_cast<std::byte*>(a.data()), reinterpret_cast<std::byte*>(b.data()),
                           reinterpret_cast<std::byte*>(out.data())};
      const int64_t steps[] = {sizeof(T), sizeof(T), sizeof(T)};
      row.loop(args, steps, static_cast<int64_t>(a.size()));
      for (size_t k = 0; k < a.size(); k++) {
        const T quotient = floor_quotient(a[k], b[k]);
        const T rest =
            b[k] == 0 ? 0
                      : static_cast<T>(static_cast<__int128>(a[k]) - static_cast<__int128>(quotient) * b[k]);
        CHECK(out[k] == (is_quotient ? quotient : rest));
      }
    }
  }
}

}  // namespace

TEST(integer_divisions_are_those_of_python) {
  std::vector<LoopTable> tables{baseline::integer_loops()};
  if (isa_level() >= IsaLevel::kAvx2) tables.push_back(avx2::integer_loops());
  if (isa_level() >= IsaLevel::kAvx512) tables.push_back(avx512::integer_loops());
  for (const LoopTable& table : tables) {
    check_divisions<int64_t>(table, "ll->l");
    check_divisions<int32_t>(table, "ii->i");
  }
}
