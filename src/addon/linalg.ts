/** Exports of native/binding/linalg.cpp: matrix products. */

export type LinalgExports = Record<never, never>;
