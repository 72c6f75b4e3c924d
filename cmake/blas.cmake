# Finds OpenBLAS (with LAPACK) and defines the interface target `blas`.
#
# First choice is the build that NumPy's own wheels carry, unpacked by scripts/setup into .deps/openblas: with it
# linear algebra agrees with the reference to the last bit. Otherwise the system's OpenBLAS and LAPACKE serve.
add_library(blas INTERFACE)
set(FLOPSCOPE_OPENBLAS_DIR "${CMAKE_SOURCE_DIR}/.deps/openblas" CACHE PATH "Unpacked scipy-openblas64 wheel")
if(EXISTS "${FLOPSCOPE_OPENBLAS_DIR}/lib/libscipy_openblas64_.so")
  message(STATUS "OpenBLAS: ${FLOPSCOPE_OPENBLAS_DIR} (64-bit integers, names scipy_*64_)")
  target_include_directories(blas SYSTEM INTERFACE "${FLOPSCOPE_OPENBLAS_DIR}/include")
  target_compile_definitions(blas INTERFACE FLOPSCOPE_SCIPY_OPENBLAS64)
  target_link_libraries(blas INTERFACE "${FLOPSCOPE_OPENBLAS_DIR}/lib/libscipy_openblas64_.so")
else()
  find_library(OPENBLAS_LIBRARY NAMES openblas REQUIRED)
  find_library(LAPACKE_LIBRARY NAMES lapacke REQUIRED)
  message(STATUS "OpenBLAS: ${OPENBLAS_LIBRARY} (system)")
  target_link_libraries(blas INTERFACE "${LAPACKE_LIBRARY}" "${OPENBLAS_LIBRARY}")
endif()
