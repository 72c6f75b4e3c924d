// The four-step algorithm (Gentleman and Sande 1966; Bailey 1990): with n = n1 n2, j = j1 n2 + j2 and
// k = k1 + n1 k2, the sum over j of x[j] w^(jk) is n2 transforms of length n1 over j1, a factor w^(j2 k1) for
// each element, and n1 transforms of length n2 over j2.
#include "fft/split.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/buffer.h"
#include "core/dtype.h"

namespace fs {
namespace {

/// Lengths up to this are left to FFTW, and so are the parts of a longer one.
constexpr int64_t kShort = 4096;
/// Divisors from which planning gets out of hand.
constexpr int kManyDivisors = 50;
/// Lines transformed together.
constexpr int64_t kLines = 16;
/// Elements between them, so that their starts fall into different cache sets.
constexpr int64_t kGap = 4;

/// The largest divisor of n up to its root, and how many divisors there are.
struct Divisors {
  int64_t largest;
  int count;
};

Divisors divisors_of(int64_t n) {
  Divisors found{1, 0};
  for (int64_t d = 1; d * d <= n; d++) {
    if (n % d != 0) continue;
    found.largest = d;
    found.count += d * d == n ? 1 : 2;
  }
  return found;
}

template <class T>
Complex<T> times(Complex<T> a, Complex<T> b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// Powers of the n-th root of unity, as products of two of about 2 sqrt(n) that are kept.
class Roots {
 public:
  Roots(int64_t n, int sign) {
    while ((int64_t{1} << (2 * bits_)) < n) bits_++;
    const int64_t low = int64_t{1} << bits_, high = (n >> bits_) + 1;
    const long double turn = sign * 2 * std::numbers::pi_v<long double> / static_cast<long double>(n);
    const auto root = [&](int64_t i) {
      const long double angle = turn * static_cast<long double>(i);
      return Complex128{static_cast<double>(std::cos(angle)), static_cast<double>(std::sin(angle))};
    };
    for (int64_t i = 0; i < low; i++) low_.push_back(root(i));
    for (int64_t i = 0; i < high; i++) high_.push_back(root(i << bits_));
  }

  Complex128 power(int64_t i) const {
    return times(high_[i >> bits_], low_[i & ((int64_t{1} << bits_) - 1)]);
  }

 private:
  int bits_ = 0;
  std::vector<Complex128> low_, high_;
};

/// One line: `load(j)` gives element j of the input, `store(k, x)` takes element k of the result.
template <class T, class Load, class Store>
void four_steps(Transform way, int64_t n, const Roots& roots, Load&& load, Store&& store) {
  const int64_t n1 = divisors_of(n).largest, n2 = n / n1, pitch = n1 + kGap;
  const BufferRef scratch = allocate_buffer(static_cast<size_t>(kLines * pitch) * sizeof(Complex<T>));
  const BufferRef table = allocate_buffer(static_cast<size_t>(n) * sizeof(Complex<T>));
  auto* lines = reinterpret_cast<Complex<T>*>(scratch->data());
  auto* rows = reinterpret_cast<Complex<T>*>(table->data());
  const auto transform = [&](Complex<T>* at, int64_t length, int64_t count, int64_t apart) {
    T* data = reinterpret_cast<T*>(at);
    fft_plan<T>({way, {length, 1, 1}, {{count, apart, apart}}}, data, data)->run(data, data);
  };
  for (int64_t j2 = 0; j2 < n2; j2 += kLines) {
    const int64_t count = std::min(kLines, n2 - j2);
    for (int64_t j1 = 0; j1 < n1; j1++) {
      for (int64_t i = 0; i < count; i++) lines[i * pitch + j1] = load(j1 * n2 + j2 + i);
    }
    transform(lines, n1, count, pitch);
    for (int64_t k1 = 0; k1 < n1; k1++) {
      for (int64_t i = 0; i < count; i++) {
        const Complex128 root = roots.power((j2 + i) * k1);
        rows[k1 * n2 + j2 + i] =
            times(lines[i * pitch + k1], Complex<T>{static_cast<T>(root.re), static_cast<T>(root.im)});
      }
    }
  }
  for (int64_t k1 = 0; k1 < n1; k1 += kLines) {
    const int64_t count = std::min(kLines, n1 - k1);
    transform(rows + k1 * n2, n2, count, n2);
    for (int64_t k2 = 0; k2 < n2; k2++) {
      for (int64_t i = 0; i < count; i++) store(k1 + i + n1 * k2, rows[(k1 + i) * n2 + k2]);
    }
  }
}

}  // namespace

bool should_split(const FftLayout& layout) {
  const int64_t n = layout.line.extent;
  if (n <= kShort) return false;
  const Divisors divisors = divisors_of(n);
  return divisors.count >= kManyDivisors && n / divisors.largest <= 2 * kShort;
}

template <class T>
void transform_split(const FftLayout& layout, T* in, T* out) {
  const auto [n, in_step, out_step] = layout.line;
  const bool forward = layout.transform == Transform::kForward || layout.transform == Transform::kFromReal;
  const Transform way = forward ? Transform::kForward : Transform::kBackward;
  const Roots roots(n, forward ? -1 : 1);
  const auto run = [&](int64_t in_offset, int64_t out_offset) {
    const auto* pairs = reinterpret_cast<const Complex<T>*>(in) + in_offset;
    auto* results = reinterpret_cast<Complex<T>*>(out) + out_offset;
    const int64_t from = in_step, to = out_step, length = n;
    const auto store = [&](int64_t k, Complex<T> x) { results[k * to] = x; };
    switch (layout.transform) {
      case Transform::kForward:
      case Transform::kBackward:
        return four_steps<T>(
            way, length, roots, [&](int64_t j) { return pairs[j * from]; }, store);
      case Transform::kFromReal:
        return four_steps<T>(
            way, length, roots,
            [&](int64_t j) {
              return Complex<T>{(in + in_offset)[j * from], 0};
            },
            [&](int64_t k, Complex<T> x) {
              if (k <= length / 2) store(k, x);
            });
      case Transform::kToReal:
        // The upper half of the spectrum is the conjugate of the lower one.
        return four_steps<T>(
            way, length, roots,
            [&](int64_t j) {
              if (2 * j <= length) return pairs[j * from];
              const Complex<T> x = pairs[(length - j) * from];
              return Complex<T>{x.re, -x.im};
            },
            [&](int64_t k, Complex<T> x) { (out + out_offset)[k * to] = x.re; });
    }
  };
  for_each_line(layout.rest, run);
}

template void transform_split(const FftLayout&, float*, float*);
template void transform_split(const FftLayout&, double*, double*);

}  // namespace fs
