# Kernel sources compiled once per instruction-set level; see native/core/isa.h.
#
# `simd_sources(file ...)` adds sources (paths from the repository's root) to every level.
set(SIMD_LEVELS baseline avx2 avx512)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(SIMD_FLAGS_baseline -march=x86-64-v2)
  set(SIMD_FLAGS_avx2 -march=x86-64-v3)
  set(SIMD_FLAGS_avx512 -march=x86-64-v4 -mprefer-vector-width=512)
endif()

foreach(level ${SIMD_LEVELS})
  add_library(simd_${level} OBJECT)
  target_link_libraries(simd_${level} PUBLIC flags)
  target_compile_definitions(simd_${level} PRIVATE FS_ISA=${level} FS_ISA_${level}=1)
  # In kernels integers wrap around, as NumPy's do and as tricks with the bits of floats expect.
  target_compile_options(simd_${level} PRIVATE ${SIMD_FLAGS_${level}} -fwrapv)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 takes the undefined operands in its own AVX-512 headers for uninitialised ones (GCC bug 105593).
    target_compile_options(simd_${level} PRIVATE -Wno-uninitialized -Wno-maybe-uninitialized)
  endif()
endforeach()

function(simd_sources)
  foreach(level ${SIMD_LEVELS})
    foreach(file ${ARGN})
      target_sources(simd_${level} PRIVATE ${CMAKE_SOURCE_DIR}/${file})
    endforeach()
  endforeach()
endfunction()

# `core_sources(file ...)` adds sources compiled once.
function(core_sources)
  foreach(file ${ARGN})
    target_sources(core PRIVATE ${CMAKE_SOURCE_DIR}/${file})
  endforeach()
endfunction()
