# Sources of the fft family: discrete Fourier transforms by FFTW.
core_sources(native/fft/columns.cpp native/fft/plan.cpp native/fft/split.cpp native/fft/transform.cpp)
