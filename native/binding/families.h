// The families of exported functions; each is defined in the file of its name.
#pragma once

#include <node_api.h>

namespace fs {

void register_arrays(napi_env env, napi_value exports);
void register_ufunc(napi_env env, napi_value exports);
void register_reduce(napi_env env, napi_value exports);
void register_move(napi_env env, napi_value exports);
void register_linalg(napi_env env, napi_value exports);
void register_sort(napi_env env, napi_value exports);
void register_lapack(napi_env env, napi_value exports);
void register_fft(napi_env env, napi_value exports);
void register_statistics(napi_env env, napi_value exports);
void register_special(napi_env env, napi_value exports);
void register_random(napi_env env, napi_value exports);
void register_wait(napi_env env, napi_value exports);

}  // namespace fs
