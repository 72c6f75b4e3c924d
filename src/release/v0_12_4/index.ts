/** flopscope 0.12.4: prices by weight, dtype and complex factor; handles that outlive sessions; server-side summaries. */
import { DTYPE_COUNT, type Dtype, dtypeName, isComplex } from '../../array/dtype.js';
import { resultType } from '../../array/promote.js';
import { RuntimeError, UnsupportedDtypeError } from '../../errors.js';
import { OperationFacts } from '../operation-table.js';
import { pickFor, type Release } from '../release.js';
import { truncate } from '../weigh.js';
import { handlesNeeded } from './handles-needed.js';
import { DTYPE_RATES, OPERATIONS } from './operations.js';
import { isUntimed } from './untimed.js';

const version = '0.12.4';
const facts = new OperationFacts(OPERATIONS);

/** Factor on complex work where the release's table has none for the operation. */
const GENERAL_COMPLEX_FACTOR = 2;

const RATES = Array.from({ length: DTYPE_COUNT }, (_, dtype) => DTYPE_RATES[dtypeName(dtype)]!);
const rateOf = (dtype: Dtype): number => RATES[dtype]!;

function complexFactor(op: string, dtype: Dtype, given: number | undefined): number {
  if (given !== undefined) return given;
  if (!isComplex(dtype)) return 1;
  const factor = facts.complexFactorOf(op);
  if (factor === 'illegal') {
    throw new UnsupportedDtypeError(`operation '${op}' is not defined for complex dtypes (got '${dtypeName(dtype)}')`);
  }
  if (factor === 'exact') throw new RuntimeError(`operation '${op}' must be charged with its exact complex factor`);
  return factor ?? GENERAL_COMPLEX_FACTOR;
}

export const v0_12_4: Release = {
  version,
  traits: {
    plainUploads: false,
    dtypeBilling: true,
    priceMultiplier: false,
    namespaces: true,
    finiteBudgets: true,
    errorsCarryBudget: true,
    handlesOutliveSessions: true,
    namedTuples: true,
    bareStringHandles: true,
    methodRequests: true,
    taggedIndexKeys: true,
    stringKeysOnly: false,
    dictsRefused: true,
    exactDtypeNames: true,
    summaryRequests: true,
    roomCheckedFirst: true,
    writesEndTags: true,
    kernelTimeOnly: true,
  },
  capabilities: ['authoritative_budget_summary_v1'],
  opNames: facts.names,
  commands: new Set([
    'fetch',
    'fetch_slice',
    'free',
    'budget_status',
    'create_from_data',
    '__getitem__',
    'astype',
    'save',
    'savez',
    'savez_compressed',
    'flops.einsum_cost',
    'flops.svd_cost',
  ]),
  pick: (value) => pickFor(version, value),
  weigh({ op, flops, dtypes, complexFactor: given }) {
    const weight = facts.weightOf(op);
    if (dtypes === undefined || dtypes.length === 0) return truncate(Number(flops) * weight);
    const dtype = dtypes.length === 1 ? dtypes[0]! : resultType(dtypes);
    return truncate(Number(flops) * rateOf(dtype) * complexFactor(op, dtype, given) * weight);
  },
  rateOf,
  accessOf: (op) => facts.accessOf(op),
  isUntimed,
  handlesNeeded,
};
