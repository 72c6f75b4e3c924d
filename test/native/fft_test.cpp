// Fourier transforms against the sum that defines them, in all layouts, lengths and precisions; the plan
// cache.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "check.h"
#include "core/array.h"
#include "core/error.h"
#include "fft/split.h"
#include "fft/transform.h"

using namespace fs;

namespace {

using Wide = Complex<long double>;

Array signal(const Dims& shape, Dtype dtype) {
  Array wide = empty(Dtype::kComplex128, shape);
  for (int64_t i = 0; i < wide.size(); i++) {
    const auto x = static_cast<double>(i);
    wide.as<Complex128>()[i] = {std::sin(1.3 * x) + 0.01 * std::fmod(x, 7), std::cos(0.7 * x * x)};
  }
  return copy(wide, dtype);
}

/// Position of an element along an axis in one line of an array, as the wide complex number it is.
Wide at(const Array& a, int64_t i) {
  const Array one = copy(a, Dtype::kComplex128);
  return {one.as<Complex128>()[i].re, one.as<Complex128>()[i].im};
}

/// The defining sum over `line`, of which `n` elements count, at frequency k.
Wide sum_at(const std::vector<Wide>& line, int64_t n, int64_t k, int sign) {
  Wide sum{0, 0};
  for (int64_t j = 0; j < n && j < static_cast<int64_t>(line.size()); j++) {
    const long double angle = sign * 2 * std::numbers::pi_v<long double> *
                              static_cast<long double>(j * k % n) / static_cast<long double>(n);
    const long double c = std::cos(angle), s = std::sin(angle);
    sum.re += line[j].re * c - line[j].im * s;
    sum.im += line[j].re * s + line[j].im * c;
  }
  return sum;
}

/// 2-norm of the error relative to the result's, in epsilons of the precision, per bit of the length.
double relative_error(const Array& result, const std::vector<Wide>& expected, bool single) {
  const Array wide = copy(result, Dtype::kComplex128, Order::kC);
  long double error = 0, size = 0;
  for (size_t i = 0; i < expected.size(); i++) {
    const Complex128 x = wide.as<Complex128>()[i];
    error +=
        (x.re - expected[i].re) * (x.re - expected[i].re) + (x.im - expected[i].im) * (x.im - expected[i].im);
    size += expected[i].re * expected[i].re + expected[i].im * expected[i].im;
  }
  const double eps = single ? 0x1p-23 : 0x1p-52;
  const double bits = std::fmax(1, std::log2(static_cast<double>(expected.size())));
  return size == 0 ? static_cast<double>(error) : static_cast<double>(std::sqrt(error / size)) / eps / bits;
}

std::vector<Wide> line_of(const Array& a) {
  const Array wide = copy(a, Dtype::kComplex128, Order::kC);
  std::vector<Wide> line;
  for (int64_t i = 0; i < wide.size(); i++)
    line.push_back({wide.as<Complex128>()[i].re, wide.as<Complex128>()[i].im});
  return line;
}

void check_length(int64_t n, int64_t given, bool single) {
  const Array real = signal({given}, single ? Dtype::kFloat32 : Dtype::kFloat64);
  const Array complex = signal({given}, single ? Dtype::kComplex64 : Dtype::kComplex128);
  const std::vector<Wide> real_line = line_of(real), complex_line = line_of(complex);
  for (const int sign : {-1, 1}) {
    const Transform way = sign < 0 ? Transform::kForward : Transform::kBackward;
    std::vector<Wide> of_real, of_complex;
    for (int64_t k = 0; k < n; k++) {
      of_real.push_back(sum_at(real_line, n, k, sign));
      of_complex.push_back(sum_at(complex_line, n, k, sign));
    }
    CHECK(relative_error(fft_line(real, {way, 0, n, 1, single, false}), of_real, single) < 4);
    CHECK(relative_error(fft_line(complex, {way, 0, n, 1, single, false}), of_complex, single) < 4);
    CHECK(relative_error(fft_line(copy(complex, complex.dtype), {way, 0, n, 1, single, true}), of_complex,
                         single) < 4);
    if (sign < 0) {
      of_real.resize(n / 2 + 1);
      CHECK(relative_error(fft_line(real, {Transform::kFromReal, 0, n, 1, single, false}), of_real, single) <
            4);
    }
  }
  // To real: the sum over the whole spectrum that the half stands for.
  std::vector<Wide> spectrum(n, Wide{0, 0}), expected;
  for (int64_t k = 0; k <= n / 2 && k < given; k++) {
    Wide value = complex_line[k];
    if (k == 0 || 2 * k == n) value.im = 0;
    spectrum[k] = value;
    if (k > 0 && 2 * k != n) spectrum[n - k] = {value.re, -value.im};
  }
  for (int64_t j = 0; j < n; j++) expected.push_back({sum_at(spectrum, n, j, 1).re, 0});
  for (const bool consume : {false, true}) {
    const Array input = copy(complex, complex.dtype);
    const Array result = fft_line(input, {Transform::kToReal, 0, n, 1, single, consume});
    CHECK(relative_error(result, expected, single) < 4);
    if (!consume) CHECK(at(input, given - 1).re == at(complex, given - 1).re);
  }
}

}  // namespace

TEST(fft_agrees_with_its_definition_at_every_length) {
  for (const int64_t n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17, 30, 37, 64, 97, 100, 211, 256, 509}) {
    for (const bool single : {false, true}) check_length(n, n, single);
    check_length(n, n + 5, false);
    check_length(n + 5, n, false);
  }
}

TEST(fft_along_any_axis_of_any_layout) {
  const Array cube = signal({3, 4, 5}, Dtype::kComplex128);
  Array reversed = cube;
  reversed.data += 2 * cube.strides[0];
  reversed.strides[0] = -cube.strides[0];
  const Array views[] = {cube, transpose(cube, {2, 0, 1}), transpose(cube, {1, 2, 0}), reversed,
                         broadcast_to(signal({4, 1}, Dtype::kComplex128), {3, 4, 5})};
  for (const Array& a : views) {
    for (int axis = 0; axis < 3; axis++) {
      const int64_t n = a.shape[axis];
      const Array result = fft_line(a, {Transform::kForward, axis, n, 1, false, false});
      // The same transform, one line at a time.
      std::vector<int> order;
      for (int i = 0; i < 3; i++)
        if (i != axis) order.push_back(i);
      order.push_back(axis);
      const Array lines = copy(transpose(a, order), Dtype::kComplex128, Order::kC);
      const Array found = copy(transpose(result, order), Dtype::kComplex128, Order::kC);
      for (int64_t first = 0; first < lines.size(); first += n) {
        std::vector<Wide> line, expected;
        for (int64_t i = 0; i < n; i++)
          line.push_back({lines.as<Complex128>()[first + i].re, lines.as<Complex128>()[first + i].im});
        for (int64_t k = 0; k < n; k++) expected.push_back(sum_at(line, n, k, -1));
        Array part = found;
        part.shape = {n};
        part.strides = {16};
        part.data += first * 16;
        CHECK(relative_error(part, expected, false) < 4);
      }
    }
  }
  CHECK(fft_line(transpose(cube, {2, 1, 0}), {Transform::kForward, 0, 5, 1, false, false}).is_f_contiguous());
}

TEST(fft_along_long_steps) {
  for (const bool single : {false, true}) {
    const Dtype dtype = single ? Dtype::kComplex64 : Dtype::kComplex128;
    // 37 columns: whole blocks and a rest; the same by lines is the measure.
    const Array a = signal({2, 128, 37}, dtype), lines = copy(transpose(a, {0, 2, 1}), dtype, Order::kC);
    const Array real = copy(a, single ? Dtype::kFloat32 : Dtype::kFloat64);
    const Array real_lines = copy(transpose(real, {0, 2, 1}), real.dtype, Order::kC);
    for (const Transform way :
         {Transform::kForward, Transform::kBackward, Transform::kFromReal, Transform::kToReal}) {
      const bool from_real = way == Transform::kFromReal;
      const int64_t n = way == Transform::kToReal ? 254 : 128;
      for (const bool consume : {false, true}) {
        const Array &x = from_real ? real : a, &y = from_real ? real_lines : lines;
        const Array found = fft_line(copy(x, x.dtype, Order::kC), {way, 1, n, 1, single, consume});
        const Array expected = fft_line(y, {way, 2, n, 1, single, false});
        CHECK(relative_error(transpose(found, {0, 2, 1}), line_of(expected), single) < 1);
      }
    }
  }
}

TEST(fft_of_lengths_with_many_divisors_is_split) {
  // Against FFTW's own plan of the whole, which takes its time.
  const int64_t n = 27720;
  for (const bool single : {false, true}) {
    const Array a = signal({2, n}, single ? Dtype::kComplex64 : Dtype::kComplex128);
    const Array real = copy(a, single ? Dtype::kFloat32 : Dtype::kFloat64);
    for (const Transform way :
         {Transform::kForward, Transform::kBackward, Transform::kFromReal, Transform::kToReal}) {
      const bool to_real = way == Transform::kToReal, from_real = way == Transform::kFromReal;
      const Array& x = from_real ? real : a;
      const Array found = fft_line(x, {way, 1, n, 1, single, false});
      const int64_t in_count = to_real ? n / 2 + 1 : n;
      Array input = copy(x, x.dtype, Order::kC), whole = empty(found.dtype, found.shape);
      if (to_real) {
        for (int64_t line = 0; line < 2; line++) {
          for (const int64_t k : {int64_t{0}, n / 2}) {
            std::byte* im = input.data + line * input.strides[0] + k * input.strides[1] + input.item() / 2;
            std::fill_n(im, input.item() / 2, std::byte{0});
          }
        }
      }
      const auto run = [&]<class T>(T) {
        const FftLayout layout{way, {n, 1, 1}, {{2, n, found.shape[1]}}};
        CHECK(should_split(layout) && in_count <= n);
        fft_plan<T>(layout, input.as<T>(), whole.as<T>())->run(input.as<T>(), whole.as<T>());
      };
      single ? run(float{}) : run(double{});
      CHECK(relative_error(found, line_of(whole), single) < 1);
    }
    const Array again = copy(a, a.dtype, Order::kC);
    const Array in_place = fft_line(again, {Transform::kForward, 1, n, 1, single, true});
    CHECK(in_place.data == again.data);
    const Array apart = fft_line(a, {Transform::kForward, 1, n, 1, single, false});
    CHECK(relative_error(in_place, line_of(apart), single) == 0);
  }
}

TEST(fft_of_nothing_and_of_no_axis) {
  CHECK(fft_line(zeros(Dtype::kFloat64, {0, 4}), {Transform::kForward, 1, 4, 1, false, false}).size() == 0);
  const Array padded = fft_line(zeros(Dtype::kFloat64, {0}), {Transform::kForward, 0, 4, 1, false, false});
  CHECK(padded.size() == 4 && padded.as<double>()[0] == 0);
  const Array real = fft_line(zeros(Dtype::kComplex128, {0}), {Transform::kToReal, 0, 3, 1, false, false});
  CHECK(real.as<double>()[0] == 0 && real.as<double>()[1] == 0 && real.as<double>()[2] == 0);
  CHECK_THROWS("ValueError",
               fft_line(zeros(Dtype::kFloat64, {}), {Transform::kForward, 0, 1, 1, false, false}));
  CHECK_THROWS("ValueError",
               fft_line(zeros(Dtype::kFloat64, {2}), {Transform::kForward, 0, 0, 1, false, false}));
}

TEST(fft_plans_are_bounded) {
  for (int64_t n = 1; n <= 3 * static_cast<int64_t>(kFftCachePlans); n++)
    fft_line(zeros(Dtype::kFloat64, {n}), {Transform::kFromReal, 0, n, 1, false, false});
  CHECK(fft_cache_stats().plans <= 2 * kFftCachePlans);
  for (const int64_t n : {int64_t{1} << 20, (int64_t{1} << 20) + 2, (int64_t{1} << 20) + 4,
                          (int64_t{1} << 20) + 6, (int64_t{1} << 21) + 1}) {
    fft_line(zeros(Dtype::kFloat32, {4}), {Transform::kFromReal, 0, n, 1, true, false});
    CHECK(fft_cache_stats().points <= 2 * kFftCachePoints);
  }
}
