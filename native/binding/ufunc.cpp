// Exports: elementwise functions.
#include "binding/call.h"
#include "binding/families.h"
#include "ufunc/registry.h"

namespace fs {
namespace {

const Ufunc& ufunc_at(Call& call, size_t i) { return ufuncs().at(static_cast<size_t>(call.integer(i))); }
const Loop& loop_at(Call& call, size_t i, const Ufunc& ufunc) {
  return ufunc.loops.at(static_cast<size_t>(call.integer(i)));
}

// ufuncs(): [[name, nin, nout, [types, ...]], ...]
napi_value list_ufuncs(Call& call) {
  std::vector<napi_value> all;
  for (const Ufunc& ufunc : ufuncs()) {
    std::vector<napi_value> types;
    for (const Loop& loop : ufunc.loops) types.push_back(call.make(std::string_view(loop.types)));
    all.push_back(
        call.make(std::vector<napi_value>{call.make(std::string_view(ufunc.name)), call.make(ufunc.nin),
                                          call.make(ufunc.nout), call.make(types)}));
  }
  return call.make(all);
}

// unary(ufunc, loop, a): a new array
napi_value unary(Call& call) {
  const Ufunc& ufunc = ufunc_at(call, 0);
  const Loop& loop = loop_at(call, 1, ufunc);
  const Array& a = call.array(2);
  Array result;
  if (apply_directly(ufunc, loop, {&a}, result)) return call.make(std::move(result));
  return call.make(std::move(apply_ufunc(ufunc, loop, {&a}, {nullptr}, nullptr)[0]));
}

// binary(ufunc, loop, a, b): a new array
napi_value binary(Call& call) {
  const Ufunc& ufunc = ufunc_at(call, 0);
  const Loop& loop = loop_at(call, 1, ufunc);
  const Array &a = call.array(2), &b = call.array(3);
  Array result;
  if (apply_directly(ufunc, loop, {&a, &b}, result)) return call.make(std::move(result));
  return call.make(std::move(apply_ufunc(ufunc, loop, {&a, &b}, {nullptr}, nullptr)[0]));
}

// ufunc(ufunc, loop, inputs, outputs, where): slots of the results; -1 among the outputs asks for a new array
// and in place of `where` for no mask. Given outputs are returned under new slots.
napi_value general(Call& call) {
  const Ufunc& ufunc = ufunc_at(call, 0);
  std::vector<napi_value> slots;
  for (Array& result :
       apply_ufunc(ufunc, loop_at(call, 1, ufunc), call.arrays(2), call.arrays(3), call.optional_array(4))) {
    slots.push_back(call.make(std::move(result)));
  }
  return call.make(slots);
}

// differences(ufunc, loop, a, axis, rounds): a new array
napi_value differences(Call& call) {
  const Ufunc& ufunc = ufunc_at(call, 0);
  const Loop& loop = loop_at(call, 1, ufunc);
  return call.make(
      repeated_differences(ufunc, loop, call.array(2), static_cast<int>(call.integer(3)), call.integer(4)));
}

}  // namespace

void register_ufunc(napi_env env, napi_value exports) {
  define<list_ufuncs>(env, exports, "ufuncs");
  define<unary>(env, exports, "unary");
  define<binary>(env, exports, "binary");
  define<general>(env, exports, "ufunc");
  define<differences>(env, exports, "differences");
}

}  // namespace fs
