// The array core: layouts, views, broadcasting, conversion and the buffer pool.
#include <cmath>
#include <cstring>
#include <limits>

#include "check.h"
#include "core/array.h"
#include "core/cast.h"
#include "core/error.h"

using namespace fs;

namespace {

Array range(const Dims& shape) {
  Array a = empty(Dtype::kFloat64, shape);
  for (int64_t i = 0; i < a.size(); i++) a.as<double>()[i] = static_cast<double>(i);
  return a;
}

double at(const Array& a, const Dims& index) {
  const std::byte* p = a.data;
  for (size_t i = 0; i < index.size(); i++) p += index[i] * a.strides[i];
  return *reinterpret_cast<const double*>(p);
}

}  // namespace

TEST(views_that_interleave_share_no_byte) {
  const Array a = range({4, 6});
  const auto columns = [&](int64_t start, int64_t step, int64_t count) {
    Array view = a;
    view.data += start * 8;
    view.shape[1] = count;
    view.strides[1] = step * 8;
    return view;
  };
  const Array even = columns(0, 2, 3), odd = columns(1, 2, 3), every_third = columns(0, 3, 2);
  CHECK(may_overlap(even, odd));
  CHECK(!do_overlap(even, odd));
  CHECK(!do_overlap(odd, columns(4, 2, 1)));
  CHECK(do_overlap(odd, every_third));
  CHECK(do_overlap(even, columns(4, -2, 2)));
  CHECK(!do_overlap(odd, columns(4, -2, 2)));
  CHECK(!do_overlap(even, range({4, 6})));
}

TEST(axes_that_an_array_has_not) {
  for (const std::vector<int>& axes : {std::vector<int>{0, 2}, {-1, 0}, {0}, {0, 1, 1}}) {
    bool refused = false;
    try {
      transpose(range({2, 3}), axes);
    } catch (const ValueError&) {
      refused = true;
    }
    CHECK(refused);
  }
}

TEST(contiguity_of_layouts) {
  const Array a = range({2, 3});
  CHECK(a.is_c_contiguous() && !a.is_f_contiguous());
  const Array t = transpose(a, {1, 0});
  CHECK(t.is_f_contiguous() && !t.is_c_contiguous());
  CHECK(empty(Dtype::kInt8, {0, 3}).is_c_contiguous());
  CHECK(range({1, 3}).is_f_contiguous());
}

TEST(copy_keeps_axis_order_unless_told) {
  const Array t = transpose(range({2, 3}), {1, 0});
  CHECK(copy(t, Dtype::kFloat64, Order::kK).is_f_contiguous());
  const Array c = copy(t, Dtype::kFloat64, Order::kC);
  CHECK(c.is_c_contiguous() && at(c, {2, 1}) == 5 && at(c, {0, 1}) == 3);
}

TEST(broadcasting) {
  const Dims a{3, 1}, b{4}, bad{2, 4};
  CHECK((broadcast_shapes({&a, &b}) == Dims{3, 4}));
  CHECK_THROWS("ValueError", broadcast_shapes({&a, &bad}));
  const Array row = broadcast_to(range({3, 1}), {2, 3, 4});
  CHECK(at(row, {1, 2, 3}) == 2);
  CHECK_THROWS("ValueError", broadcast_to(range({3}), {2}));
}

TEST(reshape_without_copy_where_the_layout_allows) {
  Array view;
  CHECK(reshape_view(range({2, 3, 4}), {6, 4}, Order::kC, view) && at(view, {5, 3}) == 23);
  CHECK(!reshape_view(transpose(range({2, 3}), {1, 0}), {6}, Order::kC, view));
  CHECK(reshape_view(transpose(range({2, 3}), {1, 0}), {6}, Order::kF, view) && at(view, {4}) == 4);
}

TEST(assigning_an_array_to_its_own_reverse) {
  Array a = range({5});
  Array reversed = a;
  reversed.data += 4 * 8;
  reversed.strides[0] = -8;
  assign(a, reversed);
  CHECK(at(a, {0}) == 4 && at(a, {4}) == 0);
}

TEST(conversion_out_of_range_as_x86_does) {
  CHECK(cast<int32_t>(3e9) == std::numeric_limits<int32_t>::min());
  CHECK(cast<int8_t>(300.7) == 44);
  CHECK(cast<uint8_t>(-1.0) == 255);
  CHECK(cast<int64_t>(std::nan("")) == std::numeric_limits<int64_t>::min());
  CHECK(cast<uint64_t>(-1.0) == std::numeric_limits<uint64_t>::max());
  CHECK(cast<uint64_t>(1e19) == 10000000000000000000u);
}

TEST(half_rounds_half_to_even_and_only_once) {
  CHECK(Half(65519.0f).bits == 0x7bff && Half(65520.0f).bits == 0x7c00);
  CHECK(Half(1.0f + 1.0f / 2048).bits == 0x3c00 && Half(1.0f + 3.0f / 2048).bits == 0x3c02);
  CHECK(Half(5.960464477539063e-08).bits == 1 && Half(2.980232238769531e-08).bits == 0);
  CHECK(Half(1.0 + 1.0 / 2048 + 1e-12).bits == 0x3c01);
  for (uint32_t bits = 0; bits < 0x7c00; bits += 7) {
    CHECK(Half(half_bits_to_float(static_cast<uint16_t>(bits))).bits == bits);
  }
}

TEST(freed_blocks_are_reused_and_bounded) {
  trim_pool();
  const size_t before = memory_stats().in_use;
  const std::byte* first = nullptr;
  {
    const Array a = empty(Dtype::kFloat64, {1000});
    first = a.data;
    CHECK(memory_stats().in_use >= before + 8000);
  }
  CHECK(memory_stats().in_use == before && memory_stats().pooled >= 8000);
  const Array b = empty(Dtype::kFloat64, {1000});
  CHECK(b.data == first);
}

TEST(impossible_sizes_are_errors) {
  CHECK_THROWS("ValueError", empty(Dtype::kFloat64, {int64_t{1} << 40, int64_t{1} << 40}));
  CHECK_THROWS("ValueError", empty(Dtype::kFloat64, {-1}));
}
