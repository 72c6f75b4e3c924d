/** The clock that times are measured with. */
import { performance } from 'node:perf_hooks';

/** Milliseconds since the process started. Node's global `performance` would be looked up anew at every use. */
export const now = (): number => performance.now();
