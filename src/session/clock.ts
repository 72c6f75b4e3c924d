/** The clock that times are measured with. */

/** Milliseconds of a clock that only goes forward. (`performance` would do, but loading it takes longer than starting.) */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
