// Argument and result conversion for exported functions, and the one translator of C++ errors to JavaScript
// errors.
//
// Exported functions are written against `Call`: they read arguments by position and return a napi_value. The
// raw Node-API is used instead of its C++ wrapper because a call on three elements is dominated by this code.
#pragma once

#include <node_api.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "binding/slots.h"
#include "core/array.h"

namespace fs {

/// One call from JavaScript.
class Call {
 public:
  Call(napi_env env, napi_callback_info info);

  napi_env env() const { return env_; }
  size_t count() const { return count_; }

  int32_t integer(size_t i) const;
  int64_t long_integer(size_t i) const;  ///< a JavaScript number holding an integer up to 2^53
  double number(size_t i) const;
  bool flag(size_t i) const;
  std::string text(size_t i) const;
  Dtype dtype(size_t i) const { return static_cast<Dtype>(integer(i)); }
  Order order(size_t i) const { return static_cast<Order>(integer(i)); }
  bool is_bigint(size_t i) const;
  uint64_t bigint_bits(size_t i) const;  ///< two's complement of a bigint within 64 bits

  /// The array in the slot given as argument i.
  const Array& array(size_t i) const { return slot(integer(i)); }
  /// As array, but null for -1.
  const Array* optional_array(size_t i) const;
  Dims dims(size_t i) const;                         ///< array of numbers
  std::vector<int> integers(size_t i) const;         ///< array of small integers
  std::vector<const Array*> arrays(size_t i) const;  ///< array of slot numbers; -1 gives null
  /// Memory of a Buffer or Uint8Array; valid during the call.
  std::pair<std::byte*, size_t> bytes(size_t i) const;

  napi_value undefined() const;
  napi_value make(int32_t value) const;
  napi_value make(double value) const;
  napi_value make(bool value) const;
  napi_value make(const char*) const = delete;  ///< would convert to bool
  napi_value make(std::string_view value) const;
  napi_value make_bigint(int64_t value) const;
  napi_value make_bigint(uint64_t value) const;
  napi_value make(const Dims& values) const;
  napi_value make(const std::vector<napi_value>& values) const;
  /// Stores an array and returns its slot number.
  napi_value make(Array array) const { return make(put_slot(std::move(array))); }

 private:
  static constexpr size_t kMaxArguments = 12;
  napi_env env_;
  size_t count_ = kMaxArguments;
  napi_value values_[kMaxArguments];

  napi_value at(size_t i) const;
};

/// Runs an exported function's body; a C++ error becomes a JavaScript Error whose `code` is the Python class
/// name.
napi_value guard(napi_env env, napi_callback_info info, napi_value (*body)(Call&));

/// Adds a function to the module's exports.
template <napi_value (*body)(Call&)>
void define(napi_env env, napi_value exports, const char* name) {
  napi_value function;
  napi_create_function(
      env, name, NAPI_AUTO_LENGTH, [](napi_env e, napi_callback_info i) { return guard(e, i, body); },
      nullptr, &function);
  napi_set_named_property(env, exports, name, function);
}

}  // namespace fs
