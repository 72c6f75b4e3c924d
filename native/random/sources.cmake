# Sources of the random family: bit generators, bounded integers, distributions, shuffling.
core_sources(
  native/random/bit_generators.cpp
  native/random/integers.cpp
  native/random/draw.cpp
  native/random/shuffle.cpp
  native/random/weighted.cpp
  native/random/constraints.cpp
)
simd_sources(
  native/random/draw_kernels.cpp
  native/random/integers_kernels.cpp
  native/random/mersenne_kernels.cpp
  native/random/pcg_kernels.cpp
)
