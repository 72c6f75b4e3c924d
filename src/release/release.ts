/**
 * What distinguishes one flopscope release from another, as the rest of the server sees it.
 *
 * A release is a folder beside this file that fills in this interface with data (weights, rates) and small modules
 * (protocol quirks, price rules). Nothing outside `src/release/` compares version numbers.
 */
import type { Dtype } from '../array/dtype.js';
import { ByRelease, type Charge, type Releasable } from '../ops/define.js';
import type { Access } from './operation-table.js';

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
  /** Uploaded arrays are plain NumPy arrays to it; later releases make them arrays of their own class. */
  readonly plainUploads: boolean;
  /** Charges are scaled by the rate of the dtype computed in, and by complex factors. */
  readonly dtypeBilling: boolean;
  /** `budget_open` takes a factor on every price. */
  readonly priceMultiplier: boolean;
  /** `budget_open` takes a namespace. */
  readonly namespaces: boolean;
  /** A budget must be finite. */
  readonly finiteBudgets: boolean;
  /** Errors raised by operations carry the session's budget. */
  readonly errorsCarryBudget: boolean;
  /** Handle ids count on over the life of the process and handles outlive the budget session. */
  readonly handlesOutliveSessions: boolean;
  /** Named tuples are described by `multi_type`. */
  readonly namedTuples: boolean;
  /** A plain string `a<digits>` is a handle. */
  readonly bareStringHandles: boolean;
  /** Methods of random objects are requested as `Generator.normal` and the like. */
  readonly methodRequests: boolean;
  /** Index keys use `__list__` and `__ellipsis__`; a bare list is then always a tuple. */
  readonly taggedIndexKeys: boolean;
  /** Keys of maps in requests are strings. */
  readonly stringKeysOnly: boolean;
  /** A dict that names nothing is refused as an operand before the operation sees it. */
  readonly dictsRefused: boolean;
  /** `create_from_data` takes canonical dtype names only. */
  readonly exactDtypeNames: boolean;
  /** There are `budget_summary` and `budget_summary_reset`. */
  readonly summaryRequests: boolean;
  /** Requests are refused beforehand, for free, when the handles they will need do not fit. */
  readonly roomCheckedFirst: boolean;
  /** Writing to memory ends the tags of the other arrays that share it. */
  readonly writesEndTags: boolean;
  /** `compute_time_ns` counts kernels only, not the whole handling of a request. */
  readonly kernelTimeOnly: boolean;
}

/** What `price` in an operation declaration, the session and the protocol may ask of the release. */
export interface Release {
  readonly version: string;
  readonly traits: ReleaseTraits;
  /** Capabilities announced by `hello`; undefined where the reply has no such field. */
  readonly capabilities: readonly string[] | undefined;
  /** The value that holds in this release. */
  pick<T>(value: Releasable<T>): T;
  /**
   * FLOPs actually charged: `int(flops × multiplier × weight)` or, with dtype billing, `int(flops × rate × factor ×
   * weight)`, in the reference's order of floating-point multiplications. A multiplier that is a bigint is an int in
   * Python, a number a float. Raises UnsupportedDtypeError where the release refuses the operation for complex
   * operands.
   */
  weigh(charge: Charge, multiplier?: number | bigint): number | bigint;
  /** The rate of a dtype; 1 in releases without dtype rates. */
  rateOf(dtype: Dtype): number;
  /** Names of all operations of the release's op set, callable or not. */
  readonly opNames: ReadonlySet<string>;
  /** Names of the protocol's own requests that an open session answers. */
  readonly commands: ReadonlySet<string>;
  /** How a request for an operation fares; undefined for a name the release does not know. */
  accessOf(op: string): Access | undefined;
  /** True for operations whose kernels the release does not time: summaries show 0.0 s for them. */
  isUntimed(op: string): boolean;
  /** Handles a request is expected to need, where room is checked first. */
  handlesNeeded(op: string): number | 'one per argument';
}

/** Shared implementation of `pick`. */
export function pickFor<T>(version: string, value: Releasable<T>): T {
  if (!(value instanceof ByRelease)) return value;
  const taken = value.taken.get(version);
  if (taken !== undefined) return taken;
  let best: string | undefined;
  for (const since of Object.keys(value.since)) {
    if (compareVersions(since, version) <= 0 && (best === undefined || compareVersions(since, best) > 0)) best = since;
  }
  if (best === undefined) throw new Error(`no entry for release ${version} among ${Object.keys(value.since)}`);
  value.taken.set(version, value.since[best]!);
  return value.since[best]!;
}
