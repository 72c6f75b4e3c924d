/** Requests that are not ordinary operations: data in and out, indexing, conversion, billing of saved files, cost queries. */
import { asArray, NonNumericError } from '../array/convert.js';
import { NdArray } from '../array/ndarray.js';
import { AttributeError, IndexError, UnsupportedDtypeError, ValueError } from '../errors.js';
import type { OpResult } from '../ops/define.js';
import { type PyValue, typeName } from '../python/values.js';
import type { Session } from '../session/session.js';
import type { Request } from '../wire/decode.js';
import { argumentList, keywordMap, refuseDicts, resolveArgument, resolveCall } from './arguments.js';
import { svdCost } from './cost-queries.js';
import { decodeIndexKey } from './index-keys.js';
import type { Operations } from './operations.js';
import { packResult, requireCapacity, storeResult } from './pack.js';
import { runOperation } from './pipeline.js';
import { arrayReply, dataReply, okReply } from './replies.js';
import { createFromData, fetched, fetchedSlice, freeHandles, savedElements } from './transfer.js';

type Command = (request: Request, session: Session, operations: Operations) => Uint8Array;

/** Requests answered whatever the state of the array store. */
const BEFORE_ROOM: Readonly<Record<string, Command>> = {
  fetch: (request, session) => dataReply(fetched(request, session)),
  fetch_slice: (request, session) => dataReply(fetchedSlice(request, session)),
  free(request, session) {
    freeHandles(request, session);
    return okReply(null, session.budget.remaining);
  },
  budget_status: (_, session) => okReply(session.budget.status(), session.budget.remaining),
};

const COMMANDS: Readonly<Record<string, Command>> = {
  create_from_data(request, session) {
    const array = createFromData(request, session);
    return arrayReply(session.arrays.put(array), array, session.budget);
  },
  __getitem__(request, session, operations) {
    const args = argumentList(request.args);
    if (args.length < 2) throw new ValueError('__getitem__ requires an array and a key');
    const array = resolveArgument(args[0]!, session);
    return run('__getitem__', [array, decodeIndexKey(args[1]!, session)], session, operations);
  },
  astype(request, session, operations) {
    const args = argumentList(request.args);
    if (args.length === 0) throw new IndexError('list index out of range');
    const array = resolveArgument(args[0]!, session);
    const dtype = args.length > 1 ? args[1]! : (keywordMap(request.kwargs).get('dtype') ?? null);
    if (!(array instanceof NdArray)) {
      throw new AttributeError(`'${typeName(array)}' object has no attribute 'astype'`);
    }
    return run('astype', [array, dtype as PyValue], session, operations);
  },
  'flops.svd_cost': (request, session) => answer(svdCost(keywordMap(request.kwargs), session), session),
  save: chargeSave,
  savez: chargeSave,
  savez_compressed: chargeSave,
};

function run(op: string, args: readonly PyValue[], session: Session, operations: Operations): Uint8Array {
  return answer(runOperation(operations.find(op), { args, kwargs: new Map() }, session), session);
}

/** The reply to an operation that returned `result`. */
function answer(result: OpResult, session: Session): Uint8Array {
  if (result instanceof NdArray) return arrayReply(storeResult(result, session), result, session.budget);
  return okReply(packResult(result, session), session.budget.status());
}

/** A client is about to write arrays to a file of its own: nothing is stored here, but the data leaving is charged. */
function chargeSave(request: Request, session: Session): Uint8Array {
  const { op } = request;
  const arrays = argumentList(request.args).map((argument) => numericArray(op, resolveArgument(argument, session)));
  const flops = 4 * Math.max(savedElements(arrays), 1);
  const { budget, release } = session;
  budget.spend(op, release.weigh({ op, flops, dtypes: arrays.map((array) => array.dtype) }, budget.multiplier));
  return okReply(null, budget.status());
}

function numericArray(op: string, value: PyValue): NdArray {
  try {
    return asArray(value);
  } catch (error) {
    if (error instanceof NonNumericError)
      throw new UnsupportedDtypeError(`${op}: dtype '${error.dtype}' is not numeric`);
    throw error;
  }
}

/** An ordinary operation. */
function operate(request: Request, session: Session, operations: Operations): Uint8Array {
  const { op } = request;
  const operation = operations.find(op);
  const call = resolveCall(argumentList(request.args), keywordMap(request.kwargs), session);
  if (session.release.traits.dictsRefused) refuseDicts(op, call);
  return answer(runOperation(operation, call, session), session);
}

/** Carries out a request of an open session and returns its reply. What it throws is to be answered as an error. */
export function carryOut(request: Request, session: Session, operations: Operations): Uint8Array {
  const { op } = request;
  const first = BEFORE_ROOM[op];
  if (first !== undefined) return first(request, session, operations);
  const { release } = session;
  if (release.traits.roomCheckedFirst) {
    const args = Array.isArray(request.args) ? request.args.length : 0;
    requireCapacity(release.handlesNeeded(op, args), session);
  }
  const command = release.commands.has(op) ? COMMANDS[op] : undefined;
  return (command ?? operate)(request, session, operations);
}

/** True for a name that an open session may ask for at all. */
export const isKnown = (op: string, operations: Operations): boolean =>
  operations.release.commands.has(op) || operations.knows(op);
