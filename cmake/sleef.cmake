# Finds SLEEF, the vector math library, and defines the interface target `sleef`.
find_path(SLEEF_INCLUDE sleef.h REQUIRED)
find_library(SLEEF_LIBRARY NAMES sleef REQUIRED)
add_library(sleef INTERFACE)
target_include_directories(sleef SYSTEM INTERFACE "${SLEEF_INCLUDE}")
target_link_libraries(sleef INTERFACE "${SLEEF_LIBRARY}")
