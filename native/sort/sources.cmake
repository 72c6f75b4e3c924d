# Sources of the sort family: sorting, searching, distinct elements.
core_sources(
  native/sort/partition.cpp
  native/sort/search.cpp
  native/sort/sort.cpp
  native/sort/unique.cpp
)
