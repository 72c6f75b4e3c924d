// Sliding products of floats and 64-bit integers: many results at once, so that every element loaded serves
// several of them; compiled per instruction set.
#include "statistics/sliding_kernels.h"

#include "core/isa.h"

namespace fs::inline FS_ISA {
namespace {

/// Results computed together: their sums stay in registers.
template <class T>
constexpr int kTogether = 256 / sizeof(T);
/// Products added up before the sum joins the total: keeps rounding errors of long windows small. Windows
/// that fit are summed in plain ascending order, as NumPy sums short ones.
constexpr int64_t kBlock = 64;

template <class T>
void tile(const T* a, const T* v, T* out, int64_t taps) {
  constexpr int n = kTogether<T>;
  T total[n];
  for (int i = 0; i < n; i++) total[i] = 0;
  for (int64_t start = 0; start < taps; start += kBlock) {
    const int64_t stop = start + kBlock < taps ? start + kBlock : taps;
    T sum[n];
    for (int i = 0; i < n; i++) sum[i] = a[start + i] * v[start];
    for (int64_t k = start + 1; k < stop; k++) {
      const T weight = v[k];
      for (int i = 0; i < n; i++) sum[i] += a[k + i] * weight;
    }
    for (int i = 0; i < n; i++) total[i] = start == 0 ? sum[i] : total[i] + sum[i];
  }
  for (int i = 0; i < n; i++) out[i] = total[i];
}

template <class T>
T single(const T* a, const T* v, int64_t taps) {
  T total = 0;
  for (int64_t start = 0; start < taps; start += kBlock) {
    const int64_t stop = start + kBlock < taps ? start + kBlock : taps;
    T sum = a[start] * v[start];
    for (int64_t k = start + 1; k < stop; k++) sum += a[k] * v[k];
    total = start == 0 ? sum : total + sum;
  }
  return total;
}

template <class T>
void inside(const T* a, const T* v, T* out, int64_t count, int64_t taps) {
  int64_t i = 0;
  for (; i + kTogether<T> <= count; i += kTogether<T>) tile(a + i, v, out + i, taps);
  for (; i < count; i++) out[i] = single(a + i, v, taps);
}

// Towards an edge every result has one product less than its neighbour: those that all of a tile have are
// computed together, and the others are added one by one.

template <class T>
void entering(const T* a, const T* v, T* out, int64_t count, int64_t taps) {
  constexpr int n = kTogether<T>;
  int64_t i = 0;
  for (; i + n <= count; i += n) {
    const int64_t first = count - i;
    tile(a, v + first, out + i, taps - first);
    for (int t = 1; t < n; t++) out[i + t] = single(a, v + first - t, t) + out[i + t];
  }
  for (; i < count; i++) out[i] = single(a, v + count - i, taps - count + i);
}

template <class T>
void leaving(const T* a, const T* v, T* out, int64_t count, int64_t taps) {
  constexpr int n = kTogether<T>;
  int64_t i = 0;
  for (; i + n <= count && taps - i > n; i += n) {
    const int64_t common = taps - i - n;
    tile(a + i, v, out + i, common);
    for (int t = 0; t < n - 1; t++) out[i + t] += single(a + i + t + common, v + common, n - 1 - t);
  }
  for (; i < count; i++) out[i] = single(a + i, v, taps - 1 - i);
}

}  // namespace

SlidingRuns<float> select_sliding_float() { return {inside<float>, entering<float>, leaving<float>}; }
SlidingRuns<double> select_sliding_double() { return {inside<double>, entering<double>, leaving<double>}; }
SlidingRuns<int64_t> select_sliding_integer() {
  return {inside<int64_t>, entering<int64_t>, leaving<int64_t>};
}

}  // namespace fs::inline FS_ISA
