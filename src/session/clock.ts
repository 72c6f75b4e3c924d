/** The clock that times are measured with. */

const { hrtime } = process; // a global looked up, and a property of a large object, at every call otherwise

/** Milliseconds of a clock that only goes forward. (`performance` would do, but loading it takes longer than starting.) */
export function now(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
