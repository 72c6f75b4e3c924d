/** Requests that are not ordinary operations: data in and out, indexing, conversion, billing of saved files, cost queries. */
import { asArray, NonNumericError } from '../array/convert.js';
import { isComplex } from '../array/dtype.js';
import { NdArray } from '../array/ndarray.js';
import { AttributeError, IndexError, UnsupportedDtypeError, ValueError } from '../errors.js';
import { NumpyScalar, type OpResult } from '../ops/define.js';
import { type PyValue, typeName } from '../python/values.js';
import type { Session } from '../session/session.js';
import type { Request } from '../wire/decode.js';
import { argumentList, keywordMap, resolveArgument } from './arguments.js';
import { svdCost } from './cost-queries.js';
import { decodeIndexKey } from './index-keys.js';
import type { Operations } from './operations.js';
import { packResult, scalarValue, storeResult } from './pack.js';
import { runOperation } from './pipeline.js';
import { arrayReply, dataReply, okReply, scalarReply } from './replies.js';
import { createFromData, fetched, fetchedSlice, freeHandles, savedElements } from './transfer.js';

const NO_KEYWORDS: ReadonlyMap<string, PyValue> = new Map();

/** Answers one kind of request. What it throws is to be answered as an error. */
export type Command = (request: Request, session: Session, operations: Operations) => Uint8Array;

/** Requests answered whatever the state of the array store. */
export const TRANSFERS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['fetch', (request, session) => dataReply(fetched(request, session))],
  ['fetch_slice', (request, session) => dataReply(fetchedSlice(request, session))],
  ['free', free],
  ['budget_status', (_, session) => okReply(session.budget.status(), session.budget.remaining)],
]);

/** Requests that stand beside the operations and, like them, need room for a result. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['create_from_data', create],
  ['__getitem__', getItem],
  ['astype', convert],
  ['flops.svd_cost', (request, session) => answer(svdCost(keywordMap(request.kwargs), session), session)],
  ['save', chargeSave],
  ['savez', chargeSave],
  ['savez_compressed', chargeSave],
]);

function free(request: Request, session: Session): Uint8Array {
  freeHandles(request, session);
  return okReply(null, session.budget.remaining);
}

function create(request: Request, session: Session): Uint8Array {
  const array = createFromData(request, session);
  return arrayReply(session.arrays.put(array), array, session.budget);
}

function getItem(request: Request, session: Session, operations: Operations): Uint8Array {
  const args = argumentList(request.args);
  if (args.length < 2) throw new ValueError('__getitem__ requires an array and a key');
  const array = resolveArgument(args[0]!, session);
  return run('__getitem__', [array, decodeIndexKey(args[1]!, session)], session, operations);
}

function convert(request: Request, session: Session, operations: Operations): Uint8Array {
  const args = argumentList(request.args);
  if (args.length === 0) throw new IndexError('list index out of range');
  const array = resolveArgument(args[0]!, session);
  const dtype = args.length > 1 ? args[1]! : (keywordMap(request.kwargs).get('dtype') ?? null);
  if (!(array instanceof NdArray)) {
    throw new AttributeError(`'${typeName(array)}' object has no attribute 'astype'`);
  }
  return run('astype', [array, dtype as PyValue], session, operations);
}

function run(op: string, args: readonly PyValue[], session: Session, operations: Operations): Uint8Array {
  return answer(runOperation(operations.find(op), { args, kwargs: NO_KEYWORDS }, session), session);
}

/** The reply to an operation that returned `result`. */
export function answer(result: OpResult, session: Session): Uint8Array {
  const { budget } = session;
  if (result instanceof NdArray) return arrayReply(storeResult(result, session), result, budget);
  if (result instanceof NumpyScalar && !isComplex(result.dtype)) {
    return scalarReply(scalarValue(result), result.dtype, budget);
  }
  return okReply(packResult(result, session), budget.status());
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
