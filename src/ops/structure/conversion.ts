/** Copies and conversions. */
import { Order } from '../../addon/arrays.js';
import { native } from '../../addon/native.js';
import { asArray } from '../../array/convert.js';
import type { Dtype } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { heavierBillingDtype } from '../../cost/dtype-billing.js';
import { PyTypeError, ValueError } from '../../errors.js';
import type { PyValue } from '../../python/values.js';
import type { OpDefinition } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { arrayOf, copyOf, dtypeArgument, operand } from './common.js';
import { type MovePrice, moveOp, NEVER } from './move-op.js';
import { insertAxes, orderArgument } from './shape.js';

interface Conversion {
  readonly a: NdArray;
  /** True when the operand is an array already, so that a view of it may be returned. */
  readonly isArray: boolean;
  readonly dtype: Dtype;
  readonly copy: boolean;
  readonly args: Bound;
}

const truth = (value: PyValue | undefined, otherwise: boolean): boolean =>
  value === undefined || value === null ? otherwise : Boolean(value);

/** copy=False asks for the same memory. ValueError where there is none to share. */
function refuseCopy(op: string, call: Conversion): void {
  const asked = extraKeywords(call.args).get('copy');
  if (asked === undefined || asked === null || asked) return;
  if (materializes(call)) throw new ValueError(`${op}: copy=False, but a new array is needed`);
}

function convert({ a, isArray, dtype, copy }: Conversion): NdArray {
  if (!copy && dtype === a.dtype) return isArray ? arrayOf(native.alias(a.slot), a.dtype, a.shape) : a;
  return copyOf(a, dtype);
}

const PER_ELEMENT: MovePrice<Conversion, unknown> = {
  charged: 'first',
  flops: ({ a }) => Math.max(a.size, 1),
  dtypes: ({ dtype }) => [dtype],
};

const checkKeywords = (op: string, keywords: ReadonlyMap<string, PyValue>, allowed: readonly string[]): void => {
  for (const name of keywords.keys()) {
    if (!allowed.includes(name)) throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
};

const array = moveOp<Conversion, { ndmin: number }>({
  name: 'array',
  params: 'object, dtype=, **kwargs',
  prepare: (args) => {
    const value = args['object']!;
    const a = operand('array', value);
    return {
      a,
      isArray: value instanceof NdArray,
      dtype: dtypeArgument('array', args['dtype'], a.dtype),
      copy: true,
      args,
    };
  },
  infer: (call) => {
    const keywords = extraKeywords(call.args);
    checkKeywords('array', keywords, ['copy', 'order', 'subok', 'ndmin', 'ndmax', 'like']);
    orderArgument(keywords.get('order'), true);
    refuseCopy('array', { ...call, copy: false });
    const ndmin = keywords.get('ndmin');
    return { ndmin: typeof ndmin === 'number' ? ndmin : 0 };
  },
  price: { '0.4.1': PER_ELEMENT, '0.12.4': PER_ELEMENT },
  run: (call, { ndmin }) => {
    const keywords = extraKeywords(call.args);
    const copy = keywords.has('copy') ? truth(keywords.get('copy'), false) : true;
    const value = call.args['object']!;
    const source = value instanceof NdArray ? call.a : asArray(value, call.dtype);
    const result = convert({ ...call, a: source, copy: copy && call.isArray });
    if (ndmin > 64) throw new ValueError('ndmin must be <= 64');
    return result.ndim < ndmin
      ? insertAxes(
          result,
          Array.from({ length: ndmin - result.ndim }, (_, k) => k),
        )
      : result;
  },
});

const asarray = moveOp<Conversion, NdArray | null>({
  name: 'asarray',
  params: 'a, dtype=, **kwargs',
  prepare: (args) => {
    const value = args['a']!;
    const a = operand('asarray', value);
    const copy = truth(extraKeywords(args).get('copy'), false);
    return {
      a,
      isArray: value instanceof NdArray,
      dtype: dtypeArgument('asarray', args['dtype'], a.dtype),
      copy,
      args,
    };
  },
  infer: (call) => {
    const { args, isArray, dtype } = call;
    checkKeywords('asarray', extraKeywords(args), ['order', 'device', 'copy', 'like']);
    orderArgument(extraKeywords(args).get('order'), true);
    refuseCopy('asarray', call);
    // Python values are converted, and refused, before there is anything to charge for.
    return isArray ? null : asArray(args['a']!, dtype);
  },
  price: {
    '0.4.1': PER_ELEMENT,
    '0.12.4': {
      charged: 'last',
      flops: (call) => (materializes(call) ? call.a.size : 0),
      dtypes: (call) => [materializes(call) ? heavierBillingDtype(call.a.dtype, call.dtype) : call.a.dtype],
    },
  },
  run: (call, made) => made ?? (materializes(call) ? copyOf(call.a, call.dtype, neededOrder(call)) : convert(call)),
});

function neededOrder({ args }: Conversion): Order {
  const order = extraKeywords(args).get('order');
  return order === undefined || order === null ? Order.K : orderArgument(order, true);
}

/** Whether asarray makes new memory: from anything but an array, for another dtype, or for an order it has not. */
function materializes(call: Conversion): boolean {
  if (!call.isArray || call.copy || call.dtype !== call.a.dtype) return true;
  const order = neededOrder(call);
  const layout = native.layout(call.a.slot);
  return (order === Order.C && (layout & 1) === 0) || (order === Order.F && (layout & 2) === 0);
}

const copy = moveOp<Conversion, Order>({
  name: 'copy',
  params: 'a, *args, **kwargs',
  prepare: (args) => {
    const a = operand('copy', args['a']);
    return { a, isArray: true, dtype: a.dtype, copy: true, args };
  },
  infer: ({ args }) => {
    checkKeywords('copy', extraKeywords(args), ['order', 'subok']);
    const order = restArguments(args)[0] ?? extraKeywords(args).get('order');
    return order === undefined || order === null ? Order.K : orderArgument(order, true);
  },
  price: { '0.4.1': NEVER, '0.12.4': PER_ELEMENT },
  run: ({ a }, order) => {
    const result = copyOf(a, a.dtype, order);
    result.symmetry = a.symmetry;
    return result;
  },
});

const astype = moveOp<Conversion, null>({
  name: 'astype',
  params: 'x, dtype, /, *, copy=, device=, order=, casting=, subok=',
  prepare: (args) => {
    const a = operand('astype', args['x']);
    return {
      a,
      isArray: true,
      dtype: dtypeArgument('astype', args['dtype'], 11 as Dtype),
      copy: truth(args['copy'], true),
      args,
    };
  },
  infer: () => null,
  price: {
    '0.4.1': NEVER,
    '0.12.4': {
      charged: 'first',
      flops: ({ a, dtype, copy }) => (!copy && dtype === a.dtype ? 0 : a.size),
      dtypes: ({ a, dtype }) => [heavierBillingDtype(a.dtype, dtype)],
    },
  },
  run: (call, _plan, ctx) => {
    const result = convert(call);
    result.isPlain = call.a.isPlain;
    // The method of a tagged array keeps the tag where the release's arrays pass it on.
    if (!ctx.release.traits.dtypeBilling) result.symmetry = call.a.symmetry;
    return result;
  },
});

export const CONVERSION: readonly OpDefinition[] = [array, asarray, copy, astype];
