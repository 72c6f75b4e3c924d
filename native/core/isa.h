// Instruction-set levels: kernel sources are compiled once per level and the best one the CPU has is chosen
// at run time.
//
// Sources listed with `simd_sources` (cmake/simd.cmake) are compiled three times, with FS_ISA naming the
// level. Headers with element types and conversions put everything in the inline namespace FS_ISA, so that
// the linker never merges a function compiled for AVX-512 into code that runs on every machine. For the same
// reason such sources work on raw pointers and avoid standard containers; they hand out tables of function
// pointers from namespace fs::FS_ISA.
#pragma once

#ifndef FS_ISA
#define FS_ISA common
#endif

namespace fs {

enum class IsaLevel { kBaseline, kAvx2, kAvx512 };

/// The best level this CPU supports; FLOPSCOPE_ISA=baseline|avx2|avx512 in the environment lowers it (for
/// tests).
IsaLevel isa_level();

/// Picks the variant for this CPU.
template <class T>
T for_isa(T baseline, T avx2, T avx512) {
  switch (isa_level()) {
    case IsaLevel::kAvx512:
      return avx512;
    case IsaLevel::kAvx2:
      return avx2;
    default:
      return baseline;
  }
}

}  // namespace fs
