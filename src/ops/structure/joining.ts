/** Joining, splitting and repeating arrays. */
import { native } from '../../addon/native.js';
import { axisList, normalizeAxis, toIndex } from '../../array/axes.js';
import { Dtype, isInteger, kindOf } from '../../array/dtype.js';
import { NdArray, type Shape } from '../../array/ndarray.js';
import { type Casting, canCast, promoteTypes } from '../../array/promote.js';
import { shapeText, sizeOf } from '../../array/shape.js';
import { IndexError, MemoryError, PyTypeError, ValueError, ZeroDivisionError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';
import type { SymmetryGroup } from '../../symmetry/group.js';
import * as tags from '../../symmetry/transport.js';
import type { ByRelease, OpContext, OpDefinition, OpResult } from '../define.js';
import { singleOutput } from '../pointwise/keywords.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import {
  arrayOf,
  copyOf,
  dtypeArgument,
  operand,
  requireRoomFor,
  reshaped,
  sequenceOf,
  sliced,
  toInt,
} from './common.js';
import { type MovePrice, moveOp, NEVER } from './move-op.js';
import { insertAxes } from './shape.js';

interface JoinCall {
  readonly arrays: readonly NdArray[];
  readonly out: NdArray | null;
  readonly args: Bound;
}

interface JoinPlan {
  /** The operands as they are joined. */
  readonly parts: readonly NdArray[];
  readonly axis: number;
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** Shape of a concatenation along a normalised axis; ValueError when the others differ. */
function joinedShape(parts: readonly NdArray[], axis: number): number[] {
  const [first] = parts as [NdArray];
  const shape = [...first.shape];
  for (const part of parts.slice(1)) {
    if (part.ndim !== first.ndim) {
      throw new ValueError(`all the input array dimensions must match, got ${first.ndim} and ${part.ndim} dimensions`);
    }
    part.shape.forEach((extent, k) => {
      if (k === axis) shape[k]! += extent;
      else if (extent !== first.shape[k]) {
        throw new ValueError(
          `all the input array dimensions except for the concatenation axis must match exactly: ${shapeText(first.shape)} and ${shapeText(part.shape)}`,
        );
      }
    });
  }
  return shape;
}

const joinedDtype = (parts: readonly NdArray[]): Dtype => parts.map((part) => part.dtype).reduce(promoteTypes);

function castingArgument(value: PyValue | undefined): Casting {
  if (value === undefined) return 'same_kind';
  if (typeof value !== 'string' || !['no', 'equiv', 'safe', 'same_kind', 'unsafe'].includes(value)) {
    throw new ValueError(
      `casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '${String(value)}')`,
    );
  }
  return value as Casting;
}

function planJoin(op: string, call: JoinCall, parts: readonly NdArray[], axis: number): JoinPlan {
  const keywords = extraKeywords(call.args);
  for (const name of keywords.keys()) {
    if (!['dtype', 'casting', 'out'].includes(name))
      throw new PyTypeError(`${op}() got an unexpected keyword argument '${name}'`);
  }
  if (parts.length === 0) throw new ValueError('need at least one array to join');
  const shape = joinedShape(parts, axis);
  const natural = joinedDtype(parts);
  const given = keywords.get('dtype');
  if (call.out !== null && given !== undefined && given !== null) {
    throw new PyTypeError(`${op}() only takes \`out\` or \`dtype\` as an argument, but both were provided.`);
  }
  if (call.out !== null && call.out.ndim !== shape.length) {
    throw new ValueError('Output array has wrong dimensionality');
  }
  const dtype = call.out?.dtype ?? dtypeArgument(op, given, natural);
  const casting = castingArgument(keywords.get('casting'));
  for (const part of parts) {
    if (!canCast(part.dtype, dtype, casting))
      throw new PyTypeError(`${op}: cannot cast an operand to the result according to the rule '${casting}'`);
  }
  if (call.out !== null && call.out.shape.join() !== shape.join()) {
    throw new ValueError('Output array is the wrong shape');
  }
  return { parts, axis, shape, dtype };
}

function join({ parts, axis, shape, dtype }: JoinPlan, out: NdArray | null, ctx: OpContext): NdArray {
  if (out === null) requireRoomFor(shape, dtype, ctx);
  const target = out ?? arrayOf(native.empty(dtype, shape), dtype, shape);
  const sources =
    out === null ? parts : parts.map((part) => (native.overlaps(part.slot, out.slot) ? copyOf(part) : part));
  let start = 0;
  for (const part of sources) {
    const extent = part.shape[axis]!;
    native.assign(sliced(target, axis, start, extent).slot, part.slot, -1);
    start += extent;
  }
  return target;
}

const totalSize = ({ arrays }: JoinCall): number =>
  Math.max(
    arrays.reduce((sum, a) => sum + a.size, 0),
    1,
  );
const billed = ({ arrays, out }: JoinCall): readonly Dtype[] => [
  ...arrays.map((a) => a.dtype),
  ...(out === null ? [] : [out.dtype]),
];

interface JoinSpec {
  readonly name: string;
  readonly params: string | ByRelease<string>;
  readonly sequence: string;
  readonly plan: (call: JoinCall) => JoinPlan;
  readonly tag: (call: JoinCall, plan: JoinPlan) => SymmetryGroup | null;
  readonly early: MovePrice<JoinCall, JoinPlan>;
  readonly present: MovePrice<JoinCall, JoinPlan>;
}

/** Charged from the operands, before NumPy's checks. */
const BY_OPERANDS: MovePrice<JoinCall, JoinPlan> = { charged: 'first', flops: totalSize, dtypes: billed };
/** Charged from the result. */
const BY_RESULT: MovePrice<JoinCall, JoinPlan> = {
  charged: 'last',
  flops: (_, { shape }) => sizeOf(shape),
  dtypes: billed,
};

function joinOp(spec: JoinSpec): OpDefinition {
  return moveOp<JoinCall, JoinPlan>({
    name: spec.name,
    params: spec.params,
    prepare: (args, ctx) => {
      const keywords = extraKeywords(args) as ReadonlyMap<string, PyValue> | undefined;
      const out = singleOutput(spec.name, keywords?.get('out'));
      const value = args[spec.sequence]!;
      // Text is a sequence, of characters.
      if (typeof value === 'string' && ctx.release.traits.dtypeBilling) operand(spec.name, value);
      if (value === null || typeof value !== 'object' || value instanceof PyFloat) {
        throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
      }
      return { arrays: sequenceOf(value).map((item) => operand(spec.name, item)), out, args };
    },
    infer: (call) => spec.plan(call),
    price: { '0.4.1': spec.early, '0.12.4': spec.present },
    run: (call, plan, ctx) => {
      const result = join(plan, call.out, ctx);
      if (call.out === null) result.symmetry = spec.tag(call, plan);
      // Present releases forget what they knew of an array that is written to.
      else if (ctx.release.traits.dtypeBilling) result.symmetry = null;
      return result;
    },
  });
}

const groupsOf = ({ arrays }: JoinCall): (SymmetryGroup | null)[] => arrays.map((a) => a.symmetry);

function planConcatenate(op: string, call: JoinCall): JoinPlan {
  const { arrays, args } = call;
  const given = args['axis'];
  if (given === null)
    return planJoin(
      op,
      call,
      arrays.map((a) => reshaped(a, [a.size])),
      0,
    );
  if (arrays.length === 0) throw new ValueError('need at least one array to concatenate');
  const axis = given === undefined ? 0 : toIndex(given);
  if (arrays.some((a) => a.ndim === 0)) throw new ValueError('zero-dimensional arrays cannot be concatenated');
  return planJoin(op, call, arrays, normalizeAxis(axis, arrays[0]!.ndim));
}

function concatenateOp(name: 'concatenate' | 'concat'): OpDefinition {
  const isNew = name === 'concat';
  return joinOp({
    name,
    params: 'arrays, axis=, **kwargs',
    sequence: 'arrays',
    plan: (call) => planConcatenate(name, call),
    tag: (call, { shape }) => {
      if (isNew) return null;
      const axis = call.args['axis'];
      return tags.concatenateTag(
        groupsOf(call),
        shape.length,
        axis === null ? null : axis === undefined ? 0 : toIndex(axis),
      );
    },
    early: isNew ? BY_RESULT : BY_OPERANDS,
    present: isNew ? BY_RESULT : BY_OPERANDS,
  });
}

const stack = joinOp({
  name: 'stack',
  params: 'arrays, axis=, **kwargs',
  sequence: 'arrays',
  plan: (call) => {
    const { arrays, args } = call;
    if (arrays.length === 0) throw new ValueError('need at least one array to stack');
    if (new Set(arrays.map((a) => a.shape.join())).size > 1)
      throw new ValueError('all input arrays must have the same shape');
    const axis = normalizeAxis(args['axis'] === undefined ? 0 : toIndex(args['axis']), arrays[0]!.ndim + 1);
    return planJoin(
      'stack',
      call,
      arrays.map((a) => insertAxes(a, [axis])),
      axis,
    );
  },
  tag: (call, { shape, axis }) => tags.stackTag(groupsOf(call), shape.length, axis),
  early: BY_OPERANDS,
  present: BY_OPERANDS,
});

const atLeast = (a: NdArray, ndim: 1 | 2 | 3): NdArray => {
  if (a.ndim >= ndim) return a;
  const positions =
    ndim === 3 && a.ndim > 0 ? (a.ndim === 1 ? [0, 2] : [2]) : Array.from({ length: ndim - a.ndim }, (_, k) => k);
  return insertAxes(a, positions);
};

const ndims = ({ arrays }: JoinCall): number[] => arrays.map((a) => a.ndim);

function stackAlongOp(
  name: string,
  shapeParts: (a: NdArray) => NdArray,
  axisOf: (parts: readonly NdArray[]) => number,
  tag: JoinSpec['tag'],
  early: MovePrice<JoinCall, JoinPlan>,
  present: MovePrice<JoinCall, JoinPlan>,
): OpDefinition {
  return joinOp({
    name,
    params: 'tup',
    sequence: 'tup',
    plan: (call) => {
      const parts = call.arrays.map(shapeParts);
      if (parts.length === 0) throw new ValueError('need at least one array to concatenate');
      return planJoin(name, { ...call, args: { ...call.args, kwargs: NO_KEYWORDS as never } }, parts, axisOf(parts));
    },
    tag,
    early,
    present,
  });
}

const NO_KEYWORDS: ReadonlyMap<string, PyValue> = new Map();

const vstackTag: JoinSpec['tag'] = (call, { shape }) => tags.vstackTag(groupsOf(call), shape.length, ndims(call));
const vstack = stackAlongOp(
  'vstack',
  (a) => atLeast(a, 2),
  () => 0,
  vstackTag,
  BY_OPERANDS,
  BY_OPERANDS,
);
const rowStack = stackAlongOp(
  'row_stack',
  (a) => atLeast(a, 2),
  () => 0,
  vstackTag,
  NEVER,
  { ...BY_OPERANDS, as: 'vstack' },
);
const hstack = stackAlongOp(
  'hstack',
  (a) => atLeast(a, 1),
  (parts) => (parts[0]!.ndim === 1 ? 0 : 1),
  (call, { shape }) => tags.hstackTag(groupsOf(call), shape.length, ndims(call)),
  NEVER,
  BY_OPERANDS,
);
const dstack = stackAlongOp(
  'dstack',
  (a) => atLeast(a, 3),
  () => 2,
  () => null,
  BY_RESULT,
  BY_RESULT,
);
const columnStack = stackAlongOp(
  'column_stack',
  (a) => (a.ndim < 2 ? reshaped(a, [a.size, 1]) : a),
  () => 1,
  (call, { shape }) => tags.columnStackTag(groupsOf(call), shape.length, ndims(call)),
  NEVER,
  BY_OPERANDS,
);

// ---------------------------------------------------------------------------------------------------- splitting

interface SplitCall {
  readonly a: NdArray;
  readonly args: Bound;
}

/** [start, count] of each piece. */
type Pieces = readonly (readonly [number, number])[];

/** More pieces than any client may hold. */
const MAX_PIECES = 10_000_000;

/** Where an axis of `extent` is cut; ValueError when equal parts are asked for and do not work out. */
function cut(extent: number, sections: PyValue, mustDivide: boolean): Pieces {
  if (Array.isArray(sections) || sections instanceof PyTuple || sections instanceof NdArray) {
    const items =
      sections instanceof NdArray
        ? [...readIntegers(sections)]
        : (sections instanceof PyTuple ? sections.items : (sections as readonly PyValue[])).map(toIndex);
    const edges = [0, ...items, extent].map((edge, i) => (i === items.length + 1 ? extent : edge));
    return edges.slice(0, -1).map((from, i) => {
      const clamp = (at: number): number => Math.min(Math.max(at < 0 ? at + extent : at, 0), extent);
      const start = clamp(from);
      return [start, Math.max(clamp(edges[i + 1]!) - start, 0)] as const;
    });
  }
  if (mustDivide && sections instanceof PyFloat && sections.value !== 0 && extent % sections.value !== 0)
    throw new ValueError('array split does not result in an equal division');
  const count = sections instanceof PyFloat ? toInt(sections) : toIndex(sections);
  if (count <= 0) {
    if (mustDivide && count === 0) throw new ZeroDivisionError('integer modulo by zero');
    throw new ValueError('number sections must be larger than 0.');
  }
  if (mustDivide && extent % count !== 0) throw new ValueError('array split does not result in an equal division');
  if (count > MAX_PIECES) throw new MemoryError(`cannot cut an array into ${count} pieces`);
  const small = Math.floor(extent / count);
  const larger = extent % count;
  let start = 0;
  return Array.from({ length: count }, (_, i) => {
    const size = small + (i < larger ? 1 : 0);
    const piece = [start, size] as const;
    start += size;
    return piece;
  });
}

function* readIntegers(array: NdArray): Generator<number> {
  const flat = reshaped(copyOf(array, Dtype.Int64), [array.size]);
  const bytes = new Uint8Array(array.size * 8);
  native.writeBytes(flat.slot, bytes, 0);
  for (const value of new BigInt64Array(bytes.buffer)) yield Number(value);
}

interface SplitPlan {
  readonly axis: number;
  readonly pieces: Pieces;
}

const BY_SIZE: MovePrice<SplitCall, SplitPlan> = {
  charged: 'first',
  flops: ({ a }) => a.size,
  dtypes: ({ a }) => [a.dtype],
};

function splitOp(
  name: string,
  params: string,
  plan: (call: SplitCall) => SplitPlan,
  tag: (a: NdArray, axis: number) => SymmetryGroup | null,
  early: MovePrice<SplitCall, SplitPlan>,
  present: MovePrice<SplitCall, SplitPlan>,
): OpDefinition {
  return moveOp<SplitCall, SplitPlan>({
    name,
    params,
    prepare: (args) => ({ a: operand(name, args['ary']), args }),
    infer: plan,
    price: { '0.4.1': early, '0.12.4': present },
    run: ({ a }, { axis, pieces }): OpResult =>
      pieces.map(([start, count]) => {
        const piece = sliced(a, axis, start, count);
        piece.symmetry = tag(a, axis);
        return piece;
      }),
  });
}

const given = (args: Bound): PyValue => {
  const rest = restArguments(args) as readonly PyValue[] | undefined;
  const value = args['indices_or_sections'] ?? rest?.[0] ?? extraKeywords(args)?.get('indices_or_sections');
  if (value === undefined) throw new PyTypeError("missing 1 required positional argument: 'indices_or_sections'");
  return value;
};

const axisGiven = (args: Bound): number => {
  const rest = restArguments(args) as readonly PyValue[] | undefined;
  const value = args['axis'] ?? rest?.[1] ?? extraKeywords(args)?.get('axis');
  return value === undefined ? 0 : toIndex(value);
};

const fixedAxis =
  (minimum: number, axisFor: (a: NdArray) => number, name: string) =>
  (call: SplitCall): SplitPlan => {
    for (const keyword of extraKeywords(call.args)?.keys() ?? []) {
      if (keyword !== 'indices_or_sections')
        throw new PyTypeError(`${name}() got an unexpected keyword argument '${keyword}'`);
    }
    if (call.a.ndim < minimum) throw new ValueError(`${name} only works on arrays of ${minimum} or more dimensions`);
    const axis = axisFor(call.a);
    return { axis, pieces: cut(call.a.shape[axis]!, given(call.args), true) };
  };

const SPLITS: readonly OpDefinition[] = [
  splitOp(
    'split',
    'ary, indices_or_sections, axis=',
    ({ a, args }) => {
      const axis = checkedSplitAxis(a, axisGiven(args));
      return { axis, pieces: cut(a.shape[axis]!, given(args), true) };
    },
    (a, axis) => tags.splitTag(a.symmetry, a.shape, axis),
    BY_SIZE,
    BY_SIZE,
  ),
  splitOp(
    'array_split',
    'ary, *args, **kwargs',
    ({ a, args }) => {
      const axis = checkedSplitAxis(a, axisGiven(args));
      return { axis, pieces: cut(a.shape[axis]!, given(args), false) };
    },
    () => null,
    BY_SIZE,
    BY_SIZE,
  ),
  splitOp(
    'hsplit',
    'ary, indices_or_sections',
    fixedAxis(1, (a) => (a.ndim > 1 ? 1 : 0), 'hsplit'),
    (a) => tags.hsplitTag(a.symmetry, a.shape),
    NEVER,
    { charged: 'first' },
  ),
  splitOp(
    'vsplit',
    'ary, indices_or_sections',
    fixedAxis(2, () => 0, 'vsplit'),
    (a) => tags.splitTag(a.symmetry, a.shape, 0),
    BY_SIZE,
    BY_SIZE,
  ),
  splitOp(
    'dsplit',
    'ary, *args, **kwargs',
    fixedAxis(3, () => 2, 'dsplit'),
    (a) => tags.splitTag(a.symmetry, a.shape, 2),
    BY_SIZE,
    BY_SIZE,
  ),
];

function checkedSplitAxis(a: NdArray, axis: number): number {
  // The extent is looked up without a check of the axis.
  if (axis < -a.ndim || axis >= a.ndim) throw new IndexError('tuple index out of range');
  return axis < 0 ? axis + a.ndim : axis;
}

// ---------------------------------------------------------------------------------------------------- repeating

interface TilePlan {
  readonly reps: readonly number[];
  readonly shape: Shape;
}

const tile = moveOp<SplitCall, TilePlan>({
  name: 'tile',
  params: 'A, reps',
  prepare: (args) => ({ a: operand('tile', args['A']), args }),
  infer: ({ a, args }) => {
    const value = args['reps']!;
    if (typeof value === 'string' && a.size > 0) toInt(value);
    const reps = value instanceof NdArray ? [...readIntegers(value)] : axisList(value);
    const ndim = Math.max(reps.length, a.ndim);
    const full = [...new Array<number>(ndim - reps.length).fill(1), ...reps];
    const own = [...new Array<number>(ndim - a.ndim).fill(1), ...a.shape];
    if (full.some((rep) => rep < 0)) throw new ValueError('negative dimensions are not allowed');
    return { reps: full, shape: own.map((extent, axis) => extent * full[axis]!) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { reps, shape }, ctx) => {
    requireRoomFor(shape, a.dtype, ctx);
    const own = [...new Array<number>(reps.length - a.ndim).fill(1), ...a.shape];
    const base = reshaped(
      a,
      own.flatMap((extent) => [1, extent]),
    );
    const wide = own.flatMap((extent, axis) => [reps[axis]!, extent]);
    const target = arrayOf(native.empty(a.dtype, wide), a.dtype, wide);
    native.assign(target.slot, base.slot, -1);
    const result = reshaped(target, shape);
    result.symmetry = tags.tileTag(a.symmetry, a.shape, shape, repsForTag(args['reps']!, reps));
    return result;
  },
});

const repsForTag = (value: PyValue, reps: readonly number[]): number | readonly number[] =>
  typeof value === 'number' ? value : reps;

interface RepeatPlan {
  readonly source: NdArray;
  readonly axis: number;
  readonly counts: NdArray;
  readonly shape: Shape;
}

const repeat = moveOp<SplitCall, RepeatPlan>({
  name: 'repeat',
  params: 'a, repeats, axis=',
  prepare: (args) => ({ a: operand('repeat', args['a']), args }),
  infer: ({ a, args }) => {
    const repeats = args['repeats'];
    const given = operand(
      'repeat',
      repeats instanceof PyFloat || typeof repeats === 'string' ? toInt(repeats) : repeats,
    );
    if (!isInteger(given.dtype) && kindOf(given.dtype) !== 'b') {
      throw new PyTypeError("Cannot cast array data to dtype('int64') according to the rule 'safe'");
    }
    const flat = args['axis'] === undefined || args['axis'] === null;
    const source = flat ? reshaped(a, [a.size]) : a.ndim === 0 ? insertAxes(a, [0]) : a;
    const axis = flat ? 0 : normalizeAxis(toIndex(args['axis']), source.ndim);
    const extent = source.shape[axis]!;
    if (given.ndim > 1) throw new ValueError('object too deep for desired array');
    if (given.size !== 1 && given.size !== extent) {
      throw new ValueError(`operands could not be broadcast together with shape (${extent},) (${given.size},)`);
    }
    const counts = reshaped(copyOf(given, Dtype.Int64), [given.size]);
    let total = 0;
    for (const count of readIntegers(counts)) {
      if (count < 0 && (given.ndim > 0 || extent > 0)) throw new ValueError('repeats may not contain negative values.');
      total += count;
    }
    if (given.size === 1) total *= extent;
    return { source, axis, counts, shape: source.shape.map((length, k) => (k === axis ? total : length)) };
  },
  price: {
    '0.4.1': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1) },
    '0.12.4': { charged: 'last', flops: (_, { shape }) => Math.max(sizeOf(shape), 1), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { source, axis, counts, shape }, ctx) => {
    requireRoomFor(shape, a.dtype, ctx);
    const result = arrayOf(native.repeat(source.slot, counts.slot, axis), a.dtype, shape);
    result.symmetry = tags.repeatTag(
      a.symmetry,
      a.shape,
      args['axis'] === undefined || args['axis'] === null ? null : axis,
    );
    return result;
  },
});

interface RollPlan {
  readonly shifts: ReadonlyMap<number, number>;
  readonly flat: boolean;
}

const ints = (value: PyValue): number[] => (value instanceof NdArray ? [...readIntegers(value)] : axisList(value));

/** Shifts pass through int(). */
function shiftsOf(value: PyValue): number[] {
  if (value instanceof NdArray) return ints(value);
  const items = value instanceof PyTuple ? value.items : Array.isArray(value) ? (value as PyValue[]) : [value];
  return items.map(toInt);
}

const roll = moveOp<SplitCall, RollPlan>({
  name: 'roll',
  params: 'a, shift, axis=',
  prepare: (args) => ({ a: operand('roll', args['a']), args }),
  infer: ({ a, args }) => {
    const shift = shiftsOf(args['shift']!);
    if (args['axis'] === undefined || args['axis'] === null) {
      return { flat: true, shifts: new Map([[0, shift.reduce((sum, s) => sum + s, 0)]]) };
    }
    const axes = ints(args['axis']).map((axis) => normalizeAxis(axis, a.ndim));
    const length = Math.max(shift.length, axes.length);
    if ((shift.length !== 1 && shift.length !== length) || (axes.length !== 1 && axes.length !== length)) {
      throw new ValueError("'shift' and 'axis' should be scalars or 1D sequences");
    }
    const shifts = new Map<number, number>();
    for (let i = 0; i < length; i++) {
      const axis = axes[axes.length === 1 ? 0 : i]!;
      shifts.set(axis, (shifts.get(axis) ?? 0) + shift[shift.length === 1 ? 0 : i]!);
    }
    return { flat: false, shifts };
  },
  price: {
    '0.4.1': NEVER,
    '0.12.4': { charged: 'last', flops: ({ a }) => Math.max(a.size, 1), dtypes: ({ a }) => [a.dtype] },
  },
  run: ({ a, args }, { shifts, flat }) => {
    let result = flat ? reshaped(a, [a.size]) : a;
    for (const [axis, shift] of shifts) result = rolled(result, axis, shift);
    result = flat ? reshaped(result, a.shape) : result === a ? copyOf(a) : result;
    result.symmetry = tags.rollTag(
      a.symmetry,
      a.shape,
      flat ? null : ints(args['axis']!).map((axis) => normalizeAxis(axis, a.ndim)),
    );
    return result;
  },
});

function rolled(a: NdArray, axis: number, shift: number): NdArray {
  const extent = a.shape[axis]!;
  const target = arrayOf(native.empty(a.dtype, a.shape), a.dtype, a.shape);
  const by = extent === 0 ? 0 : ((shift % extent) + extent) % extent;
  native.assign(sliced(target, axis, by, extent - by).slot, sliced(a, axis, 0, extent - by).slot, -1);
  if (by > 0) native.assign(sliced(target, axis, 0, by).slot, sliced(a, axis, extent - by, by).slot, -1);
  return target;
}

export const JOINING: readonly OpDefinition[] = [
  concatenateOp('concatenate'),
  concatenateOp('concat'),
  stack,
  vstack,
  rowStack,
  hstack,
  dstack,
  columnStack,
  ...SPLITS,
  tile,
  repeat,
  roll,
];
