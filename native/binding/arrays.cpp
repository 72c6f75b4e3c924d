// Exports: making, viewing, reading and releasing arrays.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "binding/call.h"
#include "binding/families.h"
#include "core/array.h"
#include "core/cast.h"
#include "core/error.h"

namespace fs {
namespace {

napi_value export_empty(Call& call) { return call.make(empty(call.dtype(0), call.dims(1))); }
// contiguous(a): the elements in C order, in the same memory where they are
napi_value export_contiguous(Call& call) {
  const Array& a = call.array(0);
  return call.make(as_contiguous(a, a.dtype));
}
napi_value export_zeros(Call& call) { return call.make(zeros(call.dtype(0), call.dims(1))); }

// fromBytes(bytes, dtype, shape): C-ordered bytes, copied.
napi_value from_bytes(Call& call) {
  const auto [data, length] = call.bytes(0);
  Array a = empty(call.dtype(1), call.dims(2));
  const size_t expected = static_cast<size_t>(a.size()) * a.item();
  if (length != expected) throw ValueError("array data has the wrong number of bytes");
  if (expected > 0) std::memcpy(a.data, data, expected);
  if (a.dtype == Dtype::kBool) {
    for (size_t i = 0; i < expected; i++) a.data[i] = std::byte{a.data[i] != std::byte{0}};
  }
  return call.make(std::move(a));
}

// fromNumber(dtype, value): a 0-d array; value is a number, a bigint within 64 bits, or a boolean.
napi_value from_number(Call& call) {
  Array a = empty(call.dtype(0), {});
  const bool big = call.is_bigint(1);
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (big) {
      const uint64_t bits = call.bigint_bits(1);
      if constexpr (is_integer_v<T>)
        *a.as<T>() = static_cast<T>(bits);
      else
        throw TypeError("internal: bigint for a non-integer dtype");
    } else {
      *a.as<T>() = cast<T>(call.number(1));
    }
  });
  return call.make(std::move(a));
}

// fromComplex(dtype, re, im)
napi_value from_complex(Call& call) {
  Array a = empty(call.dtype(0), {});
  dispatch(a.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    *a.as<T>() = cast<T>(Complex128{call.number(1), call.number(2)});
  });
  return call.make(std::move(a));
}

// An element as boolean, number, bigint (64-bit integers) or [re, im].
napi_value element(Call& call, Dtype dtype, const std::byte* at) {
  return dispatch(dtype, [&](auto tag) -> napi_value {
    using T = typename decltype(tag)::type;
    const T value = *reinterpret_cast<const T*>(at);
    if constexpr (std::is_same_v<T, Bool>)
      return call.make(static_cast<bool>(value));
    else if constexpr (is_complex_v<T>)
      return call.make(std::vector<napi_value>{call.make(double{value.re}), call.make(double{value.im})});
    else if constexpr (is_float_v<T>)
      return call.make(static_cast<double>(value));
    else if constexpr (sizeof(T) == 8)
      return call.make_bigint(value);
    else
      return call.make(static_cast<double>(value));
  });
}

// readItem(slot): the element of a one-element array.
napi_value read_item(Call& call) {
  const Array& a = call.array(0);
  if (a.size() != 1) throw ValueError("can only read the item of an array of size 1");
  return element(call, a.dtype, a.data);
}

// readElement(slot, ...indices): the element at these indices, one per axis.
napi_value read_element(Call& call) {
  const Array& a = call.array(0);
  if (call.count() != a.shape.size() + 1) throw ValueError("internal: an element takes one index per axis");
  const std::byte* at = a.data;
  for (size_t axis = 0; axis < a.shape.size(); axis++) {
    const int64_t index = call.long_integer(axis + 1);
    if (index < 0 || index >= a.shape[axis]) throw ValueError("internal: index out of bounds");
    at += index * a.strides[axis];
  }
  return element(call, a.dtype, at);
}

// writeBytes(slot, target, offset): the elements in C order.
napi_value write_bytes(Call& call) {
  const Array& a = call.array(0);
  const auto [data, length] = call.bytes(1);
  const auto offset = static_cast<size_t>(call.long_integer(2));
  const size_t bytes = static_cast<size_t>(a.size()) * a.item();
  if (offset > length || bytes > length - offset) throw ValueError("internal: target too small");
  const Array source = as_contiguous(a, a.dtype);
  if (bytes > 0) std::memcpy(data + offset, source.data, bytes);
  return call.undefined();
}

napi_value alias(Call& call) { return call.make(Array(call.array(0))); }

// noteWrite(slot)
napi_value note_write(Call& call) {
  call.array(0).buffer->note_write();
  return call.undefined();
}

// writesTo(slot)
napi_value writes_to(Call& call) { return call.make(static_cast<double>(call.array(0).buffer->writes())); }

// makeReadOnly(slot)
napi_value make_read_only_export(Call& call) {
  make_read_only(call.integer(0));
  return call.undefined();
}

// isWriteable(slot)
napi_value is_writeable(Call& call) { return call.make(call.array(0).writeable); }

napi_value release(Call& call) {
  release_slot(call.integer(0));
  return call.undefined();
}

napi_value strides(Call& call) { return call.make(call.array(0).strides); }

// shape(slot)
napi_value shape(Call& call) { return call.make(call.array(0).shape); }

// layout(slot): bit 0 C-contiguous, bit 1 Fortran-contiguous.
napi_value layout(Call& call) {
  const Array& a = call.array(0);
  return call.make(int32_t{a.is_c_contiguous()} | int32_t{a.is_f_contiguous()} << 1);
}

napi_value overlaps(Call& call) { return call.make(may_overlap(call.array(0), call.array(1))); }
napi_value shares(Call& call) { return call.make(do_overlap(call.array(0), call.array(1))); }

// stridedView(slot, shape, strides, offset): strides and offset in bytes; the caller vouches for the bounds,
// which are checked all the same.
napi_value strided_view(Call& call) {
  Array view = call.array(0);
  view.shape = call.dims(1);
  view.strides = call.dims(2);
  view.data += call.long_integer(3);
  if (view.shape.size() != view.strides.size())
    throw ValueError("internal: shape and strides differ in length");
  if (view.size() > 0) {
    const std::byte *low = view.data, *high = view.data + view.item();
    for (int i = 0; i < view.ndim(); i++) {
      const int64_t reach = (view.shape[i] - 1) * view.strides[i];
      (reach < 0 ? low : high) += reach;
    }
    if (low < view.buffer->data() || high > view.buffer->data() + view.buffer->bytes()) {
      throw ValueError("internal: view outside its buffer");
    }
  }
  return call.make(std::move(view));
}

// partView(slot, dtype, strides, offset): the elements reinterpreted as a narrower dtype at a byte offset
// within each, such as the real parts of complex numbers.
napi_value part_view(Call& call) {
  Array view = call.array(0);
  const size_t whole = view.item();
  view.dtype = call.dtype(1);
  view.strides = call.dims(2);
  const int64_t offset = call.long_integer(3);
  if (offset < 0 || static_cast<size_t>(offset) + view.item() > whole ||
      view.strides.size() != view.shape.size()) {
    throw ValueError("internal: part outside its element");
  }
  view.data += offset;
  return call.make(std::move(view));
}

// bufferView(slot, dtype, size, offset): `size` elements of any dtype in the memory of a C-contiguous array,
// from a byte offset on; -1 where they would not be aligned.
napi_value buffer_view(Call& call) {
  Array view = call.array(0);
  const auto bytes = view.size() * static_cast<int64_t>(view.item());
  view.dtype = call.dtype(1);
  const int64_t size = call.long_integer(2), offset = call.long_integer(3);
  const auto item = static_cast<int64_t>(view.item());
  if (!call.array(0).is_c_contiguous() || size < 0 || offset < 0 || offset > bytes ||
      size > (bytes - offset) / item) {
    throw ValueError("internal: view outside its array");
  }
  view.data += offset;
  view.shape = {size};
  view.strides = {item};
  if (reinterpret_cast<uintptr_t>(view.data) % std::min<uintptr_t>(item, alignof(double)) != 0)
    return call.make(-1);
  return call.make(std::move(view));
}

napi_value export_transpose(Call& call) { return call.make(transpose(call.array(0), call.integers(1))); }
napi_value export_broadcast_to(Call& call) { return call.make(broadcast_to(call.array(0), call.dims(1))); }

// reshapeView(slot, shape, order): a view, or -1 where only a copy would do.
napi_value export_reshape_view(Call& call) {
  Array view;
  if (!reshape_view(call.array(0), call.dims(1), call.order(2), view)) return call.make(int32_t{-1});
  return call.make(std::move(view));
}

napi_value export_copy(Call& call) { return call.make(copy(call.array(0), call.dtype(1), call.order(2))); }

napi_value export_assign(Call& call) {
  if (const Array* where = call.optional_array(2))
    assign_where(call.array(0), call.array(1), *where);
  else
    assign(call.array(0), call.array(1));
  return call.undefined();
}

// memory(): [arrays alive, bytes in use, bytes pooled]
napi_value memory(Call& call) {
  const MemoryStats stats = memory_stats();
  return call.make(Dims{static_cast<int64_t>(live_slots()), static_cast<int64_t>(stats.in_use),
                        static_cast<int64_t>(stats.pooled)});
}

napi_value export_trim(Call& call) {
  trim_pool();
  return call.undefined();
}

}  // namespace

void register_arrays(napi_env env, napi_value exports) {
  define<export_empty>(env, exports, "empty");
  define<export_zeros>(env, exports, "zeros");
  define<from_bytes>(env, exports, "fromBytes");
  define<from_number>(env, exports, "fromNumber");
  define<from_complex>(env, exports, "fromComplex");
  define<read_item>(env, exports, "readItem");
  define<read_element>(env, exports, "readElement");
  define<write_bytes>(env, exports, "writeBytes");
  define<alias>(env, exports, "alias");
  define<release>(env, exports, "release");
  define<note_write>(env, exports, "noteWrite");
  define<writes_to>(env, exports, "writesTo");
  define<make_read_only_export>(env, exports, "makeReadOnly");
  define<is_writeable>(env, exports, "isWriteable");
  define<shape>(env, exports, "shape");
  define<strides>(env, exports, "strides");
  define<layout>(env, exports, "layout");
  define<overlaps>(env, exports, "overlaps");
  define<shares>(env, exports, "shares");
  define<strided_view>(env, exports, "stridedView");
  define<buffer_view>(env, exports, "bufferView");
  define<part_view>(env, exports, "partView");
  define<export_transpose>(env, exports, "transpose");
  define<export_broadcast_to>(env, exports, "broadcastTo");
  define<export_reshape_view>(env, exports, "reshapeView");
  define<export_copy>(env, exports, "copy");
  define<export_contiguous>(env, exports, "contiguous");
  define<export_assign>(env, exports, "assign");
  define<memory>(env, exports, "memory");
  define<export_trim>(env, exports, "trim");
}

}  // namespace fs
