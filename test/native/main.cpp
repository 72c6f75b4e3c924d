// Runs every registered C++ test and reports in one line.
#include <cstdio>

#include "check.h"

int main() {
  int failed = 0;
  for (const auto& test : fs::test::cases()) {
    const int before = fs::test::failures();
    test.body();
    if (fs::test::failures() > before) {
      std::printf("FAILED %s\n", test.name);
      failed++;
    }
  }
  const int total = static_cast<int>(fs::test::cases().size());
  std::printf("native tests: %d passed, %d failed\n", total - failed, failed);
  return failed == 0 && total > 0 ? 0 : 1;
}
