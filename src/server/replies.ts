/** Reply envelopes. Their keys and the order of the keys are the protocol's. */
import { native } from '../addon/native.js';
import { DTYPE_COUNT, type Dtype, dtypeName, itemsizeOf } from '../array/dtype.js';
import type { NdArray, Shape } from '../array/ndarray.js';
import type { Budget } from '../session/budget.js';
import { encode, Writer } from '../wire/encode.js';
import type { ReplyValue } from '../wire/value.js';
import { allocateFrame } from './frames.js';
import { groupPayload } from './groups.js';

const writer = new Writer();
const DTYPE_NAMES = Array.from({ length: DTYPE_COUNT }, (_, code) => dtypeName(code as Dtype));

/** Encodes the head of a map and whatever follows it up to the first variable value. */
const prefix = (keys: number, ...parts: ReplyValue[]): Uint8Array => {
  writer.reset().mapHead(keys);
  for (const part of parts) writer.value(part);
  return writer.finish();
};

/** Several encoded values in a row, the last one the head of a map. */
const before = (keys: number, ...parts: ReplyValue[]): Uint8Array =>
  Buffer.concat([...parts.map(encode), prefix(keys)]);

const OK_RESULT = prefix(4, 'status', 'ok', 'result');
const BUDGET = encode('budget');
const NO_OVERHEAD = Buffer.concat([encode('comms_overhead_ns'), encode(0)]);

const ARRAY_ID = Buffer.concat([OK_RESULT, prefix(3, 'id')]);
const TAGGED_ARRAY_ID = Buffer.concat([OK_RESULT, prefix(4, 'id')]);
const SCALAR = Buffer.concat([OK_RESULT, prefix(2, 'value')]);
const SHAPE = encode('shape');
const DTYPE_AND_NAME = DTYPE_NAMES.map((name) => Buffer.concat([encode('dtype'), encode(name)]));
const SYMMETRY = encode('symmetry');
const BUDGET_TOTAL = Buffer.concat([before(3, 'budget'), encode('flop_budget')]);
const USED = encode('flops_used');
const REMAINING = encode('flops_remaining');

/** `{status, result, budget, comms_overhead_ns}`. */
export function okReply(result: ReplyValue, budget: ReplyValue): Uint8Array {
  return writer.reset().raw(OK_RESULT).value(result).raw(BUDGET).value(budget).raw(NO_OVERHEAD).finish();
}

/** `okReply` of a scalar that travels by value, written without intermediate objects. */
export function scalarReply(value: ReplyValue, dtype: Dtype, budget: Budget): Uint8Array {
  writer.reset().raw(SCALAR).value(value).raw(DTYPE_AND_NAME[dtype]!).raw(BUDGET_TOTAL).value(budget.given).raw(USED);
  return finished(budget);
}

/** The reply to most requests: `okReply` of one stored array, written without intermediate objects. */
export function arrayReply(handle: number, array: NdArray, budget: Budget): Uint8Array {
  writer.reset();
  writer
    .raw(array.symmetry === null ? ARRAY_ID : TAGGED_ARRAY_ID)
    .handle(handle)
    .raw(upToUsed(array, budget));
  return finished(budget);
}

/** The frame, from the amount used on. */
const finished = ({ used, remaining }: Budget): Uint8Array =>
  writer.integer(used).raw(REMAINING).value(remaining).raw(NO_OVERHEAD).finish();

/** The part of a reply that describes its array and names the budget, as it was written last. */
interface Description {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly budget: Budget;
  readonly bytes: Uint8Array;
}
let described: Description | undefined;
const describer = new Writer();

/** What stands between the handle and the amount used. Results come in series, and those of a series share the shape object. */
function upToUsed({ shape, dtype, symmetry }: NdArray, budget: Budget): Uint8Array {
  if (described?.shape === shape && described.dtype === dtype && described.budget === budget && symmetry === null) {
    return described.bytes;
  }
  describer.reset().raw(SHAPE).arrayHead(shape.length);
  for (const extent of shape) describer.integer(extent);
  describer.raw(DTYPE_AND_NAME[dtype]!);
  if (symmetry !== null) describer.raw(SYMMETRY).value(groupPayload(symmetry));
  const bytes = describer.raw(BUDGET_TOTAL).value(budget.given).raw(USED).finish();
  described = symmetry === null ? { shape, dtype, budget, bytes } : undefined;
  return bytes;
}

/** `{status, error_type, message[, budget]}`. */
export function errorReply(type: string, message: string, budget?: ReplyValue): Uint8Array {
  const envelope = { status: 'error', error_type: type, message };
  return encode(budget === undefined ? envelope : { ...envelope, budget });
}

/** Any other envelope. */
export const reply = (envelope: { readonly [key: string]: ReplyValue }): Uint8Array => encode(envelope);

/** `{status, data, shape, dtype, comms_overhead_ns}`; the array's bytes are copied once, into the frame. */
export function dataReply(array: NdArray): Uint8Array {
  const bytes = array.size * itemsizeOf(array.dtype);
  writer.reset().mapHead(5).string('status').string('ok').string('data').binaryHead(bytes);
  const head = writer.finish();
  writer.string('shape').value(array.shape).raw(DTYPE_AND_NAME[array.dtype]!).raw(NO_OVERHEAD);
  const tail = writer.finish();
  const frame = allocateFrame(head.length + bytes + tail.length);
  frame.set(head);
  native.writeBytes(array.slot, frame, head.length);
  frame.set(tail, head.length + bytes);
  return frame;
}
