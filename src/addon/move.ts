/** Exports of native/binding/move.cpp: gathers, scatters, joins and other data movement. */

export type MoveExports = Record<never, never>;
