// Rounds of differences of neighbours, in two buffers that take turns.
#include <algorithm>
#include <array>
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

/// All but the last round along a vector, whose loop needs no planning. Returns what they leave.
Array short_of_the_last(const Loop& loop, const Array& a, int64_t rounds) {
  const auto item = static_cast<int64_t>(a.item());
  const int64_t length = a.shape[0];
  const std::array<Array, 2> buffers{empty(a.dtype, {length}), empty(a.dtype, {length})};
  const std::array<int64_t, 3> steps{item, item, item};
  Array before = a;
  for (int64_t round = 1; round < rounds; round++) {
    const Array& made = buffers[static_cast<size_t>(round % 2)];
    std::array<std::byte*, 3> at{before.data + item, before.data, made.data};
    loop.run(at.data(), steps.data(), length - round);
    before.data = made.data;
    before.buffer = made.buffer;
  }
  before.shape[0] = length - rounds + 1;
  return before;
}

}  // namespace

Array repeated_differences(const Ufunc& ufunc, const Loop& loop, const Array& a, int axis, int64_t rounds) {
  const int64_t length = a.shape.at(static_cast<size_t>(axis));
  // An axis that has run out stays empty, however many rounds are left.
  rounds = std::min(rounds, std::max<int64_t>(length, 1));
  if (a.ndim() == 1 && a.is_c_contiguous() && rounds > 2)
    return repeated_differences(ufunc, loop, short_of_the_last(loop, a, rounds), axis, 1);
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
