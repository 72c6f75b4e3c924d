// The table of live arrays. JavaScript names an array by its slot number; nothing depends on garbage
// collection.
#pragma once

#include <cstdint>
#include <vector>

#include "core/array.h"

namespace fs {

/// Stores an array and returns its slot number. Throws ValueError for one of too many dimensions.
int32_t put_slot(Array array);
/// The array in a slot. Throws ValueError for a number that names none.
const Array& slot(int32_t number);
/// Forbids writes by clients to the array in a slot and to views made of it from now on.
void make_read_only(int32_t number);
/// Empties a slot; the memory goes when no other record shares it.
void release_slot(int32_t number);
/// Number of arrays in the table.
size_t live_slots();

}  // namespace fs
