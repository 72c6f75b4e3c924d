/** The package's own client, `flopscope-server/client`; docs/client.md shows how it is used. */
export { Budget, type ClosedBudget } from './budget.js';
export { type BudgetOptions, Client, type ConnectOptions, connect } from './client.js';
export type { ArrayData, DataOf, DtypeName } from './data.js';
export * from './errors.js';
export { ellipsis, type IndexKey, Slice, slice } from './index-key.js';
export type {
  FftOperations,
  GridKeywords,
  Keywords,
  LineKeywords,
  Norm,
  Operation,
  Operations,
} from './operations.js';
export { type RandomKind, RemoteArray, RemoteRandom } from './remote.js';
export { type Result, Results, Scalar } from './results.js';
export { type Argument, Float, float, type Plain, type Remote, SymmetryGroup } from './values.js';
