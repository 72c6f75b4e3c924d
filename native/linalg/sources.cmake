# Sources of the linalg family: matrix products, and what LAPACK solves and decomposes.
core_sources(native/linalg/dot_run.cpp native/linalg/blas_product.cpp native/linalg/matmul.cpp native/linalg/dot.cpp
  native/linalg/solve.cpp native/linalg/decompose.cpp native/linalg/eigen.cpp)
simd_sources(native/linalg/product_kernels.cpp)
