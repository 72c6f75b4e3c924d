/**
 * Operations that call a function of their caller's: apply_along_axis, apply_over_axes, fromfunction, mask_indices,
 * piecewise. Functions do not travel, so that only constants for functions, and refusals, are left of them.
 */
import { native } from '../../addon/native.js';
import { normalizeAxis, toIndex } from '../../array/axes.js';
import { asArray, describe } from '../../array/convert.js';
import { Dtype, isInteger } from '../../array/dtype.js';
import { NdArray } from '../../array/ndarray.js';
import { IndexError, PyTypeError, ValueError } from '../../errors.js';
import { isInt, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc, asType } from '../../ufunc/apply.js';
import { byRelease, type Charge, defineOp, type OpDefinition } from '../define.js';
import { truthsOf } from '../gather/positions.js';
import type { Bound } from '../signature.js';
import { arrayOf, operand, requireRoomFor, reshaped, sequenceOf, shapeOperand } from '../structure/common.js';
import { moveOp } from '../structure/move-op.js';
import { fitting, isNil, refuseTextInLists } from './common.js';

const notCallable = (value: PyValue | undefined): PyTypeError =>
  new PyTypeError(`'${typeName(value)}' object is not callable`);

/** Always refused, for free. */
function refusingOp(name: string, params: string, refuse: (args: Bound) => never): OpDefinition {
  return defineOp<never>({ name, params, check: refuse, price: () => null, run: () => null });
}

/** An integer that NumPy's own Python code wants. */
function indexOf(value: PyValue | undefined): number {
  if (value instanceof NdArray && (value.ndim > 0 || !isInteger(value.dtype)))
    throw new PyTypeError('only integer scalar arrays can be converted to a scalar index');
  return value instanceof NdArray ? Number(native.readItem(value.slot)) : toIndex(value);
}

const applyAlongAxis = refusingOp('apply_along_axis', 'func1d, axis, arr, *args, **kwargs', (args) => {
  const { a } = shapeOperand(args['arr']);
  normalizeAxis(indexOf(args['axis']), a.ndim);
  const axis = indexOf(args['axis']);
  const rest = a.shape.filter((_, k) => k !== (axis < 0 ? axis + a.ndim : axis));
  if (rest.includes(0)) throw new ValueError('Cannot apply_along_axis when any iteration dimensions are 0');
  throw notCallable(args['func1d']);
});

const fromfunction = refusingOp('fromfunction', 'function, shape, *, dtype=, like=, **kwargs', (args) => {
  const shape = args['shape'];
  if (!Array.isArray(shape) && !(shape instanceof NdArray && shape.ndim > 0) && typeof shape !== 'string')
    throw new PyTypeError(`'${typeName(shape)}' object is not iterable`);
  for (const extent of typeof shape === 'string' ? [...shape] : sequenceOf(shape!)) {
    if (indexOf(extent) < 0) throw new ValueError('negative dimensions are not allowed');
  }
  throw notCallable(args['function']);
});

const maskIndices = refusingOp('mask_indices', 'n, mask_func, k=', (args) => {
  if (indexOf(args['n']) < 0) throw new ValueError('negative dimensions are not allowed');
  throw notCallable(args['mask_func']);
});

interface OverAxes {
  readonly a: NdArray;
  /** The comparison of an axis that is an array, which is paid for before it fails. */
  readonly compared: NdArray | null;
  readonly func: PyValue | undefined;
  readonly isEmpty: boolean;
}

/** The axes as a sequence; one axis for what is none. */
function axesOf(value: PyValue): readonly PyValue[] {
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (value instanceof NdArray && value.ndim > 0) return sequenceOf(value);
  return [value];
}

const applyOverAxes = defineOp<OverAxes>({
  name: 'apply_over_axes',
  params: 'func, a, axes',
  check: (args) => {
    const { a } = shapeOperand(args['a']);
    const axes = axesOf(args['axes']!);
    const [first] = axes;
    const isNumber = isInt(first) || typeof first === 'boolean' || first instanceof PyFloat || first instanceof NdArray;
    if (first !== undefined && !isNumber)
      throw new PyTypeError(`'<' not supported between instances of '${typeName(first)}' and 'int'`);
    const compared = first instanceof NdArray && first.size !== 1 ? first : null;
    if (first !== undefined && compared === null) throw notCallable(args['func']);
    return { a, compared, func: args['func'], isEmpty: first === undefined };
  },
  price: byRelease({
    '0.4.1': ({ a, isEmpty }: OverAxes): Charge | null => (isEmpty ? { op: 'apply_over_axes', flops: a.size } : null),
    '0.12.4': ({ a, compared }: OverAxes): Charge =>
      compared === null
        ? { op: 'apply_over_axes', flops: a.size, dtypes: [a.dtype] }
        : { op: 'less', flops: compared.size, dtypes: [compared.dtype] },
  }),
  run: ({ a, compared }) => {
    if (compared !== null)
      throw new ValueError(
        'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
      );
    return arrayOf(native.alias(a.slot), a.dtype, a.shape);
  },
});

interface PiecewiseCall {
  readonly x: NdArray;
  readonly args: Bound;
}

interface PiecewisePlan {
  /** Masks of the pieces, with the value each takes. */
  readonly pieces: readonly { readonly mask: NdArray; readonly value: NdArray; readonly count: number }[];
  readonly conditions: number;
}

const isScalar = (value: PyValue | undefined): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || isInt(value) || value instanceof PyFloat;

/** Items of a list of functions. TypeError for what has no length. */
function functionsOf(value: PyValue | undefined): readonly PyValue[] {
  if (typeof value === 'string') return [...value];
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (value instanceof NdArray && value.ndim > 0) return sequenceOf(value);
  if (value instanceof NdArray) throw new PyTypeError('len() of unsized object');
  throw new PyTypeError(`object of type '${typeName(value)}' has no len()`);
}

/** The conditions as one bool array, the first axis counting them. */
function conditionsOf(value: PyValue, ndim: number): NdArray {
  const single = (): NdArray => {
    const one = truthsOf(value);
    return reshaped(one, [1, ...one.shape]);
  };
  if (isScalar(value)) return single();
  if (value === null) throw new PyTypeError("'NoneType' object is not subscriptable");
  const items = value instanceof NdArray && value.ndim > 0 ? sequenceOf(value) : value;
  if (!Array.isArray(items)) throw new IndexError('too many indices for array: array is 0-dimensional');
  if (items.length === 0) throw new IndexError('list index out of range');
  const [first] = items as readonly PyValue[];
  const isNested =
    Array.isArray(first) || (first instanceof NdArray && (value instanceof NdArray ? first.ndim > 0 : true));
  return !isNested && ndim !== 0 ? single() : truthsOf(value);
}

/** A constant in the dtype of the result. */
function constantOf(value: PyValue, dtype: Dtype): NdArray {
  if (typeof value === 'string') throw new ValueError(`could not convert string to float: '${value}'`);
  if (value instanceof NdArray) return asType(value, dtype);
  if (value === null && !isInteger(dtype))
    return asArray(dtype === Dtype.Bool ? false : new PyFloat(Number.NaN), dtype);
  const { foreign } = describe(value);
  if (foreign !== undefined) throw new PyTypeError(`a number is wanted, not '${foreign}'`);
  return asArray(value, dtype);
}

function planPiecewise({ x, args }: PiecewiseCall): PiecewisePlan {
  const functions = functionsOf(args['funclist']);
  let masks = conditionsOf(args['condlist']!, x.ndim);
  let count = masks.shape[0]!;
  const conditions = count;
  const [, ...shape] = masks.shape as [number, ...number[]];
  const row = (all: NdArray, i: number): NdArray => {
    const [step, ...strides] = native.strides(all.slot) as [number, ...number[]];
    return arrayOf(native.stridedView(all.slot, shape, strides, i * step), Dtype.Bool, shape);
  };
  const rows = Array.from({ length: count }, (_, i) => row(masks, i));
  if (count === functions.length - 1) {
    const any = rows.reduce((all, mask) => applyUfunc('logical_or', all, mask), asArray(false));
    rows.push(applyUfunc('logical_not', any));
    count++;
    masks = any;
  } else if (count !== functions.length) {
    throw new ValueError(`with ${count} condition(s), either ${count} or ${count + 1} functions are expected`);
  }
  const pieces = rows.map((mask, i) => {
    if (mask.ndim > x.ndim)
      throw new IndexError(`too many indices for array: array is ${x.ndim}-dimensional, but ${mask.ndim} were indexed`);
    if (mask.shape.some((extent, axis) => extent !== x.shape[axis]))
      throw new IndexError('boolean index did not match indexed array along an axis');
    const chosen = native.countTrue(mask.slot);
    const rest = x.shape.slice(mask.ndim);
    const value = constantOf(functions[i]!, x.dtype);
    return { mask, value: fitted(value, mask.ndim === 0 ? rest : [chosen, ...rest]), count: chosen };
  });
  return { pieces, conditions };
}

/** A value that fits what is assigned to; ValueError otherwise. */
function fitted(value: NdArray, shape: readonly number[]): NdArray {
  return value.ndim === 0 ? value : fitting(value, shape);
}

function assignPiece(result: NdArray, { mask, value, count }: PiecewisePlan['pieces'][number]): void {
  if (count === 0) return;
  const rest = result.shape.slice(mask.ndim);
  if (value.ndim === 0 || mask.ndim === 0) {
    const wide = reshaped(mask, [...mask.shape, ...rest.map(() => 1)]);
    const everywhere = arrayOf(native.broadcastTo(wide.slot, result.shape), Dtype.Bool, result.shape);
    native.assign(result.slot, value.slot, everywhere.slot);
    return;
  }
  // Rows that are chosen, counted in C order, take their values one after the other.
  const each = rest.reduce((product, extent) => product * extent, 1);
  const wide = reshaped(mask, [...mask.shape, 1]);
  const flat = arrayOf(native.broadcastTo(wide.slot, [...mask.shape, each]), Dtype.Bool, [...mask.shape, each]);
  const chosen = reshaped(flat, [result.size]);
  const positions = arrayOf(native.nonzero(chosen.slot)[0]!, Dtype.Int64, [count * each]);
  const values = arrayOf(native.broadcastTo(value.slot, [count, ...rest]), value.dtype, [count, ...rest]);
  native.scatter(result.slot, positions.slot, values.slot);
}

/** How many conditions the price counts. */
function billedConditions({ x, args }: PiecewiseCall, { conditions }: PiecewisePlan): number {
  const given = args['condlist'];
  if (isScalar(given) || isNil(given)) return 1;
  const [first] = Array.isArray(given) ? (given as readonly PyValue[]) : sequenceOf(given!);
  const isNested = Array.isArray(first) || (first instanceof NdArray && (Array.isArray(given) || first.ndim > 0));
  return !isNested && x.ndim !== 0 ? 1 : conditions;
}

const piecewise = moveOp<PiecewiseCall, PiecewisePlan>({
  name: 'piecewise',
  params: 'x, condlist, funclist, *args, **kwargs',
  prepare: (args, ctx) => {
    refuseTextInLists('piecewise', args, ctx);
    return { x: operand('piecewise', args['x']), args };
  },
  infer: planPiecewise,
  price: {
    '0.4.1': { charged: 'last', flops: ({ x }) => x.size },
    '0.12.4': {
      charged: 'last',
      flops: (call, plan) => call.x.size * Math.max(billedConditions(call, plan), 1),
      dtypes: ({ x }) => [x.dtype],
    },
  },
  run: ({ x }, { pieces }, ctx) => {
    requireRoomFor(x.shape, x.dtype, ctx);
    const result = arrayOf(native.zeros(x.dtype, x.shape), x.dtype, x.shape);
    for (const piece of pieces) assignPiece(result, piece);
    return result;
  },
});

export const CALLABLES: readonly OpDefinition[] = [applyAlongAxis, applyOverAxes, fromfunction, maskIndices, piecewise];
