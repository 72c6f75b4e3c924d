// Rounds of differences of neighbours, in two buffers that take turns.
#include <algorithm>
#include <utility>

#include "ufunc/registry.h"

namespace fs {
namespace {

/// `count` elements of an axis from `start` on.
Array part_of(const Array& a, int axis, int64_t start, int64_t count) {
  const auto at = static_cast<size_t>(axis);
  Array part = a;
  part.shape[at] = count;
  if (count > 0) part.data += start * a.strides[at];
  return part;
}

}  // namespace

Array repeated_differences(const Ufunc& ufunc, const Loop& loop, const Array& a, int axis, int64_t rounds) {
  const int64_t length = a.shape.at(static_cast<size_t>(axis));
  // An axis that has run out stays empty, however many rounds are left.
  rounds = std::min(rounds, std::max<int64_t>(length, 1));
  Array before = a, spare;
  for (int64_t round = 1;; round++) {
    const int64_t left = std::max<int64_t>(length - round, 0);
    const Array later = part_of(before, axis, std::min<int64_t>(1, length), left);
    const Array earlier = part_of(before, axis, 0, left);
    if (round == rounds)
      return std::move(apply_ufunc(ufunc, loop, {&later, &earlier}, {nullptr}, nullptr)[0]);
    const Array made = spare.data != nullptr ? part_of(spare, axis, 0, left)
                                             : empty_like_operands(loop.dtypes.back(), later.shape, {&later});
    apply_ufunc(ufunc, loop, {&later, &earlier}, {&made}, nullptr);
    // What was given is not written to.
    spare = round == 1 ? Array{} : before;
    before = made;
  }
}

}  // namespace fs
