// The slot table: a vector of records with a free list.
#include "binding/slots.h"

#include <memory>
#include <string>
#include <utility>

#include "core/error.h"

namespace fs {
namespace {
// Records are boxed so that references stay valid while the table grows. Neither vector is ever destroyed:
// arrays that live until the process exits must not outlast the memory pool they return to.
std::vector<std::unique_ptr<Array>>& table = *new std::vector<std::unique_ptr<Array>>;
std::vector<int32_t>& unused = *new std::vector<int32_t>;
}  // namespace

int32_t put_slot(Array array) {
  if (array.ndim() > kMaxDims) {
    throw ValueError("maximum supported dimension for an ndarray is currently " + std::to_string(kMaxDims) +
                     ", found " + std::to_string(array.ndim()));
  }
  auto record = std::make_unique<Array>(std::move(array));
  if (!unused.empty()) {
    const int32_t number = unused.back();
    unused.pop_back();
    table[static_cast<size_t>(number)] = std::move(record);
    return number;
  }
  table.push_back(std::move(record));
  return static_cast<int32_t>(table.size()) - 1;
}

const Array& slot(int32_t number) {
  if (number < 0 || static_cast<size_t>(number) >= table.size() || !table[static_cast<size_t>(number)]) {
    throw ValueError("no array in slot " + std::to_string(number));
  }
  return *table[static_cast<size_t>(number)];
}

void make_read_only(int32_t number) {
  (void)slot(number);
  table[static_cast<size_t>(number)]->writeable = false;
}

void release_slot(int32_t number) {
  (void)slot(number);
  table[static_cast<size_t>(number)].reset();
  unused.push_back(number);
}

size_t live_slots() { return table.size() - unused.size(); }

}  // namespace fs
