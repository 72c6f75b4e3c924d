/** Exports of native/binding/ufunc.cpp: elementwise functions. */

export type UfuncExports = Record<never, never>;
