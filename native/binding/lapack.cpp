// Exports: linear systems, decompositions, eigenvalues.
#include "binding/call.h"
#include "binding/families.h"
#include "linalg/decompose.h"
#include "linalg/eigen.h"
#include "linalg/solve.h"

namespace fs {
namespace {

napi_value make_all(Call& call, const std::vector<Array>& arrays) {
  std::vector<napi_value> slots;
  for (const Array& array : arrays) slots.push_back(call.make(array));
  return call.make(slots);
}

// solve(a, b)
napi_value export_solve(Call& call) { return call.make(solve(call.array(0), call.array(1))); }

// inverse(a, lenient)
napi_value export_inverse(Call& call) { return call.make(inverse(call.array(0), call.flag(1))); }

// determinant(a)
napi_value export_determinant(Call& call) { return call.make(determinant(call.array(0))); }

// logDeterminant(a)
napi_value export_log_determinant(Call& call) {
  const auto [sign, logarithm] = log_determinant(call.array(0));
  return make_all(call, {sign, logarithm});
}

// cholesky(a, upper)
napi_value export_cholesky(Call& call) { return call.make(cholesky(call.array(0), call.flag(1))); }

// leastSquares(a, b, rcond): [x, residuals, singular values, rank]
napi_value export_least_squares(Call& call) {
  const LeastSquares found = least_squares(call.array(0), call.array(1), call.number(2));
  return call.make({call.make(found.x), call.make(found.residuals), call.make(found.singular),
                    call.make(static_cast<double>(found.rank))});
}

// qr(a, mode)
napi_value export_qr(Call& call) {
  return make_all(call, qr(call.array(0), static_cast<QrMode>(call.integer(1))));
}

// svd(a, mode)
napi_value export_svd(Call& call) {
  return make_all(call, svd(call.array(0), static_cast<SvdMode>(call.integer(1))));
}

// eig(a, vectors): [whether results are complex, eigenvalues, vectors]
napi_value export_eig(Call& call) {
  const std::vector<Array> found = eig(call.array(0), call.flag(1));
  std::vector<napi_value> result = {call.make(found[0].dtype == Dtype::kComplex128)};
  for (const Array& array : found) result.push_back(call.make(array));
  return call.make(result);
}

// eigh(a, upper, vectors)
napi_value export_eigh(Call& call) { return make_all(call, eigh(call.array(0), call.flag(1), call.flag(2))); }

}  // namespace

void register_lapack(napi_env env, napi_value exports) {
  define<export_solve>(env, exports, "solve");
  define<export_inverse>(env, exports, "inverse");
  define<export_determinant>(env, exports, "determinant");
  define<export_log_determinant>(env, exports, "logDeterminant");
  define<export_cholesky>(env, exports, "cholesky");
  define<export_least_squares>(env, exports, "leastSquares");
  define<export_qr>(env, exports, "qr");
  define<export_svd>(env, exports, "svd");
  define<export_eig>(env, exports, "eig");
  define<export_eigh>(env, exports, "eigh");
}

}  // namespace fs
