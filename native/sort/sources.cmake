# Sources of the sort family: sorting, searching, distinct elements.
core_sources(
  native/sort/sort.cpp
  native/sort/unique.cpp
)
