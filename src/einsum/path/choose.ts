/** Reads the `optimize=` argument and finds the path it asks for. */
import { KeyError, PyTypeError } from '../../errors.js';
import { PyTuple, type PyValue, typeName } from '../../python/values.js';
import type { EinsumRules } from '../rules.js';
import { branchPath } from './branch.js';
import { dynamicPath } from './dynamic.js';
import { SearchExhausted } from './effort.js';
import { greedyPath } from './greedy.js';
import type { Network, Path } from './network.js';
import { optimalPath } from './optimal.js';
import { randomGreedyPath } from './random-greedy.js';

/** The name of a search, or a path given by the caller. */
export type Optimize = string | Path;

/** Operands from which on exhaustive searches may be replaced. */
const MANY_OPERANDS = 8;
/** Searches that are quick for any number of operands. */
const QUICK_SEARCHES: ReadonlySet<string> = new Set([
  'greedy',
  'eager',
  'opportunistic',
  'random-greedy',
  'random-greedy-128',
]);

const randomGreedy32 = (network: Network): Path => randomGreedyPath(network, 32);
const randomGreedy128 = (network: Network): Path => randomGreedyPath(network, 128);

function autoPath(network: Network): Path {
  const operands = network.inputs.length;
  if (operands <= 4) return optimalPath(network);
  if (operands <= 6) return branchPath(network);
  if (operands <= 8) return branchPath(network, 2);
  return operands <= 14 ? branchPath(network, 1) : greedyPath(network);
}

function thoroughPath(network: Network): Path {
  const operands = network.inputs.length;
  if (operands <= 5) return optimalPath(network);
  return operands <= 16 ? dynamicPath(network) : randomGreedy128(network);
}

const SEARCHES: ReadonlyMap<string, (network: Network) => Path> = new Map([
  ['auto', autoPath],
  ['auto-hq', thoroughPath],
  ['optimal', optimalPath],
  ['branch-all', branchPath],
  ['branch-2', (network: Network) => branchPath(network, 2)],
  ['branch-1', (network: Network) => branchPath(network, 1)],
  ['greedy', greedyPath],
  ['eager', greedyPath],
  ['opportunistic', greedyPath],
  ['dp', dynamicPath],
  ['dynamic-programming', dynamicPath],
  ['random-greedy', randomGreedy32],
  ['random-greedy-128', randomGreedy128],
]);

function itemsOf(value: PyValue): readonly PyValue[] {
  if (value instanceof PyTuple) return value.items;
  if (Array.isArray(value)) return value as readonly PyValue[];
  throw new PyTypeError(`a contraction path is a list of tuples of operand numbers, not of ${typeName(value)}`);
}

function operandNumber(value: PyValue): number {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  throw new PyTypeError(`operand numbers of a path are integers, not ${typeName(value)}`);
}

/**
 * What an `optimize=` argument asks for, given so many operands. True and None mean `auto`, False too, as steps are
 * always contracted pairwise. Raises TypeError for what is neither a name nor a path.
 */
export function readOptimize(value: PyValue | undefined, operands: number, rules: EinsumRules): Optimize {
  const isMany = operands >= MANY_OPERANDS;
  if (value === false) return 'auto';
  if (typeof value === 'string') {
    const isReplaced = isMany && (rules.greedyForMany ? !QUICK_SEARCHES.has(value) : value === 'auto');
    return isReplaced ? 'greedy' : value;
  }
  if (Array.isArray(value) || value instanceof PyTuple) {
    return itemsOf(value).map((step) => itemsOf(step).map(operandNumber));
  }
  if (isMany && rules.greedyForMany) return 'greedy';
  if (value === true || value === null || value === undefined) return 'auto';
  throw new PyTypeError(`optimize is a name, a path or a bool, not ${typeName(value)}`);
}

/** The path for a network. Raises KeyError for the name of no search, unless there is nothing to search. */
export function choosePath(network: Network, optimize: Optimize): Path {
  if (typeof optimize !== 'string') return optimize;
  const operands = network.inputs.length;
  if (operands <= 2) return [Array.from({ length: operands }, (_, i) => i)];
  const search = SEARCHES.get(optimize.toLowerCase());
  if (search === undefined) throw new KeyError(`there is no path search '${optimize}'`);
  try {
    return search(network);
  } catch (error) {
    if (error instanceof SearchExhausted) return greedyPath(network);
    throw error;
  }
}
