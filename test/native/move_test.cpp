// Gathers by positions and masks: against plain loops, for elements of every size, lengths around the
// kernels' blocks, and positions and flags at the edges of what they may be.
#include "move/move.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "check.h"
#include "core/error.h"

using namespace fs;

namespace {

constexpr Dtype kOfEachSize[] = {Dtype::kInt8, Dtype::kInt16, Dtype::kInt32, Dtype::kInt64,
                                 Dtype::kComplex128};
constexpr int64_t kLengths[] = {0, 1, 7, 8, 9, 64, 511, 512, 513, 3000};

/// An array of bytes that tell most elements apart.
Array numbered(Dtype dtype, int64_t n) {
  Array a = empty(dtype, {n});
  for (int64_t i = 0; i < n * static_cast<int64_t>(a.item()); i++)
    a.data[i] = static_cast<std::byte>(i * 37 + i / 251);
  return a;
}

/// Flags, of which about one in three is set: by any byte but zero.
Array flags(int64_t n) {
  Array mask = empty(Dtype::kBool, {n});
  for (int64_t i = 0; i < n; i++)
    mask.as<uint8_t>()[i] = i * i % 3 == 1 ? 0 : static_cast<uint8_t>(i % 255 + 1);
  return mask;
}

bool same_element(const Array& a, int64_t i, const Array& b, int64_t j) {
  return std::memcmp(a.data + i * static_cast<int64_t>(a.item()), b.data + j * static_cast<int64_t>(b.item()),
                     a.item()) == 0;
}

}  // namespace

TEST(masks_select_and_number_elements) {
  for (const int64_t n : kLengths) {
    const Array mask = flags(n);
    std::vector<int64_t> wanted;
    for (int64_t i = 0; i < n; i++) {
      if (mask.as<uint8_t>()[i] != 0) wanted.push_back(i);
    }
    const auto total = static_cast<int64_t>(wanted.size());
    CHECK(count_true(mask) == total);
    const std::vector<Array> positions = nonzero(mask);
    CHECK(positions.size() == 1 && positions[0].size() == total);
    CHECK(std::equal(wanted.begin(), wanted.end(), positions[0].as<int64_t>()));
    for (const Dtype dtype : kOfEachSize) {
      const Array a = numbered(dtype, n), chosen = mask_select(a, mask);
      CHECK(chosen.shape == Dims{total});
      for (int64_t k = 0; k < total; k++) CHECK(same_element(chosen, k, a, wanted[static_cast<size_t>(k)]));
    }
  }
}

TEST(positions_of_flags_in_several_dimensions) {
  Array mask = flags(3 * 5 * 11);
  mask.shape = {3, 5, 11};
  mask.strides = contiguous_strides(mask.shape, 1);
  const std::vector<Array> positions = nonzero(mask);
  int64_t found = 0;
  for (int64_t i = 0; i < mask.size(); i++) {
    if (mask.as<uint8_t>()[i] == 0) continue;
    CHECK(positions[0].as<int64_t>()[found] == i / 55);
    CHECK(positions[1].as<int64_t>()[found] == i / 11 % 5);
    CHECK(positions[2].as<int64_t>()[found] == i % 11);
    found++;
  }
  CHECK(found == positions[0].size());
}

TEST(positions_gather_from_either_end) {
  for (const Dtype dtype : kOfEachSize) {
    // The longer one is larger than what is gathered from without asking ahead.
    for (const int64_t extent : {int64_t{5}, int64_t{1} << 20}) {
      const Array a = numbered(dtype, extent);
      Array backwards = a;
      backwards.data += (extent - 1) * static_cast<int64_t>(a.item());
      backwards.strides[0] = -a.strides[0];
      for (const int64_t n : kLengths) {
        Array positions = empty(Dtype::kInt64, {n});
        auto* at = positions.as<int64_t>();
        for (int64_t i = 0; i < n; i++) at[i] = i * 7919 % (2 * extent) - extent;
        const Array taken = gather(a, {0}, {&positions}, 0),
                    mirrored = gather(backwards, {0}, {&positions}, 0);
        for (int64_t i = 0; i < n; i++) {
          const int64_t from = at[i] < 0 ? at[i] + extent : at[i];
          CHECK(same_element(taken, i, a, from));
          CHECK(same_element(mirrored, i, a, extent - 1 - from));
        }
        if (n == 0) continue;
        for (const int64_t outside : {extent, -extent - 1, INT64_MAX, INT64_MIN}) {
          at[n - 1] = outside;
          CHECK_THROWS("IndexError", gather(a, {0}, {&positions}, 0));
          CHECK_THROWS("IndexError", require_within(positions, 0, extent));
        }
      }
    }
  }
}
