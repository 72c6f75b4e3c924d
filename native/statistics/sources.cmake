# Sources of the statistics family: counting, binning, sliding products, interpolation.
core_sources(native/statistics/counting.cpp native/statistics/interpolate.cpp native/statistics/sliding.cpp)
simd_sources(native/statistics/sliding_kernels.cpp native/statistics/counting_kernels.cpp)
