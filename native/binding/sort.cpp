// Exports: sorting, searching sorted data, distinct elements.
#include "sort/sort.h"

#include "binding/call.h"
#include "binding/families.h"

namespace fs {
namespace {

// sort(a, stable): along the last axis
napi_value export_sort(Call& call) { return call.make(sort_last(call.array(0), call.flag(1))); }

// argsort(a, stable): along the last axis
napi_value export_argsort(Call& call) { return call.make(argsort_last(call.array(0), call.flag(1))); }

// partition(a, ranks): along the last axis
napi_value export_partition(Call& call) { return call.make(partition_last(call.array(0), call.dims(1))); }

// argpartition(a, ranks): along the last axis
napi_value export_argpartition(Call& call) {
  return call.make(argpartition_last(call.array(0), call.dims(1)));
}

// lexsort(keys): along the last axis
napi_value export_lexsort(Call& call) { return call.make(lexsort_last(call.arrays(0))); }

// searchSorted(sorted, values, right, sorter)
napi_value export_search_sorted(Call& call) {
  return call.make(search_sorted(call.array(0), call.array(1), call.flag(2), call.optional_array(3)));
}

// hashedUnique(a, equalNan)
napi_value export_hashed_unique(Call& call) { return call.make(hashed_unique(call.array(0), call.flag(1))); }

}  // namespace

void register_sort(napi_env env, napi_value exports) {
  define<export_sort>(env, exports, "sort");
  define<export_argsort>(env, exports, "argsort");
  define<export_partition>(env, exports, "partition");
  define<export_argpartition>(env, exports, "argpartition");
  define<export_lexsort>(env, exports, "lexsort");
  define<export_search_sorted>(env, exports, "searchSorted");
  define<export_hashed_unique>(env, exports, "hashedUnique");
}

}  // namespace fs
