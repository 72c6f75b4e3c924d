# Sources of the ufunc family: elementwise functions.
core_sources(
  native/ufunc/registry.cpp
  native/ufunc/apply.cpp
  native/ufunc/differences.cpp
)
simd_sources(
  native/ufunc/arithmetic_kernels.cpp
  native/ufunc/integer_kernels.cpp
  native/ufunc/float_kernels.cpp
  native/ufunc/compare_kernels.cpp
  native/ufunc/math_kernels.cpp
  native/ufunc/complex_kernels.cpp
)
