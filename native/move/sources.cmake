# Sources of the move family: gathers, scatters, joins and other data movement.
core_sources(
  native/move/gather.cpp
  native/move/replace_nan.cpp
  native/move/scatter.cpp
  native/move/select.cpp
  native/move/triangle.cpp
)
simd_sources(native/move/move_kernels.cpp)
