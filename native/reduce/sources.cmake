# Sources of the reduce family: reductions, scans and order statistics.
core_sources(native/reduce/reduce.cpp)
simd_sources(native/reduce/reduce_kernels.cpp)
