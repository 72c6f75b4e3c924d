# Sources of the reduce family: reductions, scans and order statistics.
core_sources(
  native/reduce/reduce.cpp
  native/reduce/order_statistics.cpp
)
simd_sources(native/reduce/reduce_kernels.cpp)
