/** flopscope 0.4.1: prices by weight alone, handles that live as long as their session. */
import { OperationFacts } from '../operation-table.js';
import { pickFor, type Release } from '../release.js';
import { truncate } from '../weigh.js';
import { OPERATIONS } from './operations.js';
import { isUntimed } from './untimed.js';

const version = '0.4.1';
const facts = new OperationFacts(OPERATIONS);

export const v0_4_1: Release = {
  version,
  traits: {
    plainUploads: true,
    dtypeBilling: false,
    priceMultiplier: true,
    namespaces: false,
    finiteBudgets: false,
    errorsCarryBudget: false,
    handlesOutliveSessions: false,
    namedTuples: false,
    bareStringHandles: true,
    methodRequests: false,
    taggedIndexKeys: false,
    stringKeysOnly: true,
    dictsRefused: false,
    exactDtypeNames: false,
    summaryRequests: false,
    roomCheckedFirst: false,
    writesEndTags: false,
    kernelTimeOnly: false,
  },
  capabilities: undefined,
  opNames: facts.names,
  commands: new Set(['fetch', 'fetch_slice', 'free', 'budget_status', 'create_from_data', '__getitem__', 'astype']),
  pick: (value) => pickFor(version, value),
  weigh({ op, flops }, multiplier = 1) {
    const weight = facts.weightOf(op);
    // Prices of calls that fail later may have a fraction, which no bigint has.
    const isExact = typeof multiplier === 'bigint' && (typeof flops === 'bigint' || Number.isInteger(flops));
    const multiplied = isExact ? Number(BigInt(flops) * multiplier) : Number(flops) * Number(multiplier);
    return truncate(multiplied * weight);
  },
  rateOf: () => 1,
  accessOf: (op) => facts.accessOf(op),
  isUntimed,
  handlesNeeded: () => 0,
};
