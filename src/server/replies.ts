/** Reply envelopes. Their keys and the order of the keys are the protocol's. */
import { native } from '../addon/native.js';
import { dtypeName, itemsizeOf } from '../array/dtype.js';
import type { NdArray } from '../array/ndarray.js';
import { encode, Writer } from '../wire/encode.js';
import type { ReplyValue } from '../wire/value.js';

const writer = new Writer();

/** Encodes the head of a map and whatever follows it up to the first variable value. */
const prefix = (keys: number, ...parts: ReplyValue[]): Buffer => {
  const head = new Writer().mapHead(keys);
  for (const part of parts) head.value(part);
  return head.finish();
};

const OK_RESULT = prefix(4, 'status', 'ok', 'result');
const BUDGET = encode('budget');
const NO_OVERHEAD = Buffer.concat([encode('comms_overhead_ns'), encode(0)]);

/** `{status, result, budget, comms_overhead_ns}`. */
export function okReply(result: ReplyValue, budget: ReplyValue): Buffer {
  return writer.reset().raw(OK_RESULT).value(result).raw(BUDGET).value(budget).raw(NO_OVERHEAD).finish();
}

/** `{status, error_type, message[, budget]}`. */
export function errorReply(type: string, message: string, budget?: ReplyValue): Buffer {
  const envelope = { status: 'error', error_type: type, message };
  return encode(budget === undefined ? envelope : { ...envelope, budget });
}

/** Any other envelope. */
export const reply = (envelope: { readonly [key: string]: ReplyValue }): Buffer => encode(envelope);

/** `{status, data, shape, dtype, comms_overhead_ns}`; the array's bytes are copied once, into the frame. */
export function dataReply(array: NdArray): Buffer {
  const bytes = array.size * itemsizeOf(array.dtype);
  const head = new Writer().mapHead(5).string('status').string('ok').string('data').binaryHead(bytes);
  const tail = new Writer().string('shape').value(array.shape).string('dtype').string(dtypeName(array.dtype));
  tail.raw(NO_OVERHEAD);
  const frame = Buffer.allocUnsafe(head.length + bytes + tail.length);
  head.copyTo(frame, 0);
  native.writeBytes(array.slot, frame, head.length);
  tail.copyTo(frame, head.length + bytes);
  return frame;
}
