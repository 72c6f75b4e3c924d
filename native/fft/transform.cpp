// Brings data into the form a plan wants (dtype, length, steps), runs it and finishes the result.
#include "fft/transform.h"

#include <algorithm>
#include <cstring>

#include "core/error.h"
#include "core/loop.h"
#include "fft/columns.h"
#include "fft/split.h"

namespace fs {
namespace {

/// A view of `count` positions along an axis from `first` on, `step` apart.
Array part(const Array& a, int axis, int64_t first, int64_t count, int64_t step = 1) {
  Array view = a;
  view.shape[axis] = count;
  if (count > 0) view.data += first * a.strides[axis];
  view.strides[axis] *= step;
  return view;
}

Dims with_extent(const Dims& shape, int axis, int64_t extent) {
  Dims changed = shape;
  changed[axis] = extent;
  return changed;
}

void fill_zero(const Array& a) {
  if (a.size() > 0) assign(a, zeros(a.dtype, {}));
}

/// Whether FFTW can read the array where it lies: whole elements apart, forwards.
bool is_plain(const Array& a, int64_t element) {
  if (reinterpret_cast<uintptr_t>(a.data) % static_cast<size_t>(element) != 0) return false;
  for (int i = 0; i < a.ndim(); i++) {
    if (a.shape[i] > 1 && (a.strides[i] <= 0 || a.strides[i] % static_cast<int64_t>(a.item()) != 0))
      return false;
  }
  return true;
}

/// Input as the transform reads it: `extent` positions along the axis in `dtype`, cut off or filled with
/// zeros.
Array fitted(const Array& a, int axis, int64_t extent, Dtype dtype) {
  const Array target = empty_in_order(dtype, with_extent(a.shape, axis, extent), memory_axis_order({&a}));
  const int64_t given = std::min(extent, a.shape[axis]);
  if (target.size() == 0) return target;
  if (given > 0) assign(part(target, axis, 0, given), part(a, axis, 0, given));
  fill_zero(part(target, axis, given, extent - given));
  return target;
}

/// Axes the transform is repeated over, merged where both sides allow it.
std::vector<FftAxis> other_axes(const Array& in, const Array& out, int axis) {
  std::vector<FftAxis> axes;
  for (int i = 0; i < in.ndim(); i++) {
    if (i == axis || in.shape[i] == 1) continue;
    axes.push_back({in.shape[i], in.strides[i] / static_cast<int64_t>(in.item()),
                    out.strides[i] / static_cast<int64_t>(out.item())});
  }
  std::sort(axes.begin(), axes.end(),
            [](const FftAxis& a, const FftAxis& b) { return a.out_step > b.out_step; });
  std::vector<FftAxis> merged;
  for (const FftAxis& inner : axes) {
    if (!merged.empty()) {
      FftAxis& outer = merged.back();
      if (outer.in_step == inner.in_step * inner.extent && outer.out_step == inner.out_step * inner.extent) {
        outer = {outer.extent * inner.extent, inner.in_step, inner.out_step};
        continue;
      }
    }
    merged.push_back(inner);
  }
  return merged;
}

template <class T>
void run(Transform transform, const Array& in, const Array& out, int axis, int64_t n) {
  const FftLayout layout{transform,
                         {n, in.strides[axis] / static_cast<int64_t>(in.item()),
                          out.strides[axis] / static_cast<int64_t>(out.item())},
                         other_axes(in, out, axis)};
  if (should_split(layout)) {
    transform_split<T>(layout, in.as<T>(), out.as<T>());
    return;
  }
  if (should_gather(layout, std::max(in.item(), out.item()))) {
    transform_columns<T>(layout, in.as<T>(), out.as<T>());
    return;
  }
  fft_plan<T>(layout, in.as<T>(), out.as<T>())->run(in.as<T>(), out.as<T>());
}

template <class T>
void conjugate(const Array& a) {
  run_loop<1>(plan_loop<1>({&a}), [](const auto& at, const auto& strides, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
      T& im = reinterpret_cast<T*>(at[0] + i * strides[0])[1];
      im = -im;
    }
  });
}

template <class T>
void copy_conjugate(const Array& to, const Array& from) {
  run_loop<2>(plan_loop<2>({&to, &from}), [](const auto& at, const auto& strides, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
      const T* source = reinterpret_cast<const T*>(at[1] + i * strides[1]);
      T* target = reinterpret_cast<T*>(at[0] + i * strides[0]);
      target[0] = source[0];
      target[1] = -source[1];
    }
  });
}

/// Completes the spectrum of real input, of which positions up to n/2 are known: X[n-k] is the conjugate of
/// X[k].
template <class T>
void mirror(const Array& out, int axis, int64_t n, bool backward) {
  const int64_t missing = (n - 1) / 2;
  if (missing > 0) {
    const Array upper = part(out, axis, n - 1, missing, -1), lower = part(out, axis, 1, missing);
    if (backward)
      assign(upper, lower);
    else
      copy_conjugate<T>(upper, lower);
  }
  if (backward) conjugate<T>(part(out, axis, 0, n / 2 + 1));
}

/// The imaginary parts at frequency 0 and, for even n, at n/2: a real signal has none there.
template <class T>
void clear_imaginary(const Array& a, int axis, int64_t n) {
  const auto clear = [&](int64_t position) {
    Array view = part(a, axis, position, 1);
    run_loop<1>(plan_loop<1>({&view}), [](const auto& at, const auto& strides, int64_t count) {
      for (int64_t i = 0; i < count; i++) reinterpret_cast<T*>(at[0] + i * strides[0])[1] = 0;
    });
  };
  clear(0);
  if (n % 2 == 0) clear(n / 2);
}

/// Multiplies a result by a factor; its memory is one piece.
template <class T>
void scale(const Array& out, double factor) {
  if (factor == 1) return;
  const T by = static_cast<T>(factor);
  const int64_t count = out.size() * static_cast<int64_t>(out.item() / sizeof(T));
  T* values = out.as<T>();
  for (int64_t i = 0; i < count; i++) values[i] *= by;
}

template <class T>
Array transformed(const Array& a, const FftLine& line) {
  const auto [transform, axis, n, factor, single, consume] = line;
  const Dtype real = single ? Dtype::kFloat32 : Dtype::kFloat64;
  const Dtype complex = single ? Dtype::kComplex64 : Dtype::kComplex128;
  const bool is_complex = transform == Transform::kForward || transform == Transform::kBackward;
  const bool halves = is_complex && a.dtype < Dtype::kComplex64;  // real input: half of the work
  const Transform step = halves ? Transform::kFromReal : transform;

  const int64_t needed = step == Transform::kToReal ? n / 2 + 1 : n;
  const Dtype input = step == Transform::kFromReal ? real : complex;
  const int64_t extent = transform == Transform::kFromReal ? n / 2 + 1 : n;
  const Dtype output = step == Transform::kToReal ? real : complex;

  Array in = a;
  bool is_own = consume && a.is_c_contiguous();
  if (a.dtype != input || a.shape[axis] < needed || !is_plain(a, sizeof(T)) ||
      (step == Transform::kToReal && !consume)) {
    in = fitted(a, axis, needed, input);
    is_own = true;
  } else if (a.shape[axis] > needed) {
    in = part(a, axis, 0, needed);
    is_own = false;
  }
  const bool in_place = is_own && is_complex && !halves;
  Array out =
      in_place ? in : empty_in_order(output, with_extent(a.shape, axis, extent), memory_axis_order({&a}));
  if (out.size() == 0) return out;
  if (step == Transform::kToReal) clear_imaginary<T>(in, axis, n);
  run<T>(step, in, out, axis, n);
  if (halves) mirror<T>(out, axis, n, transform == Transform::kBackward);
  scale<T>(out, factor);
  return out;
}

}  // namespace

Array fft_line(const Array& a, const FftLine& line) {
  if (line.axis < 0 || line.axis >= a.ndim() || line.n < 1) throw ValueError("fft: no such axis or length");
  return line.single ? transformed<float>(a, line) : transformed<double>(a, line);
}

}  // namespace fs
