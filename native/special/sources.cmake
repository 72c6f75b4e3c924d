# Sources of the special family: special functions of real numbers.
core_sources(
  native/special/special.cpp
)
