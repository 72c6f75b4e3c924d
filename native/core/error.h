// Errors of the numeric core, named after the Python exception the client is to see.
#pragma once

#include <stdexcept>
#include <string>

namespace fs {

/// An error that is an answer, not a bug. `code` is the Python class name; the binding hands it to
/// JavaScript.
class Error : public std::runtime_error {
 public:
  Error(const char* code, const std::string& message) : std::runtime_error(message), code_(code) {}
  const char* code() const noexcept { return code_; }

 private:
  const char* code_;
};

struct ValueError : Error {
  explicit ValueError(const std::string& message) : Error("ValueError", message) {}
};
struct TypeError : Error {
  explicit TypeError(const std::string& message) : Error("TypeError", message) {}
};
struct IndexError : Error {
  explicit IndexError(const std::string& message) : Error("IndexError", message) {}
};
struct OverflowError : Error {
  explicit OverflowError(const std::string& message) : Error("OverflowError", message) {}
};
struct LinAlgError : Error {
  explicit LinAlgError(const std::string& message) : Error("LinAlgError", message) {}
};
struct MemoryError : Error {
  explicit MemoryError(const std::string& message) : Error("MemoryError", message) {}
};

}  // namespace fs
