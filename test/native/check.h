// A minimal test harness: TEST registers a function, CHECK records a failure and goes on, main counts.
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace fs::test {

struct Case {
  const char* name;
  void (*body)();
};

inline std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

inline int& failures() {
  static int count = 0;
  return count;
}

struct Register {
  Register(const char* name, void (*body)()) { cases().push_back({name, body}); }
};

}  // namespace fs::test

#define TEST(name)                                                      \
  static void test_##name();                                            \
  static const fs::test::Register register_##name(#name, &test_##name); \
  static void test_##name()

#define CHECK(condition)                                                  \
  do {                                                                    \
    if (!(condition)) {                                                   \
      std::printf("%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
      fs::test::failures()++;                                             \
    }                                                                     \
  } while (0)

/// Checks that an expression throws fs::Error with the given Python class name.
#define CHECK_THROWS(code_name, expression)                                                       \
  do {                                                                                            \
    std::string thrown = "nothing";                                                               \
    try {                                                                                         \
      (void)(expression);                                                                         \
    } catch (const fs::Error& error) {                                                            \
      thrown = error.code();                                                                      \
    }                                                                                             \
    if (thrown != (code_name)) {                                                                  \
      std::printf("%s:%d: expected %s, got %s\n", __FILE__, __LINE__, code_name, thrown.c_str()); \
      fs::test::failures()++;                                                                     \
    }                                                                                             \
  } while (0)
