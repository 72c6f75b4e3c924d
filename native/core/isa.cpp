// CPU detection for the kernel variants.
#include "core/isa.h"

#include <cstdlib>
#include <string_view>

namespace fs {
namespace {

IsaLevel detect() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  IsaLevel level = IsaLevel::kBaseline;
  if (__builtin_cpu_supports("x86-64-v3")) level = IsaLevel::kAvx2;
  if (__builtin_cpu_supports("x86-64-v4")) level = IsaLevel::kAvx512;
#else
  IsaLevel level = IsaLevel::kBaseline;
#endif
  if (const char* wish = std::getenv("FLOPSCOPE_ISA")) {
    const std::string_view name = wish;
    if (name == "baseline") return IsaLevel::kBaseline;
    if (name == "avx2" && level == IsaLevel::kAvx512) return IsaLevel::kAvx2;
  }
  return level;
}

}  // namespace

IsaLevel isa_level() {
  static const IsaLevel level = detect();
  return level;
}

}  // namespace fs
