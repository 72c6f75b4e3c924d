# Sources of the linalg family: matrix products.
core_sources(native/linalg/dot_run.cpp native/linalg/blas_product.cpp native/linalg/matmul.cpp native/linalg/dot.cpp)
simd_sources(native/linalg/product_kernels.cpp)
