# Finds FFTW in double and single precision and defines the interface target `fftw`.
find_path(FFTW_INCLUDE fftw3.h REQUIRED)
find_library(FFTW_DOUBLE_LIBRARY NAMES fftw3 REQUIRED)
find_library(FFTW_SINGLE_LIBRARY NAMES fftw3f REQUIRED)
message(STATUS "FFTW: ${FFTW_DOUBLE_LIBRARY}, ${FFTW_SINGLE_LIBRARY}")
add_library(fftw INTERFACE)
target_include_directories(fftw SYSTEM INTERFACE "${FFTW_INCLUDE}")
target_link_libraries(fftw INTERFACE "${FFTW_DOUBLE_LIBRARY}" "${FFTW_SINGLE_LIBRARY}")
