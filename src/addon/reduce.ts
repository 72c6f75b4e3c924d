/** Exports of native/binding/reduce.cpp: reductions, scans and order statistics. */

export type ReduceExports = Record<never, never>;
