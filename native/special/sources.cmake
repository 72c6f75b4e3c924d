# Sources of the special family: special functions of real numbers.
core_sources(
  native/special/special.cpp
  native/special/bessel.cpp
)
simd_sources(native/special/bessel_kernels.cpp)
