// The ufuncs: names and their loops in NumPy's order of preference.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "core/array.h"
#include "ufunc/row.h"

namespace fs {

struct Loop {
  std::string types;  ///< NumPy's type characters, inputs and outputs, without the arrow
  std::vector<Dtype> dtypes;
  UfuncLoop run;
};

struct Ufunc {
  std::string name;
  int nin = 0;
  int nout = 0;
  std::vector<Loop> loops;
};

/// All ufuncs, with the kernels chosen for this CPU. Indices into this list and into `loops` name a kernel.
const std::vector<Ufunc>& ufuncs();

/// Applies a loop to broadcast inputs, element by element.
///
/// `outputs` has one entry per result, null where a new array is to be made (in the inputs' memory order). A
/// given output must have the broadcast shape. Inputs and given outputs of other dtypes are converted
/// ('unsafe'; what is allowed was settled by the caller). With `where`, elements whose mask is false are left
/// as they are. Throws ValueError for integers to negative powers.
std::vector<Array> apply_ufunc(const Ufunc& ufunc, const Loop& loop, const std::vector<const Array*>& inputs,
                               const std::vector<const Array*>& outputs, const Array* where);

/// The common case of the above without its planning: contiguous inputs of one shape, or scalars, of the
/// loop's own dtypes and not large. Returns false, and does nothing, in any other case.
bool apply_directly(const Ufunc& ufunc, const Loop& loop, std::initializer_list<const Array*> inputs,
                    Array& result);

/// What is left of an axis after rounds (at least one) in which the elements are replaced by the results of a
/// binary loop of the array's own dtype, applied to each element's successor and the element; a new array.
/// Each round takes one element off the axis.
Array repeated_differences(const Ufunc& ufunc, const Loop& loop, const Array& a, int axis, int64_t rounds);

}  // namespace fs
