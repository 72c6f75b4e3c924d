/** Settings of V8 for a process that answers short requests, many of them alike. */
import { setFlagsFromString } from 'node:v8';

/**
 * Settings from the first line on; what was compiled beforehand fits under these only.
 *
 * The garbage of a request is gone when the request is: a small nursery stays in the cache and keeps the process small,
 * and it is swept sooner by one thread than several are woken. The path of a request is compiled after some 1000
 * requests instead of 5000, which is more than many programs make. V8 from version 12 on (Node 22) does not know that
 * setting; it has a quicker compiler for the time between.
 */
export function settleEngine(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
  if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--interrupt-budget=10000');
}
