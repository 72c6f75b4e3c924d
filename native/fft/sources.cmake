# Sources of the fft family: discrete Fourier transforms by FFTW.
core_sources(native/fft/plan.cpp native/fft/transform.cpp)
