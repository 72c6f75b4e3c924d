// Conversions between JavaScript values and the core's types.
#include "binding/call.h"

#include <new>
#include <utility>

#include "core/error.h"

namespace fs {
namespace {

void check(napi_status status, const char* expected) {
  if (status != napi_ok) throw TypeError(std::string("internal: expected ") + expected);
}

void throw_error(napi_env env, const char* code, const std::string& message) {
  napi_throw_error(env, code, message.c_str());
}

template <class T, class Read>
std::vector<T> read_array(napi_env env, napi_value value, Read read) {
  uint32_t length = 0;
  check(napi_get_array_length(env, value, &length), "an array");
  std::vector<T> result;
  result.reserve(length);
  for (uint32_t i = 0; i < length; i++) {
    napi_value element;
    check(napi_get_element(env, value, i, &element), "an element");
    result.push_back(read(element));
  }
  return result;
}

}  // namespace

Call::Call(napi_env env, napi_callback_info info) : env_(env) {
  napi_get_cb_info(env, info, &count_, values_, nullptr, nullptr);
}

napi_value Call::at(size_t i) const {
  if (i >= count_) throw TypeError("internal: missing argument " + std::to_string(i));
  return values_[i];
}

int32_t Call::integer(size_t i) const {
  int32_t result = 0;
  check(napi_get_value_int32(env_, at(i), &result), "an integer");
  return result;
}

int64_t Call::long_integer(size_t i) const {
  int64_t result = 0;
  check(napi_get_value_int64(env_, at(i), &result), "an integer");
  return result;
}

double Call::number(size_t i) const {
  double result = 0;
  check(napi_get_value_double(env_, at(i), &result), "a number");
  return result;
}

bool Call::flag(size_t i) const {
  bool result = false;
  check(napi_get_value_bool(env_, at(i), &result), "a boolean");
  return result;
}

std::string Call::text(size_t i) const {
  size_t length = 0;
  check(napi_get_value_string_utf8(env_, at(i), nullptr, 0, &length), "a string");
  std::string result(length, '\0');
  napi_get_value_string_utf8(env_, at(i), result.data(), length + 1, &length);
  return result;
}

bool Call::is_bigint(size_t i) const {
  napi_valuetype type;
  napi_typeof(env_, at(i), &type);
  return type == napi_bigint;
}

uint64_t Call::bigint_bits(size_t i) const {
  int sign = 0;
  size_t words = 1;
  uint64_t word = 0;
  check(napi_get_value_bigint_words(env_, at(i), &sign, &words, &word), "a bigint");
  if (words > 1) throw OverflowError("Python integer out of bounds for a 64-bit dtype");
  return sign ? ~word + 1 : word;
}

const Array* Call::optional_array(size_t i) const {
  const int32_t number = integer(i);
  return number < 0 ? nullptr : &slot(number);
}

Dims Call::dims(size_t i) const {
  return read_array<int64_t>(env_, at(i), [&](napi_value v) {
    int64_t n = 0;
    check(napi_get_value_int64(env_, v, &n), "an integer");
    return n;
  });
}

std::vector<int> Call::integers(size_t i) const {
  return read_array<int>(env_, at(i), [&](napi_value v) {
    int32_t n = 0;
    check(napi_get_value_int32(env_, v, &n), "an integer");
    return n;
  });
}

std::vector<const Array*> Call::arrays(size_t i) const {
  return read_array<const Array*>(env_, at(i), [&](napi_value v) -> const Array* {
    int32_t n = 0;
    check(napi_get_value_int32(env_, v, &n), "a slot number");
    return n < 0 ? nullptr : &slot(n);
  });
}

std::pair<std::byte*, size_t> Call::bytes(size_t i) const {
  void* data = nullptr;
  size_t length = 0;
  bool is_buffer = false;
  napi_is_buffer(env_, at(i), &is_buffer);
  if (!is_buffer) throw TypeError("internal: expected a Uint8Array");
  check(napi_get_buffer_info(env_, at(i), &data, &length), "a Uint8Array");
  return {static_cast<std::byte*>(data), length};
}

napi_value Call::undefined() const {
  napi_value v;
  napi_get_undefined(env_, &v);
  return v;
}

napi_value Call::make(int32_t value) const {
  napi_value v;
  napi_create_int32(env_, value, &v);
  return v;
}

napi_value Call::make(double value) const {
  napi_value v;
  napi_create_double(env_, value, &v);
  return v;
}

napi_value Call::make(bool value) const {
  napi_value v;
  napi_get_boolean(env_, value, &v);
  return v;
}

napi_value Call::make(std::string_view value) const {
  napi_value v;
  napi_create_string_utf8(env_, value.data(), value.size(), &v);
  return v;
}

napi_value Call::make_bigint(int64_t value) const {
  napi_value v;
  napi_create_bigint_int64(env_, value, &v);
  return v;
}

napi_value Call::make_bigint(uint64_t value) const {
  napi_value v;
  napi_create_bigint_uint64(env_, value, &v);
  return v;
}

napi_value Call::make(const Dims& values) const {
  napi_value v;
  napi_create_array_with_length(env_, values.size(), &v);
  for (size_t i = 0; i < values.size(); i++) {
    napi_value element;
    napi_create_int64(env_, values[i], &element);
    napi_set_element(env_, v, static_cast<uint32_t>(i), element);
  }
  return v;
}

napi_value Call::make(const std::vector<napi_value>& values) const {
  napi_value v;
  napi_create_array_with_length(env_, values.size(), &v);
  for (size_t i = 0; i < values.size(); i++) napi_set_element(env_, v, static_cast<uint32_t>(i), values[i]);
  return v;
}

napi_value guard(napi_env env, napi_callback_info info, napi_value (*body)(Call&)) {
  try {
    Call call(env, info);
    return body(call);
  } catch (const Error& error) {
    throw_error(env, error.code(), error.what());
  } catch (const std::bad_alloc&) {
    throw_error(env, "MemoryError", "out of memory");
  } catch (const std::length_error& error) {
    throw_error(env, "MemoryError", error.what());
  } catch (const std::exception& error) {
    throw_error(env, "InternalError", error.what());
  }
  return nullptr;
}

}  // namespace fs
