/** Choosing between arrays: choose, select. */
import { Bounds } from '../../addon/move.js';
import { native } from '../../addon/native.js';
import { describe, scalarArray } from '../../array/convert.js';
import { Dtype, dtypeName } from '../../array/dtype.js';
import { inArrayScope, NdArray, type Shape } from '../../array/ndarray.js';
import { canCast, resultType, weakKindOf } from '../../array/promote.js';
import { broadcastShapes, sizeOf } from '../../array/shape.js';
import { PyTypeError, ValueError } from '../../errors.js';
import { PyComplex, PyFloat, type PyValue, typeName } from '../../python/values.js';
import { applyUfunc } from '../../ufunc/apply.js';
import type { OperandType } from '../../ufunc/resolve.js';
import type { OpContext, OpDefinition, OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import type { Bound } from '../signature.js';
import { arrayOf, filled, operand, requireRoomFor, sequenceOf } from '../structure/common.js';
import { scalarOf } from '../structure/indexing.js';
import { moveOp } from '../structure/move-op.js';
import { boundsOf, converted, resolved } from './positions.js';

/** An array to choose from; a Python scalar promotes by its kind only. */
interface Choice {
  readonly value: PyValue;
  readonly type: OperandType;
  readonly shape: Shape;
  readonly array: NdArray;
}

function choiceOf(op: string, value: PyValue): Choice {
  const array = operand(op, value);
  return { value, array, shape: array.shape, type: weakKindOf(value) ?? array.dtype };
}

const inDtype = ({ value, type, array }: Choice, dtype: Dtype): NdArray =>
  typeof type === 'string' ? scalarArray(value, dtype) : array;

/** Writes `choice` over the elements of `target` where `mask` is true. */
const overwrite = (target: NdArray, choice: NdArray, mask: NdArray): void =>
  native.assign(target.slot, choice.slot, mask.slot);

interface ChoosePlan {
  readonly positions: NdArray;
  readonly choices: readonly Choice[];
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly out: NdArray | null;
}

/** What NumPy's iterators take at once, the positions aside. */
const MOST_CHOICES = 63;

function choicesOf(op: string, value: PyValue): readonly Choice[] {
  // Text is a sequence of characters, which can be counted but not chosen.
  if (typeof value === 'string') return Array.from(value, () => choiceOf(op, 0));
  const isSequence = Array.isArray(value) || (value instanceof NdArray && value.ndim > 0);
  if (!isSequence) throw new PyTypeError('choices are not iterable');
  const count = value instanceof NdArray ? value.shape[0]! : (value as readonly PyValue[]).length;
  if (count > MOST_CHOICES) throw new ValueError(`${op}: ${count} choices, at most ${MOST_CHOICES} are possible`);
  return sequenceOf(value).map((item) => choiceOf(op, item));
}

/** Positions are converted by the rule 'safe', Python's own numbers too. */
function positionsOf(value: PyValue): NdArray {
  if (typeof value === 'string' || value === null || value instanceof PyFloat || value instanceof PyComplex)
    throw new PyTypeError(`Cannot cast a ${typeName(value)} to int64 according to the rule 'safe'`);
  return converted('choose', value, Dtype.Int64, 'safe');
}

function chosen({ positions, choices, shape, dtype, out }: ChoosePlan, ctx: OpContext): OpResult {
  requireRoomFor(shape, dtype, ctx);
  const result = arrayOf(native.zeros(dtype, shape), dtype, shape);
  choices.forEach((choice, i) => {
    inArrayScope(() => {
      overwrite(result, inDtype(choice, dtype), applyUfunc('equal', positions, scalarArray(i, Dtype.Int64)));
    });
  });
  if (out === null) return result.ndim === 0 ? scalarOf(result) : result;
  native.assign(out.slot, result.slot, -1);
  return out;
}

const choose = moveOp<{ readonly args: Bound }, ChoosePlan>({
  name: 'choose',
  params: 'a, choices, out=, mode=',
  prepare: (args) => ({ args }),
  infer: ({ args }) => {
    const choices = choicesOf('choose', args['choices']!);
    const bounds = boundsOf(args['mode']);
    const out = singleOutput('choose', args['out']);
    if (choices.length === 0) throw new ValueError('0-length sequence.');
    const given = positionsOf(args['a']!);
    const shape = broadcastShapes(given.shape, ...choices.map((choice) => choice.shape));
    if (out !== null && out.shape.join() !== shape.join())
      throw new PyTypeError('choose: invalid shape for output array.');
    let positions: NdArray;
    try {
      positions = resolved(given, choices.length, bounds);
    } catch {
      throw new ValueError('invalid entry in choice array');
    }
    // Unlike positions along an axis, those among choices do not count from the end.
    if (bounds === Bounds.Raise && native.countTrue(applyUfunc('less', given, scalarArray(0, Dtype.Int64)).slot) > 0)
      throw new ValueError('invalid entry in choice array');
    if (typeof args['choices'] === 'string') operand('choose', args['choices']);
    return { positions, choices, shape, out, dtype: resultType(choices.map((choice) => choice.type)) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => sizeOf(shape) },
    '0.12.4': {
      charged: 'last',
      flops: (_, { shape }) => sizeOf(shape),
      dtypes: (_, { dtype, out }) => [out?.dtype ?? dtype],
    },
  },
  run: (_, plan, ctx) => chosen(plan, ctx),
  writes: ({ args }) => singleOutput('choose', args['out']),
});

interface SelectCall {
  readonly args: Bound;
  readonly choices: readonly Choice[];
  readonly otherwise: Choice;
}

interface SelectPlan {
  readonly conditions: readonly NdArray[];
  readonly shape: Shape;
  readonly dtype: Dtype;
}

function listOf(value: PyValue): readonly PyValue[] {
  if (typeof value === 'string') return [...value];
  if (Array.isArray(value) || (value instanceof NdArray && value.ndim > 0)) return sequenceOf(value);
  throw new PyTypeError('a list is wanted');
}

const select = moveOp<SelectCall, SelectPlan>({
  name: 'select',
  params: 'condlist, choicelist, default=',
  prepare: (args) => ({
    choices: listOf(args['choicelist']!).map((choice) => choiceOf('select', choice)),
    otherwise: choiceOf('select', args['default'] === undefined ? 0 : args['default']),
    args,
  }),
  infer: ({ args, choices, otherwise }) => {
    const conditions = listOf(args['condlist']!);
    if (conditions.length !== choices.length)
      throw new ValueError('list of cases must be same length as list of conditions');
    if (conditions.length === 0) throw new ValueError('select with an empty condition list is not possible');
    const dtype = resultType([...choices, otherwise].map((choice) => choice.type));
    const masks = conditions.map((condition, i) => {
      const isText = typeof args['condlist'] === 'string';
      if (!isText && describe(condition).foreign !== 'object') return operand('select', condition);
      throw new PyTypeError(`invalid entry ${i} in condlist: should be boolean ndarray`);
    });
    const maskShape = broadcastShapes(...masks.map((mask) => mask.shape));
    const choiceShape = broadcastShapes(...[...choices, otherwise].map((choice) => choice.shape));
    masks.forEach((mask, i) => {
      if (mask.dtype !== Dtype.Bool) throw new PyTypeError(`invalid entry ${i} in condlist: should be boolean ndarray`);
    });
    for (const { array } of choices) {
      // A Python scalar took part in promotion by its kind, but is copied as the array NumPy makes of it.
      if (!canCast(array.dtype, dtype, 'same_kind'))
        throw new PyTypeError(`Cannot cast from ${dtypeName(array.dtype)} to ${dtypeName(dtype)}`);
    }
    return { conditions: masks, dtype, shape: broadcastShapes(maskShape, choiceShape) };
  },
  price: {
    '0.4.1': {
      charged: 'first',
      flops: ({ choices }) => (choices.length === 0 ? 1 : Math.max(...choices.map(({ array }) => array.size))),
    },
    '0.12.4': {
      charged: 'last',
      flops: (_, { conditions, shape }) => sizeOf(shape) * Math.max(conditions.length, 1),
      dtypes: ({ choices, otherwise }) => [
        resultType([...choices.map((choice) => choice.array.dtype), otherwise.type]),
      ],
    },
  },
  run: ({ choices, otherwise }, { conditions, shape, dtype }, ctx) => {
    requireRoomFor(shape, dtype, ctx);
    const result = filled(shape, dtype, otherwise.array);
    for (let i = choices.length - 1; i >= 0; i--) overwrite(result, choices[i]!.array, conditions[i]!);
    return result;
  },
});

export const CHOOSE: readonly OpDefinition[] = [choose, select];
