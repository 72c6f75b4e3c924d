// Matrices for LAPACK: stacks taken apart, copied to column-major scratch memory and back to C order.
#pragma once

#include <algorithm>
#include <string>

#include "core/array.h"
#include "core/error.h"
#include "linalg/lapack.h"
#include "linalg/stack.h"

namespace fs {

/// Scratch memory from the pool of array buffers; contents unspecified.
template <class T>
class Scratch {
 public:
  explicit Scratch(int64_t count)
      : buffer_(allocate_buffer(static_cast<size_t>(std::max<int64_t>(count, 1)) * sizeof(T))) {}
  T* data() const { return reinterpret_cast<T*>(buffer_->data()); }
  T& operator[](int64_t i) const { return data()[i]; }

 private:
  BufferRef buffer_;
};

/// A strided matrix of a stack: element (i, j) is at data + i * row + j * column bytes.
struct MatrixShape {
  int64_t rows, columns;
  int64_t row, column;
};

/// The matrices of an array. Throws LinAlgError below two dimensions.
inline MatrixShape matrix_shape(const Array& a) {
  if (a.ndim() < 2) throw LinAlgError("an array of at least two dimensions is needed");
  return {extent_from_end(a, 2), extent_from_end(a, 1), a.strides[a.ndim() - 2], a.strides[a.ndim() - 1]};
}

/// As matrix_shape. Throws LinAlgError for matrices that are not square.
inline MatrixShape square_shape(const Array& a) {
  const MatrixShape shape = matrix_shape(a);
  if (shape.rows != shape.columns) throw LinAlgError("square matrices are needed");
  return shape;
}

/// A leading dimension as LAPACK requires it.
inline blas::Int leading_dimension(int64_t rows) {
  return static_cast<blas::Int>(std::max<int64_t>(rows, 1));
}

/// Side of the tiles that transposing copies work in: two tiles of 16-byte elements fit the first-level
/// cache.
inline constexpr int64_t kTile = 16;

/// Copies a strided matrix to column-major memory.
template <class T>
void read_matrix(const std::byte* from, const MatrixShape& shape, T* to, int64_t ld) {
  for (int64_t j0 = 0; j0 < shape.columns; j0 += kTile) {
    const int64_t j1 = std::min(j0 + kTile, shape.columns);
    for (int64_t i0 = 0; i0 < shape.rows; i0 += kTile) {
      const int64_t i1 = std::min(i0 + kTile, shape.rows);
      for (int64_t j = j0; j < j1; j++) {
        const std::byte* at = from + i0 * shape.row + j * shape.column;
        for (int64_t i = i0; i < i1; i++, at += shape.row) {
          to[j * ld + i] = *reinterpret_cast<const T*>(at);
        }
      }
    }
  }
}

/// Copies a column-major matrix to C order.
template <class T>
void write_matrix(const T* from, int64_t ld, int64_t rows, int64_t columns, T* to) {
  for (int64_t i0 = 0; i0 < rows; i0 += kTile) {
    const int64_t i1 = std::min(i0 + kTile, rows);
    for (int64_t j0 = 0; j0 < columns; j0 += kTile) {
      const int64_t j1 = std::min(j0 + kTile, columns);
      for (int64_t i = i0; i < i1; i++) {
        for (int64_t j = j0; j < j1; j++) to[i * columns + j] = from[j * ld + i];
      }
    }
  }
}

/// Whether there is neither an infinity nor NaN among `count` numbers.
template <class T>
bool all_finite(const T* data, int64_t count) {
  const int64_t parts = is_complex_v<T> ? 2 * count : count;
  const double* at = reinterpret_cast<const double*>(data);
  double sum = 0;
  // Zero times what is not finite is NaN, which stays.
  for (int64_t i = 0; i < parts; i++) sum += at[i] * 0;
  return sum == 0;
}

/// Extents of a stack followed by those of its elements.
inline Dims stacked(Dims stack, std::initializer_list<int64_t> core) {
  stack.insert(stack.end(), core);
  return stack;
}

/// Calls body(scratch, i, data of the i-th element) for a stack of elements with `core` axes, counted in C
/// order, by several threads if that pays; make() gives the scratch memory of a thread.
template <class Make, class Body>
void for_each_matrix(const Array& a, int core, Make&& make, Body&& body) {
  const Places places(leading(a, core));
  for_each_item(places.count(), item_size(a, core), make, [&](auto& scratch, int64_t i) {
    body(scratch, i, static_cast<const std::byte*>(places[i]));
  });
}

/// As for_each_matrix for two stacks that broadcast to `stack`.
template <class Make, class Body>
void for_each_matrix_pair(const Array& a, int a_core, const Array& b, int b_core, const Dims& stack,
                          Make&& make, Body&& body) {
  const Places x(broadcast_to(leading(a, a_core), stack)), y(broadcast_to(leading(b, b_core), stack));
  for_each_item(x.count(), std::max(item_size(a, a_core), item_size(b, b_core)), make,
                [&](auto& scratch, int64_t i) {
                  body(scratch, i, static_cast<const std::byte*>(x[i]), static_cast<const std::byte*>(y[i]));
                });
}

/// Calls f(TypeTag<T>{}) with the element type of a float64 or complex128 array. Throws TypeError otherwise.
template <class F>
decltype(auto) dispatch_double(const Array& a, F&& f) {
  if (a.dtype == Dtype::kFloat64) return f(TypeTag<double>{});
  if (a.dtype == Dtype::kComplex128) return f(TypeTag<Complex128>{});
  throw TypeError("linear algebra computes in float64 and complex128");
}

}  // namespace fs
