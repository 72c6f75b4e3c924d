/**
 * What distinguishes one flopscope release from another, as the rest of the server sees it.
 *
 * A release is a folder beside this file that fills in this interface with data (weights, rates) and small modules
 * (protocol quirks, price rules). Nothing outside `src/release/` compares version numbers.
 */
import type { Dtype } from '../array/dtype.js';
import type { Flops } from '../cost/flops.js';
import { ByRelease, type Charge, type Releasable } from '../ops/define.js';

/** Orders dotted version numbers: negative, zero or positive like a subtraction. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Facts of a release that operations and the protocol consult; each is named for what it means, not for a version. */
export interface ReleaseTraits {
  /** Charges are scaled by the rate of the dtype computed in, and by complex factors. */
  readonly dtypeBilling: boolean;
  /** Errors raised by operations carry the session's budget. */
  readonly errorsCarryBudget: boolean;
  /** Handle ids count on over the life of the process and handles outlive the budget session. */
  readonly handlesOutliveSessions: boolean;
  /** Named tuples are described by `multi_type`. */
  readonly namedTuples: boolean;
  /** A plain string `a<digits>` is a handle. */
  readonly bareStringHandles: boolean;
  /** Index keys use `__list__` and `__ellipsis__`; a bare list is then always a tuple. */
  readonly taggedIndexKeys: boolean;
}

/** What `price` in an operation declaration may ask of the release. */
export interface Release {
  readonly version: string;
  readonly traits: ReleaseTraits;
  /** The value that holds in this release. */
  pick<T>(value: Releasable<T>): T;
  /**
   * FLOPs actually charged: `int(flops × weight)` or, with dtype billing, `int(flops × rate × factor × weight)`,
   * in the reference's order of floating-point multiplications. Raises UnsupportedDtypeError where the release refuses
   * the operation for complex operands.
   */
  weigh(charge: Charge): Flops;
  /** The rate of a dtype; 1 in releases without dtype rates. */
  rateOf(dtype: Dtype): number;
  /** Names of all operations of the release's op set, callable or not. */
  readonly opNames: ReadonlySet<string>;
}

/** Shared implementation of `pick`. */
export function pickFor<T>(version: string, value: Releasable<T>): T {
  if (!(value instanceof ByRelease)) return value;
  let best: string | undefined;
  for (const since of Object.keys(value.since)) {
    if (compareVersions(since, version) <= 0 && (best === undefined || compareVersions(since, best) > 0)) best = since;
  }
  if (best === undefined) throw new Error(`no entry for release ${version} among ${Object.keys(value.since)}`);
  return value.since[best]!;
}
